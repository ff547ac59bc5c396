#!/usr/bin/env python3
"""Checks that C and C++ are as clang-format writes them.

usage: check_format.py [--clang-format clang-format-22] [--fix] [ROOT]

Prints a line for each file that is not, and exits 1. --fix writes them anew.
"""

import argparse
import os
import subprocess
import sys

FOLDERS = ("examples", "fuzz", "include", "lib", "runtime", "tools", "unittests", "test/lib")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("root", nargs="?", default=os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("--clang-format", default="clang-format-22")
    parser.add_argument("--fix", action="store_true", help="write files anew")
    arguments = parser.parse_args()
    files = []
    for folder in FOLDERS:
        for path, _, names in os.walk(os.path.join(arguments.root, folder)):
            files += [os.path.join(path, name) for name in sorted(names) if name.endswith((".c", ".cpp", ".h"))]
    if arguments.fix:
        return subprocess.run([arguments.clang_format, "-i", *files]).returncode
    done = subprocess.run([arguments.clang_format, "--dry-run", "-Werror", *files], capture_output=True, text=True)
    wrong = {line.split(":")[0] for line in done.stderr.splitlines() if "-Wclang-format-violations" in line}
    for file in sorted(wrong):
        print(f"{os.path.relpath(file, arguments.root)}: is not as clang-format writes it")
    if done.returncode and not wrong:
        sys.exit(done.stderr)
    if not wrong:
        print(f"{len(files)} files are formatted")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
