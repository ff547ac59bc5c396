"""Convolutions and pooling, of images and volumes."""

import numpy as np
import tensorflow as tf
from check_ops import Case, Const, channels_first, op

LAYOUT = ("data_format", "strides", "dilations", "ksize", "explicit_paddings")


def spread(values, first):
    """Values of the spatial dimensions with 1 for batch and channels."""
    return [1, 1, *values] if first else [1, *values, 1]


def with_format(draw, arguments, function, images, rank):
    """A case that is channels first now and then: TensorFlow's kernels for the
    CPU are not, so that what is expected is computed in channels last."""
    first = draw.flag()
    if first:
        for name in images:
            arguments[name] = np.ascontiguousarray(np.moveaxis(arguments[name], -1, 1))
    for name in ("strides", "dilations", "ksize"):
        if name in arguments:
            arguments[name] = spread(arguments[name], first)
    if "explicit_paddings" in arguments and arguments["padding"] == "EXPLICIT":
        pads = arguments["explicit_paddings"]
        arguments["explicit_paddings"] = [0] * 4 + pads if first else [0] * 2 + pads + [0] * 2
    names = ("NHWC", "NCHW") if rank == 2 else ("NDHWC", "NCDHW")
    arguments["data_format"] = names[first]
    reference = channels_first(function, images, LAYOUT) if first else None
    return Case(arguments, reference=reference)


def sizes(draw, rank, filters, dilations):
    """Sizes of an image in which the filter has a place."""
    return [(f - 1) * d + draw.int(1, 8) for f, d in zip(filters, dilations)]


def steps(draw, rank, low=1, high=3):
    """Strides or dilations, one for all dimensions as often as not."""
    return [draw.int(low, high)] * rank if draw.flag() else draw.shape(rank, low, high)


def convolution(draw, rank, function, explicit):
    filters = draw.shape(rank, 1, 3)
    dilations = steps(draw, rank) if draw.flag() else [1] * rank
    strides = steps(draw, rank) if max(dilations) == 1 else [1] * rank
    groups = draw.choice(1, 1, 2, 3)
    depth, channels = draw.int(1, 5), groups * draw.int(1, 4)
    if rank == 3:
        groups = 1
    shape = [draw.int(1, 2), *sizes(draw, rank, filters, dilations), depth * groups]
    dtype = draw.choice(np.float32, np.float32, np.float64)
    if rank == 3 and max(dilations) > 1:
        dtype = np.float32  # TensorFlow's kernel for f64 has no dilations
    padding = draw.choice("SAME", "VALID", *explicit)
    arguments = dict(input=draw.floats(shape, dtype=dtype),
                     filter=draw.floats([*filters, depth, channels], dtype=dtype),
                     strides=strides, padding=padding, dilations=dilations)
    if padding == "EXPLICIT":
        arguments["explicit_paddings"] = draw.shape(2 * rank, 0, 2)
    return with_format(draw, arguments, function, ["input"], rank)


# Long sums cancel.
SUMS = dict(rtol=1e-5, atol=2e-5, cases=16)


@op("Conv2D", **SUMS)
def _(draw):
    return convolution(draw, 2, tf.raw_ops.Conv2D, ["EXPLICIT"])


@op("Conv3D", **SUMS)
def _(draw):
    return convolution(draw, 3, tf.raw_ops.Conv3D, [])


@op("DepthwiseConv2dNative", **SUMS)
def _(draw):
    filters = draw.shape(2, 1, 3)
    dilations = steps(draw, 2) if draw.flag() else [1, 1]
    strides = [draw.int(1, 3)] * 2 if max(dilations) == 1 else [1, 1]
    channels = draw.int(1, 9)
    shape = [draw.int(1, 2), *sizes(draw, 2, filters, dilations), channels]
    padding = draw.choice("SAME", "VALID", "EXPLICIT")
    arguments = dict(input=draw.floats(shape),
                     filter=draw.floats([*filters, channels, draw.int(1, 3)]),
                     strides=strides, padding=padding, dilations=dilations)
    if padding == "EXPLICIT":
        arguments["explicit_paddings"] = draw.shape(4, 0, 2)
    return with_format(draw, arguments, tf.raw_ops.DepthwiseConv2dNative, ["input"], 2)


