"""Writes a test file for nn-run --cases: every class of kernel at the sizes around
a vector's, 0, 1, N - 1, N, N + 1 and 2 N + 1, for each of the given numbers N of
f32 lanes. The dimension along the vectors has the size.

Usage: tails.py N...
"""

import sys


def matrix(rows, columns, phase):
    """Values that no two neighbours share, between -1 and 1."""
    if rows * columns == 0:
        return "dense<0.0>"
    values = [[((i * 7 + j * 13 + phase) % 17 - 8) / 8 for j in range(columns)] for i in range(rows)]
    return f"dense<{values}>"


def main():
    sizes = sorted({s for n in map(int, sys.argv[1:]) for s in (0, 1, n - 1, n, n + 1, 2 * n + 1)})
    functions, calls = [], []

    def case(name, operands, result, body):
        """A function of matrices, whose types are given, and a call of it."""
        arguments = ", ".join(f"%a{i}: {t}" for i, (t, _) in enumerate(operands))
        functions.append(f"func.func @{name}({arguments}) -> {result} {{\n{body}  return %r : {result}\n}}\n")
        for i, (t, value) in enumerate(operands):
            calls.append(f"  %{name}_{i} = arith.constant {value} : {t}\n")
        names = ", ".join(f"%{name}_{i}" for i in range(len(operands)))
        types = ", ".join(t for t, _ in operands)
        calls.append(f"  %{name} = call @{name}({names}) : ({types}) -> {result}\n")

    for n in sizes:
        x = (f"tensor<7x{n}xf32>", matrix(7, n, 1))
        y = (f"tensor<7x{n}xf32>", matrix(7, n, 5))
        row = (f"tensor<{n}xf32>", matrix(1, n, 3)[:6] + matrix(1, n, 3)[7:-2] + ">" if n else "dense<0.0>")
        image, filters = f"tensor<1x5x6x{n}xf32>", f"tensor<3x3x{n}x1xf32>"
        reshape = f"  %i = nn.reshape %a0 {{shape = array<i64: 1, 5, 6, {n}>}} : (tensor<30x{n}xf32>) -> {image}\n"
        pixels = (f"tensor<30x{n}xf32>", matrix(30, n, 2))
        # Elementwise, with the functions that have polynomials.
        case(f"add_{n}", [x, row], x[0], f"  %r = nn.add %a0, %a1 : ({x[0]}, {row[0]}) -> {x[0]}\n")
        case(f"gelu_{n}", [x], x[0], f"  %e = nn.erf %a0 : {x[0]}\n  %r = nn.mul %a0, %e : ({x[0]}, {x[0]}) -> {x[0]}\n")
        case(f"tanh_{n}", [x], x[0], f"  %r = nn.tanh %a0 : {x[0]}\n")
        # Rows.
        case(f"softmax_{n}", [x], x[0], f"  %r = nn.softmax %a0 : ({x[0]}) -> {x[0]}\n")
        for op in ("sum", "max", "mean"):
            if n or op == "sum":
                case(f"{op}_{n}", [x], "tensor<7xf32>", f"  %r = nn.reduce_{op} %a0 {{axes = array<i64: 1>}} : ({x[0]}) -> tensor<7xf32>\n")
        case(f"columns_{n}", [x], row[0], f"  %r = nn.reduce_sum %a0 {{axes = array<i64: 0>}} : ({x[0]}) -> {row[0]}\n")
        # Products: the size along the vectors, then along the reduction.
        weight = (f"tensor<9x{n}xf32>", matrix(9, n, 4))
        left = ("tensor<7x9xf32>", matrix(7, 9, 6))
        case(f"matmul_{n}", [left, weight], x[0], f"  %r = nn.matmul %a0, %a1 : ({left[0]}, {weight[0]}) -> {x[0]}\n")
        deep = (f"tensor<{n}x9xf32>", matrix(n, 9, 4))
        case(f"depth_{n}", [x, deep], "tensor<7x9xf32>", f"  %r = nn.matmul %a0, %a1 : ({x[0]}, {deep[0]}) -> tensor<7x9xf32>\n")
        # Windows.
        conv = f"tensor<3x3x2x{n}xf32>"
        kernel = (f"tensor<18x{n}xf32>", matrix(18, n, 8))
        picture = ("tensor<60x1xf32>", matrix(60, 1, 3))
        case(f"conv_{n}", [picture, kernel], f"tensor<1x5x6x{n}xf32>",
             f"  %i = nn.reshape %a0 {{shape = array<i64: 1, 5, 6, 2>}} : (tensor<60x1xf32>) -> tensor<1x5x6x2xf32>\n"
             f"  %w = nn.reshape %a1 {{shape = array<i64: 3, 3, 2, {n}>}} : ({kernel[0]}) -> {conv}\n"
             f"  %r = nn.conv2d %i, %w {{padding = array<i64: 1, 1, 1, 1>}} : (tensor<1x5x6x2xf32>, {conv}) -> {image}\n")
        if n:
            window = (f"tensor<9x{n}xf32>", matrix(9, n, 8))
            case(f"depthwise_{n}", [pixels, window], f"tensor<1x5x6x{n}xf32>", reshape +
                 f"  %w = nn.reshape %a1 {{shape = array<i64: 3, 3, {n}, 1>}} : ({window[0]}) -> {filters}\n"
                 f"  %r = nn.depthwise_conv2d %i, %w {{padding = array<i64: 1, 1, 1, 1>}} : ({image}, {filters}) -> {image}\n")
        case(f"pool_{n}", [pixels], f"tensor<1x2x2x{n}xf32>", reshape +
             f"  %r = nn.max_pool2d %i {{strides = array<i64: 2, 2>, window = array<i64: 3, 3>}} : ({image}) -> tensor<1x2x2x{n}xf32>\n")
        # Movement, strided along the vectors.
        case(f"transpose_{n}", [x], f"tensor<{n}x7xf32>", f"  %r = nn.transpose %a0 {{permutation = array<i64: 1, 0>}} : ({x[0]}) -> tensor<{n}x7xf32>\n")

    print("".join(functions))
    print("func.func @main() {\n" + "".join(calls) + "  return\n}")


main()
