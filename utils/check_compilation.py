#!/usr/bin/env python3
"""Checks what networks become, and what that takes.

usage: check_compilation.py --build BUILD [--json FILE] MODELS

MODELS holds folders that export_models.py wrote. Every line of the result is one
claim: what is left of a ResNet-50 after nn-optimize, that no kernel copies what
nobody asked to be copied, and how much time and memory imports and compilations
may take. The limits of time are several times what an idle machine needs.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

GIB = 1 << 30

# What nn-optimize leaves of Keras's ResNet-50: 53 convolutions with a bias each,
# 16 residual sums, and a bias behind the classifier's product.
RESNET50 = {"conv2d": 53, "add": 53 + 16 + 1, "relu": 49, "pad": 1, "max_pool2d": 1,
            "reduce_mean": 1, "matmul": 1, "softmax": 1}

# Kernels that only move elements: the keys of attention, transposed for the
# vectors of its product, and no others.
COPIES = {"lenet": 0, "mlp": 0, "mobilenet_v2": 0, "efficientnet_b0": 0, "resnet50": 0,
          "inception_v3": 0, "densenet121": 0, "convnext_tiny": 0, "vgg16": 0, "bert_tiny": 2,
          "bert_base": 12}


def compile_to(build, graph, stage, *arguments):
    """Returns the text of a stage of the compiled network."""
    command = [f"{build}/bin/nn-compile", graph, f"--emit={stage}", "-o", "-", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def count_ops(build, models):
    """The ops that are left of a ResNet-50."""
    text = compile_to(build, f"{models}/resnet50/graph.pb", "nn")
    counts = {}
    for name in re.findall(r"= nn\.(\w+)", text):
        counts[name] = counts.get(name, 0) + 1
    return "" if counts == RESNET50 else f"has {counts}, expected {RESNET50}"


def count_copies(build, models, name, expected):
    """The kernels that copy."""
    text = compile_to(build, f"{models}/{name}/graph.pb", "kernels")
    dispatches = re.findall(r"kernel\.dispatch @(\w+?)_\d+::", text)
    if not dispatches:
        return "dispatches no kernel"
    copies = [kernel for kernel in dispatches if kernel in ("copy", "slice", "transpose")]
    if len(copies) != expected:
        return f"has {len(copies)} kernels that copy, expected {expected}"
    return ""


def measure(command, seconds, memory):
    """Runs a command; returns why it takes more than it may, or nothing."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    begin = time.monotonic()
    _, status, usage = os.wait4(pid, 0)
    taken = time.monotonic() - begin
    if status:
        return f"exit status {os.waitstatus_to_exitcode(status)}"
    peak = usage.ru_maxrss * 1024
    if taken > seconds:
        return f"took {taken:.1f} s, expected less than {seconds} s"
    if peak > memory:
        return f"took {peak / GIB:.2f} GiB, expected less than {memory / GIB:.2f} GiB"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--json", help="where to write the results")
    parser.add_argument("models")
    args = parser.parse_args()
    build, models = args.build, args.models

    claims = [("resnet50 is convolutions, sums and pools", lambda: count_ops(build, models))]
    for name, expected in COPIES.items():
        claims.append((f"{name} copies nothing needlessly",
                       lambda n=name, e=expected: count_copies(build, models, n, e)))
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, memory in (("resnet50", 20, 2 * GIB), ("vgg16", 20, 2 * GIB)):
            command = [f"{build}/bin/nn-compile", f"{models}/{name}/graph.pb",
                       "-o", f"{folder}/{name}.o"]
            claims.append((f"{name} compiles in its time and memory",
                           lambda c=command, s=seconds, m=memory: measure(c, s, m)))
        command = [f"{build}/bin/nn-translate", "--import-graphdef", f"{models}/vgg16/graph.pb",
                   "-o", f"{folder}/vgg16.mlir"]
        claims.append(("vgg16 imports in its time and memory",
                       lambda: measure(command, 1, 300 << 20)))
        results = []
        for claim, check in claims:
            try:
                why = check()
            except subprocess.CalledProcessError as error:
                why = error.stderr.strip()
            print(f"{'failed' if why else 'passed'}      {claim}" + (f": {why}" if why else ""))
            results.append({"name": claim, "status": "failed" if why else "passed"})
    if args.json:
        json.dump(results, open(args.json, "w"))
    sys.exit(any(result["status"] == "failed" for result in results))


if __name__ == "__main__":
    main()
