#!/usr/bin/env python3
"""Runs llvm-mca on the inner loops of Arm kernels and prints a Markdown table.

usage: arm_inner_loops.py [--nn-compile BIN] [--llvm-mca BIN]

Compiles a matrix product and convolutions for AArch64 with SVE and with NEON,
takes the innermost loop with the most multiply-adds of each, without its branch,
and asks llvm-mca for the cycles that it takes in steady state, all loads from the
first-level cache. "of peak" is the share of the multiply-add pipes of a core that
it keeps busy: four of 128 bits on Neoverse V2 (SVE and NEON) and on V1 with NEON,
two of 256 bits on V1 with SVE. No hardware is needed or measured. Exits 1 if a
loop touches the stack, or keeps less than --least of the pipes busy with SVE.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

MATMUL = """func.func @main(%x: tensor<{m}x768xf32>) -> tensor<{m}x3072xf32> {{
  %w = arith.constant dense<0.0625> : tensor<768x3072xf32>
  %r = nn.matmul %x, %w : (tensor<{m}x768xf32>, tensor<768x3072xf32>) -> tensor<{m}x3072xf32>
  return %r : tensor<{m}x3072xf32>
}}
"""
CONVOLUTION = """func.func @main(%x: tensor<1x{x}x{x}x128xf32>) -> tensor<1x{y}x{y}x256xf32> {{
  %w = arith.constant dense<0.0625> : tensor<{k}x{k}x128x256xf32>
  %r = nn.conv2d %x, %w {{strides = array<i64: {s}, {s}>}} : (tensor<1x{x}x{x}x128xf32>, tensor<{k}x{k}x128x256xf32>) -> tensor<1x{y}x{y}x256xf32>
  return %r : tensor<1x{y}x{y}x256xf32>
}}
"""
NETWORKS = {
    "matmul 128x768x3072": MATMUL.format(m=128),
    "matmul 60x768x3072": MATMUL.format(m=60),
    "conv 1x1, 28x28x128": CONVOLUTION.format(x=28, y=28, k=1, s=1),
    "conv 3x3, 30x30x128": CONVOLUTION.format(x=30, y=28, k=3, s=1),
    "conv 3x3/2, 41x41x128": CONVOLUTION.format(x=41, y=20, k=3, s=2),
}
# What to compile for, and the pipes for multiply-adds of each model of llvm-mca.
TARGETS = {
    "SVE": (["--cpu=neoverse-v2"], {"neoverse-v2": 4, "neoverse-v1": 2}),
    "NEON": ([], {"neoverse-v2": 4, "neoverse-v1": 4}),
}


def inner_loops(assembly):
    """Yields the instructions of every block that jumps to its own begin."""
    label, block = None, []
    for line in assembly.split("\n"):
        found = re.match(r"(\.?\w+):", line)
        if found:
            label, block = found.group(1), []
            continue
        line = line.split("//")[0].strip()
        if not line or line.startswith("."):
            continue
        if re.match(r"(b\.|cbn?z|tbn?z)\S*\s.*" + re.escape(str(label)) + r"$", line):
            yield block
            label, block = None, []
        block.append(line)


def count(block, pattern):
    return sum(bool(re.match(pattern, line)) for line in block)


def cycles(args, block, cpu):
    iterations = 400
    text = ".arch armv9-a\n" + "\n".join(block) + "\n"
    done = subprocess.run([args.llvm_mca, "-mtriple=aarch64", f"-mcpu={cpu}", f"-iterations={iterations}"],
                          input=text, capture_output=True, text=True, check=True)
    return int(re.search(r"Total Cycles:\s+(\d+)", done.stdout).group(1)) / iterations


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-compile", default="build/release/bin/nn-compile")
    parser.add_argument("--llvm-mca", default="/usr/lib/llvm-22/bin/llvm-mca")
    parser.add_argument("--least", type=float, default=0.95)
    args = parser.parse_args()

    failed = False
    print("| kernel | vectors | fmla | loads | instructions | on the stack | V2, of peak | V1, of peak |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "network.mlir"), os.path.join(folder, "network.s")
        for name, text in NETWORKS.items():
            with open(source, "w") as file:
                file.write(text)
            for vectors, (flags, pipes) in TARGETS.items():
                subprocess.run([args.nn_compile, source, "--target=aarch64-linux-gnu", "--emit=asm",
                                "-o", target, *flags], check=True)
                with open(target) as file:
                    block = max(inner_loops(file.read()), key=lambda b: count(b, r"fml?a"))
                products = count(block, r"fml?a")
                stack = sum("[sp" in line for line in block)
                shares = [products / n / cycles(args, block, cpu) for cpu, n in pipes.items()]
                failed |= stack > 0 or (vectors == "SVE" and min(shares) < args.least)
                print(f"| {name} | {vectors} | {products} | {count(block, 'ld')} | {len(block)} | {stack} | "
                      + " | ".join(f"{share:.0%}" for share in shares) + " |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
