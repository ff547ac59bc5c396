#!/usr/bin/env python3
"""Assembles the PTX of networks and prints what the kernels take, as Markdown.

usage: cuda_kernels.py [--nn-compile BIN] [--ptxas BIN] MODEL...

Compiles each model for CUDA and asks NVIDIA's assembler for the registers, the
shared memory and the spills of every kernel, on sm_80 and on sm_90. The table has
the least and the most that products of matrices and convolutions take. No GPU is needed, nothing is run.
Exits 1 if ptxas refuses a kernel, or a contraction spills.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

CHIPS = ["sm_80", "sm_90"]
CONTRACTIONS = re.compile(r"conv|matmul|depthwise")


def assemble(args, model, chip, folder):
    """Returns (kernel, registers, bytes of shared memory, bytes of spills) of each kernel."""
    ptx = os.path.join(folder, "network.ptx")
    subprocess.run([args.nn_compile, model, "--device=cuda", f"--device-chip={chip}", "--emit=ptx", "-o", ptx],
                   check=True)
    done = subprocess.run([args.ptxas, "-v", f"-arch={chip}", ptx, "-o", os.path.join(folder, "network.cubin")],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{model}: ptxas refuses its kernels for {chip}:\n{done.stderr}")
    kernels = []
    for part in done.stderr.split("Compiling entry function ")[1:]:
        spills = sum(int(n) for n in re.findall(r"(\d+) bytes spill", part))
        shared = re.search(r"(\d+) bytes smem", part)
        kernels.append((part.split("'")[1], int(re.search(r"Used (\d+) registers", part).group(1)),
                        int(shared.group(1)) if shared else 0, spills))
    return kernels


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL")
    parser.add_argument("--nn-compile", default="build/release/bin/nn-compile")
    parser.add_argument("--ptxas", default="ptxas")
    args = parser.parse_args()

    failed = False
    print("| network | kernels | spills | contractions | " +
          " | ".join(f"{chip}: registers, shared bytes" for chip in CHIPS) + " |")
    print("|---|---|---|---|" + "---|" * len(CHIPS))
    with tempfile.TemporaryDirectory() as folder:
        for model in args.models:
            kernels = {chip: assemble(args, model, chip, folder) for chip in CHIPS}
            contractions = {chip: [k for k in kernels[chip] if CONTRACTIONS.match(k[0])] for chip in CHIPS}
            failed |= any(spills for chip in CHIPS for *_, spills in contractions[chip])
            cells = []
            for chip in CHIPS:
                registers = [k[1] for k in contractions[chip]] or [0]
                shared = [k[2] for k in contractions[chip]] or [0]
                cells.append(f"{min(registers)} to {max(registers)}, {min(shared)} to {max(shared)}")
            name = os.path.basename(os.path.dirname(os.path.abspath(model)))
            print(f"| {name} | {len(kernels[CHIPS[0]])} | {sum(k[3] for chip in CHIPS for k in kernels[chip])} | "
                  f"{len(contractions[CHIPS[0]])} | " + " | ".join(cells) + " |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
