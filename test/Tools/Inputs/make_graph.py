"""Writes a binary GraphDef without TensorFlow: y = x . w^T, with a weight that is
large enough to stay in the file.

make_graph.py FILE [VALUE]   x has 1x64 floats, w 64x64, all VALUE but the first
"""

import struct
import sys

FLOAT = 1


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(number, content):
    """A field of bytes, or of a number."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    if isinstance(content, str):
        content = content.encode()
    return varint(number << 3 | 2) + varint(len(content)) + content


def shape(*sizes):
    return b"".join(field(2, field(1, size)) for size in sizes)


def node(name, op, inputs=(), **attrs):
    content = field(1, name) + field(2, op) + b"".join(field(3, i) for i in inputs)
    for key, value in attrs.items():
        content += field(5, field(1, key) + field(2, value))
    return field(1, content)


dtype = field(6, FLOAT)
value = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
weight = struct.pack("<4096f", 2.0, *[value] * 4095)
tensor = field(1, FLOAT) + field(2, shape(64, 64)) + field(4, weight)
with open(sys.argv[1], "wb") as file:
    file.write(
        node("x", "Placeholder", dtype=dtype, shape=field(7, shape(1, 64)))
        + node("w", "Const", dtype=dtype, value=field(8, tensor))
        + node("y", "MatMul", ["x", "w"], T=dtype, transpose_b=field(5, 1))
    )
