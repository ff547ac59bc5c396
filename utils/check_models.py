#!/usr/bin/env python3
"""Runs models through nn-run and compares with what TensorFlow computed.

A model is a folder with graph.pb and io.npz: arrays `in:NAME` to feed, `out:NAME`
and `inner:NAME` to expect; meta.json may give rtol and atol. Each model runs on
one thread and on two, which must give the same bits, with guarded memory, and
again after a run on other inputs; then with the inner tensors as outputs too.

  utils/check_models.py [--nn-run=build/release/bin/nn-run] FOLDER...

A folder of models stands for all of them. Prints a line a model and the counts;
exits 1 if one failed. "unsupported" says that the graph has an op that the
importer refuses.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import zipfile


def expand(folders):
    """Replaces folders of models by the models."""
    for folder in folders:
        if os.path.exists(os.path.join(folder, "graph.pb")):
            yield folder
            continue
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        models = [n for n in names if os.path.exists(os.path.join(folder, n, "io.npz"))]
        if not models:
            yield folder  # fails, as a model that is missing should
        for name in models:
            yield os.path.join(folder, name)


def run(command, timeout):
    """Returns what is wrong with a run, or None."""
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=timeout
        )
    except subprocess.TimeoutExpired:
        return f"timed out after {timeout} s"
    if result.returncode == 0:
        return None
    departs = [line for line in result.stdout.split("\n") if line.startswith("DEPARTS")]
    lines = departs + result.stderr.strip().split("\n")
    crash = "" if result.returncode == 1 else f"crashed ({result.returncode}): "
    return crash + lines[0]


def compare_bits(left, right):
    """Returns the names of the arrays that are not the same in both archives."""
    with zipfile.ZipFile(left) as a, zipfile.ZipFile(right) as b:
        return [n for n in a.namelist() if n not in b.namelist() or a.read(n) != b.read(n)]


def check(arguments, folder):
    """Returns (status, why not)."""
    graph, archive = os.path.join(folder, "graph.pb"), os.path.join(folder, "io.npz")
    try:
        with zipfile.ZipFile(archive) as file:
            keys = [name[: -len(".npy")] for name in file.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        return "failed", str(error)
    command = [arguments.nn_run, graph, f"--inputs={archive}", f"--compare={archive}", "--guard"]
    command += arguments.extra
    meta = os.path.join(folder, "meta.json")
    if os.path.exists(meta):
        with open(meta) as file:
            tolerances = json.load(file)
        command += [f"--{k}={tolerances[k]}" for k in ("rtol", "atol") if k in tolerances]
    outputs = [f"--output={key[len('out:'):]}" for key in keys if key.startswith("out:")]
    with tempfile.TemporaryDirectory() as saved:
        runs = [["--threads=2", "--repeat", f"--save={saved}/2.npz", *outputs]]
        if not arguments.quick:
            runs.insert(0, ["--threads=1", "--repeat", f"--save={saved}/1.npz", *outputs])
            if any(key.startswith("inner:") for key in keys):
                runs.append(["--threads=2"])
        for extra in runs:
            why = run(command + extra, arguments.timeout)
            if why:
                return "unsupported" if "not supported" in why else "failed", why
        if not arguments.quick:
            different = compare_bits(f"{saved}/1.npz", f"{saved}/2.npz")
            if different:
                return "failed", f"one thread and two differ: {', '.join(different)}"
    return "passed", ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--nn-run", default="build/release/bin/nn-run")
    parser.add_argument("--json", help="write the results to this file")
    parser.add_argument("--quick", action="store_true", help="one run a model")
    parser.add_argument("--timeout", type=float, default=600.0)
    parser.add_argument("--extra", action="append", default=[], help="for nn-run")
    arguments = parser.parse_args()
    results = []
    for folder in expand(arguments.folders):
        status, why = check(arguments, folder)
        name = os.path.basename(os.path.normpath(folder))
        results.append({"name": name, "status": status, "why": why})
        print(f"{status:12}{name}{': ' if why else ''}{why}", flush=True)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)
    counts = {s: sum(r["status"] == s for r in results) for s in ("passed", "unsupported", "failed")}
    print(", ".join(f"{count} {status}" for status, count in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
