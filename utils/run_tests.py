#!/usr/bin/env python3
"""Runs every suite and ends with one line, "N passed, N failed, N skipped".

Suites: lit (FileCheck tests and GoogleTests), the networks that TensorFlow
exports, what compiling them makes and takes, that their faults are seen, the frozen
conformance graphs, and ops beside TensorFlow's. Exits 1 if anything failed.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys

# Exported by <bench>/export_models.py and <bench>/collect_real.py.
KERAS = (
    "seed lenet mlp lenet_b32 mlp_b128 mobilenet_v2 efficientnet_b0 resnet50 resnet50_b8 "
    "inception_v3 densenet121 convnext_tiny vgg16 bert_tiny bert_base lstm"
).split()
# Under an emulator, with the length of a vector in bits: what takes seconds there.
ARM = [("lenet", 128), ("lenet", 2048), ("mlp", 256), ("mlp", 1024), ("bert_tiny", 128),
       ("bert_tiny", 512), ("mobilenet_v2", 256)]
# Those that a GPU runs too: a processor that emulates one takes its time.
GPU = "seed lenet mlp mobilenet_v2 bert_tiny".split()
CUDA = "seed lenet mlp bert_tiny".split()
# Those whose faults must be seen: biases, weights and activations, residual sums, borders.
MUTANTS = ("keras/lenet", "keras/bert_tiny", "trained/mobilenet_v1")
TRAINED = "lenet_mnist5k mobilenet_v1 mtcnn_pnet mtcnn_rnet mtcnn_onet hed textgenrnn".split()

LIT_PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
LIT_FAILED = {"FAIL", "XPASS", "UNRESOLVED", "TIMEOUT"}


class Totals:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, suite, passed, failed, skipped):
        print(f"{suite}: {passed} passed, {failed} failed, {skipped} skipped", flush=True)
        self.passed += passed
        self.failed += failed
        self.skipped += skipped


def run_lit(build, totals):
    results = os.path.join(build, "lit-results.json")
    if os.path.exists(results):
        os.remove(results)
    lit = next(p for p in ("/usr/lib/llvm-22/bin/lit", "/usr/bin/lit-22") if os.path.exists(p))
    subprocess.run([lit, "-sv", "--output", results, f"{build}/test", f"{build}/test/Unit"])
    codes = [t["code"] for t in json.load(open(results))["tests"]]
    passed = sum(c in LIT_PASSED for c in codes)
    failed = sum(c in LIT_FAILED for c in codes)
    totals.add("lit", passed, failed, len(codes) - passed - failed)


# Debian 12's Python is older than the filters of tarfile that exporters ask for.
EXPORTER = """
import runpy, sys, tarfile
if not hasattr(tarfile, "data_filter"):
    extract = tarfile.TarFile.extractall
    tarfile.TarFile.extractall = lambda *args, filter=None, **kw: extract(*args, **kw)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def export(python, script, out, names):
    """Exports the networks that are not there yet."""
    wanted = [n for n in names if not os.path.exists(f"{out}/{n}/meta.json")]
    if wanted:
        os.makedirs(out, exist_ok=True)
        log = open(f"{out}/export.log", "w")
        subprocess.run([python, "-c", EXPORTER, script, out, *wanted], stdout=log, stderr=log)


def run_models(build, name, folders, totals, arguments=(), environment=None):
    """Runs check_models.py, which writes one result a folder."""
    results = os.path.join(build, f"{name}-results.json")
    if os.path.exists(results):
        os.remove(results)
    subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "check_models.py"),
                    "--nn-run", f"{build}/bin/nn-run", "--json", results, *arguments, *folders],
                   env=environment)
    if not os.path.exists(results):
        totals.add(name, 0, len(folders), 0)
        return
    codes = [r["status"] for r in json.load(open(results))]
    passed, skipped = codes.count("passed"), codes.count("unsupported")
    totals.add(name, passed, len(folders) - passed - skipped, skipped)


def run_arm(build, models, totals):
    """Runs networks on an emulated Arm machine: one way of compiling, vectors of several lengths."""
    if not shutil.which("qemu-aarch64") or not os.path.exists(f"{build}/bin/nn-guest-aarch64"):
        totals.add("arm", 0, 0, len(ARM))
        return
    for name, bits in ARM:
        runner = f"qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length={bits // 8}"
        run_models(build, f"arm-{bits}-{name}", [f"{models}/{name}"], totals,
                   ["--quick", "--extra=--target=aarch64-linux-gnu", "--extra=--cpu=neoverse-v2",
                    f"--extra=--runner={runner}"])


