#!/usr/bin/env python3
"""Runs the compiled code of models under valgrind's memcheck.

Not the compiler: nn-run compiles for x86-64-v3, whose instructions valgrind knows,
and nn-guest runs the code under valgrind, on one thread, whose workspace and
outputs are not initialized. A folder has a graph.pb and inputs in io.npz; a file of
MLIR is a module of cases (nn-run --cases). Results are not compared.

  utils/check_valgrind.py [--nn-run=build/release/bin/nn-run] FOLDER|FILE...
"""

import argparse
import os
import subprocess
import sys

VALGRIND = "valgrind --quiet --error-exitcode=99 --track-origins=yes"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--nn-run", default="build/release/bin/nn-run")
    parser.add_argument("--timeout", type=float, default=300)
    arguments = parser.parse_args()
    failed = 0
    for model in arguments.models:
        command = [arguments.nn_run, "--target=x86_64-linux-gnu", "--cpu=x86-64-v3",
                   "--threads=1", f"--runner={VALGRIND}"]
        if os.path.isdir(model):
            command += [os.path.join(model, "graph.pb"),
                        f"--inputs={os.path.join(model, 'io.npz')}"]
        else:
            command += [model, "--cases"]
        try:
            result = subprocess.run(command, capture_output=True, text=True,
                                    errors="replace", timeout=arguments.timeout)
            good, log = result.returncode == 0, result.stderr + result.stdout
        except subprocess.TimeoutExpired:
            good, log = False, f"not done after {arguments.timeout} s\n"
        print(f"{'passed' if good else 'FAILED'} {model}", flush=True)
        if not good:
            failed += 1
            sys.stdout.writelines(f"  {line}\n" for line in log.splitlines()[:40])
    print(f"{len(arguments.models) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
