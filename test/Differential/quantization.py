"""Quantization and what imitates it."""

import numpy as np
import tensorflow as tf
from check_ops import Case, Const, op


def bounds(draw):
    return (np.float32(draw.random.uniform(-3, 0)).reshape([]),
            np.float32(draw.random.uniform(0.1, 3)).reshape([]))


@op("FakeQuantWithMinMaxArgs", rtol=1e-4)
def _(draw):
    low, high = bounds(draw)
    return dict(inputs=draw.floats(draw.shape(2, 1, 9), -4, 4), min=float(low), max=float(high),
                num_bits=draw.int(2, 10), narrow_range=draw.flag())


@op("FakeQuantWithMinMaxVars", rtol=1e-4)
def _(draw):
    low, high = bounds(draw)
    return dict(inputs=draw.floats(draw.shape(2, 1, 9), -4, 4), min=low, max=high,
                num_bits=draw.int(2, 10), narrow_range=draw.flag())


@op("FakeQuantWithMinMaxVarsPerChannel", rtol=1e-4)
def _(draw):
    shape = draw.shape(draw.choice(1, 2, 4), 1, 6)
    return dict(inputs=draw.floats(shape, -4, 4), min=draw.floats([shape[-1]], -3, -0.1),
                max=draw.floats([shape[-1]], 0.1, 3), num_bits=draw.int(2, 10),
                narrow_range=draw.flag())


def quantized(draw, **attributes):
    x = draw.floats(draw.shape(2, 1, 9), -4, 4)
    low, high = bounds(draw)
    signed = draw.flag()
    return dict(input=x if signed else np.abs(x), input_min=low if signed else low * 0,
                input_max=high, signed_input=signed, range_given=draw.flag(),
                narrow_range=draw.flag(), **attributes)


@op("QuantizeAndDequantizeV2", "QuantizeAndDequantizeV4", rtol=1e-4, cases=16)
def _(draw):
    return quantized(draw, num_bits=draw.int(3, 10),
                     round_mode=draw.choice("HALF_TO_EVEN", "HALF_UP"))


@op("QuantizeAndDequantizeV3", rtol=1e-4)
def _(draw):
    return quantized(draw, num_bits=Const(draw.int(3, 10), np.int32))


def there_and_back(T, mode, round_mode="HALF_AWAY_FROM_ZERO", narrow_range=False):
    """What a tensor is after it was quantized; numpy has no quantized types."""

    def compute(input, min_range, max_range):
        result, low, high = tf.raw_ops.QuantizeV2(
            input=input, min_range=min_range, max_range=max_range, T=T, mode=mode,
            round_mode=round_mode, narrow_range=narrow_range)
        return (tf.raw_ops.Dequantize(input=result, min_range=low, max_range=high, mode=mode,
                                      narrow_range=narrow_range), low, high)

    return compute


@op("QuantizeV2", rtol=1e-4, cases=16)
def _(draw):
    low, high = bounds(draw)
    mode = draw.choice("MIN_COMBINED", "SCALED")
    scaled = mode == "SCALED"
    return Case(dict(input=draw.floats(draw.shape(2, 1, 9), -4, 4), min_range=low, max_range=high),
                there_and_back(draw.choice(tf.quint8, tf.qint8), mode,
                               draw.choice("HALF_TO_EVEN", "HALF_AWAY_FROM_ZERO") if scaled
                               else "HALF_AWAY_FROM_ZERO", scaled and draw.flag()))
