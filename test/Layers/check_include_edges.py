#!/usr/bin/env python3
"""Checks that libraries include only the libraries below them.

usage: check_include_edges.py EDGES ROOT

All nn libraries are linked into one shared library, so the linker does not
enforce layers; this does. EDGES holds a line a library, `LIBRARY: ALLOWED...`;
a library may always include itself. Prints a line a violation.
"""
import os
import re
import sys

INCLUDE = re.compile(r'#include "nn/([^"]+)"')


def read_edges(path):
    edges = {}
    for line in open(path):
        line = line.split("#")[0].strip()
        if line:
            library, allowed = line.split(":")
            edges[library.strip()] = set(allowed.split())
    return edges


def library_of(path, edges):
    """The longest library name that is a prefix of a path below nn/ or lib/."""
    matches = [l for l in edges if path.startswith(l + "/")]
    return max(matches, key=len, default=None)


def main():
    edges, root = read_edges(sys.argv[1]), sys.argv[2]
    violations = []
    for top in ("include/nn", "lib"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for name in sorted(files):
                if not name.endswith((".h", ".cpp", ".td")):
                    continue
                path = os.path.join(folder, name)
                below = os.path.relpath(path, os.path.join(root, top))
                library = library_of(below, edges)
                if library is None:
                    if "/" in below and not below.startswith("PCH/"):
                        violations.append(f"{top}/{below}: its library is not listed")
                    continue
                for number, line in enumerate(open(path), 1):
                    match = INCLUDE.match(line) or re.match(r'include "nn/([^"]+)"', line)
                    if not match:
                        continue
                    used = library_of(match.group(1), edges)
                    if used and used != library and used not in edges[library]:
                        violations.append(f"{top}/{below}:{number}: {library} may not include {used}")
    for violation in violations:
        print(violation)
    if not violations:
        print("no forbidden include")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
