#!/usr/bin/env python3
"""Checks what networks become, and what that takes.

usage: check_compilation.py --build BUILD [--json FILE] MODELS [TRAINED...]

MODELS holds folders that export_models.py wrote. Every line of the result is one
claim: what is left of a ResNet-50 after nn-optimize, that nothing copies what
nobody asked to be copied, and how much CPU time, of all cores together, and
memory imports and compilations may take. The limits of time are several times
what is needed. Of these networks and those in the folders TRAINED all kernels for
GPUs are made: Khronos' validator takes them, and NVIDIA's assembler, without
spills in contractions, where there is one.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

GIB = 1 << 30
VALIDATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../test/Integration/GPU/Inputs/validate.py")

# What nn-optimize leaves of Keras's ResNet-50: 53 convolutions with a bias each,
# 16 residual sums, and a bias behind the classifier's product.
RESNET50 = {"conv2d": 53, "add": 53 + 16 + 1, "relu": 49, "pad": 1, "max_pool2d": 1,
            "reduce_mean": 1, "matmul": 1, "softmax": 1}

# Kernels that only move elements, and copies that the host makes beside them:
# a border around the input of the first convolution, which nobody computes;
# inception's and convnext's borders of what is concatenated or computed in another
# shape; the keys of attention, transposed for the vectors of its product; what a
# loop starts with, which it changes in place.
MOVES = {"lenet": (0, 0), "mlp": (0, 0), "mobilenet_v2": (1, 0), "efficientnet_b0": (1, 0),
         "resnet50": (1, 0), "inception_v3": (8, 0), "densenet121": (1, 0),
         "convnext_tiny": (18, 0), "vgg16": (1, 0), "lstm": (0, 3), "bert_tiny": (2, 0),
         "bert_base": (12, 0)}

# What ConvNeXt becomes: a kernel for each layer normalization, two products a block
# with what follows them, and the borders.
CONVNEXT = {"conv2d": 4, "depthwise_conv2d": 18, "matmul": 37, "norm": 23, "pad": 18,
            "reduce": 1, "softmax": 1}


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


def get_dispatches(build, graph):
    """The names of the kernels that a network runs, one for each time."""
    return re.findall(r"kernel\.dispatch @(\w+?)(?:_\d+)?::",
                      compile_to(build, graph, "kernels"))


def count_kernels(build, models):
    """The kernels of a ConvNeXt."""
    dispatches = get_dispatches(build, f"{models}/convnext_tiny/graph.pb")
    counts = {name: dispatches.count(name) for name in dispatches}
    return "" if counts == CONVNEXT else f"has {counts}, expected {CONVNEXT}"


def count_moves(build, models, name, expected):
    """The kernels that only move elements, and the copies of the host."""
    graph = f"{models}/{name}/graph.pb"
    dispatches = get_dispatches(build, graph)
    if not dispatches:
        return "dispatches no kernel"
    kernels = [k for k in dispatches if k in ("copy", "slice", "transpose", "pad")]
    copies = compile_to(build, graph, "vector").count("kernel.copy ")
    if (len(kernels), copies) != expected:
        return (f"has {len(kernels)} kernels that move elements and {copies} copies, "
                f"expected {expected[0]} and {expected[1]}")
    return ""


def validate_spirv(build, graph, folder):
    """Khronos' validator takes every kernel for Vulkan."""
    kernels, device = f"{folder}/kernels.mlirbc", f"{folder}/device.mlir"
    subprocess.run([f"{build}/bin/nn-compile", graph, "--device=vulkan", "--emit=kernels", "-o", kernels],
                   check=True, capture_output=True, text=True)
    subprocess.run([f"{build}/bin/nn-opt", kernels, "--nn-gpu-pipeline=from=kernels to=device",
                    "--mlir-print-debuginfo=false", "-o", device], check=True, capture_output=True, text=True)
    subprocess.run([sys.executable, VALIDATE, device, f"{build}/bin/nn-translate"],
                   check=True, capture_output=True, text=True)
    return ""


def assemble_ptx(build, graph, ptxas, folder):
    """NVIDIA's assembler takes every kernel for CUDA, and contractions do not spill."""
    for chip in ("sm_80", "sm_90"):
        path = f"{folder}/network.ptx"
        subprocess.run([f"{build}/bin/nn-compile", graph, "--device=cuda", f"--device-chip={chip}", "--emit=ptx",
                        "-o", path], check=True, capture_output=True, text=True)
        with open(path) as file:
            text = file.read()
        if ".visible .entry" not in text or re.search(r"^\s*(call|\.extern)\b", text, re.M):
            return f"for {chip} it has no kernel, or one that calls what is not linked"
        if not ptxas:
            continue
        done = subprocess.run([ptxas, "-v", f"-arch={chip}", path, "-o", f"{folder}/network.cubin"],
                              check=True, capture_output=True, text=True)
        for kernel in done.stderr.split("Compiling entry function '")[1:]:
            name = kernel.split("'")[0]
            if re.match("conv|matmul|depthwise", name) and re.search(r"[1-9]\d* bytes spill", kernel):
                return f"the kernel {name} spills on {chip}"
    return ""


def measure(command, seconds, memory):
    """Runs a command; returns why it takes more than it may, or nothing."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    taken = usage.ru_utime + usage.ru_stime
    if status:
        return f"exit status {os.waitstatus_to_exitcode(status)}"
    peak = usage.ru_maxrss * 1024
    if taken > seconds:
        return f"took {taken:.1f} s of CPU, expected less than {seconds} s"
    if peak > memory:
        return f"took {peak / GIB:.2f} GiB, expected less than {memory / GIB:.2f} GiB"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--json", help="where to write the results")
    parser.add_argument("models")
    parser.add_argument("trained", nargs="*", help="folders of more networks, for GPUs")
    args = parser.parse_args()
    build, models = args.build, args.models

    claims = [("resnet50 is convolutions, sums and pools", lambda: count_ops(build, models)),
              ("convnext_tiny has a kernel for each normalization",
               lambda: count_kernels(build, models))]
    for name, expected in MOVES.items():
        claims.append((f"{name} copies nothing needlessly",
                       lambda n=name, e=expected: count_moves(build, models, n, e)))
    networks = {name: f"{path}/{name}/graph.pb" for path in [models, *args.trained]
                for name in sorted(os.listdir(path)) if os.path.exists(f"{path}/{name}/graph.pb")}
    ptxas = shutil.which("ptxas") or shutil.which("ptxas", path="/usr/local/cuda/bin")
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in networks.items():
            # Scalars need no kernel.
            if name == "seed":
                continue
            if shutil.which("spirv-val"):
                claims.append((f"{name} is valid SPIR-V", lambda g=graph: validate_spirv(build, g, folder)))
            claims.append((f"{name} is PTX" + (" that assembles" if ptxas else ""),
                           lambda g=graph: assemble_ptx(build, g, ptxas, folder)))
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
