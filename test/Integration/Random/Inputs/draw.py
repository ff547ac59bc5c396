#!/usr/bin/env python3
"""Draws random networks, as a test file for `nn-run --cases --check`.

    python3 draw.py --seed 1 --count 20 [--ops 12] > networks.mlir

Each network is a function of a few ops on a few inputs, some of them of unknown
size; `main` calls it on constants. What is drawn depends on the seed alone.

Floats are small multiples of 1/8 and their sums and products are kept short, so
that both pipelines compute exactly the same, in whatever order they sum: an
element that is left out, read twice or read from beside its place is seen. What
follows an inexact op (an exponential, a division) is inexact; nothing that
jumps (a comparison, a rounding, a cast to integers) is computed of that.
"""

import argparse
import random

from drawing.elementwise import (binary, cast, division, function, integer_binary, root,
                                 rounding, select, unary)
from drawing.images import batch_norm, convolution, pool
from drawing.movement import (concat, expand_dims, gather, mirror_pad, pad, reshape, reverse,
                              slice_, space_to_depth, squeeze, tile, transpose)
from drawing.network import Network
from drawing.reductions import arg_reduce, cumsum, matmul, reduce, softmax

OPS = ([unary] * 3 + [binary] * 5 + [integer_binary] * 2 + [select, cast, rounding, division] +
       [function, function, root] + [reduce] * 3 + [arg_reduce, softmax, cumsum] +
       [matmul] * 4 + [convolution] * 5 + [pool] * 2 + [batch_norm] + [reshape] * 3 +
       [transpose] * 3 + [slice_] * 3 + [concat] * 3 + [pad] * 2 +
       [mirror_pad, tile, reverse, expand_dims, squeeze, gather, space_to_depth])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--ops", type=int, default=12, help="the ops of a network, about")
    args = parser.parse_args()
    networks = []
    for i in range(args.count):
        seed = args.seed + i
        network = Network(f"seed_{seed}", random.Random(seed), args.ops, OPS)
        network.print()
        networks.append(network)
    print("func.func @main() {")
    for network in networks:
        print("\n".join(network.call))
    print("  return\n}")


if __name__ == "__main__":
    main()
