#!/usr/bin/env python3
"""Times nn-run beside other engines, alternating, and prints a Markdown table.

usage: compare.py --nn-run BIN --peers PEERS.py --python PYTHON FOLDER...

Each FOLDER is a network as exported by export_models.py (graph.pb, io.npz,
meta.json). In each round every engine runs once in a process of its own, pinned
to one core, and reports the median of at least four seconds of calls; the table
holds the median of the rounds. A row's ratio is nn-mlir's time by the best
peer's. What an engine cannot convert, or computes otherwise than TensorFlow, is a
dash. Exits 1 if a network does not run, if one is more than 1.5 times slower than
the best peer, or if fewer than half are level with it or ahead.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

PEERS = ("litert", "openvino", "ort")
# What a peer's results may differ from TensorFlow's, of the largest: it may round
# weights, or compute otherwise, and is still the same network.
MAX_ERROR = 1e-3
MAX_RATIO = 1.5
LEVEL = 1.05


def run_nn(args, folder):
    command = [args.nn_run, f"{folder}/graph.pb", "--inputs", f"{folder}/io.npz", "--compare",
               f"{folder}/io.npz", "--benchmark", "--json", "--threads", str(args.threads)]
    done = subprocess.run(pin(args) + command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return json.loads(done.stdout)["median_ms"]


def run_peer(args, engine, folder):
    command = [args.python, args.peers, engine, folder, str(args.threads)]
    done = subprocess.run(command, capture_output=True, text=True)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    if "error" in result:
        raise RuntimeError(result["error"])
    if not result["rel_err"] <= MAX_ERROR:
        raise RuntimeError(f"differs from TensorFlow by {result['rel_err']:.2g} of the largest")
    return result["median_ms"]


def pin(args):
    cores = ",".join(str(args.core + i) for i in range(args.threads))
    return ["taskset", "-c", cores]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-run", required=True)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--core", type=int, default=0, help="the first core (peers.py uses 0 upwards)")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()

    engines = {"nn-mlir": lambda folder: run_nn(args, folder)}
    for peer in PEERS:
        engines[peer] = lambda folder, peer=peer: run_peer(args, peer, folder)
    ratios = []
    print("| model | " + " | ".join(engines) + " | nn-mlir / best |")
    print("|---|" + "---|" * (len(engines) + 1), flush=True)
    for folder in args.folders:
        times = {engine: [] for engine in engines}
        for _ in range(args.rounds):
            for engine, run in engines.items():
                try:
                    times[engine].append(run(folder))
                except (RuntimeError, ValueError, IndexError) as error:
                    print(f"{os.path.basename(folder)}: {engine}: {error}", file=sys.stderr)
        median = {e: statistics.median(t) for e, t in times.items() if t}
        best = min((t for e, t in median.items() if e != "nn-mlir"), default=None)
        ratio = "-"
        if best and "nn-mlir" in median:
            ratios.append(median["nn-mlir"] / best)
            ratio = f"{ratios[-1]:.2f}"
        elif "nn-mlir" not in median:
            ratios.append(float("inf"))
        cells = [f"{median[e]:.4g}" if e in median else "-" for e in engines]
        print(f"| {os.path.basename(folder)} | " + " | ".join(cells) + f" | {ratio} |", flush=True)
    level = sum(ratio <= LEVEL for ratio in ratios)
    slow = sum(ratio > MAX_RATIO for ratio in ratios)
    print(f"{level} of {len(ratios)} level or ahead, {slow} more than {MAX_RATIO} times slower",
          file=sys.stderr)
    sys.exit(slow > 0 or 2 * level < len(ratios))


if __name__ == "__main__":
    main()
