"""Writes a test file for nn-run --cases: products of matrices that tensor cores
take, whose elements and sums are exact in any precision, and some that they do not.
"""


def matrix(shape, phase):
    """Values that no two neighbours share, between -1 and 1."""
    if len(shape) == 1:
        return [(i * 5 + phase) % 17 / 8 - 1 for i in range(shape[0])]
    return [matrix(shape[1:], phase + 7 * i + len(shape)) for i in range(shape[0])]


def tensor(shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


functions, calls = [], []


def case(name, shapes, result, body):
    arguments = ", ".join(f"%a{i}: {tensor(s)}" for i, s in enumerate(shapes))
    functions.append(f"func.func @{name}({arguments}) -> {tensor(result)} {{\n{body}  return %r : {tensor(result)}\n}}\n")
    for i, shape in enumerate(shapes):
        calls.append(f"  %{name}_{i} = arith.constant dense<{matrix(shape, i)}> : {tensor(shape)}\n")
    names = ", ".join(f"%{name}_{i}" for i in range(len(shapes)))
    types = ", ".join(map(tensor, shapes))
    calls.append(f"  %{name} = call @{name}({names}) : ({types}) -> {tensor(result)}\n")


def product(name, left, right, result):
    types = f"({tensor(left)}, {tensor(right)}) -> {tensor(result)}"
    bias = result[-1:]
    case(name, [left, right, bias], result,
         f"  %p = nn.matmul %a0, %a1 : {types}\n"
         f"  %s = nn.add %p, %a2 : ({tensor(result)}, {tensor(bias)}) -> {tensor(result)}\n"
         f"  %r = nn.relu %s : {tensor(result)}\n")


# Several workgroups of four warps, one warp, one instruction.
product("large", (128, 48), (48, 192), (128, 192))
product("warp", (32, 64), (64, 32), (32, 32))
product("least", (16, 16), (16, 8), (16, 8))
# Fewer steps than are copied ahead, and warps side by side.
product("short", (64, 16), (16, 64), (64, 64))
product("wide", (16, 32), (32, 64), (16, 64))
product("batch", (3, 32, 16), (3, 16, 24), (3, 32, 24))
# What no instruction divides is computed in f32.
product("odd", (33, 16), (16, 32), (33, 32))
image, weights, sums = (1, 8, 8, 16), (1, 1, 16, 32), (1, 8, 8, 32)
case("points", [image, weights], sums,
     f"  %r = nn.conv2d %a0, %a1 : ({tensor(image)}, {tensor(weights)}) -> {tensor(sums)}\n")
print("".join(functions) + "func.func @main() {\n" + "".join(calls) + "  return\n}")
