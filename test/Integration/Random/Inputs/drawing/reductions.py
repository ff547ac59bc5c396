"""Reductions, scans and products of matrices."""

import math

from .images import epilogue
from .network import FLOATS, Value, attr, bound


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
