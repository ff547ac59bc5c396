#!/usr/bin/env python3
"""Draws random networks and compares the optimized pipeline with the reference.

  utils/check_random.py [--nn-run=build/release/bin/nn-run] [--first=0]
      [--count=100] [--ops=12] [--keep=FOLDER]

Network N is drawn by test/Integration/Random/Inputs/draw.py from the seed N. It
runs with guarded memory on one thread or on two, by turns. Prints a line for
each that fails, which --keep also writes to a file; exits 1 if one did.
"""

import argparse
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DRAW = os.path.join(ROOT, "test", "Integration", "Random", "Inputs", "draw.py")


def check(nn_run, path, threads):
    """Returns what is wrong, or None."""
    command = [nn_run, path, "--cases", "--check", "--guard", f"--threads={threads}"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        return "timed out"
    if result.returncode == 0:
        return None
    lines = [line for line in result.stdout.split("\n") if line.startswith("DEPARTS")]
    lines += [line for line in result.stderr.split("\n") if not line.startswith("remark:")]
    crash = "" if result.returncode == 1 else f"crashed ({result.returncode}): "
    return crash + lines[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nn-run", default=os.path.join(ROOT, "build/release/bin/nn-run"))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--ops", type=int, default=12)
    parser.add_argument("--keep", help="folder for the networks that fail")
    args = parser.parse_args()

    num_failed = 0
    folder = args.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    for seed in range(args.first, args.first + args.count):
        path = os.path.join(folder, f"seed-{seed}.mlir")
        with open(path, "w") as file:
            subprocess.run([sys.executable, DRAW, f"--seed={seed}", f"--ops={args.ops}"],
                           stdout=file, check=True)
        reason = check(args.nn_run, path, 1 + seed % 2)
        if reason is not None:
            num_failed += 1
            print(f"seed {seed}: {reason}", flush=True)
        if reason is None or not args.keep:
            os.remove(path)
    if not args.keep:
        os.rmdir(folder)
    print(f"{args.count - num_failed} passed, {num_failed} failed")
    sys.exit(1 if num_failed else 0)


if __name__ == "__main__":
    main()
