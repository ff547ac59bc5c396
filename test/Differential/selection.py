"""Order, search, and what moves by indices."""

import numpy as np
from check_ops import Const, op

TYPES = (np.float32, np.float64, np.int32, np.int64, np.uint8)


def rows(draw, lowest=1, highest=9):
    # With ties.
    shape = draw.shape(draw.int(0, 2)) + [draw.int(lowest, highest)]
    return draw.ints(shape, 0, 6, np.int64).astype(draw.choice(*TYPES))


@op("TopKV2")
def _(draw):
    x = rows(draw)
    return dict(input=x, k=Const(draw.int(0, x.shape[-1]), np.int32), sorted=draw.flag())


@op("NthElement")
def _(draw):
    x = rows(draw)
    return dict(input=x, n=Const(draw.int(0, x.shape[-1] - 1), np.int32), reverse=draw.flag())


@op("InTopKV2")
def _(draw):
    x = draw.ints(draw.shape(2), 0, 5).astype(np.float32)
    dtype = draw.choice(np.int32, np.int64)
    return dict(predictions=x, targets=draw.ints([len(x)], -1, x.shape[1], dtype), k=Const(draw.int(1, 4), dtype))


@op("LowerBound", "UpperBound")
def _(draw):
    batch, dtype = draw.int(1, 3), draw.choice(np.float32, np.float64, np.int32)
    return dict(sorted_inputs=np.sort(draw.ints([batch, draw.int(1, 9)], 0, 9).astype(dtype)),
                values=draw.ints([batch, draw.int(1, 9)], -1, 10).astype(dtype))


@op("Bucketize")
def _(draw):
    dtype = draw.choice(np.float32, np.float64, np.int32, np.int64)
    return dict(input=draw.ints(draw.shape(draw.int(0, 3)), -9, 9).astype(dtype),
                boundaries=sorted(float(b) for b in draw.ints([draw.int(0, 5)])))


@op("ReverseSequence")
def _(draw):
    shape = draw.shape(draw.int(2, 4))
    batch, seq = (int(i) for i in draw.random.permutation(len(shape))[:2])
    lengths = draw.ints([shape[batch]], 0, shape[seq], draw.choice(np.int32, np.int64))
    return dict(input=draw.floats(shape), seq_lengths=lengths, seq_dim=seq, batch_dim=batch)


@op("Roll")
def _(draw):
    shape = draw.shape(draw.int(1, 3))
    shift = draw.ints([draw.int(1, 2)])
    return dict(input=draw.floats(shape), shift=shift if draw.flag() else Const(shift),
                axis=Const(draw.ints(shift.shape, 0, len(shape) - 1)))


@op("InvertPermutation")
def _(draw):
    return dict(x=draw.random.permutation(draw.int(1, 9)).astype(draw.choice(np.int32, np.int64)))


def boxes(draw, count):
    corners = draw.floats([count, 2], 0, 6)
    return np.concatenate([corners, corners + draw.floats([count, 2], -4, 4)], 1)


@op("NonMaxSuppressionV4")
def _(draw):
    count = draw.int(1, 12)
    return dict(boxes=boxes(draw, count), scores=draw.ints([count], 0, 8).astype(np.float32) / 8,
                max_output_size=Const(draw.int(1, 12), np.int32), iou_threshold=draw.floats([], 0, 1),
                score_threshold=draw.floats([], 0, 0.5), pad_to_max_output_size=True)


@op("NonMaxSuppressionV5", outputs=(0, 2))
def _(draw):
    count = draw.int(1, 12)
    return dict(boxes=boxes(draw, count), scores=draw.floats([count], 0, 1),
                max_output_size=Const(draw.int(1, 12), np.int32), iou_threshold=draw.floats([], 0.5, 1),
                score_threshold=draw.floats([], 0, 0.5), soft_nms_sigma=draw.floats([], 0.1, 1),
                pad_to_max_output_size=True)


@op("CombinedNonMaxSuppression", cases=6)
def _(draw):
    images, count, classes = draw.int(1, 2), draw.int(1, 8), draw.int(1, 3)
    own = draw.choice(1, classes)
    all_boxes = np.stack([boxes(draw, count * own).reshape(count, own, 4) for _ in range(images)]) / 6
    return dict(boxes=all_boxes, scores=draw.floats([images, count, classes], 0, 1),
                max_output_size_per_class=Const(draw.int(1, 5), np.int32),
                max_total_size=Const(draw.int(1, 12), np.int32), iou_threshold=np.float32(draw.floats([], 0, 1)),
                score_threshold=np.float32(draw.floats([], 0, 0.5)), pad_per_class=draw.flag(),
                clip_boxes=draw.flag())
