"""Convolutions, pools and what stands beside them."""

import math

from .network import Value, attr, bound, splat


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
