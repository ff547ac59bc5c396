"""Validates every kernel of a network that is lowered to SPIR-V: FILE."""

import re
import subprocess
import sys

path = sys.argv[1]
with open(path) as file:
    text = file.read()
kernels = re.findall(r"^ *module @(\w+) attributes \{.*nn\.kernel", text, re.MULTILINE)
assert len(kernels) == text.count("spirv.module @"), "a kernel has no code"
for kernel in kernels:
    code = subprocess.run(
        ["nn-translate", "--emit-spirv", f"--kernel={kernel}", path, "-o", "-"], check=True, capture_output=True
    ).stdout
    subprocess.run(["spirv-val", "--target-env", "vulkan1.1", "-"], input=code, check=True)
    print("valid", kernel)
