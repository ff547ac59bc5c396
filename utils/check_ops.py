#!/usr/bin/env python3
"""Compares ops with TensorFlow itself, on small cases drawn at random.

Files of cases, test/Differential/*.py by default, say how to draw one:

  @op("Relu", "Elu", rtol=1e-6)
  def _(draw):
      return dict(features=draw.floats(draw.shape(2)))

draws arguments of tf.raw_ops.Relu and tf.raw_ops.Elu: arrays are fed, Const is
an array that the graph holds, all else is an attribute. A Case says more: a
function instead of the raw op, or how to compute what is expected where
TensorFlow's CPU kernel cannot. All cases of an op are one graph, compiled once;
if that departs, each runs alone, to tell which. With dynamic=True they also run
with no size known.

  utils/check_ops.py [--nn-run=build/release/bin/nn-run] [--cases=8] [OP...]

Runs with an interpreter that has TensorFlow. Prints a line for each op that
departs, and the counts; exits 1 if one failed.
"""

import argparse
import dataclasses
import glob
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

# What files of cases import as check_ops is this module.
sys.modules["check_ops"] = sys.modules[__name__]


@dataclasses.dataclass
class Const:
    """An array that the graph holds as a constant."""

    value: np.ndarray

    def __init__(self, value, dtype=None):
        self.value = np.asarray(value, dtype)


@dataclasses.dataclass
class Case:
    """Arguments, and what is done with them."""

    arguments: dict
    # What makes the graph; None is the raw op of the name.
    function: object = None
    # What computes the expected results, of the same arguments; None is the
    # function itself.
    reference: object = None


