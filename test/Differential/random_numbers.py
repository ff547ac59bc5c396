"""Random numbers with fixed seeds."""

import numpy as np
import tensorflow as tf
from check_ops import Case, Const, op


def shape(draw):
    return Const(draw.shape(draw.int(0, 3), 0, 5), np.int32)


def seed(draw):
    dtype = draw.choice(np.int32, np.int64)
    return draw.ints([2], -(2**31), 2**31 - 1, np.int64).astype(dtype)


@op("StatelessRandomUniform", "StatelessRandomNormal")
def _(draw):
    return dict(shape=shape(draw), seed=seed(draw), dtype=draw.choice(tf.float32, tf.float64))


# Floats of 16 bits are cast, since numpy has no bfloat16.
@op("StatelessRandomUniform16", "StatelessRandomNormal16", rtol=1e-2)
def _(draw):
    dtype = draw.choice(tf.float16, tf.bfloat16)
    op = draw.choice(tf.raw_ops.StatelessRandomUniform, tf.raw_ops.StatelessRandomNormal)
    return Case(dict(shape=shape(draw), seed=seed(draw)),
                lambda shape, seed: tf.cast(op(shape=shape, seed=seed, dtype=dtype), tf.float32))


@op("StatelessTruncatedNormal", cases=12)
def _(draw):
    return dict(shape=shape(draw), seed=seed(draw), dtype=draw.choice(tf.float32, tf.float64))


@op("StatelessRandomUniformFullInt")
def _(draw):
    return dict(shape=shape(draw), seed=seed(draw), dtype=draw.choice(tf.int32, tf.int64))


@op("StatelessRandomUniformInt")
def _(draw):
    dtype = draw.choice(np.int32, np.int64)
    low = draw.int(-1000, 1000)
    return dict(shape=shape(draw), seed=seed(draw), minval=np.array(low, dtype),
                maxval=np.array(low + draw.int(1, 1000), dtype))


@op("RandomUniform", "RandomStandardNormal", "TruncatedNormal")
def _(draw):
    return dict(shape=shape(draw), dtype=draw.choice(tf.float32, tf.float64),
                seed=draw.int(1, 99), seed2=draw.int(0, 99))


@op("RandomShuffle")
def _(draw):
    return dict(value=draw.floats(draw.shape(draw.int(1, 3), 0, 20)), seed=draw.int(1, 99), seed2=draw.int(0, 99))


@op("Multinomial", cases=12)
def _(draw):
    logits = draw.floats(draw.shape(2, 1, 6), -3, 3, draw.choice(np.float32, np.float64))
    if draw.flag():
        logits[0, 0] = draw.choice(-np.inf, np.nan) if logits.shape[1] > 1 else 0
    return dict(logits=logits, num_samples=Const(draw.int(0, 9), np.int32), seed=draw.int(1, 99),
                seed2=draw.int(0, 99), output_dtype=draw.choice(tf.int32, tf.int64))


@op("StatelessMultinomial")
def _(draw):
    return dict(logits=draw.floats(draw.shape(2, 1, 6), -3, 3), num_samples=Const(draw.int(0, 9), np.int32),
                seed=seed(draw))
