"""Runs networks on inputs that they refuse, and on others that they take.

errors.py NN_RUN FOLDER

A refusal is a status other than 0 and one line of error, which names the node
and its op; the same from the reference pipeline.
"""

import os
import struct
import subprocess
import sys

CODES = {"f32": ("<f4", "f"), "i32": ("<i4", "i"), "i64": ("<i8", "q"), "i1": ("|b1", "?")}


def flatten(value):
    if not isinstance(value, list):
        return [value]
    return [element for part in value for element in flatten(part)]


def shape_of(value):
    shape = []
    while isinstance(value, list):
        shape.append(len(value))
        value = value[0] if value else 0
    return tuple(shape)


def write_npy(path, element_type, value):
    descr, code = CODES[element_type]
    elements = flatten(value)
    header = str(
        {"descr": descr, "fortran_order": False, "shape": shape_of(value)}
    ) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)))
        file.write(header.encode())
        file.write(struct.pack(f"<{len(elements)}{code}", *elements))


class Case:
    """A function of some inputs, its body, and runs: inputs and the error, or
    None."""

    def __init__(self, name, inputs, result, body, runs):
        self.name, self.inputs, self.result = name, inputs, result
        self.body, self.runs = body, runs

    def write(self, folder):
        path = os.path.join(folder, self.name + ".mlir")
        arguments = ", ".join(
            f'%{name}: {type} {{nn.name = "{name}:0"}}'
            for name, type in self.inputs.items()
        )
        with open(path, "w") as file:
            file.write(
                f'func.func @main({arguments}) -> ({self.result} {{nn.name = "r:0"}}) {{'
                f"\n{self.body}\n  return %r : {self.result}\n}}\n"
            )
        return path