class Draw:
    """Draws shapes, arrays and attributes."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def int(self, low, high):
        """An integer from low to high, both included."""
        return int(self.random.integers(low, high, endpoint=True))

    def flag(self):
        return bool(self.random.integers(2))

    def choice(self, *options):
        return options[self.int(0, len(options) - 1)]

    def shape(self, rank, low=1, high=5):
        return [self.int(low, high) for _ in range(rank)]

    def floats(self, shape, low=-2.0, high=2.0, dtype=np.float32):
        return self.random.uniform(low, high, shape).astype(dtype)

    def ints(self, shape, low=-10, high=10, dtype=np.int32):
        return self.random.integers(low, high, shape, endpoint=True, dtype=dtype)

    def bools(self, shape):
        return self.random.integers(0, 2, shape).astype(bool)

    def broadcast(self, shape):
        """A shape that broadcasts to this one."""
        dropped = self.int(0, len(shape)) if self.flag() else 0
        return [size if self.flag() else 1 for size in shape[dropped:]]


@dataclasses.dataclass
class Op:
    name: str
    draw: object
    rtol: float
    atol: float
    outputs: tuple
    dynamic: bool
    cases: int


OPS = []


def op(*names, rtol=1e-5, atol=1e-6, outputs=None, dynamic=False, cases=0):
    """Registers how to draw a case of these ops. `outputs` says which of the
    results are compared, `cases` how many are drawn instead of the default."""

    def register(function):
        for name in names:
            OPS.append(Op(name, function, rtol, atol, outputs, dynamic, cases))
        return function

    return register


def channels_first(function, images, layout):
    """What computes a function of channels-last images for channels-first ones:
    `images` names the arguments that are images, `layout` is the attributes that
    are turned with them."""

    def compute(**arguments):
        rank = len(arguments[images[0]].shape)
        last = [0, *range(2, rank), 1]
        first = [0, rank - 1, *range(1, rank - 1)]
        for name in images:
            arguments[name] = tf.transpose(arguments[name], last)
        for name in layout:
            if name == "data_format":
                arguments[name] = "NHWC" if rank == 4 else "NDHWC"
            elif name not in arguments:
                continue
            elif name == "explicit_paddings":
                pairs = np.reshape(arguments[name], [-1, 2])
                arguments[name] = [int(p) for i in last for p in pairs[i]] if len(pairs) else []
            else:
                arguments[name] = [arguments[name][i] for i in last]
        results = function(**arguments)
        images_first = lambda x: tf.transpose(x, first) if len(x.shape) == rank else x
        return tf.nest.map_structure(images_first, results)

    return compute


def build(operation, cases, is_dynamic):
    """Makes one graph; returns it, what is fed, and what is expected."""
    feeds, outputs, expected = {}, [], []
    with tf.Graph().as_default() as graph:
        references = []
        for index, case in cases:
            function = case.function or getattr(tf.raw_ops, operation.name)
            tensors, again = {}, {}
            with tf.name_scope(f"case{index}"):
                for name, value in case.arguments.items():
                    tensors[name] = value
                    again[name] = value
                    if isinstance(value, Const):
                        tensors[name] = again[name] = tf.constant(value.value)
                    elif isinstance(value, np.ndarray):
                        shape = [None] * value.ndim if is_dynamic else value.shape
                        fed = tf.compat.v1.placeholder(value.dtype, shape, name)
                        feeds[fed] = value
                        tensors[name] = fed
                        again[name] = tf.constant(value)
                results = tf.nest.flatten(function(**tensors))
                wanted = results
                if case.reference:
                    wanted = tf.nest.flatten(case.reference(**again))
                for position in operation.outputs or range(len(results)):
                    name = f"result{position}"
                    outputs.append(tf.identity(results[position], name))
                    references.append(wanted[position])
        definition = graph.as_graph_def()
        with tf.compat.v1.Session(graph=graph) as session:
            expected = session.run(references, feeds)
    arrays = {f"in:{t.name}": v for t, v in feeds.items()}
    arrays |= {f"out:{t.name}": v for t, v in zip(outputs, expected)}
    return definition, arrays, [t.name for t in outputs]


def run(arguments, operation, cases, is_dynamic=False):
    """Returns what is wrong with these cases of an op, or None."""
    try:
        definition, arrays, outputs = build(operation, cases, is_dynamic)
    except (tf.errors.OpError, ValueError, TypeError) as error:
        # The reason is behind where the node was made.
        reason = [line for line in str(error).split("\n") if line.strip() and line[0] != " "]
        return "TensorFlow refuses: " + " ".join(reason)[:300]
    with tempfile.TemporaryDirectory() as folder:
        graph, archive = os.path.join(folder, "graph.pb"), os.path.join(folder, "io.npz")
        with open(graph, "wb") as file:
            file.write(definition.SerializeToString())
        np.savez(archive, **{k: v for k, v in arrays.items() if k.startswith("in:")})
        saved = os.path.join(folder, "saved.npz")
        command = [arguments.nn_run, graph, f"--inputs={archive}", "--guard", f"--save={saved}"]
        command += [f"--output={name}" for name in outputs] + arguments.extra
        if is_dynamic:
            command.append("--dynamic")
        try:
            result = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                    timeout=arguments.timeout)
        except subprocess.TimeoutExpired:
            return f"timed out after {arguments.timeout} s"
        if result.returncode != 0:
            crash = "" if result.returncode == 1 else f"crashed ({result.returncode}): "
            return crash + result.stderr.strip().split("\n")[0]
        actual = np.load(saved)
        for name in outputs:
            if why := compare(actual[name], arrays[f"out:{name}"], operation):
                return f"{name} {why}"
    return None


def compare(actual, expected, operation):
    """Returns how an array departs from what is expected, or None."""
    if actual.dtype != expected.dtype or actual.shape != expected.shape:
        return f"is {actual.dtype}{actual.shape} instead of {expected.dtype}{expected.shape}"
    if not np.issubdtype(expected.dtype, np.inexact):
        is_equal = actual == expected
    else:
        is_equal = np.isclose(actual, expected, operation.rtol, operation.atol, equal_nan=True)
    if np.all(is_equal):
        return None
    first = np.argmin(is_equal.ravel())
    return (f"differs in {np.count_nonzero(~is_equal)} of {is_equal.size} elements, in element {first}"
            f" it is {actual.ravel()[first]!r} instead of {expected.ravel()[first]!r}")


def describe(case):
    """The arguments of a case, in one line."""

    def show(value):
        constant = isinstance(value, Const)
        array = value.value if constant else value
        if not isinstance(array, np.ndarray):
            return repr(array)
        text = f"{array.dtype}{list(array.shape)}"
        return f"{text}={array.tolist()}" if constant and array.size < 9 else text

    return ", ".join(f"{name}={show(value)}" for name, value in case.arguments.items())


def check(arguments, operation):
    """Returns (status, why not) of all cases of an op."""
    cases = []
    for index in range(operation.cases or arguments.cases):
        seed = zlib.crc32(f"{operation.name} {arguments.seed} {index}".encode())
        drawn = operation.draw(Draw(seed))
        cases.append((index, drawn if isinstance(drawn, Case) else Case(drawn)))
    for is_dynamic in (False, True) if operation.dynamic else (False,):
        why = run(arguments, operation, cases, is_dynamic)
        if not why:
            continue
        for each in cases:
            if alone := run(arguments, operation, [each], is_dynamic):
                why = f"{alone}\n    of {describe(each[1])}"
                break
        if is_dynamic:
            why = "with no size known: " + why
        return "unsupported" if "not supported" in why else "failed", why
    return "passed", ""


# Both have messages called GraphDef, which protobuf registers by name.
BESIDE = """
import ctypes, sys
def tensorflow():
    import tensorflow as tf
    relu = tf.function(lambda x: tf.nn.relu(x)).get_concrete_function(tf.TensorSpec([2], tf.float32))
    graph = tf.compat.v1.GraphDef.FromString(relu.graph.as_graph_def().SerializeToString())
    assert any(node.op == "Relu" for node in graph.node)
    assert relu(tf.constant([-1.0, 2.0])).numpy().tolist() == [0.0, 2.0]
