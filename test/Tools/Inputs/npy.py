"""Writes or prints .npy arrays and .npz archives without numpy.

npy.py write FILE TYPE SHAPE VALUES   a .npy, or an .npz if FILE is NAME@F.npz;
                                      VALUE* stands for as many as there are,
                                      sin* for the sines of 0, 1, 2, ..,
                                      n* for 0, 1, 2, .. themselves
npy.py print FILE                     every array of an .npz, one a line
"""

import ast
import math
import struct
import sys
import zipfile

CODES = {"f4": "f", "f8": "d", "i4": "i", "i8": "q", "u1": "B", "b1": "?"}


def encode(code, shape, values):
    header = f"{{'descr': '<{code}', 'fortran_order': False, 'shape': {shape}, }}\n"
    data = struct.pack(f"<{len(values)}{CODES[code]}", *values)
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def decode(data):
    (size,) = struct.unpack_from("<H", data, 8)
    header = ast.literal_eval(data[10 : 10 + size].decode())
    code = header["descr"].lstrip("<|")
    data = data[10 + size :]
    count = len(data) // struct.calcsize(CODES[code])
    values = struct.unpack(f"<{count}{CODES[code]}", data)
    return code, header["shape"], values


if sys.argv[1] == "write":
    path, code, shape, values = sys.argv[2:6]
    shape = ast.literal_eval(shape)
    if values == "sin*":
        values = ",".join(str(math.sin(i)) for i in range(math.prod(shape)))
    elif values == "n*":
        values = ",".join(str(i) for i in range(math.prod(shape)))
    elif values.endswith("*"):
        values = ",".join([values[:-1]] * math.prod(shape))
    content = encode(code, shape, [ast.literal_eval(v) for v in values.split(",") if v])
    name, at, archive = path.partition("@")
    if at:
        with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as z:
            z.writestr(name + ".npy", content)
    else:
        open(path, "wb").write(content)
else:
    with zipfile.ZipFile(sys.argv[2]) as z:
        for name in z.namelist():
            code, shape, values = decode(z.read(name))
            print(name, code, shape, *values)