def places(size, filter, stride, dilation, padding):
    """How many places a filter has."""
    if padding == "SAME":
        return -(-size // stride)
    return (size - (filter - 1) * dilation - 1) // stride + 1


def transposed(draw, rank, function, image):
    filters = draw.shape(rank, 1, 4)
    dilations = steps(draw, rank) if draw.int(0, 3) == 0 else [1] * rank
    if rank == 3:
        dilations = [1] * rank  # TensorFlow's kernel has no others
    strides = steps(draw, rank) if max(dilations) == 1 else [1] * rank
    spatial = sizes(draw, rank, filters, dilations)
    batch, channels, depth = draw.int(1, 2), draw.int(1, 4), draw.int(1, 4)
    padding = draw.choice("SAME", "VALID")
    counts = [places(s, f, t, d, padding)
              for s, f, t, d in zip(spatial, filters, strides, dilations)]
    arguments = {
        "input_sizes": Const([batch, *spatial, channels], np.int32),
        "filter": draw.floats([*filters, channels, depth]),
        image: draw.floats([batch, *counts, depth]),
        "strides": strides, "padding": padding, "dilations": dilations,
    }
    case = with_format(draw, arguments, function, [image], rank)
    if case.reference:
        last = arguments["input_sizes"]
        arguments["input_sizes"] = Const([batch, channels, *spatial], np.int32)
        turned = case.reference
        case.reference = lambda **a: turned(**(a | {"input_sizes": last.value}))
    return case


@op("Conv2DBackpropInput", **SUMS)
def _(draw):
    return transposed(draw, 2, tf.raw_ops.Conv2DBackpropInput, "out_backprop")


@op("Conv3DBackpropInputV2", **SUMS)
def _(draw):
    return transposed(draw, 3, tf.raw_ops.Conv3DBackpropInputV2, "out_backprop")


@op("Dilation2D", cases=16)
def _(draw):
    filters, rates = draw.shape(2, 1, 3), draw.shape(2, 1, 2)
    channels = draw.int(1, 9)
    shape = [draw.int(1, 2), *sizes(draw, 2, filters, rates), channels]
    return dict(input=draw.floats(shape), filter=draw.floats([*filters, channels]),
                strides=spread(draw.shape(2, 1, 3), False), rates=spread(rates, False),
                padding=draw.choice("SAME", "VALID"))


def pooling(draw, rank, function, explicit=()):
    size = draw.shape(rank, 1, 4)
    shape = [draw.int(1, 2), *sizes(draw, rank, size, [1] * rank), draw.int(1, 18)]
    padding = draw.choice("SAME", "VALID", *explicit)
    strides = steps(draw, rank, 1, 4)
    if rank == 3:  # for greater strides TensorFlow's kernels differ from each other
        strides = [min(pair) for pair in zip(strides, size)]
    arguments = dict(input=draw.floats(shape), ksize=size, strides=strides, padding=padding)
    if padding == "EXPLICIT":
        arguments["explicit_paddings"] = [draw.int(0, s - 1) for s in size for _ in (0, 1)]
    if function in (tf.raw_ops.AvgPool,):
        arguments["value"] = arguments.pop("input")
        return with_format(draw, arguments, function, ["value"], rank)
    return with_format(draw, arguments, function, ["input"], rank)


@op("AvgPool", cases=16)
def _(draw):
    return pooling(draw, 2, tf.raw_ops.AvgPool)


@op("MaxPool", cases=16)
def _(draw):
    return pooling(draw, 2, tf.raw_ops.MaxPool, ["EXPLICIT"])


@op("AvgPool3D", cases=16)
def _(draw):
    return pooling(draw, 3, tf.raw_ops.AvgPool3D)


@op("MaxPool3D", cases=16)
def _(draw):
    return pooling(draw, 3, tf.raw_ops.MaxPool3D)


@op("MaxPoolV2")
def _(draw):
    size = draw.shape(2, 1, 4)
    shape = [draw.int(1, 2), *sizes(draw, 2, size, [1, 1]), draw.int(1, 18)]
    return dict(input=draw.ints(shape, -99, 99),
                ksize=Const([1, *size, 1], np.int32),
                strides=Const([1, *draw.shape(2, 1, 3), 1], np.int32),
                padding=draw.choice("SAME", "VALID"))


@op("MaxPoolWithArgmax", cases=16)
def _(draw):
    size = draw.shape(2, 1, 4)
    shape = [draw.int(1, 3), *sizes(draw, 2, size, [1, 1]), draw.int(1, 18)]
    # Few different numbers, so that there are several greatest.
    values = draw.ints(shape, -3, 3).astype(draw.choice(np.float32, np.float64))
    return dict(input=values, ksize=[1, *size, 1], strides=[1, *draw.shape(2, 1, 3), 1],
                padding=draw.choice("SAME", "VALID"), Targmax=draw.choice(np.int32, np.int64),
                include_batch_in_index=draw.flag())


@op("FractionalMaxPool", "FractionalAvgPool", atol=1e-5, cases=16)
def _(draw):
    size = draw.shape(2, 4, 12)
    ratio = [1.0, *(float(r) for r in draw.floats([2], 1, 3)), 1.0]
    return dict(value=draw.floats([draw.int(1, 2), *size, 2]), pooling_ratio=ratio, pseudo_random=draw.flag(),
                overlapping=draw.flag(), deterministic=True, seed=draw.int(1, 99), seed2=draw.int(0, 99))