loads = [tensorflow, lambda: ctypes.CDLL(sys.argv[1])]
for load in loads if sys.argv[2] == "first" else loads[::-1]:
    load()
tensorflow()
"""


def check_process(library):
    """Returns (status, why not) of our library in one process with TensorFlow, loaded in either order."""
    for order in ("first", "second"):
        done = subprocess.run([sys.executable, "-c", BESIDE, library, order], capture_output=True, text=True)
        if done.returncode != 0:
            return "failed", f"with TensorFlow {order}, ended with {done.returncode}: {done.stderr[-500:]}"
    return "passed", ""


def load(files):
    for file in files:
        name = os.path.splitext(os.path.basename(file))[0]
        spec = importlib.util.spec_from_file_location(f"cases_{name}", file)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ops", nargs="*", help="only these (default: all)")
    parser.add_argument("--nn-run", default="build/release/bin/nn-run")
    parser.add_argument("--files", default=f"{root}/test/Differential/*.py", help="of cases")
    parser.add_argument("--cases", type=int, default=8, help="how many an op")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", help="write the results to this file")
    parser.add_argument("--timeout", type=float, default=120.0)
    parser.add_argument("--verbose", action="store_true", help="a line for each op")
    parser.add_argument("--extra", action="append", default=[], help="for nn-run")
    arguments = parser.parse_args()
    load(sorted(glob.glob(arguments.files)))
    unknown = set(arguments.ops) - {operation.name for operation in OPS}
    if unknown:
        parser.error(f"there are no cases of {', '.join(sorted(unknown))}")
    results = []

    def add(name, status, why):
        results.append({"name": name, "status": status, "why": why})
        if why or arguments.verbose:
            print(f"{status:12}{name}{': ' if why else ''}{why}", flush=True)

    if not arguments.ops:
        library = os.path.join(os.path.dirname(os.path.abspath(arguments.nn_run)), "..", "lib", "libNNMLIR.so")
        add("libNNMLIR.so beside TensorFlow", *check_process(library))
    for operation in OPS:
        if arguments.ops and operation.name not in arguments.ops:
            continue
        add(operation.name, *check(arguments, operation))
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)
    counts = {s: sum(r["status"] == s for r in results) for s in ("passed", "unsupported", "failed")}
    print(", ".join(f"{count} {status}" for status, count in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
