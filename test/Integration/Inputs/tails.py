"""Writes a test file for nn-run --cases: classes of kernels at the sizes around a
vector's, 0, 1, N - 1, N, N + 1 and 2 N + 1, for each of the given numbers N of
f32 lanes. The dimension along the vectors has the size.

Usage: tails.py [--group=kernels|variants|moves|TYPE] N...

"kernels" are those of networks, on f32, "variants" other forms of them, "moves"
what moves elements or compares them; a group called by an element type computes
with that type.
"""

import math
import sys

FLOATS = ("f16", "bf16", "f32", "f64")


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def values(shape, element, phase):
    """Values that no two neighbours share, between -1 and 1, or small integers."""
    if math.prod(shape) == 0:
        return "dense<0.0>" if element in FLOATS else "dense<0>"

    def build(shape, index):
        if shape:
            inner = math.prod(shape[1:])
            return "[" + ", ".join(build(shape[1:], index + i * inner) for i in range(shape[0])) + "]"
        value = (index * 7 + phase) % 17 - 8
        if element == "i1":
            return "true" if value > 0 else "false"
        return str(value / 8) if element in FLOATS else str(value)

    return f"dense<{build(shape, 0)}>"


class Cases:
    def __init__(self):
        self.functions, self.calls = [], []

    def add(self, name, operands, result, body, constants=()):
        """A function of tensors %a0, %a1, .., and a call of it; the operands whose
        numbers are `constants` are within it, as weights are."""
        types = [tensor(*operand) for operand in operands]
        given = [i for i in range(len(operands)) if i not in constants]
        literals = [values(*operand, 3 * i + 1) for i, operand in enumerate(operands)]
        weights = "".join(f"  %a{i} = arith.constant {literals[i]} : {types[i]}\n" for i in constants)
        arguments = ", ".join(f"%a{i}: {types[i]}" for i in given)
        self.functions.append(f"func.func @{name}({arguments}) -> {result} {{\n{weights}{body}  return %r : {result}\n}}\n")
        for i in given:
            self.calls.append(f"  %{name}_{i} = arith.constant {literals[i]} : {types[i]}\n")
        names = ", ".join(f"%{name}_{i}" for i in given)
        self.calls.append(f"  %{name} = call @{name}({names}) : ({', '.join(types[i] for i in given)}) -> {result}\n")

    def op(self, name, op, operands, result, attributes="", constants=()):
        """A case of one op."""
        names = ", ".join(f"%a{i}" for i in range(len(operands)))
        types = ", ".join(tensor(*operand) for operand in operands)
        self.add(name, operands, result, f"  %r = nn.{op} {names} {attributes} : ({types}) -> {result}\n", constants)


def add_kernels(cases, n):
    f = lambda *shape: (shape, "f32")
    x, row = f(7, n), f(n)
    t = tensor(*x)
    cases.op(f"add_{n}", "add", [x, row], t)
    cases.add(f"gelu_{n}", [x], t, f"  %e = nn.erf %a0 : {t}\n  %r = nn.mul %a0, %e : ({t}, {t}) -> {t}\n")
    cases.add(f"tanh_{n}", [x], t, f"  %r = nn.tanh %a0 : {t}\n")
    # Rows. The largest of none is minus infinity, their mean no number.
    cases.op(f"softmax_{n}", "softmax", [x], t)
    for op in ("sum", "max", "mean"):
        cases.op(f"{op}_{n}", f"reduce_{op}", [x], "tensor<7xf32>", "{axes = array<i64: 1>}")
    cases.op(f"columns_{n}", "reduce_sum", [x], tensor(*row), "{axes = array<i64: 0>}")
    # Products with a weight, which is packed: the size along the vectors, then along
    # the reduction.
    cases.op(f"matmul_{n}", "matmul", [f(7, 9), f(9, n)], t, constants=(1,))
    cases.op(f"depth_{n}", "matmul", [x, f(n, 9)], "tensor<7x9xf32>", constants=(1,))
    # Windows.
    image, border = f(1, 5, 6, n), "{padding = array<i64: 1, 1, 1, 1>}"
    cases.op(f"conv_{n}", "conv2d", [f(1, 5, 6, 2), f(3, 3, 2, n)], tensor(*image), border, (1,))
    cases.op(f"depthwise_{n}", "depthwise_conv2d", [image, f(3, 3, n, 1)], tensor(*image), border, (1,))
    cases.op(f"pool_{n}", "max_pool2d", [image], tensor((1, 2, 2, n), "f32"),
             "{strides = array<i64: 2, 2>, window = array<i64: 3, 3>}")
    cases.op(f"transpose_{n}", "transpose", [x], tensor((n, 7), "f32"), "{permutation = array<i64: 1, 0>}")


