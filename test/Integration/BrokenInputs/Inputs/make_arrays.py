"""Writes .npy and .npz files that are hostile, or odd and good, into a folder."""

import io
import os
import pickle
import struct
import sys
import zipfile


def path(name):
    return os.path.join(sys.argv[1], name)


def header(descr, shape, order="False"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()


def npy(descr, shape, data=b"", order="False", size=None):
    text = header(repr(descr) if isinstance(descr, str) else descr[0], shape, order)
    length = len(text) if size is None else size
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", length) + text + data


def npz(name, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path(name), "w", method) as archive:
        for key, content in members.items():
            archive.writestr(key + ".npy", content)


def write(name, content):
    with open(path(name), "wb") as file:
        file.write(content)


FLOATS = struct.pack("<2f", 1, 2)
GOOD = npy("<f4", (2,), FLOATS)

# Hostile.
write("pickle.npy", pickle.dumps([1.0, 2.0]))
write("object.npy", npy("|O", (2,), pickle.dumps([1.0, 2.0])))
write("structured.npy", npy(("[('a', '<f4')]",), (2,), FLOATS))
write("long-header.npy", npy("<f4", (2,), FLOATS, size=65535))
write("overflow.npy", npy("<f4", f"({1 << 32}, {1 << 32})", FLOATS))
write("overflow-zero.npy", npy("<f4", f"({1 << 62}, 0, {1 << 62})"))
write("huge.npy", npy("<f4", f"({1 << 40},)", FLOATS))
write("negative.npy", npy("<f4", "(-2,)", FLOATS))
write("code.npy", npy("<f4", "(__import__('os').getpid(),)", FLOATS))
write("short.npy", npy("<f4", (2,), FLOATS[:5]))
npz("pickled.npz", {"x": pickle.dumps([1.0, 2.0])})
with zipfile.ZipFile(path("other.npz"), "w") as archive:
    archive.writestr("x.pkl", pickle.dumps([1.0, 2.0]))
write("truncated.npz", open(path("pickled.npz"), "rb").read()[:-30])
npz("damaged.npz", {"x": GOOD}, zipfile.ZIP_STORED)
damaged = bytearray(open(path("damaged.npz"), "rb").read())
damaged[damaged.index(FLOATS)] ^= 0x40
write("damaged.npz", damaged)
# One that says it unpacks to four gigabytes.
npz("bomb.npz", {"x": GOOD})
bomb = bytearray(open(path("bomb.npz"), "rb").read())
struct.pack_into("<I", bomb, bomb.rindex(b"PK\x01\x02") + 24, 0xFFFFFFFE)
write("bomb.npz", bomb)
# Of another shape or type than the network's input.
npz("shape.npz", {"x": npy("<f4", (3,), struct.pack("<3f", 1, 2, 3))})
npz("rank.npz", {"x": npy("<f4", (2, 1), FLOATS)})
npz("type.npz", {"x": npy("<f8", (2,), struct.pack("<2d", 1, 2))})
npz("name.npz", {"z": GOOD})
with zipfile.ZipFile(path("none.npz"), "w") as archive:
    pass

# Headers that are not as numpy writes them.
os.makedirs(path("headers"), exist_ok=True)
DESCR, ORDER, SHAPE = "'descr': '<f4'", "'fortran_order': False", "'shape': (2,)"
headers = {
    "brace": f"{DESCR}, {ORDER}, {SHAPE}}}",
    "colon": f"{{'descr' '<f4', {ORDER}, {SHAPE}}}",
    "comma": f"{{{DESCR} {ORDER}, {SHAPE}}}",
    "descr": f"{{'descr': 4, {ORDER}, {SHAPE}}}",
    "end": f"{{{DESCR}, {ORDER}, {SHAPE}}} 1",
    "key": f"{{{DESCR}, {ORDER}, {SHAPE}, 'z': 1}}",
    "missing": f"{{{DESCR}, {SHAPE}}}",
    "order": f"{{{DESCR}, 'fortran_order': 0, {SHAPE}}}",
    "quote": "{'descr",
    "rank": f"{{{DESCR}, {ORDER}, 'shape': ({'1,' * 65})}}",
    "separator": f"{{{DESCR}, {ORDER}, 'shape': (2 3)}}",
    "tuple": f"{{{DESCR}, {ORDER}, 'shape': 2}}",
    "twice": f"{{{DESCR}, {DESCR}, {ORDER}, {SHAPE}}}",
}
for key, text in headers.items():
    content = text.encode() + b"\n"
    write(f"headers/{key}.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(content)) + content + FLOATS)
write("headers/version.npy", b"\x93NUMPY\x04\x00" + GOOD[8:])

# Odd and good.
odd = {
    "fortran": npy("<f4", (2, 3), struct.pack("<6f", 1, 4, 2, 5, 3, 6), "True"),
    "big": npy(">f4", (2,), struct.pack(">2f", 1, 2)),
    "bf16": npy("|V2", (2,), b"\x80\x3f\x00\x40"),
    "bf16_little": npy("<V2", (2,), b"\x80\x3f\x00\x40"),
    "scalar": npy("<f8", "()", struct.pack("<d", 1)),
    "nothing": npy("<f4", (0, 3)),
    "flags": npy("|b1", (3,), b"\x00\x01\x02"),
}
npz("odd-stored.npz", odd, zipfile.ZIP_STORED)
npz("odd-deflated.npz", odd)
# As numpy writes: into a stream, with sizes behind the data and ZIP64 for all.


class Stream(io.RawIOBase):
    def __init__(self, file):
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


with open(path("odd-streamed.npz"), "wb") as file:
    with zipfile.ZipFile(Stream(file), "w", zipfile.ZIP_DEFLATED) as archive:
        for key, content in odd.items():
            with archive.open(key + ".npy", "w", force_zip64=True) as member:
                member.write(content)
