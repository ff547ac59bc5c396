"""Elementwise ops, with and without broadcasts."""

import math

from .network import FLOATS, INTEGERS, Value, bound, splat


def unary(net, x):
    op = net.rng.choice(("neg", "abs", "relu", "square", "sign", "relu6"))
    x = bound(net, x)
    if x is None or x.dtype == "i1" or x.dtype[0] == "u" and op in ("neg", "abs", "sign"):
        return False
    if op == "sign" and not x.exact or op == "relu6" and x.dtype not in ("f32", "f64"):
        return False
    limit, step = x.limit, x.step
    if op == "square":
        limit, step = limit**2, step**2
    if op == "sign":
        limit, step = 1.0, 1.0
    if x.exact and not net.fits(x.dtype, limit, step):
        return False
    net.emit(op, x, net.like(x, limit=limit, step=step), short=True)
    return True


def rounding(net, x):
    if x.dtype not in ("f32", "f64") or not x.exact:
        return False
    net.emit(net.rng.choice(("floor", "ceil", "round")), x,
             net.like(x, limit=x.limit + 1, step=max(x.step, 1.0)), short=True)
    return True


INEXACT = ("exp", "tanh", "sigmoid", "gelu", "softplus", "elu", "selu", "erf", "silu", "sin",
           "cos", "softsign", "atan", "expm1", "asinh", "sinh", "cosh", "erfc")


def function(net, x):
    x = bound(net, x)
    if x is None or x.dtype not in ("f32", "f64"):
        return False
    net.emit(net.rng.choice(INEXACT), x, net.like(x, limit=8.0, exact=False), short=True)
    return True


def root(net, x):
    """Functions of numbers that are not negative."""
    x = bound(net, x)
    if x is None or x.dtype not in ("f32", "f64"):
        return False
    x = net.emit("abs", x, net.like(x), short=True)
    x = net.emit("add", [x, splat(net, 0.5, x)], net.like(x, limit=x.limit + 0.5))
    op = net.rng.choice(("sqrt", "rsqrt", "log", "log1p", "reciprocal"))
    net.emit(op, x, net.like(x, limit=3.0, exact=False), short=True)
    return True


def partner(net, x):
    """A value that x may be computed with, and their result's sizes."""
    candidates = [v for v in net.values if v.dtype == x.dtype]
    net.rng.shuffle(candidates)
    for y in candidates[:4] if net.rng.random() < 0.8 else []:
        merged = broadcast(x, y)
        if merged:
            return y, merged
    sizes = [s if net.rng.random() < 0.8 else 1 for s in x.sizes]
    if net.rng.random() < 0.6:
        sizes = sizes[net.rng.randint(0, len(sizes)):]
    y = net.constant(sizes, x.dtype)
    return y, broadcast(x, y)


def broadcast(x, y):
    sizes, known = [], []
    for i in range(1, max(x.rank, y.rank) + 1):
        a, ka = (x.sizes[-i], x.known[-i]) if i <= x.rank else (1, True)
        b, kb = (y.sizes[-i], y.known[-i]) if i <= y.rank else (1, True)
        if a != b and a != 1 and b != 1:
            return None
        size = b if a == 1 else a
        sizes.insert(0, size)
        if ka and kb:
            known.insert(0, True)
        else:
            known.insert(0, ka and a != 1 or kb and b != 1)
    if math.prod(sizes) > 8000:
        return None
    return sizes, known


def binary(net, x):
    op = net.rng.choice(("add", "add", "sub", "mul", "mul", "maximum", "minimum",
                         "squared_difference"))
    x = bound(net, x)
    if x is None or x.dtype == "i1":
        return False
    y, merged = partner(net, x)
    y = bound(net, y)
    if y is None:
        return False
    if op == "squared_difference" and x.dtype in INTEGERS and x.dtype not in ("i32", "i64"):
        return False
    limit, step = max(x.limit, y.limit), min(x.step, y.step)
    if op in ("add", "sub"):
        limit = x.limit + y.limit
    if op == "mul":
        limit, step = x.limit * y.limit, x.step * y.step
    if op == "squared_difference":
        limit, step = (x.limit + y.limit) ** 2, step**2
    exact = x.exact and y.exact
    if exact and not net.fits(x.dtype, limit, step):
        return False
    if net.rng.random() < 0.5:
        x, y = y, x
    sizes, known = merged
    net.emit(op, [x, y], Value(None, sizes, known, x.dtype, limit, step, exact))
    return True


def integer_binary(net, x):
    if x.dtype not in INTEGERS:
        return False
    ops = ["bitwise_and", "bitwise_or", "bitwise_xor", "floor_div", "floor_mod", "div",
           "left_shift", "right_shift"]
    y, (sizes, known) = partner(net, x)
    op = net.rng.choice(ops)
    if op in ("floor_div", "floor_mod", "div"):
        # Not zero.
        y = net.emit("bitwise_or", [y, splat_integer(net, 1, y)], net.like(y))
    net.emit(op, [x, y], Value(None, sizes, known, x.dtype))
    return True


def splat_integer(net, number, x):
    value = Value(f"%c{len(net.lines)}", [], [], x.dtype)
    net.lines.append(f"  {value.name} = arith.constant dense<{number}> : {value.type}")
    return value


def division(net, x):
    x = bound(net, x)
    if x is None or x.dtype not in ("f32", "f64"):
        return False
    y, (sizes, known) = partner(net, x)
    y = net.emit("abs", y, net.like(y), short=True)
    y = net.emit("maximum", [y, splat(net, 0.5, y)], net.like(y))
    net.emit("div", [x, y], Value(None, sizes, known, x.dtype, 2 * x.limit, exact=False))
    return True


def select(net, x):
    if not x.exact or x.dtype == "i1":
        return False
    y, (sizes, known) = partner(net, x)
    if not y.exact:
        return False
    predicate = net.rng.choice(("eq", "ne", "lt", "le", "gt", "ge"))
    mask = net.emit("compare", [x, y], Value(None, sizes, known, "i1"),
                    f"predicate = #nn.predicate<{predicate}>")
    if net.rng.random() < 0.3:
        mask = net.emit("logical_not", mask, net.like(mask), short=True)
    net.emit("select", [mask, x, y], Value(None, sizes, known, x.dtype, max(x.limit, y.limit),
                                           min(x.step, y.step)))
    return True


def cast(net, x):
    to = net.rng.choice(("f32", "f32", "i32", "i64", "f64", "ui8", "i8", "f16", "bf16"))
    if to == x.dtype or not x.exact and to not in FLOATS:
        return False
    if x.dtype in INTEGERS or x.dtype == "i1":
        # Of unknown size: only bools and bytes are small.
        if to in FLOATS and x.dtype not in ("i1", "i8", "ui8"):
            return False
        limit, step = (1.0, 1.0) if x.dtype == "i1" else (256.0, 1.0)
    else:
        limit, step = x.limit, x.step
        if to[0] == "u":
            x = net.emit("abs", x, net.like(x), short=True)
        if limit > 100 and to not in FLOATS:
            return False
    if to in FLOATS and not (net.fits(to, limit, step) and (x.exact or to in ("f32", "f64"))):
        return False
    if to not in FLOATS:
        limit, step = 1.0, 0.125
    net.emit("cast", x, net.like(x, dtype=to, limit=limit, step=step))
    return True
