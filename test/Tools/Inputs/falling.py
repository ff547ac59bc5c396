"""Checks that the first column of the table of nn-run --profile falls."""

import sys

lines = sys.stdin.read().splitlines()
times = [float(line.split()[0]) for line in lines[1:-1]]
if len(times) < 2 or times != sorted(times, reverse=True):
    sys.exit(f"not in falling order: {times}")
