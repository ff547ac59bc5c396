"""Ops that move elements."""

import math

from .network import Value, attr


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
