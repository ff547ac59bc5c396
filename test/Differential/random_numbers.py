"""Random numbers with fixed seeds."""

import numpy as np
import tensorflow as tf
from check_ops import Const, op


def shape(draw):
    return Const(draw.shape(draw.int(0, 3), 0, 5), np.int32)


def seed(draw):
    dtype = draw.choice(np.int32, np.int64)
    return draw.ints([2], -(2**31), 2**31 - 1, np.int64).astype(dtype)


@op("StatelessRandomUniform", "StatelessRandomNormal")
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


@op("RandomUniform", "RandomStandardNormal")
def _(draw):
    return dict(shape=shape(draw), dtype=draw.choice(tf.float32, tf.float64),
                seed=draw.int(1, 99), seed2=draw.int(0, 99))
