#!/usr/bin/env python3
"""Checks that libraries include only the libraries below them.

usage: check_include_edges.py EDGES ROOT

All nn libraries are linked into one shared library, so the linker does not
enforce layers; this does. EDGES holds a line a library, `LIBRARY: ALLOWED...`;
a library may always include itself. The tools are one library more. The runtime
stands alone: it includes neither a library nor LLVM. Prints a line a violation.
"""
import os
import re
import sys

INCLUDE = re.compile(r'#?include "nn/([^"]+)"')
OF_COMPILER = re.compile(r'#include ["<]((?:nn|mlir|llvm)[/-][^">]+)')


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


def sources(root, top):
    """Pairs of a source file and its path below the folder `top` of root."""
    for folder, _, files in os.walk(os.path.join(root, top)):
        for name in sorted(files):
            if name.endswith((".h", ".c", ".cpp", ".td")):
                path = os.path.join(folder, name)
                yield path, os.path.relpath(path, os.path.join(root, top))


def violations_of(path, name, library, edges):
    """Yields what a file of a library includes and may not."""
    for number, line in enumerate(open(path), 1):
        match = INCLUDE.match(line)
        used = library_of(match.group(1), edges) if match else None
        if used and used != library and used not in edges[library]:
            yield f"{name}:{number}: {library} may not include {used}"


def main():
    edges, root = read_edges(sys.argv[1]), sys.argv[2]
    violations = []
    for top in ("include/nn", "lib"):
        for path, below in sources(root, top):
            library = library_of(below, edges)
            if library:
                violations += violations_of(path, f"{top}/{below}", library, edges)
            elif "/" in below and not below.startswith("PCH/"):
                violations.append(f"{top}/{below}: its library is not listed")
    for path, below in sources(root, "tools"):
        violations += violations_of(path, f"tools/{below}", "tools", edges)
    for path, below in sources(root, "runtime"):
        for number, line in enumerate(open(path), 1):
            if match := OF_COMPILER.match(line):
                violations.append(f"runtime/{below}:{number}: the runtime may not include {match.group(1)}")
    for violation in violations:
        print(violation)
    if not violations:
        print("no forbidden include")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
