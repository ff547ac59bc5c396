#!/usr/bin/env python3
"""Draws random networks, as a test file for `nn-run --cases --check`.

    python3 draw.py --seed 1 --count 20 [--ops 12] > networks.mlir

Each network is a function of a few ops on a few inputs, some of them of unknown
size; `main` calls it on constants. What is drawn depends on the seed alone.

Floats are small multiples of 1/8 and their sums and products are kept short, so
that both pipelines compute exactly the same, in whatever order they sum: an
element that is left out, read twice or read from beside its place is seen. What
follows an inexact op (an exponential, a division) is inexact; nothing that
jumps (a comparison, a rounding, a cast to integers) is computed of that.
"""

import argparse
import math
import random

FLOATS = ("f32", "f64", "f16", "bf16")
BITS = {"f32": 24, "f64": 53, "f16": 11, "bf16": 8}
INTEGERS = ("i8", "i16", "i32", "i64", "ui8", "ui16")


def attr(*numbers):
    return "array<i64: " + ", ".join(str(n) for n in numbers) + ">"


class Value:
    """A tensor: its name, sizes, which of them its type says, and of floats how
    large they may be and of what they are multiples."""

    def __init__(self, name, sizes, known, dtype, limit=1.0, step=0.125, exact=True):
        self.name, self.sizes, self.known, self.dtype = name, list(sizes), list(known), dtype
        self.limit, self.step, self.exact = limit, step, exact

    @property
    def rank(self):
        return len(self.sizes)

    @property
    def shape(self):
        return [s if k else "?" for s, k in zip(self.sizes, self.known)]

    @property
    def type(self):
        return "tensor<" + "".join(f"{s}x" for s in self.shape) + self.dtype + ">"

    @property
    def elements(self):
        return math.prod(self.sizes)


class Network:
    def __init__(self, name, rng, num_ops):
        self.name, self.rng = name, rng
        self.lines, self.arguments, self.values = [], [], []
        self.used = set()
        self.dynamic = rng.random() < 0.4
        self.sizes = [rng.choice((1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33)) for _ in range(4)]
        if rng.random() < 0.05:
            self.sizes[0] = 0
        self.count = 0
        dtype = rng.choices(("f32", "i32", "f64", "f16", "bf16", "i64", "i8", "ui8"),
                            (70, 8, 6, 3, 3, 4, 3, 3))[0]
        for _ in range(rng.randint(1, 3)):
            rank = rng.choices((0, 1, 2, 3, 4), (1, 4, 12, 8, 10))[0]
            self.input(self.shape(rank), dtype)
        failures = 0
        while self.count < num_ops and failures < 200:
            if not rng.choice(OPS)(self, rng.choice(self.values[-6:] + self.values)):
                failures += 1

    # Building blocks.

    def shape(self, rank):
        pool = self.sizes + [self.rng.choice((1, 3, 4, 8, 12, 24))]
        sizes = [self.rng.choice(pool) for _ in range(rank)]
        while math.prod(sizes) > 6000:
            sizes[sizes.index(max(sizes))] = self.rng.randint(1, 4)
        return sizes

    def input(self, sizes, dtype, static=False):
        known = [static or not self.dynamic or self.rng.random() < 0.5 for _ in sizes]
        value = Value(f"%a{len(self.arguments)}", sizes, known, dtype)
        self.arguments.append(value)
        self.values.append(value)
        return value

    def constant(self, sizes, dtype):
        """A constant or, seldom, an input."""
        if self.rng.random() < 0.25:
            value = self.input(sizes, dtype, static=True)
            self.used.add(value.name)
            return value
        value = Value(f"%c{len(self.lines)}", sizes, [True] * len(sizes), dtype)
        self.lines.append(f"  {value.name} = arith.constant {literal(self.rng, value)} : {value.type}")
        return value

    def emit(self, op, operands, result, attributes="", short=False):
        result.name = f"%{self.count}"
        self.count += 1
        operands = operands if isinstance(operands, (list, tuple)) else [operands]
        self.used.update(o.name for o in operands)
        names = ", ".join(o.name for o in operands)
        attributes = f" {{{attributes}}}" if attributes else ""
        types = result.type if short else \
            f"({', '.join(o.type for o in operands)}) -> {result.type}"
        self.lines.append(f"  {result.name} = nn.{op} {names}{attributes} : {types}")
        self.values.append(result)
        return result

    def like(self, value, **changes):
        result = Value(None, value.sizes, value.known, value.dtype, value.limit, value.step,
                       value.exact)
        for key, change in changes.items():
            setattr(result, key, change)
        return result

    def fits(self, dtype, limit, step):
        """Whether such floats are exact."""
        return dtype not in FLOATS or limit / step < 2 ** (BITS[dtype] - 1)

    def print(self):
        results = [v for v in self.values if v.name not in self.used]
        for value in self.values:
            if value not in results and self.rng.random() < 0.15:
                results.append(value)
        types = ", ".join(v.type for v in results)
        arguments = ", ".join(f"{a.name}: {a.type}" for a in self.arguments)
        print(f"func.func @{self.name}({arguments}) -> ({types}) {{")
        print("\n".join(self.lines))
        print(f"  return {', '.join(v.name for v in results)} : {types}\n}}\n")
        self.call = []
        names = []
        for argument in self.arguments:
            static = self.like(argument, known=[True] * argument.rank)
            name = f"%{self.name}_{argument.name[1:]}"
            self.call.append(
                f"  {name} = arith.constant {literal(self.rng, argument)} : {static.type}")
            if static.type != argument.type:
                self.call.append(
                    f"  {name}_d = tensor.cast {name} : {static.type} to {argument.type}")
                name += "_d"
            names.append(name)
        count = f":{len(results)}" if len(results) > 1 else ""
        self.call.append(f"  %{self.name}{count} = call @{self.name}({', '.join(names)}) : "
                         f"({', '.join(a.type for a in self.arguments)}) -> ({types})")


