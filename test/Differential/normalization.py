"""Normalizations, softmax, losses."""

import numpy as np
from check_ops import Const, op


@op("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", rtol=1e-4, atol=1e-5,
    outputs=(0, 1, 2))
def _(draw):
    shape = [*draw.shape(3, 2, 4), draw.int(1, 9)]
    statistics = [draw.floats([shape[-1]]), draw.floats([shape[-1]], 0.5, 2)]
    training = draw.flag()
    if training and draw.flag():
        statistics = [s[:0] for s in statistics]
    return dict(x=draw.floats(shape), scale=draw.floats([shape[-1]]),
                offset=draw.floats([shape[-1]]), mean=statistics[0], variance=statistics[1],
                epsilon=0.001, is_training=training,
                exponential_avg_factor=1.0 if len(statistics[0]) == 0 else draw.choice(1.0, 0.7)
                if training else 1.0)


@op("LRN", rtol=1e-4)
def _(draw):
    return dict(input=draw.floats([*draw.shape(3), draw.int(1, 12)]), depth_radius=draw.int(0, 4),
                bias=draw.choice(1.0, 2.0), alpha=draw.choice(0.1, 1.0),
                beta=draw.choice(0.5, 0.75))


@op("Softmax", "LogSoftmax", dynamic=True)
def _(draw):
    return dict(logits=draw.floats(draw.shape(draw.int(1, 4)), -9, 9,
                                   draw.choice(np.float32, np.float64)))


@op("SoftmaxCrossEntropyWithLogits", atol=1e-5)
def _(draw):
    rows, classes = draw.shape(2)
    dtype = draw.choice(np.float32, np.float64)
    return dict(features=draw.floats([draw.choice(rows, rows, 1), classes], dtype=dtype),
                labels=draw.floats([draw.choice(rows, rows, 1), classes], 0, 1, dtype))


@op("SparseSoftmaxCrossEntropyWithLogits", atol=1e-5)
def _(draw):
    rows, classes = draw.shape(2)
    return dict(features=draw.floats([rows, classes]),
                labels=draw.ints([rows], 0, classes - 1, draw.choice(np.int32, np.int64)))


@op("BiasAdd")
def _(draw):
    shape = draw.shape(draw.int(2, 4))
    return dict(value=draw.floats(shape), bias=draw.floats([shape[-1]]))


@op("CTCLoss", rtol=1e-4, atol=1e-4, outputs=(0,), cases=16)
def _(draw):
    batch, classes = draw.int(1, 3), draw.int(2, 5)
    lengths = [draw.int(1, 3) for _ in range(batch)]
    # Labels that follow each other need a blank between them if they are equal.
    steps = 2 * max(lengths) + draw.int(1, 3)
    indices = [(row, place) for row, length in enumerate(lengths) for place in range(length)]
    fixed = draw.flag()
    indices = np.array(indices, np.int64)
    return dict(inputs=draw.floats([steps, batch, classes]), labels_indices=Const(indices) if fixed else indices,
                labels_values=draw.ints([len(indices)], 0, classes - 2),
                sequence_length=draw.ints([batch], 2 * max(lengths) + 1, steps),
                preprocess_collapse_repeated=draw.flag(), ctc_merge_repeated=draw.flag())