ADD = Case(
    "add",
    {"x": "tensor<?x3xf32>", "y": "tensor<?x3xf32>"},
    "tensor<?x3xf32>",
    """  %0 = nn.relu %x : tensor<?x3xf32>
  %r = nn.add %0, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32> loc("sum"("AddV2"))""",
    [
        ({"x": [[1, 2, 3]], "y": [[1, 1, 1], [2, 2, 2]]}, None),
        (
            {"x": [[1, 2, 3]] * 3, "y": [[1, 1, 1], [2, 2, 2]]},
            "node 'sum' (AddV2): incompatible shapes: [3,3] and [2,3]",
        ),
    ],
)
MATMUL = Case(
    "matmul",
    {"x": "tensor<?x?xf32>", "y": "tensor<?x2xf32>"},
    "tensor<?x2xf32>",
    """  %r = nn.matmul %x, %y : (tensor<?x?xf32>, tensor<?x2xf32>) -> tensor<?x2xf32> loc("product"("MatMul"))""",
    [
        ({"x": [[1, 2, 3]], "y": [[1, 1], [2, 2], [3, 3]]}, None),
        (
            {"x": [[1, 2, 3]], "y": [[1, 1], [2, 2]]},
            "node 'product' (MatMul): expected equal inner sizes, got 3 and 2",
        ),
    ],
)
BRANCH = Case(
    "branch",
    {"x": "tensor<3x2xf32>", "p": "tensor<i1>"},
    "tensor<1x2xf32>",
    """  %before = arith.constant dense<[-1, 0]> : tensor<2xi32>
  %first = arith.constant dense<0> : tensor<2xi32>
  %row = arith.constant dense<[1, 2]> : tensor<2xi32>
  %c = tensor.extract %p[] : tensor<i1>
  %r = scf.if %c -> tensor<1x2xf32> {
    %0 = nn.dynamic_slice %x, %first, %row : (tensor<3x2xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<1x2xf32>
    scf.yield %0 : tensor<1x2xf32>
  } else {
    %1 = nn.dynamic_slice %x, %before, %row : (tensor<3x2xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<1x2xf32> loc("read"("TensorListGetItem"))
    scf.yield %1 : tensor<1x2xf32>
  }""",
    [
        ({"x": [[1, 2]] * 3, "p": True}, None),
        (
            {"x": [[1, 2]] * 3, "p": False},
            "node 'read' (TensorListGetItem): expected a part of dimension 0 of size 3, got begin -1, size 1",
        ),
    ],
)
GATHER = Case(
    "gather",
    {"x": "tensor<5x2xf32>", "i": "tensor<?xi32>"},
    "tensor<?x2xf32>",
    """  %r = nn.gather %x, %i {axis = 0 : i64} : (tensor<5x2xf32>, tensor<?xi32>) -> tensor<?x2xf32> loc("100% rows"("GatherV2"))""",
    [
        ({"x": [[1, 2]] * 5, "i": [0, 4, 2]}, None),
        (
            {"x": [[1, 2]] * 5, "i": [0, 5, 2]},
            "node '100% rows' (GatherV2): index 5 is not in [0, 5)",
        ),
        (
            {"x": [[1, 2]] * 5, "i": [4, -1]},
            "node '100% rows' (GatherV2): index -1 is not in [0, 5)",
        ),
    ],
)
DIVIDE = Case(
    "divide",
    {"x": "tensor<4xi32>", "y": "tensor<?xi32>"},
    "tensor<4xi32>",
    """  %r = nn.floor_div %x, %y : (tensor<4xi32>, tensor<?xi32>) -> tensor<4xi32> loc("q"("FloorDiv"))""",
    [
        ({"x": [1, 2, 3, 4], "y": [2]}, None),
        ({"x": [1, 2, 3, 4], "y": [1, 2, -1, 3]}, None),
        (
            {"x": [1, 2, 3, 4], "y": [1, 2, 0, 3]},
            "node 'q' (FloorDiv): integer division by zero",
        ),
        (
            {"x": [1, 2, 3, 4], "y": [1, 2, 3]},
            "node 'q' (FloorDiv): incompatible shapes: [4] and [3]",
        ),
    ],
)
POWER = Case(
    "power",
    {"x": "tensor<i64>", "y": "tensor<i64>"},
    "tensor<i64>",
    """  %r = nn.pow %x, %y : (tensor<i64>, tensor<i64>) -> tensor<i64> loc("p"("Pow"))""",
    [
        ({"x": 3, "y": 4}, None),
        ({"x": 3, "y": -2}, "node 'p' (Pow): negative integer exponent -2"),
    ],
)
# Doubles x until it is above y, and refuses to go on behind the limit: the run
# ends in the loop.
LOOP = Case(
    "loop",
    {"x": "tensor<4xf32>", "limit": "tensor<i32>"},
    "tensor<4xf32>",
    """  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %five = arith.constant dense<5> : tensor<i32>
  %n, %r = scf.while (%i = %zero, %v = %x) : (tensor<i32>, tensor<4xf32>) -> (tensor<i32>, tensor<4xf32>) {
    %c = nn.compare %i, %five {predicate = #nn.predicate<lt>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %p = tensor.extract %c[] : tensor<i1>
    scf.condition(%p) %i, %v : tensor<i32>, tensor<4xf32>
  } do {
  ^bb0(%i: tensor<i32>, %v: tensor<4xf32>):
    %c = nn.compare %i, %limit {predicate = #nn.predicate<lt>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
    nn.assert %c, "too many steps" : tensor<i1> loc("guard"("Assert"))
    %w = nn.add %v, %v : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %j = nn.add %i, %one : (tensor<i32>, tensor<i32>) -> tensor<i32>
    scf.yield %j, %w : tensor<i32>, tensor<4xf32>
  }""",
    [
        ({"x": [1, 2, 3, 4], "limit": 5}, None),
        ({"x": [1, 2, 3, 4], "limit": 3}, "node 'guard' (Assert): too many steps"),
    ],
)

