#!/usr/bin/env python3
"""Prints which classes of kernels each target runs, as docs/Targets.md has it.

usage: support_matrix.py [--nn-run build/release/bin/nn-run]

Runs the kernels of test/Integration/Inputs/tails.py, at the sizes around a
vector's, on every target that this machine can run or emulate, and compares with
plain loops. "executed" says that all agree, "refused" that nn-run says in an error
that the target has no such kernel, "wrong" that something departs or anything else
fails, which is printed and makes the exit status 1; a column is "-" where the
target cannot be run here. PTX is interpreted, by the driver of the tests.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
QEMU = "qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length="


def arm(bits, *flags):
    return ["--target=aarch64-linux-gnu", f"--runner={QEMU}{bits // 8}", *flags]


def emulator(nn_run):
    """Where the tests have a driver for CUDA that needs no GPU."""
    return os.path.join(os.path.dirname(os.path.abspath(nn_run)), "..", "test", "lib")


def targets(nn_run):
    """Yields the name of each target, whether it runs here, its lanes of f32, and nn-run's options."""
    has_arm = shutil.which("qemu-aarch64") and os.path.exists(os.path.join(os.path.dirname(nn_run), "nn-guest-aarch64"))
    yield "this machine", True, 16, []
    yield "NEON", has_arm, 4, arm(128)
    for bits in (128, 256, 512, 1024, 2048):
        yield f"SVE, {bits} bits", has_arm, bits // 32, arm(bits, "--cpu=neoverse-v2")
    vulkan = ["--device=vulkan"]
    probe = [nn_run, f"{ROOT}/examples/seed/graph.pb", "--random", *vulkan]
    yield "Vulkan", subprocess.run(probe, capture_output=True).returncode == 0, 16, vulkan
    yield "CUDA, interpreted", os.path.exists(f"{emulator(nn_run)}/libcuda.so.1"), 32, ["--device=cuda"]


def split(text):
    """Splits a file of cases into files of one class each."""
    head, main = text.split("func.func @main() {\n")
    functions = re.findall(r"func\.func @(\w+?)_\d+\(.*?\n}\n", head, re.S)
    for name in dict.fromkeys(functions):
        bodies = "".join(m.group(0) for m in re.finditer(r"func\.func @(\w+?)_\d+\(.*?\n}\n", head, re.S)
                         if m.group(1) == name)
        calls = "".join(line + "\n" for line in main.split("\n") if re.match(rf"  %{name}_\d", line))
        yield name, f"{bodies}func.func @main() {{\n{calls}  return\n}}\n"


def run(nn_run, path, flags):
    if not any(flag.startswith("--device") for flag in flags):
        flags = ["--guard", *flags]
    environment = {**os.environ, "LD_LIBRARY_PATH": emulator(nn_run)} if "--device=cuda" in flags else None
    done = subprocess.run([nn_run, path, "--cases", "--check", *flags], capture_output=True, text=True,
                          env=environment)
    if done.returncode == 0:
        return "executed"
    if done.returncode == 1 and "is unsupported on this target" in done.stderr:
        return "refused"
    print(f"{os.path.basename(path)} {' '.join(flags)}: {done.stderr or done.stdout}", file=sys.stderr)
    return "wrong"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-run", default="build/release/bin/nn-run")
    args = parser.parse_args()
    columns, rows = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for target, runs, lanes, flags in targets(args.nn_run):
            columns.append(target)
            cases = subprocess.run([sys.executable, f"{ROOT}/test/Integration/Inputs/tails.py", str(lanes)],
                                   capture_output=True, text=True, check=True).stdout
            for name, text in split(cases):
                path = os.path.join(folder, f"{name}.mlir")
                with open(path, "w") as file:
                    file.write(text)
                rows.setdefault(name, []).append(run(args.nn_run, path, flags) if runs else "-")
    print("| kernel | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(row) + " |")
    sys.exit(any("wrong" in row for row in rows.values()))


if __name__ == "__main__":
    main()
