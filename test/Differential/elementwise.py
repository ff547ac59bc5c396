"""Elementwise ops, at ordinary values and at the edges."""

import numpy as np
from check_ops import op

EDGES = np.float32([0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 0.5, -0.5, 2.0, 1e-30, 1e30])


def floats(draw, low=-3.0, high=3.0, edges=True):
    """Numbers of f32 or f64, with the edges behind them."""
    dtype = draw.choice(np.float32, np.float64)
    values = draw.floats([draw.int(1, 40)], low, high, dtype)
    return np.concatenate([values, EDGES.astype(dtype)]) if edges else values


@op("Abs", "Ceil", "Floor", "Neg", "Reciprocal", "Inv", "Rint", "Round", "Rsqrt", "Sign",
    "Sqrt", "Square", "IsFinite", "IsInf", "IsNan", "Log", "Log1p", "Acos", "Asin", "Atan",
    "Atanh", "Tanh", "Sigmoid", cases=3)
def _(draw):
    return dict(x=floats(draw))


# TensorFlow's erf of infinity is NaN in f64.
@op("Erf", cases=3)
def _(draw):
    return dict(x=floats(draw, -6, 6, edges=False))


# TensorFlow's own are wrong by more at huge arguments.
@op("Sin", "Cos", "Tan", "Sinh", "Cosh", "Exp", "Expm1", "Acosh", "Asinh", "Erfc", cases=3)
def _(draw):
    return dict(x=floats(draw, -9, 9, edges=False))


@op("Elu", "Relu", "Relu6", "Selu", "Softplus", "Softsign", "LeakyRelu", cases=3)
def _(draw):
    return dict(features=floats(draw, -9, 9))


@op("Add", "AddV2", "Sub", "Mul", "RealDiv", "DivNoNan", "Maximum", "Minimum",
    "SquaredDifference", "Xdivy", "MulNoNan", "FloorDiv", "FloorMod", dynamic=True)
def _(draw):
    shape = draw.shape(draw.int(0, 4))
    dtype = draw.choice(np.float32, np.float64)
    x = draw.floats(draw.broadcast(shape), dtype=dtype)
    y = draw.floats(shape, dtype=dtype) * draw.choice(0, 1, 1)
    return dict(x=x, y=y) if draw.flag() else dict(x=y, y=x)


@op("Xlogy", "Xlog1py", "Pow", "Atan2")
def _(draw):
    shape = draw.shape(draw.int(0, 3))
    dtype = draw.choice(np.float32, np.float64)
    x = draw.floats(draw.broadcast(shape), 0.01, 3, dtype=dtype) * draw.choice(0, 1, 1)
    return dict(x=x, y=draw.floats(shape, 0.01, 3, dtype))


@op("ApproximateEqual")
def _(draw):
    shape = draw.shape(2)
    return dict(x=draw.floats(shape), y=draw.floats(shape), tolerance=draw.choice(0.1, 1.0))


@op("Lgamma", "Digamma", rtol=2e-5, atol=3e-6)
def _(draw):
    return dict(x=np.concatenate([floats(draw, *draw.choice((0.1, 3), (0.1, 90), (-5, 0)))]))


@op("Ndtri", "Erfinv", rtol=2e-5, cases=3)
def _(draw):
    dtype = draw.choice(np.float32, np.float64)
    edges = np.array([0, 1, 0.5, 1e-9, 1e-30, 2, -1], dtype)
    return dict(x=np.concatenate([draw.floats([50], 0, 1, dtype), edges]))


@op("Zeta", rtol=1e-4, atol=1e-5)
def _(draw):
    dtype = draw.choice(np.float32, np.float64)
    x = draw.floats([30], 1.1, draw.choice(3, 12), dtype)
    x[:4] = [1, 0.5, 2, 3]
    q = draw.floats([30], 0.1, draw.choice(3, 30), dtype)
    q[2:4] = [-1, 0]
    return dict(x=x, q=q)


@op("Igamma", "Igammac", rtol=1e-4, atol=1e-6)
def _(draw):
    shape = draw.shape(2)
    return dict(a=draw.floats(shape, 0.1, 40), x=draw.floats(draw.broadcast(shape), 0, 60))


@op("Betainc", rtol=1e-4, atol=1e-6)
def _(draw):
    # The op itself takes one shape for all three, or scalars.
    shape = draw.shape(2)
    return dict(a=draw.floats(shape, 0.1, 20), b=draw.floats(shape, 0.1, 20), x=draw.floats(shape, 0, 1))


@op("BesselI0", "BesselI0e", "BesselI1", "BesselI1e", cases=3)
def _(draw):
    return dict(x=draw.floats(draw.shape(2), -20, 20, draw.choice(np.float32, np.float64)))


@op("Polygamma", rtol=1e-4, atol=1e-5)
def _(draw):
    dtype = draw.choice(np.float32, np.float64)
    a = draw.ints([30], 0, 5).astype(dtype)
    a[0] = 1.5
    return dict(a=a, x=draw.floats([30], 0.2, 9, dtype))


@op("NextAfter", rtol=0, atol=0)
def _(draw):
    dtype = draw.choice(np.float32, np.float64)
    x1 = np.concatenate([EDGES.astype(dtype), draw.floats([9], dtype=dtype)])
    return dict(x1=x1[:, None], x2=x1[None])


INTEGERS = (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64)


def integers(draw, shape, dtype):
    info = np.iinfo(dtype)
    return draw.ints(shape, info.min, info.max, dtype)


@op("PopulationCount", cases=16)
def _(draw):
    return dict(x=integers(draw, [20], draw.choice(*INTEGERS)))


@op("Bitcast", cases=24)
def _(draw):
    dtype = draw.choice(*INTEGERS, np.float32, np.float64, np.float16)
    to = draw.choice(*INTEGERS, np.float32, np.float64, np.float16)
    ratio = np.dtype(to).itemsize // np.dtype(dtype).itemsize
    shape = draw.shape(2) + ([ratio] if ratio > 1 else [])
    if np.issubdtype(dtype, np.integer):
        return dict(input=integers(draw, shape, dtype), type=to)
    return dict(input=draw.floats(shape, dtype=dtype), type=to)