def literal(rng, value):
    """Random elements, each of which is exact in its type."""
    if value.elements == 0:
        return "dense<>"

    def element():
        if value.dtype == "i1":
            return rng.choice(("true", "false"))
        if value.dtype in INTEGERS:
            low = 0 if value.dtype[0] == "u" else -9
            return str(rng.randint(low, 9))
        return f"{rng.randint(-8, 8) / 8:.3f}"

    def nest(sizes):
        if not sizes:
            return element()
        return "[" + ", ".join(nest(sizes[1:]) for _ in range(sizes[0])) + "]"

    return f"dense<{nest(value.sizes)}>"


# Ops. Each takes a value and returns whether it is one for it.


def bound(net, x):
    """Brings large floats back to where sums are exact."""
    if x.dtype not in FLOATS or x.limit <= 8 and x.step >= 2**-7:
        return x
    if x.exact and x.step < 2**-7:
        scale = 2.0 ** round(math.log2(0.125 / x.step))
        if not net.fits(x.dtype, x.limit * scale, x.step * scale):
            return None
        x = net.emit("mul", [x, splat(net, scale, x)],
                     net.like(x, limit=x.limit * scale, step=x.step * scale))
    x = net.emit("minimum", [x, splat(net, 2.0, x)], net.like(x))
    return net.emit("maximum", [x, splat(net, -2.0, x)], net.like(x, limit=2.0))


def splat(net, number, x):
    value = Value(f"%c{len(net.lines)}", [], [], x.dtype)
    net.lines.append(f"  {value.name} = arith.constant dense<{number:e}> : {value.type}")
    return value


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


def reduce(net, x):
    x = bound(net, x)
    if x is None or x.rank == 0 or x.dtype in ("f16", "bf16"):
        return False
    axes = sorted(net.rng.sample(range(x.rank), net.rng.randint(1, x.rank)))
    count = math.prod(x.sizes[a] for a in axes)
    keep = net.rng.random() < 0.4
    if x.dtype == "i1":
        op = net.rng.choice(("all", "any"))
    else:
        op = net.rng.choice(("sum", "sum", "max", "min", "mean"))
    # What an empty maximum is, is another matter.
    if count == 0 and op != "sum" or op == "mean" and x.dtype not in FLOATS:
        return False
    limit, step, exact = x.limit, x.step, x.exact
    if op == "sum":
        limit *= max(count, 1)
    if op == "mean":
        exact = exact and count & (count - 1) == 0
        step /= count
        if not net.fits(x.dtype, limit * count, x.step):
            return False
    if exact and not net.fits(x.dtype, limit, step):
        return False
    sizes, known = [], []
    for i in range(x.rank):
        if i not in axes:
            sizes.append(x.sizes[i])
            known.append(x.known[i])
        elif keep:
            sizes.append(1)
            known.append(True)
    attributes = f"axes = {attr(*axes)}" + (", keep_dims = true" if keep else "")
    net.emit(f"reduce_{op}", x, Value(None, sizes, known, x.dtype, limit, step, exact), attributes)
    return True


