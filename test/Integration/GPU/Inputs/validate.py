"""Validates every kernel of a network that is lowered to SPIR-V: FILE [NN-TRANSLATE].

FILE is written without locations: each kernel is cut out of it, since a network of
many would be read for each of them.
"""

import re
import subprocess
import sys

path = sys.argv[1]
translate = sys.argv[2] if len(sys.argv) > 2 else "nn-translate"
with open(path) as file:
    text = file.read()
aliases = "".join(re.findall(r"^#\w.*\n", text, re.MULTILINE))
kernels = list(re.finditer(r"^  module @(\w+) attributes \{.*nn\.kernel.*\n(?:    .*\n|\n)*  \}\n", text, re.MULTILINE))
assert len(kernels) == text.count("spirv.module @") > 0, "a kernel has no code"
for kernel in kernels:
    module = f"{aliases}module {{\n{kernel.group(0)}}}\n".encode()
    code = subprocess.run(
        [translate, "--emit-spirv", f"--kernel={kernel.group(1)}", "-", "-o", "-"],
        input=module, check=True, capture_output=True,
    ).stdout
    subprocess.run(["spirv-val", "--target-env", "vulkan1.1", "-"], input=code, check=True)
    print("valid", kernel.group(1))
