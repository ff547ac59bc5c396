#!/usr/bin/env python3
"""Checks that every op has the tests that an op must have.

Usage: op_tests.py TESTS FILE.td...

An op of the .td files must be in a roundtrip.mlir below TESTS/Dialect/NN, in a file
there that expects errors, and be computed below TESTS/Integration. Prints a line for
each test that is missing, and the number of ops.
"""

import os
import re
import sys

# What may be missing, where it would be, and what is in such a file.
KINDS = {
    "round-trip": ("Dialect/NN", r"roundtrip\.mlir$", ""),
    "invalid": ("Dialect/NN", r"\.mlir$", "expected-error"),
    "numeric": ("Integration", r"\.(mlir|test|py)$", ""),
}


def used_ops(folder, pattern, mark):
    """The ops that occur in the files of a folder, in text or in generic form."""
    ops = set()
    for parent, _, names in os.walk(folder):
        for name in names:
            if re.search(pattern, name):
                with open(os.path.join(parent, name)) as file:
                    text = file.read()
                if mark in text:
                    ops.update(re.findall(r"\bnn\.([a-z0-9_]+)", text))
    return ops


def main():
    tests, files = sys.argv[1], sys.argv[2:]
    used = {kind: used_ops(os.path.join(tests, folder), pattern, mark)
            for kind, (folder, pattern, mark) in KINDS.items()}
    count = 0
    for path in files:
        with open(path) as file:
            ops = re.findall(r'^def \w+Op\s*:[^"{]*"(\w+)"', file.read(), re.M)
        for op in ops:
            for kind in KINDS:
                if op not in used[kind]:
                    print(f"nn.{op} has no {kind} test")
        count += len(ops)
    print(f"{count} ops")


main()