def arg_reduce(net, x):
    if x.rank == 0 or x.dtype not in ("f32", "i32", "f64") or not x.exact:
        return False
    axis = net.rng.randrange(x.rank)
    if x.sizes[axis] == 0:
        return False
    rest = [i for i in range(x.rank) if i != axis]
    net.emit(net.rng.choice(("arg_max", "arg_min")), x,
             Value(None, [x.sizes[i] for i in rest], [x.known[i] for i in rest],
                   net.rng.choice(("i32", "i64"))), f"axis = {axis} : i64")
    return True


def softmax(net, x):
    x = bound(net, x)
    if x is None or x.rank == 0 or x.dtype not in ("f32", "f64") or x.sizes[-1] == 0:
        return False
    net.emit(net.rng.choice(("softmax", "softmax", "log_softmax")), x,
             net.like(x, limit=8.0, exact=False))
    return True


def cumsum(net, x):
    x = bound(net, x)
    if x is None or x.rank == 0 or x.dtype not in ("f32", "f64", "i32"):
        return False
    axis = net.rng.randrange(x.rank)
    limit = x.limit * max(x.sizes[axis], 1)
    if x.exact and not net.fits(x.dtype, limit, x.step):
        return False
    flags = ", ".join(f"{n} = {net.rng.choice(('true', 'false'))}" for n in ("exclusive", "reverse"))
    net.emit("cumsum", x, net.like(x, limit=limit), f"axis = {axis} : i64, {flags}")
    return True


def matmul(net, x):
    x = bound(net, x)
    if x is None or x.rank < 2 or x.dtype not in ("f32", "f64", "i32"):
        return False
    lhs_t, rhs_t = net.rng.random() < 0.2, net.rng.random() < 0.3
    m, k = (-1, -2) if lhs_t else (-2, -1)
    n = net.rng.choice((1, 2, 5, 8, 13, 32, 40))
    size = x.sizes[k]
    others = [v for v in net.values
              if v.dtype == x.dtype and v.rank >= 2 and v.limit <= 8 and v.step >= 2**-7
              and v.sizes[-1 if rhs_t else -2] == size
              and (v.rank == 2 or v.rank == x.rank and v.sizes[:-2] == x.sizes[:-2])]
    if others and net.rng.random() < 0.5:
        y = net.rng.choice(others)
    else:
        y = net.constant([n, size] if rhs_t else [size, n], x.dtype)
    limit, step = x.limit * y.limit * max(size, 1), x.step * y.step
    exact = x.exact and y.exact
    if exact and not net.fits(x.dtype, limit, step):
        return False
    column = -2 if rhs_t else -1
    sizes = x.sizes[:-2] + [x.sizes[m], y.sizes[column]]
    known = [a or y.rank == x.rank and b for a, b in zip(x.known[:-2], y.known[:-2] or x.known)]
    known += [x.known[m], y.known[column]]
    if math.prod(sizes) > 8000:
        return False
    flags = ", ".join(f"{f} = true" for f, on in (("transpose_lhs", lhs_t), ("transpose_rhs", rhs_t)) if on)
    result = net.emit("matmul", [x, y], Value(None, sizes, known, x.dtype, limit, step, exact), flags)
    epilogue(net, result, [sizes[-1]])
    return True


def epilogue(net, x, channels):
    """What often follows: a bias and an activation."""
    if net.rng.random() < 0.6:
        bias = net.constant(channels, x.dtype)
        limit, step = x.limit + 1, min(x.step, 0.125)
        if x.exact and not net.fits(x.dtype, limit, step):
            return
        x = net.emit("add", [x, bias], net.like(x, limit=limit, step=step))
    if net.rng.random() < 0.5:
        net.emit("relu", x, net.like(x), short=True)


