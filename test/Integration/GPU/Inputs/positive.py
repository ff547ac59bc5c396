"""Writes random factors between 1/2 and 1 of a product: FILE ROWS STEPS COLUMNS."""

import random
import struct
import sys
import zipfile

path = sys.argv[1]
rows, steps, columns = map(int, sys.argv[2:])
generator = random.Random(0)
with zipfile.ZipFile(path, "w") as archive:
    for name, shape in (("x", (rows, steps)), ("w", (steps, columns)), ("b", (columns,))):
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        values = [0.5 + generator.random() / 2 for _ in range(count)]
        header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
        data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + struct.pack(f"<{count}f", *values)
        archive.writestr(name + ".npy", data)