SCATTER = Case(
    "scatter",
    {"x": "tensor<?x2xf32>", "i": "tensor<?x1xi32>", "u": "tensor<?x2xf32>"},
    "tensor<?x2xf32>",
    """  %r = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<?x2xf32>, tensor<?x1xi32>, tensor<?x2xf32>) -> tensor<?x2xf32> loc("put"("ScatterNd"))""",
    [
        ({"x": [[1, 2], [3, 4]], "i": [[1], [0]], "u": [[1, 1], [1, 1]]}, None),
        (
            {"x": [[1, 2], [3, 4]], "i": [[1], [2]], "u": [[1, 1], [1, 1]]},
            "node 'put' (ScatterNd): index 0 of a position: 2 is not in [0, 2)",
        ),
        (
            {"x": [[1, 2], [3, 4]], "i": [[-1], [0]], "u": [[1, 1], [1, 1]]},
            "node 'put' (ScatterNd): index 0 of a position: -1 is not in [0, 2)",
        ),
        (
            {"x": [[1, 2], [3, 4]], "i": [[1], [0]], "u": [[1, 1]]},
            "node 'put' (ScatterNd): expected equal sizes of dimension 0 of indices and updates, got 2 and 1",
        ),
    ],
)
SEGMENTS = Case(
    "segments",
    {"i": "tensor<?x1xi32>", "u": "tensor<?xf32>"},
    "tensor<3xf32>",
    """  %zero = arith.constant dense<0.0> : tensor<3xf32>
  %r = nn.scatter %zero, %i, %u {mode = #nn.scatter_mode<add>, drops_negative = true}
      : (tensor<3xf32>, tensor<?x1xi32>, tensor<?xf32>) -> tensor<3xf32> loc("sum"("UnsortedSegmentSum"))""",
    [
        ({"i": [[2], [-1]], "u": [1, 1]}, None),
        ({"i": [[3], [-1]], "u": [1, 1]}, "node 'sum' (UnsortedSegmentSum): index 0 of a position: 3 is not in [0, 3)"),
    ],
)
TOP_K = Case(
    "top_k",
    {"x": "tensor<?xf32>"},
    "tensor<2xf32>",
    """  %r, %i = nn.top_k %x {k = 2 : i64} : (tensor<?xf32>) -> (tensor<2xf32>, tensor<2xi32>) loc("best"("TopKV2"))""",
    [
        ({"x": [1, 2, 3]}, None),
        ({"x": [1]}, "node 'best' (TopKV2): expected at least 2 elements in a row, got 1"),
    ],
)
# A size whose divisor is checked: asking for sizes divides by it as well.
COLUMNS = Case(
    "columns",
    {"x": "tensor<?x?xf32>"},
    "tensor<?xf32>",
    """  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?x?xf32>
  %m = tensor.dim %x, %c1 : tensor<?x?xf32>
  %ok = arith.cmpi ne, %m, %c0 : index
  kernel.check %ok, "expected columns, got {}"(%m : index) loc("q"("Reshape"))
  %q = arith.divui %n, %m : index
  %s = tensor.extract_slice %x[0, 0] [%q, 1] [1, 1] : tensor<?x?xf32> to tensor<?xf32>
  %t = nn.cumsum %s {axis = 0 : i64} : (tensor<?xf32>) -> tensor<?xf32>
  %r = nn.cumsum %t {axis = 0 : i64} : (tensor<?xf32>) -> tensor<?xf32>""",
    [
        ({"x": [[1], [2], [3]]}, None),
        ({"x": [[], [], []]}, "node 'q' (Reshape): expected columns, got 0"),
    ],
)
# A loop whose body has a size that only running tells: it must be the old one.
CARRIED = Case(
    "carried",
    {"x": "tensor<?xf32>", "k": "tensor<i32>", "n": "tensor<i32>"},
    "tensor<?xf32>",
    """  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %ki = tensor.extract %k[] : tensor<i32>
  %kn = arith.index_cast %ki : i32 to index
  %ni = tensor.extract %n[] : tensor<i32>
  %nn = arith.index_cast %ni : i32 to index
  %r = scf.for %i = %c0 to %nn step %c1 iter_args(%a = %x) -> tensor<?xf32> {
    %s = tensor.extract_slice %x[0] [%kn] [1] : tensor<?xf32> to tensor<?xf32>
    %b = nn.add %a, %a : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    %t = nn.cumsum %s {axis = 0 : i64} : (tensor<?xf32>) -> tensor<?xf32>
    %u = nn.neg %t : tensor<?xf32>
    scf.yield %u : tensor<?xf32> loc("loop"("While"))
  }""",
    [
        ({"x": [1, 2, 3], "k": 3, "n": 2}, None),
        ({"x": [1, 2, 3], "k": 2, "n": 0}, None),
        (
            {"x": [1, 2, 3], "k": 2, "n": 2},
            "node 'loop' (While): expected a tensor that a loop carries to keep the size 3 of dimension 0, got 2",
        ),
    ],
)


def run(command):
    return subprocess.run(command, capture_output=True, text=True)


def main(nn_run, folder):
    os.makedirs(folder, exist_ok=True)
    failures = 0
    for case in [ADD, MATMUL, BRANCH, GATHER, DIVIDE, POWER, LOOP, SCATTER, SEGMENTS, TOP_K, COLUMNS, CARRIED]:
        path = case.write(folder)
        for inputs, error in case.runs:
            command = [nn_run, path, "--dynamic", "--guard", "--threads=2"]
            for name, value in inputs.items():
                element_type = case.inputs[name].rstrip(">").split("x")[-1].split("<")[-1]
                file = os.path.join(folder, name + ".npy")
                write_npy(file, element_type, value)
                command += ["--input", f"{name}={file}"]
            for extra in [], ["--check"]:
                result = run(command + extra)
                lines = [l for l in result.stderr.splitlines() if not l.startswith("remark: ")]
                expected = [] if error is None else ["error: " + error]
                if lines != expected or (result.returncode != 0) != (error is not None):
                    print(case.name, inputs, extra, result.returncode, lines, expected)
                    failures += 1
    print("failures:", failures)


main(*sys.argv[1:])