def window(net, size):
    """A window's size, stride, dilation and padding along a dimension, and the
    result's size."""
    length = net.rng.randint(1, min(3, size))
    stride = net.rng.choice((1, 1, 2, 3))
    dilation = net.rng.choice((1, 1, 1, 2)) if (length - 1) * 2 + 1 <= size else 1
    extent = (length - 1) * dilation + 1
    low, high = (net.rng.randint(0, extent - 1) if net.rng.random() < 0.5 else 0 for _ in range(2))
    return length, stride, dilation, low, high, (size + low + high - extent) // stride + 1


def image(net, x):
    """A value as an image."""
    x = bound(net, x)
    if x is None or x.rank != 4 or 0 in x.sizes[1:] or x.dtype not in ("f32", "f64"):
        return None
    # Output sizes of windows over unknown sizes are known by running.
    return x


def convolution(net, x):
    x = image(net, x)
    if x is None or not x.known[3]:
        return False
    kind = net.rng.choice(("conv2d", "conv2d", "depthwise_conv2d"))
    h, w, c = x.sizes[1:]
    top, left = window(net, h), window(net, w)
    if kind == "conv2d":
        groups = net.rng.choice([g for g in (1, 1, 1, 2, 3) if c % g == 0])
        out = groups * net.rng.choice((1, 2, 4, 5, 8, 16, 24))
        filter_sizes = [top[0], left[0], c // groups, out]
    else:
        multiplier = net.rng.choice((1, 1, 2))
        out = c * multiplier
        filter_sizes = [top[0], left[0], c, multiplier]
    y = net.constant(filter_sizes, x.dtype)
    terms = top[0] * left[0] * (filter_sizes[2] if kind == "conv2d" else 1)
    limit, step = x.limit * terms, x.step * 0.125
    sizes = [x.sizes[0], top[5], left[5], out]
    if x.exact and not net.fits(x.dtype, limit, step) or math.prod(sizes) > 8000:
        return False
    attributes = (f"strides = {attr(top[1], left[1])}, dilations = {attr(top[2], left[2])}, "
                  f"padding = {attr(top[3], top[4], left[3], left[4])}")
    result = net.emit(kind, [x, y], Value(None, sizes, x.known[:3] + [True], x.dtype, limit, step, x.exact), attributes)
    epilogue(net, result, [out])
    return True


def pool(net, x):
    x = image(net, x)
    if x is None:
        return False
    top, left = window(net, x.sizes[1]), window(net, x.sizes[2])
    op = net.rng.choice(("max_pool2d", "avg_pool2d"))
    sizes = [x.sizes[0], top[5], left[5], x.sizes[3]]
    attributes = (f"window = {attr(top[0], left[0])}, strides = {attr(top[1], left[1])}, "
                  f"padding = {attr(top[3], top[4], left[3], left[4])}")
    # Pools have no dilation.
    sizes[1] = (x.sizes[1] + top[3] + top[4] - top[0]) // top[1] + 1
    sizes[2] = (x.sizes[2] + left[3] + left[4] - left[0]) // left[1] + 1
    # A window that is all padding.
    if top[3] >= top[0] or top[4] >= top[0] or left[3] >= left[0] or left[4] >= left[0]:
        return False
    net.emit(op, x, net.like(x, sizes=sizes, exact=x.exact and op == "max_pool2d"), attributes)
    return True


def batch_norm(net, x):
    x = image(net, x)
    if x is None or not x.known[3] or x.dtype != "f32":
        return False
    c = x.sizes[3]
    stats = [net.constant([c], x.dtype) for _ in range(3)]
    variance = net.constant([c], x.dtype)
    variance = net.emit("square", variance, net.like(variance), short=True)
    variance = net.emit("add", [variance, splat(net, 1.0, variance)], net.like(variance))
    net.emit("batch_norm", [x, *stats, variance], net.like(x, limit=x.limit + 2, exact=False),
             "epsilon = 0.001 : f32")
    return True


def reshape(net, x):
    if x.elements == 0:
        return False
    fixed = [s for s, k in zip(x.sizes, x.known) if k]
    if x.known.count(False) > 1:
        return False
    factors = []
    for size in fixed:
        for p in (2, 3, 5, 7, 11, 17):
            while size % p == 0:
                factors.append(p)
                size //= p
        if size > 1:
            factors.append(size)
    if net.rng.random() < 0.7:
        # As networks do: neighbours joined, or one cut in two.
        sizes, known = list(x.sizes), list(x.known)
        if len(sizes) > 1 and net.rng.random() < 0.5:
            i = net.rng.randrange(len(sizes) - 1)
            sizes[i:i + 2] = [sizes[i] * sizes[i + 1]]
            known[i:i + 2] = [known[i] and known[i + 1]]
        else:
            cuts = [(i, p) for i, s in enumerate(sizes) for p in (2, 3, 4)
                    if s % p == 0 and known[i]]
            if not cuts or len(sizes) > 4:
                return False
            i, p = net.rng.choice(cuts)
            sizes[i:i + 1] = net.rng.choice(([p, sizes[i] // p], [sizes[i] // p, p]))
            known[i:i + 1] = [True, True]
    else:
        net.rng.shuffle(factors)
        groups = net.rng.randint(0 if not factors else 1, 4)
        sizes = [1] * groups
        for factor in factors:
            sizes[net.rng.randrange(groups)] *= factor
        known = [True] * groups
        if False in x.known:
            i = net.rng.randint(0, groups)
            sizes.insert(i, x.sizes[x.known.index(False)])
            known.insert(i, False)
    net.emit("reshape", x, net.like(x, sizes=sizes, known=known))
    return True


def transpose(net, x):
    if x.rank < 2:
        return False
    order = list(range(x.rank))
    net.rng.shuffle(order)
    net.emit("transpose", x, net.like(x, sizes=[x.sizes[i] for i in order],
                                      known=[x.known[i] for i in order]),
             f"permutation = {attr(*order)}")
    return True


def slice_(net, x):
    if x.rank == 0 or x.elements == 0:
        return False
    begin, size, strides, sizes, known = [], [], [], [], []
    for s, k in zip(x.sizes, x.known):
        if net.rng.random() < 0.4:
            begin.append(0)
            size.append(-1)
            strides.append(1)
            sizes.append(s)
            known.append(k)
            continue
        stride = net.rng.choice((1, 1, 1, 2, -1, -2))
        first = net.rng.randrange(s)
        room = (s - 1 - first if stride > 0 else first) // abs(stride) + 1
        count = net.rng.randint(1, room)
        begin.append(first if net.rng.random() < 0.8 else first - s)
        size.append(count)
        strides.append(stride)
        sizes.append(count)
        known.append(True)
    net.emit("slice", x, net.like(x, sizes=sizes, known=known),
             f"begin = {attr(*begin)}, size = {attr(*size)}, strides = {attr(*strides)}")
    return True


def concat(net, x):
    if x.rank == 0:
        return False
    axis = net.rng.randrange(x.rank)
    others = [v for v in net.values
              if v.dtype == x.dtype and v.rank == x.rank and
              all(i == axis or s == t for i, (s, t) in enumerate(zip(v.sizes, x.sizes)))]
    parts = [x] + [net.rng.choice(others) for _ in range(net.rng.randint(1, 3))]
    net.rng.shuffle(parts)
    sizes = list(x.sizes)
    sizes[axis] = sum(p.sizes[axis] for p in parts)
    if math.prod(sizes) > 8000:
        return False
    known = [any(p.known[i] for p in parts) if i != axis else all(p.known[i] for p in parts)
             for i in range(x.rank)]
    net.emit("concat", parts, Value(None, sizes, known, x.dtype, max(p.limit for p in parts),
                                    min(p.step for p in parts), all(p.exact for p in parts)),
             f"axis = {axis} : i64")
    return True


def pad(net, x):
    if x.rank == 0 or x.dtype not in ("f32", "f64"):
        return False
    low = [net.rng.choice((0, 0, 1, 2)) for _ in x.sizes]
    high = [net.rng.choice((0, 0, 1, 3)) for _ in x.sizes]
    sizes = [s + a + b for s, a, b in zip(x.sizes, low, high)]
    if math.prod(sizes) > 8000:
        return False
    value = net.rng.choice((0.0, 0.0, 1.0))
    net.emit("pad", x, net.like(x, sizes=sizes, limit=max(x.limit, 1.0)),
             f"low = {attr(*low)}, high = {attr(*high)}, value = {value} : {x.dtype}")
    return True


def mirror_pad(net, x):
    if x.rank == 0 or min(x.sizes) < 3 or x.rank > 3:
        return False
    low = [net.rng.randint(0, 2) for _ in x.sizes]
    high = [net.rng.randint(0, 2) for _ in x.sizes]
    net.emit("mirror_pad", x, net.like(x, sizes=[s + a + b for s, a, b in zip(x.sizes, low, high)]),
             f"low = {attr(*low)}, high = {attr(*high)}, mode = #nn.mirror_pad_mode<"
             f"{net.rng.choice(('reflect', 'symmetric'))}>")
    return True


def tile(net, x):
    if x.rank == 0:
        return False
    multiples = [net.rng.choice((1, 1, 2, 3)) for _ in x.sizes]
    sizes = [s * m for s, m in zip(x.sizes, multiples)]
    if math.prod(sizes) > 8000:
        return False
    net.emit("tile", x, net.like(x, sizes=sizes), f"multiples = {attr(*multiples)}")
    return True


def reverse(net, x):
    if x.rank == 0:
        return False
    axes = sorted(net.rng.sample(range(x.rank), net.rng.randint(1, x.rank)))
    net.emit("reverse", x, net.like(x), f"axes = {attr(*axes)}")
    return True


def expand_dims(net, x):
    if x.rank > 4:
        return False
    axis = net.rng.randint(0, x.rank)
    sizes, known = list(x.sizes), list(x.known)
    sizes.insert(axis, 1)
    known.insert(axis, True)
    net.emit("expand_dims", x, net.like(x, sizes=sizes, known=known), f"axis = {axis} : i64")
    return True


def squeeze(net, x):
    axes = [i for i, s in enumerate(x.sizes) if s == 1 and x.known[i]]
    if not axes:
        return False
    axes = sorted(net.rng.sample(axes, net.rng.randint(1, len(axes))))
    net.emit("squeeze", x, net.like(x, sizes=[s for i, s in enumerate(x.sizes) if i not in axes],
                                    known=[k for i, k in enumerate(x.known) if i not in axes]),
             f"axes = {attr(*axes)}")
    return True


def gather(net, x):
    if x.rank == 0:
        return False
    axis = net.rng.randrange(x.rank)
    if x.sizes[axis] < 2:
        return False
    sizes = [net.rng.randint(1, 4) for _ in range(net.rng.randint(0, 2))]
    indices = Value(f"%c{len(net.lines)}", sizes, [True] * len(sizes), "i32")

    def nest(rest):
        if not rest:
            return str(net.rng.randrange(x.sizes[axis]))
        return "[" + ", ".join(nest(rest[1:]) for _ in range(rest[0])) + "]"

    net.lines.append(f"  {indices.name} = arith.constant dense<{nest(sizes)}> : {indices.type}")
    result = net.like(x, sizes=x.sizes[:axis] + sizes + x.sizes[axis + 1:],
                      known=x.known[:axis] + indices.known + x.known[axis + 1:])
    if result.elements > 8000 or result.rank > 5:
        return False
    net.emit("gather", [x, indices], result, f"axis = {axis} : i64")
    return True


def space_to_depth(net, x):
    if x.rank != 4 or not all(x.known) or x.elements == 0:
        return False
    n, h, w, c = x.sizes
    if h % 2 == 0 and w % 2 == 0:
        net.emit("space_to_depth", x, net.like(x, sizes=[n, h // 2, w // 2, 4 * c]), "block_size = 2 : i64")
    elif c % 4 == 0:
        net.emit("depth_to_space", x, net.like(x, sizes=[n, h * 2, w * 2, c // 4]), "block_size = 2 : i64")
    else:
        return False
    return True


OPS = ([unary] * 3 + [binary] * 5 + [integer_binary] * 2 + [select, cast, rounding, division] +
       [function, function, root] + [reduce] * 3 + [arg_reduce, softmax, cumsum] +
       [matmul] * 4 + [convolution] * 5 + [pool] * 2 + [batch_norm] + [reshape] * 3 +
       [transpose] * 3 + [slice_] * 3 + [concat] * 3 + [pad] * 2 +
       [mirror_pad, tile, reverse, expand_dims, squeeze, gather, space_to_depth])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--ops", type=int, default=12, help="the ops of a network, about")
    args = parser.parse_args()
    networks = []
    for i in range(args.count):
        seed = args.seed + i
        network = Network(f"seed_{seed}", random.Random(seed), args.ops)
        network.print()
        networks.append(network)
    print("func.func @main() {")
    for network in networks:
        print("\n".join(network.call))
    print("  return\n}")


if __name__ == "__main__":
    main()
