#!/usr/bin/env python3
"""Runs llvm-mca on the inner loops of Arm kernels and prints a Markdown table.

usage: arm_inner_loops.py [--nn-compile BIN] [--llvm-mca BIN] [ASSEMBLY...]

Compiles matrix products, convolutions and pools for AArch64 with SVE and with
NEON, takes the innermost loop with the most arithmetic of each, without its
branch, and asks llvm-mca for the cycles that it takes in steady state, all loads
from the first-level cache. "of peak" is the share of the multiply-add pipes of a
core that it keeps busy: four of 128 bits on Neoverse V2 (SVE and NEON) and on V1
with NEON, two of 256 bits on V1 with SVE. No hardware is needed or measured. Exits
1 if a loop has vectors on the stack, or if that of a product or convolution
touches the stack at all or keeps less than --least of the pipes busy with SVE.

Of files of assembly it prints the innermost loops that have vectors on the stack,
and exits 1 if there are any.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile


def matmul(m, k, n):
    return f"""func.func @main(%x: tensor<{m}x{k}xf32>) -> tensor<{m}x{n}xf32> {{
  %w = arith.constant dense<0.0625> : tensor<{k}x{n}xf32>
  %r = nn.matmul %x, %w : (tensor<{m}x{k}xf32>, tensor<{k}x{n}xf32>) -> tensor<{m}x{n}xf32>
  return %r : tensor<{m}x{n}xf32>
}}
"""


def convolution(op, size, window, stride, channels, filters, then=""):
    """A convolution; `then` is what follows, from %r to %q of the type TYPE."""
    to = (size - window) // stride + 1
    results = channels if op == "depthwise_conv2d" else filters
    type = f"tensor<1x{to}x{to}x{results}xf32>"
    image, weight = f"tensor<1x{size}x{size}x{channels}xf32>", f"tensor<{window}x{window}x{channels}x{filters}xf32>"
    return f"""func.func @main(%x: {image}) -> {type} {{
  %w = arith.constant dense<0.0625> : {weight}
  %r = nn.{op} %x, %w {{strides = array<i64: {stride}, {stride}>}} : ({image}, {weight}) -> {type}
{then.replace("TYPE", type)}  return {"%q" if then else "%r"} : {type}
}}
"""


def pool(size, window, stride, channels):
    to = (size - window) // stride + 1
    image, type = f"tensor<1x{size}x{size}x{channels}xf32>", f"tensor<1x{to}x{to}x{channels}xf32>"
    return f"""func.func @main(%x: {image}) -> {type} {{
  %r = nn.max_pool2d %x {{strides = array<i64: {stride}, {stride}>, window = array<i64: {window}, {window}>}} : ({image}) -> {type}
  return %r : {type}
}}
"""


RELU = "  %q = nn.relu6 %r : TYPE\n"
SWISH = "  %s = nn.sigmoid %r : TYPE\n  %q = nn.mul %r, %s : (TYPE, TYPE) -> TYPE\n"
# Products, whose factors come from lanes.
PRODUCTS = {
    "matmul 128x768x3072": matmul(128, 768, 3072),
    "matmul 60x768x3072": matmul(60, 768, 3072),
    "conv 1x1, 28x28x128": convolution("conv2d", 28, 1, 1, 128, 256),
    "conv 1x1, 56x56x144 to 24": convolution("conv2d", 56, 1, 1, 144, 24),
    "conv 2x2/2, 56x56x96 to 192": convolution("conv2d", 56, 2, 2, 96, 192),
    "conv 3x3, 30x30x128": convolution("conv2d", 30, 3, 1, 128, 256),
    "conv 3x3/2, 41x41x128": convolution("conv2d", 41, 3, 2, 128, 256),
}
# Windows, where an element is loaded for each few multiply-adds.
WINDOWS = {
    "depthwise 3x3, relu6, 58x58x144": convolution("depthwise_conv2d", 58, 3, 1, 144, 1, RELU),
    "depthwise 3x3/2, relu6, 57x57x144": convolution("depthwise_conv2d", 57, 3, 2, 144, 1, RELU),
    "depthwise 3x3, swish, 58x58x144": convolution("depthwise_conv2d", 58, 3, 1, 144, 1, SWISH),
    "depthwise 5x5/2, swish, 31x31x240": convolution("depthwise_conv2d", 31, 5, 2, 240, 1, SWISH),
    "depthwise 7x7, 34x34x192": convolution("depthwise_conv2d", 34, 7, 1, 192, 1),
    "max pool 3x3/2, 57x57x64": pool(57, 3, 2, 64),
}
# What to compile for, and the pipes for multiply-adds of each model of llvm-mca.
TARGETS = {
    "SVE": (["--cpu=neoverse-v2"], {"neoverse-v2": 4, "neoverse-v1": 2}),
    "NEON": ([], {"neoverse-v2": 4, "neoverse-v1": 4}),
}
# What computes, and what multiplies and adds.
ARITHMETIC, PRODUCT = r"fml?a|fmul|fadd|fcm", r"fml?a"


class Instruction:
    def __init__(self, text, stack):
        self.text = text
        # A register that it loads from the stack or stores to it, or None.
        found = stack and re.match(r"(?:ld|st)\S+\s+{?\s*([a-z])\d+", text)
        self.stack = found.group(1) if found else None


def inner_loops(assembly):
    """Yields the instructions of every block that jumps to its own begin."""
    label, block, onto_stack = None, [], {"sp"}
    for line in assembly.split("\n"):
        found = re.match(r"(\.?\w[\w.$]*):", line)
        if found:
            label, block = found.group(1), []
            if not label.startswith(".L"):
                onto_stack = {"sp"}
            continue
        line = line.split("//")[0].strip()
        if not line or line.startswith("."):
            continue
        if re.match(r"(b\.|cbn?z|tbn?z)\S*\s.*" + re.escape(str(label)) + r"$", line):
            yield block
            label, block = None, []
            continue
        address = re.search(r"\[(\w+)", line)
        block.append(Instruction(line, address and address.group(1) in onto_stack))
        # Spilled vectors are addressed by registers that point to the stack.
        target = re.match(r"(\w+)\s+(x\d+)(?:, (\w+))?", line)
        if target and not target.group(1).startswith("st"):
            points = target.group(1) in ("add", "addvl", "sub", "mov") and target.group(3) in onto_stack
            (onto_stack.add if points else onto_stack.discard)(target.group(2))


def count(block, pattern):
    return sum(bool(re.match(pattern, instruction.text)) for instruction in block)


def count_spills(block, registers=""):
    return sum(bool(i.stack) and (not registers or i.stack in registers) for i in block)


def cycles(args, block, cpu):
    iterations = 400
    text = ".arch armv9-a\n" + "\n".join(instruction.text for instruction in block) + "\n"
    done = subprocess.run([args.llvm_mca, "-mtriple=aarch64", f"-mcpu={cpu}", f"-iterations={iterations}"],
                          input=text, capture_output=True, text=True, check=True)
    return int(re.search(r"Total Cycles:\s+(\d+)", done.stdout).group(1)) / iterations


# The letters of registers that hold vectors and masks.
VECTORS = "zpqdv"


def read_assembly(paths):
    """Prints the loops that have vectors on the stack; returns whether there are any."""
    failed = False
    for path in paths:
        with open(path) as file:
            blocks = [block for block in inner_loops(file.read()) if count(block, r".*\b[zqv]\d")]
        spilling = [block for block in blocks if count_spills(block, VECTORS)]
        print(f"{path}: {len(blocks)} inner loops with vectors, {len(spilling)} with vectors on the stack")
        for block in spilling:
            print(f"  {count_spills(block, VECTORS)} accesses in {len(block)} instructions, from '{block[0].text}' on")
        failed |= bool(spilling)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-compile", default="build/release/bin/nn-compile")
    parser.add_argument("--llvm-mca", default="/usr/lib/llvm-22/bin/llvm-mca")
    parser.add_argument("--least", type=float, default=0.95)
    parser.add_argument("assembly", nargs="*")
    args = parser.parse_args()
    if args.assembly:
        sys.exit(read_assembly(args.assembly))

    failed = False
    print("| kernel | vectors | fmla | loads | instructions | on the stack | V2, of peak | V1, of peak |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "network.mlir"), os.path.join(folder, "network.s")
        for name, text in (PRODUCTS | WINDOWS).items():
            with open(source, "w") as file:
                file.write(text)
            for vectors, (flags, pipes) in TARGETS.items():
                subprocess.run([args.nn_compile, source, "--target=aarch64-linux-gnu", "--emit=asm",
                                "-o", target, *flags], check=True)
                with open(target) as file:
                    block = max(inner_loops(file.read()), key=lambda b: count(b, ARITHMETIC))
                products = count(block, PRODUCT)
                stack = count_spills(block)
                shares = [products / n / cycles(args, block, cpu) for cpu, n in pipes.items()]
                failed |= count_spills(block, VECTORS) > 0
                failed |= name in PRODUCTS and (stack > 0 or (vectors == "SVE" and min(shares) < args.least))
                print(f"| {name} | {vectors} | {products} | {count(block, 'ld')} | {len(block)} | {stack} | "
                      + " | ".join(f"{share:.0%}" if products else "-" for share in shares) + " |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
