"""Stores at indices, sums of segments, counts."""

import numpy as np
from check_ops import Case, Const, op
import tensorflow as tf

NUMBERS = (np.float32, np.float64, np.int32, np.int64, np.int8, np.uint8)


def numbers(draw, shape, types=NUMBERS):
    # Small and whole: sums are exact in every order.
    return draw.ints(shape, 0, 4, np.int64).astype(draw.choice(*types))


def positions(draw):
    """A shape, indices into its first dimensions, and the shape of updates."""
    shape = draw.shape(draw.int(1, 4))
    depth = draw.int(1, len(shape))
    leading = draw.shape(draw.int(1, 2), 0)
    indices = np.stack([draw.ints(leading, 0, s - 1, np.int64) for s in shape[:depth]], -1)
    return shape, indices.astype(draw.choice(np.int32, np.int64)), leading + shape[depth:]


@op("ScatterNd")
def _(draw):
    shape, indices, updates = positions(draw)
    return dict(indices=indices, updates=numbers(draw, updates), shape=Const(shape, indices.dtype))


@op("TensorScatterUpdate", "TensorScatterAdd", "TensorScatterSub", "TensorScatterMin", "TensorScatterMax")
def _(draw):
    shape, indices, updates = positions(draw)
    x = numbers(draw, shape)
    return dict(tensor=x, indices=indices, updates=numbers(draw, updates, (x.dtype,)))


@op("SparseToDense")
def _(draw):
    shape = draw.shape(draw.int(1, 3))
    places = np.unique(draw.ints([draw.int(1, 4)], 0, int(np.prod(shape)) - 1))
    indices = np.stack(np.unravel_index(places, shape), -1).astype(np.int64)
    if len(shape) == 1 and draw.flag():
        indices = indices[:, 0]
    values = numbers(draw, [len(places)])
    return dict(sparse_indices=indices, output_shape=Const(shape, np.int64), sparse_values=values,
                default_value=numbers(draw, [], (values.dtype,)))


@op("SparseTensorDenseMatMul")
def _(draw):
    rows, columns, others, count = draw.int(1, 5), draw.int(1, 5), draw.int(1, 5), draw.int(0, 8)
    indices = np.stack([draw.ints([count], 0, rows - 1, np.int64), draw.ints([count], 0, columns - 1, np.int64)], -1)
    adjoint_a, adjoint_b = draw.flag(), draw.flag()
    shape = [rows if adjoint_a else columns, others]
    return dict(a_indices=indices, a_values=draw.floats([count]), a_shape=Const([rows, columns], np.int64),
                b=draw.floats(shape[::-1] if adjoint_b else shape), adjoint_a=adjoint_a, adjoint_b=adjoint_b)


@op("SegmentSum", "SegmentMean", "SegmentProd", "SegmentMin", "SegmentMax")
def _(draw):
    shape = draw.shape(draw.int(1, 3), 1, 7)
    ids = np.sort(draw.ints([shape[0]], 0, 5))
    return dict(data=numbers(draw, shape), segment_ids=Const(ids))


@op("SegmentMin", "SegmentMax", dynamic=True)
def _(draw):
    # More rows in a segment than the elements' type can count, and one of no rows.
    rows = draw.int(120, 260)
    ids = np.repeat([0, 2], [rows, draw.int(1, 3)]).astype(np.int32)
    return dict(data=numbers(draw, [len(ids)], (np.int8, np.uint8)), segment_ids=Const(ids) if draw.flag() else ids)


@op("UnravelIndex")
def _(draw):
    dims, dtype = draw.shape(draw.int(1, 4)), draw.choice(np.int32, np.int64)
    # Negative places are no error.
    indices = draw.ints(draw.shape(draw.int(0, 1)), -30, int(np.prod(dims)) - 1, np.int64).astype(dtype)
    return dict(indices=indices, dims=Const(dims, dtype))


@op("BroadcastGradientArgs")
def _(draw):
    full = [draw.choice(1, 1, 2, 3) for _ in range(draw.int(0, 4))]
    both = [draw.broadcast(full) for _ in range(2)]
    s0, s1 = (full, full) if draw.flag() else both
    return dict(s0=Const(s0, np.int32), s1=Const(s1, np.int32))


@op("UnsortedSegmentSum", "UnsortedSegmentProd", "UnsortedSegmentMin", "UnsortedSegmentMax")
def _(draw):
    shape = draw.shape(draw.int(1, 4), 0, 6)
    ids = draw.ints(shape[:draw.int(1, len(shape))], -1, 3)
    return dict(data=numbers(draw, shape), segment_ids=ids, num_segments=Const(draw.int(4, 6), np.int32))


@op("SparseSegmentSum", "SparseSegmentMean", "SparseSegmentSqrtN")
def _(draw):
    shape = draw.shape(draw.int(1, 3), 1, 7)
    count = draw.int(1, 6)
    return dict(data=draw.floats(shape, dtype=draw.choice(np.float32, np.float64)),
                indices=draw.ints([count], 0, shape[0] - 1), segment_ids=Const(np.sort(draw.ints([count], 0, 4))))


@op("DynamicStitch", "ParallelDynamicStitch")
def _(draw):
    places = draw.random.permutation(draw.int(2, 9)).astype(np.int32)
    cut, slice_shape = draw.int(1, len(places) - 1), draw.shape(draw.int(0, 2))
    parts = [places[:cut], places[cut:]]
    data = [draw.floats([len(p), *slice_shape]) for p in parts]
    function = tf.dynamic_stitch if draw.flag() else tf.raw_ops.ParallelDynamicStitch
    return Case(dict(a=data[0], b=data[1]), lambda a, b: function(indices=parts, data=[a, b]))


@op("Bincount")
def _(draw):
    shape = draw.shape(draw.int(1, 3))
    weights = numbers(draw, shape if draw.flag() else [0], (np.float32, np.float64, np.int32, np.int64))
    return dict(arr=draw.ints(shape, 0, 9), size=Const(draw.int(1, 8), np.int32), weights=weights)


@op("DenseBincount")
def _(draw):
    shape = draw.shape(draw.int(1, 2))
    weights = numbers(draw, shape if draw.flag() else [0], (np.float32, np.float64, np.int32, np.int64))
    return dict(input=draw.ints(shape, 0, 9), size=Const(draw.int(1, 8), np.int32), weights=weights,
                binary_output=draw.flag())


@op("HistogramFixedWidth")
def _(draw):
    dtype = draw.choice(np.float32, np.float64, np.int32)
    low, bins = draw.int(-9, 0), draw.int(1, 9)
    return dict(values=draw.floats(draw.shape(draw.int(1, 3)), -12, 12).astype(dtype),
                value_range=np.array([low, low + draw.int(1, 9)], dtype), nbins=Const(bins, np.int32))
