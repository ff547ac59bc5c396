#!/usr/bin/env python3
"""Writes the inputs and the expected outputs of kernels.mlir, by numpy in f64.

usage: kernels.py OUT.npz
"""
import sys

import numpy as np

rng = np.random.default_rng(3)
x = rng.standard_normal((1, 9, 11, 5)).astype(np.float32)
m = rng.standard_normal((7, 37)).astype(np.float32)


def windows(a, size, stride):
    """The elements of each window, by the window's row and column."""
    h = (a.shape[1] - size) // stride + 1
    w = (a.shape[2] - size) // stride + 1
    for i in range(size):
        for j in range(size):
            yield a[:, i : i + (h - 1) * stride + 1 : stride,
                    j : j + (w - 1) * stride + 1 : stride]


def border(a):
    return np.pad(a, ((0, 0), (1, 1), (1, 1), (0, 0)))


conv = sum(p.astype(float) @ np.full((5, 24), 0.125)
           for p in windows(border(x), 3, 1))
relu = np.maximum(conv + 0.5, 0)
matmul = m.astype(float) @ np.full((37, 19), 0.0625)
softmax = np.exp(m.astype(float) - m.max(1, keepdims=True))
outputs = {
    "conv": relu,
    "pool": np.maximum.reduce(list(windows(relu, 3, 2))),
    "depthwise": sum(0.25 * p for p in windows(border(relu), 3, 2)),
    "matmul": matmul,
    "softmax": softmax / softmax.sum(1, keepdims=True),
    "transpose": m.T,
    "row_sum": m.astype(float).sum(1),
    "column_max": m.max(0),
}
arrays = {"in:x:0": x, "in:m:0": m}
for name, value in outputs.items():
    arrays[f"out:{name}:0"] = np.ascontiguousarray(value, np.float32)
np.savez(sys.argv[1], **arrays)