def add_variants(cases, n):
    f = lambda *shape: (shape, "f32")
    x, row = f(7, n), f(n)
    t = tensor(*x)
    one = tensor((7, 1), "f32")
    cases.add(f"norm_{n}", [x, row, row], t,
              f"  %m = nn.reduce_mean %a0 {{axes = array<i64: 1>, keep_dims = true}} : ({t}) -> {one}\n"
              f"  %d = nn.sub %a0, %m : ({t}, {one}) -> {t}\n  %q = nn.square %d : {t}\n"
              f"  %v = nn.reduce_mean %q {{axes = array<i64: 1>, keep_dims = true}} : ({t}) -> {one}\n"
              f"  %e = arith.constant dense<0.01> : tensor<f32>\n  %w = nn.add %v, %e : ({one}, tensor<f32>) -> {one}\n"
              f"  %s = nn.rsqrt %w : {one}\n  %n = nn.mul %d, %s : ({t}, {one}) -> {t}\n"
              f"  %g = nn.mul %n, %a1 : ({t}, {tensor(*row)}) -> {t}\n"
              f"  %r = nn.add %g, %a2 : ({t}, {tensor(*row)}) -> {t}\n")
    # Products of two that are computed, also transposed.
    cases.op(f"factors_{n}", "matmul", [f(7, 9), f(9, n)], t)
    cases.op(f"inner_{n}", "matmul", [x, f(n, 9)], "tensor<7x9xf32>")
    cases.op(f"lhs_{n}", "matmul", [f(6, n), f(6, 5)], tensor((n, 5), "f32"), "{transpose_lhs = true}")
    cases.op(f"rhs_{n}", "matmul", [f(2, 5, 6), f(2, n, 6)], tensor((2, 5, n), "f32"), "{transpose_rhs = true}")
    cases.op(f"scores_{n}", "matmul", [f(2, 5, n), f(2, 4, n)], "tensor<2x5x4xf32>", "{transpose_rhs = true}")
    # Windows.
    image, half, strides = f(1, 5, 6, n), tensor((1, 2, 2, n), "f32"), "strides = array<i64: 2, 2>"
    cases.op(f"strided_{n}", "conv2d", [f(1, 5, 6, 3), f(3, 3, 3, n)], half, f"{{{strides}}}", (1,))
    cases.op(f"channels_{n}", "conv2d", [image, f(3, 3, n, 5)], "tensor<1x3x4x5xf32>", constants=(1,))
    cases.op(f"average_{n}", "avg_pool2d", [image], half, f"{{{strides}, window = array<i64: 3, 3>}}")


def add_moves(cases, n):
    f = lambda *shape: (shape, "f32")
    x = f(3, n)
    t = tensor(*x)
    cases.op(f"concat_{n}", "concat", [x, x], tensor((3, 2 * n), "f32"), "{axis = 1 : i64}")
    cases.op(f"pad_{n}", "pad", [x], tensor((4, n + 3), "f32"),
             "{low = array<i64: 1, 1>, high = array<i64: 0, 2>, value = 9.0 : f32}")
    cases.op(f"reverse_{n}", "reverse", [x], t, "{axes = array<i64: 1>}")
    cases.op(f"cumsum_{n}", "cumsum", [x], t, "{axis = 1 : i64, exclusive = false, reverse = false}")
    if n:
        cases.op(f"argmax_{n}", "arg_max", [x], "tensor<3xi32>", "{axis = 1 : i64}")
    rows = tensor((4, n), "f32")
    cases.add(f"gather_{n}", [f(4, n), ((3,), "i32")], t,
              "  %i = nn.relu %a1 : tensor<3xi32>\n  %z = arith.constant dense<3> : tensor<i32>\n"
              "  %j = nn.minimum %i, %z : (tensor<3xi32>, tensor<i32>) -> tensor<3xi32>\n"
              f"  %r = nn.gather %a0, %j {{axis = 0 : i64}} : ({rows}, tensor<3xi32>) -> {t}\n")
    cases.op(f"select_{n}", "select", [((3, n), "i1"), x, x], t)
    cases.op(f"slice_{n}", "slice", [f(3, n + 2)], t,
             f"{{begin = array<i64: 0, 1>, size = array<i64: 3, {n}>, strides = array<i64: 1, 1>}}")


def add_type(cases, n, element):
    x = ((5, n), element)
    t = tensor(*x)
    cases.op(f"add_{element}_{n}", "add", [x, ((n,), element)], t)
    for op in ("sum", "max"):
        if n or op == "sum":
            cases.op(f"{op}_{element}_{n}", f"reduce_{op}", [x], tensor((5,), element), "{axes = array<i64: 1>}")
    if element not in ("i8", "i16"):
        cases.op(f"matmul_{element}_{n}", "matmul", [((5, 6), element), ((6, n), element)], t, constants=(1,))


def main():
    groups = [a[len("--group="):] for a in sys.argv[1:] if a.startswith("--group=")] or ["kernels"]
    lanes = [int(a) for a in sys.argv[1:] if not a.startswith("--")]
    cases = Cases()
    for n in sorted({s for n in lanes for s in (0, 1, n - 1, n, n + 1, 2 * n + 1)}):
        for group in groups:
            if group == "kernels":
                add_kernels(cases, n)
            elif group == "variants":
                add_variants(cases, n)
            elif group == "moves":
                add_moves(cases, n)
            else:
                add_type(cases, n, group)
    print("".join(cases.functions))
    print("func.func @main() {\n" + "".join(cases.calls) + "  return\n}")


main()