def run_vulkan(build, models, totals):
    """Runs networks on a GPU, or on a processor that emulates one."""
    probe = os.path.join(os.path.dirname(__file__), "../test/Integration/GPU/Inputs/probe.mlir")
    command = [f"{build}/bin/nn-run", probe, "--random", "--device=vulkan"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        totals.add("vulkan", 0, 0, len(GPU))
        return
    run_models(build, "vulkan", [f"{models}/{name}" for name in GPU], totals,
               ["--quick", "--extra=--device=vulkan"])


def run_compilation(build, models, trained, totals):
    """Runs check_compilation.py, which writes one result a claim."""
    results = os.path.join(build, "compilation-results.json")
    if os.path.exists(results):
        os.remove(results)
    folder = os.path.dirname(os.path.abspath(__file__))
    subprocess.run([sys.executable, os.path.join(folder, "check_compilation.py"),
                    "--build", build, "--json", results, models, trained])
    codes = [r["status"] for r in json.load(open(results))] if os.path.exists(results) else ["failed"]
    totals.add("compilation", codes.count("passed"), codes.count("failed"), 0)


def run_cuda(build, models, totals):
    """Runs networks in PTX by the interpreter of the tests, which is a driver for CUDA."""
    run_models(build, "cuda", [f"{models}/{name}" for name in CUDA], totals,
               ["--quick", "--extra=--device=cuda"], {**os.environ, "LD_LIBRARY_PATH": f"{build}/test/lib"})


def run_mutants(build, models, totals):
    """Runs check_mutants.py, which writes one result a fault of a network."""
    results = os.path.join(build, "mutants-results.json")
    if os.path.exists(results):
        os.remove(results)
    folder = os.path.dirname(os.path.abspath(__file__))
    subprocess.run([sys.executable, os.path.join(folder, "check_mutants.py"), "--bin", f"{build}/bin",
                    "--json", results, *(f"{models}/{name}" for name in MUTANTS)])
    codes = [r["status"] for r in json.load(open(results))] if os.path.exists(results) else ["failed"]
    totals.add("mutants", codes.count("passed"), codes.count("failed"), 0)


def run_ops(build, python, totals):
    """Runs check_ops.py, which writes one result an op."""
    results = os.path.join(build, "ops-results.json")
    if os.path.exists(results):
        os.remove(results)
    folder = os.path.dirname(os.path.abspath(__file__))
    subprocess.run([python, os.path.join(folder, "check_ops.py"),
                    "--nn-run", f"{build}/bin/nn-run", "--json", results])
    if not os.path.exists(results):
        totals.add("ops", 0, 1, 0)
        return
    codes = [r["status"] for r in json.load(open(results))]
    passed, skipped = codes.count("passed"), codes.count("unsupported")
    totals.add("ops", passed, len(codes) - passed - skipped, skipped)


def has_tensorflow(python):
    try:
        result = subprocess.run([python, "-c", "import importlib.util as u, sys;"
                                 "sys.exit(not u.find_spec('tensorflow'))"])
    except OSError:
        return False
    return result.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--python", required=True, help="interpreter that has TensorFlow")
    parser.add_argument("--bench", required=True, help="folder of the exporters")
    parser.add_argument("--conformance", required=True, help="folder of frozen graphs")
    args = parser.parse_args()

    totals = Totals()
    run_lit(args.build, totals)
    if os.path.isdir(args.bench):
        for suite, script, names in (("keras", "export_models.py", KERAS),
                                     ("trained", "collect_real.py", TRAINED)):
            out = os.path.join(args.build, "models", suite)
            export(args.python, os.path.join(args.bench, script), out, names)
            run_models(args.build, suite, [f"{out}/{n}" for n in names], totals)
        run_compilation(args.build, *(os.path.join(args.build, "models", suite) for suite in ("keras", "trained")),
                        totals)
        run_arm(args.build, os.path.join(args.build, "models", "keras"), totals)
        run_vulkan(args.build, os.path.join(args.build, "models", "keras"), totals)
        run_cuda(args.build, os.path.join(args.build, "models", "keras"), totals)
        run_mutants(args.build, os.path.join(args.build, "models"), totals)
    else:
        totals.add("models", 0, 0, len(KERAS) + len(TRAINED) + len(ARM) + len(GPU) + len(CUDA))
    if os.path.isdir(args.conformance):
        graphs = sorted(e.path for e in os.scandir(args.conformance) if e.is_dir())
        run_models(args.build, "conformance", graphs, totals, ["--quick"])
    if has_tensorflow(args.python):
        run_ops(args.build, args.python, totals)
    print(f"{totals.passed} passed, {totals.failed} failed, {totals.skipped} skipped", flush=True)
    sys.exit(1 if totals.failed else 0)


if __name__ == "__main__":
    main()
