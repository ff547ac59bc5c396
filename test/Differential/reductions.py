"""Reductions and running sums."""

import numpy as np
from check_ops import Const, op


@op("Sum", "Mean", "Prod", "Max", "Min", "EuclideanNorm")
def _(draw):
    x = draw.floats(draw.shape(draw.int(1, 4)), 0.5, 2, draw.choice(np.float32, np.float64))
    axes = [i - draw.choice(0, x.ndim) for i in range(x.ndim) if draw.flag()]
    return dict(input=x, axis=Const(axes, np.int32), keep_dims=draw.flag())


@op("Cumsum", "Cumprod", dynamic=True)
def _(draw):
    shape = draw.shape(draw.int(1, 3), 1, 7)
    x = draw.choice(draw.floats(shape), draw.floats(shape, dtype=np.float64), draw.ints(shape))
    return dict(x=x, axis=Const(draw.int(-x.ndim, x.ndim - 1), np.int32),
                exclusive=draw.flag(), reverse=draw.flag())


@op("CumulativeLogsumexp")
def _(draw):
    shape = draw.shape(draw.int(1, 3), 1, 7)
    x = draw.floats(shape, -90, 90, draw.choice(np.float32, np.float64))
    if draw.flag():
        x[0] = -np.inf
    return dict(x=x, axis=Const(draw.int(-x.ndim, x.ndim - 1), np.int32),
                exclusive=draw.flag(), reverse=draw.flag())


@op("L2Loss")
def _(draw):
    return dict(t=draw.floats(draw.shape(draw.int(0, 4))))
