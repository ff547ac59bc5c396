"""What random networks are made of: tensors, the function that an op is added to,
and what keeps floats where they are exact."""

import math


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
    def __init__(self, name, rng, num_ops, ops):
        """`ops` are functions that take the network and a value, and return
        whether it is one for them."""
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
            if not rng.choice(ops)(self, rng.choice(self.values[-6:] + self.values)):
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
