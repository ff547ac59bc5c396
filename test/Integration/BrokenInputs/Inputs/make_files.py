"""Writes files that are no GraphDef into a folder."""

import os
import sys
import zipfile


def write(name, content):
    with open(os.path.join(sys.argv[1], name), "wb") as file:
        file.write(content)


write("empty.pb", b"")
write("truncated.pb", bytes.fromhex("0a0a0a01781203"))
write("noise.pb", bytes((i * 7919 + 13) % 251 for i in range(4096)))
write("weights.h5", b"\x89HDF\r\n\x1a\n" + bytes(100))
write("model.tflite", b"\x1c\0\0\0TFL3" + bytes(100))
write("model.onnx", b"\x08\x07\x12\x04test" + bytes(100))
write("step.index", bytes(100) + bytes.fromhex("57fb808b247547db"))
write("step.data-00000-of-00001", bytes(100))
write("saved_model.pb", b"\x08\x01\x12\xff" + bytes(100))
write("truncated.mlirbc", b"ML\xefR\x0d" + bytes(50))
with zipfile.ZipFile(os.path.join(sys.argv[1], "model.keras"), "w") as archive:
    archive.writestr("config.json", "{}")
