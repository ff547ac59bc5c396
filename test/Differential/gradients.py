"""Gradients of elementwise ops, of convolutions, pooling and normalizations."""

import numpy as np
from check_ops import Const, op


def pair(draw, first, second, **attributes):
    shape, dtype = draw.shape(draw.int(1, 3)), draw.choice(np.float32, np.float64)
    return {first: draw.floats(shape, dtype=dtype), second: draw.floats(shape, -3, 3, dtype),
            **attributes}


@op("ReluGrad", "Relu6Grad", "SoftplusGrad", "SoftsignGrad", cases=3)
def _(draw):
    case = pair(draw, "gradients", "features")
    case["features"] = case["features"] * 3
    return case


@op("LeakyReluGrad", cases=3)
def _(draw):
    return pair(draw, "gradients", "features", alpha=draw.choice(0.1, 0.3))


@op("EluGrad", "SeluGrad", cases=3)
def _(draw):
    return pair(draw, "gradients", "outputs")


@op("SigmoidGrad", "TanhGrad", "SqrtGrad", "RsqrtGrad", "ReciprocalGrad", "InvGrad", cases=3)
def _(draw):
    return pair(draw, "y", "dy")


@op("BiasAddGrad", atol=1e-5)
def _(draw):
    rank = draw.choice(2, 3, 4)
    return dict(out_backprop=draw.floats(draw.shape(rank)),
                data_format=draw.choice("NHWC", "NCHW") if rank == 4 else "NHWC")


def window(draw, rank, low=1):
    """Sizes of a filter and an image, strides, padding and places."""
    filters, strides = draw.shape(rank, 1, 3), [draw.int(1, 3)] * rank
    image = [f + draw.int(0, 7) for f in filters]
    padding = draw.choice("SAME", "VALID")
    places = [-(-i // s) if padding == "SAME" else (i - f) // s + 1
              for i, f, s in zip(image, filters, strides)]
    return filters, image, strides, padding, places


def filter_gradient(draw, rank):
    filters, image, strides, padding, places = window(draw, rank)
    batch, depth, channels = draw.shape(3, 1, 4)
    groups = draw.choice(1, 1, 2) if rank == 2 else 1
    return dict(input=draw.floats([batch, *image, depth * groups]),
                filter_sizes=Const([*filters, depth, channels * groups], np.int32),
                out_backprop=draw.floats([batch, *places, channels * groups]),
                strides=[1, *strides, 1], padding=padding)


@op("Conv2DBackpropFilter", rtol=1e-5, atol=3e-5, cases=16)
def _(draw):
    return filter_gradient(draw, 2)


@op("Conv3DBackpropFilterV2", rtol=1e-5, atol=3e-5, cases=16)
def _(draw):
    return filter_gradient(draw, 3)


@op("DepthwiseConv2dNativeBackpropFilter", rtol=1e-5, atol=3e-5, cases=16)
def _(draw):
    filters, image, strides, padding, places = window(draw, 2)
    batch, channels, multiplier = draw.shape(3, 1, 4)
    return dict(input=draw.floats([batch, *image, channels]),
                filter_sizes=Const([*filters, channels, multiplier], np.int32),
                out_backprop=draw.floats([batch, *places, channels * multiplier]),
                strides=[1, *strides, 1], padding=padding)


@op("DepthwiseConv2dNativeBackpropInput", rtol=1e-5, atol=3e-5, cases=16)
def _(draw):
    filters, image, strides, padding, places = window(draw, 2)
    batch, channels, multiplier = draw.shape(3, 1, 4)
    return dict(input_sizes=Const([batch, *image, channels], np.int32),
                filter=draw.floats([*filters, channels, multiplier]),
                out_backprop=draw.floats([batch, *places, channels * multiplier]),
                strides=[1, *strides, 1], padding=padding)


@op("AvgPoolGrad", atol=1e-5, cases=16)
def _(draw):
    size, image, strides, padding, places = window(draw, 2)
    batch, channels = draw.shape(2)
    return dict(orig_input_shape=Const([batch, *image, channels], np.int32),
                grad=draw.floats([batch, *places, channels]), ksize=[1, *size, 1],
                strides=[1, *strides, 1], padding=padding)


@op("MaxPoolGrad", atol=1e-5, cases=16)
def _(draw):
    size, image, strides, padding, places = window(draw, 2)
    batch, channels = draw.shape(2)
    original = draw.floats([batch, *image, channels])
    # The kernel looks for the maxima itself, but wants them too.
    import tensorflow as tf
    output = tf.nn.max_pool2d(original, size, strides, padding).numpy()
    return dict(orig_input=original, orig_output=output,
                grad=draw.floats([batch, *places, channels]), ksize=[1, *size, 1],
                strides=[1, *strides, 1], padding=padding)


@op("LRNGrad", rtol=1e-4, atol=1e-5)
def _(draw):
    shape = [*draw.shape(3, 1, 4), draw.int(1, 12)]
    attributes = dict(depth_radius=draw.int(0, 4), bias=draw.choice(1.0, 2.0),
                      alpha=draw.choice(0.1, 1.0), beta=draw.choice(0.5, 0.75))
    import tensorflow as tf
    x = draw.floats(shape)
    return dict(input_grads=draw.floats(shape), input_image=x,
                output_image=tf.raw_ops.LRN(input=x, **attributes).numpy(), **attributes)


@op("FusedBatchNormGradV3", rtol=1e-4, atol=2e-5, outputs=(0, 1, 2))
def _(draw):
    shape = [*draw.shape(draw.choice(3, 4), 2, 4), draw.int(1, 5)]
    channels = shape[-1]
    return dict(y_backprop=draw.floats(shape), x=draw.floats(shape),
                scale=draw.floats([channels]), reserve_space_1=draw.floats([channels]),
                reserve_space_2=draw.floats([channels], 0.5, 2),
                reserve_space_3=Const(np.zeros([0], np.float32)),
                is_training=draw.flag(), epsilon=0.001,
                data_format="NHWC" if len(shape) == 4 else "NDHWC")


@op("MirrorPadGrad", atol=1e-5)
def _(draw):
    mode = draw.choice("REFLECT", "SYMMETRIC")
    inner = draw.shape(draw.int(1, 3), 2, 5)
    greatest = [size - (mode == "REFLECT") for size in inner]
    paddings = np.array([[draw.int(0, g), draw.int(0, g)] for g in greatest], np.int32)
    return dict(input=draw.floats([s + p.sum() for s, p in zip(inner, paddings)]), paddings=Const(paddings), mode=mode)
