#!/usr/bin/env python3
"""Shows that the network tests fail if a network is compiled wrongly.

  utils/check_mutants.py [--bin=build/release/bin] [--json=FILE] FOLDER...

A folder is a network with graph.pb and io.npz, as utils/check_models.py takes
it; inner tensors are compared too. Each mutant has one fault that a compiler
might make: a bias that is left out, weights rounded to bf16, a residual branch
that is not added, a border one row off. It is fed io.npz's inputs; a mutant
whose outputs pass the comparison survives. A mutation is applied at the first,
the middle and the last place where it fits. Prints a line for each mutation of a
network and exits 1 if a mutant survives or does not run.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

OP = re.compile(r"^ *(%\w+) = ([\w.]+) (.*)$")
PADDING = re.compile(r"(padding = array<i64: )(\d+), (\d+), (\d+), (\d+)>")


class Op:
    def __init__(self, line, number):
        self.number = number
        self.result, self.name, self.rest = OP.match(line).groups()
        body = self.rest.split(" loc(")[0]
        self.operands = re.findall(r"%\w+", body.split(" : ")[0])
        self.types = re.findall(r"tensor<[^>]*>", body.split(" : ")[-1])


def forward(lines, op, value):
    """The lines with a value in the place of an op's result."""
    use = re.compile(re.escape(op.result) + r"\b")
    return lines[:op.number] + [use.sub(value, line) if "%" in line else line
                                for line in lines[op.number + 1:]]


def drop_bias(lines, op, constants):
    if op.name not in ("nn.add", "nn.sub") or op.types[0] != op.types[-1]:
        return None
    return forward(lines, op, op.operands[0]) if op.operands[1] in constants else None


def drop_branch(lines, op, constants):
    if op.name != "nn.add" or len(set(op.types)) != 1 or constants & set(op.operands):
        return None
    return forward(lines, op, op.operands[0])


def drop_activation(lines, op, constants):
    if op.name not in ("nn.relu", "nn.relu6", "nn.gelu", "nn.silu", "nn.tanh"):
        return None
    return forward(lines, op, op.operands[0])


def round_weights(lines, op, constants):
    if op.name not in ("nn.conv2d", "nn.matmul", "nn.depthwise_conv2d") or op.operands[1] not in constants:
        return None
    full = op.types[1]
    narrow = full.replace("xf32>", "xbf16>")
    casts = [f"%narrow = nn.cast {op.operands[1]} : ({full}) -> {narrow}",
             f"%wide = nn.cast %narrow : ({narrow}) -> {full}"]
    line = re.sub(re.escape(op.operands[1]) + r"\b", "%wide", lines[op.number])
    return lines[:op.number] + casts + [line] + lines[op.number + 1:]


def shift_border(lines, op, constants):
    match = PADDING.search(lines[op.number])
    if not match or op.name.endswith("pool2d"):
        return None
    top, bottom, left, right = map(int, match.groups()[1:])
    if top + bottom == 0:
        return None
    top, bottom = (top - 1, bottom + 1) if top else (top + 1, bottom - 1)
    line = PADDING.sub(rf"\g<1>{top}, {bottom}, {left}, {right}>", lines[op.number])
    return lines[:op.number] + [line] + lines[op.number + 1:]


def average_instead(lines, op, constants):
    if op.name != "nn.max_pool2d":
        return None
    line = lines[op.number].replace("nn.max_pool2d", "nn.avg_pool2d")
    return lines[:op.number] + [line] + lines[op.number + 1:]


MUTATIONS = {
    "bias left out": drop_bias,
    "weights rounded to bf16": round_weights,
    "residual branch not added": drop_branch,
    "activation left out": drop_activation,
    "border one row off": shift_border,
    "average for maximum": average_instead,
}


def find_mutants(lines, mutation):
    """At the first, the middle and the last place where it fits."""
    ops, constants = [], set()
    for number, line in enumerate(lines):
        if not OP.match(line):
            continue
        op = Op(line, number)
        # What is computed of constants is one.
        # Leaving out a bias of zeros is no fault.
        if "dense<0.000000e+00>" in line:
            continue
        if op.name == "arith.constant" or (op.operands and constants.issuperset(op.operands)):
            constants.add(op.result)
        elif op.types and op.operands:
            ops.append(op)
    fitting = [op for op in ops if mutation(lines, op, constants)]
    chosen = sorted({0, len(fitting) // 2, len(fitting) - 1}) if fitting else []
    return [mutation(lines, fitting[i], constants) for i in chosen]


def run(arguments, path, archive):
    return subprocess.run([os.path.join(arguments.bin, "nn-run"), path, "--inputs", archive,
                           "--compare", archive], capture_output=True, text=True)


def check(arguments, folder, temporary):
    """Returns a result for each mutation: it passes if all of its mutants are caught."""
    archive = os.path.join(folder, "io.npz")
    name = os.path.basename(folder.rstrip("/"))
    with zipfile.ZipFile(archive) as file:
        keys = [key[:-len(".npy")] for key in file.namelist()]
    outputs = [key.split(":", 1)[1] for key in keys if key.startswith(("out:", "inner:"))]
    text = subprocess.run(
        [os.path.join(arguments.bin, "nn-translate"), "--import-graphdef",
         os.path.join(folder, "graph.pb"), "--print-weights",
         "--outputs=" + ",".join(outputs)],
        capture_output=True, text=True, check=True).stdout
    lines = text.split("\n")
    path = os.path.join(temporary, "mutant.mlir")
    results = []
    for what, mutation in {"none": None, **MUTATIONS}.items():
        mutants = [lines] if mutation is None else find_mutants(lines, mutation)
        caught, errors = 0, []
        for mutant in mutants:
            with open(path, "w") as file:
                file.write("\n".join(mutant))
            result = run(arguments, path, archive)
            if "DEPARTS" in result.stdout:
                caught += 1
            elif result.returncode != 0:
                errors.append(result.stderr.strip().split("\n")[0])
        expected = 0 if mutation is None else len(mutants)
        passed = caught == expected and (mutation or not errors)
        if mutants:
            results.append({"name": f"{name}: {what}", "status": "passed" if passed else "failed"})
            print(f"{name}: {what}: {caught} of {len(mutants)} caught", *errors, flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", default="build/release/bin")
    parser.add_argument("--json", help="write the results to this file")
    parser.add_argument("folders", nargs="+")
    arguments = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        for folder in arguments.folders:
            results += check(arguments, folder, temporary)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)
    sys.exit(any(result["status"] == "failed" for result in results))


if __name__ == "__main__":
    main()
