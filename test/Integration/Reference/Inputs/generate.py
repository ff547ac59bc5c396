#!/usr/bin/env python3
"""Writes the tests of this folder: nn ops, and what TensorFlow answers.

    python3 generate.py ..

needs TensorFlow and overwrites the .mlir files in the folder above. A case is
an nn op with its attributes, numpy inputs, and the TensorFlow function that it
mirrors. Numbers are compared as printed, to six digits, the last of which may
be one off.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import tensorflow as tf

raw = tf.raw_ops
nan, inf = float("nan"), float("inf")
MIN = -(2**31)

RUN = """\
// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \\
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \\
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2
"""

# What can be evaluated is, when the constants are known: to the same numbers.
RUN_FOLDED = """\
// RUN: nn-opt %s --inline --symbol-dce --nn-fold-constants --nn-reference-pipeline \\
// RUN:   | mlir-runner -e main -entry-point-result=void \\
// RUN:     -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils | FileCheck %s
"""

# And it is all of the file.
RUN_ALL_FOLDED = """\
// RUN: nn-opt %s --inline --symbol-dce --nn-fold-constants | FileCheck %s --check-prefix=FOLDED

// FOLDED: func.func @main
// FOLDED-NOT: nn.
"""

HEADER = """
// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})
"""

FOLDED = {"arithmetic", "linear", "logical", "math", "scatter", "shape", "special"}
ALL_FOLDED = {"logical", "math"}

TYPES = {
    "float16": "f16", "bfloat16": "bf16", "float32": "f32", "float64": "f64",
    "bool": "i1", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
    "uint8": "ui8", "uint16": "ui16", "uint32": "ui32", "uint64": "ui64",
}


def element_type(array):
    return TYPES[array.dtype.name]


def tensor_type(array, dynamic=False):
    sizes = list(array.shape)
    if dynamic and sizes:
        sizes[0] = "?"
    return "tensor<" + "".join(f"{s}x" for s in sizes) + element_type(array) + ">"


def number(value):
    """A number as an MLIR literal: odd floats by their bits, which keeps NaN."""
    if value.dtype == bool:
        return "true" if value else "false"
    if value.dtype.kind in "iu":
        return str(int(value))
    if value.dtype == np.float32 and np.isfinite(value):
        text = str(value)
        return text if "e" not in text else f"{float(text):e}"
    bits = value.view(f"u{value.dtype.itemsize}")
    return f"0x{int(bits):0{2 * value.dtype.itemsize}X}"


def literal(array):
    if array.size == 0:
        return "dense<>"

    def nest(part):
        if part.ndim == 0:
            return number(part[()])
        return "[" + ", ".join(nest(p) for p in part) + "]"

    return f"dense<{nest(array)}>"


def printed(value):
    """The regular expression of a printed number."""
    if np.isnan(value):
        return "{{-?nan}}"
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    if isinstance(value, (int, np.integer)):
        return str(value)
    value = float(value)
    if value == 0:
        return "{{-?0}}"
    text = f"{value:.6g}"
    if len(text.lstrip("-0.").replace(".", "").split("e")[0].rstrip("0")) <= 4:
        return text
    last = 10.0 ** (np.floor(np.log10(abs(value))) - 5)
    texts = dict.fromkeys(f"{value + i * last:.6g}" for i in (-1, 0, 1))
    return "{{" + "|".join(t.replace(".", "\\.").replace("+", "\\+") for t in texts) + "}}"


class File:
    def __init__(self, name, purpose):
        self.name, self.purpose = name, purpose
        self.functions, self.main = [], []

    def case(self, op, function, *inputs, attrs="", dynamic=False, result=None,
             operands=None, name=None, index=None):
        """Adds a call of nn.`op` and checks it with `function`'s result, or with
        each of its results by a call of its own."""
        inputs = [np.asarray(i) for i in inputs]
        expected = function(*[tf.constant(i) for i in inputs])
        if isinstance(expected, (list, tuple)) and index is None:
            for i in range(len(expected)):
                self.case(op, function, *inputs, attrs=attrs, dynamic=dynamic, name=name, index=i)
            return
        everything = [np.asarray(e) for e in expected] if index is not None else []
        expected = everything[index] if everything else np.asarray(expected)
        if result is not None:
            expected = expected.astype(result)
        count = len(self.functions)
        name = name or op
        function_name = f"@{name}_{count}"
        types = [tensor_type(i, dynamic) for i in inputs]
        out = tensor_type(expected, dynamic)
        args = ", ".join(f"%a{i}: {t}" for i, t in enumerate(types))
        values = ", ".join(f"%a{i}" for i in range(len(types)))
        attrs = f" {{{attrs}}}" if attrs else ""
        if len(inputs) == 1 and types[0] == out and op in UNARY:
            signature = out
        else:
            outs = [tensor_type(e, dynamic) for e in everything] or [out]
            outs = outs[0] if len(outs) == 1 else f"({', '.join(outs)})"
            signature = f"({', '.join(types)}) -> {outs}"
        wide, printer = expected, {"f32": "F32", "f64": "F64", "i32": "I32",
                                   "i64": "I64"}.get(element_type(expected))
        results = f"%r:{len(everything)}" if everything else "%r"
        body = [f"  {results} = nn.{op} {values}{attrs}\n      : {signature}"]
        value = f"%r#{index}" if everything else "%r"
        if printer is None:
            is_float = element_type(expected) in ("f16", "bf16")
            wide = expected.astype("float32" if is_float else
                                   "int64" if element_type(expected) == "ui32" else "int32")
            printer = {"float32": "F32", "int32": "I32", "int64": "I64"}[wide.dtype.name]
            body.append(f"  %w = nn.cast {value} : ({out}) -> {tensor_type(wide, dynamic)}")
            value = "%w"
        out = tensor_type(wide, dynamic)
        self.functions.append(
            f"func.func {function_name}({args}) -> {out} {{\n" + "\n".join(body) +
            f"\n  return {value} : {out}\n}}\n")
        lines = []
        for i, (array, t) in enumerate(zip(inputs, types)):
            static = tensor_type(array)
            lines.append(f"  %c{count}_{i} = arith.constant {literal(array)} : {static}")
            if static != t:
                lines.append(f"  %d{count}_{i} = tensor.cast %c{count}_{i} : {static} to {t}")
        values = ", ".join(
            f"%{'c' if tensor_type(a) == t else 'd'}{count}_{i}"
            for i, (a, t) in enumerate(zip(inputs, types)))
        lines.append(f"  %r{count} = call {function_name}({values}) : ({', '.join(types)}) -> {out}")
        lines.append(f"  %p{count} = tensor.cast %r{count} : {out} to tensor<*x{element_type(wide)}>")
        sizes = ", ".join(str(s) for s in wide.shape)
        flat = wide.reshape(-1)
        lines.append(f"  // CHECK: sizes = [{sizes}]")
        shown = [printed(v) for v in flat]
        row = wide.shape[-1] if wide.ndim else 1
        if wide.size:
            for r in range(0, len(shown), row):
                lines.append("  // CHECK: [" + ", ".join(shown[r:r + row]) + "]")
        lines.append(f"  call @printMemref{printer}(%p{count}) : (tensor<*x{element_type(wide)}>) -> ()")
        self.main.append("\n".join(lines))

    def write(self, folder):
        with open(os.path.join(folder, self.name + ".mlir"), "w") as f:
            f.write(RUN + (RUN_FOLDED if self.name in FOLDED else "") +
                    (RUN_ALL_FOLDED if self.name in ALL_FOLDED else "") + HEADER + "\n// " + self.purpose + "\n\n" + "\n".join(self.functions) +
                    "\nfunc.func @main() {\n" + "\n\n".join(self.main) + "\n  return\n}\n")


UNARY = set("""neg abs sign square sqrt rsqrt reciprocal exp expm1 log log1p ceil floor round
sigmoid tanh relu relu6 leaky_relu elu selu softplus softsign erf erfc sin cos tan asin acos atan
sinh cosh asinh acosh atanh gelu silu logical_not bitwise_not bessel_i0e bessel_i1e digamma lgamma
ndtri""".split())

f32 = lambda *v: np.array(v, np.float32)
i32 = lambda *v: np.array(v, np.int32)
rng = np.random.RandomState(0)
# Multiples of 1/8: sums of products are exact, whatever the order.
rand = lambda *s: (rng.randint(-8, 9, s) / 8).astype(np.float32)
ints = lambda *v: "array<i64: " + ", ".join(str(i) for i in v) + ">"


def math_tests():
    file = File("math", "Elementary functions and activations, at their edges too.")
    x = f32(-2.5, -1, -0.3, 0, 0.3, 1, 4, nan, inf, -inf)
    unit = f32(-1, -0.5, 0, 0.25, 1, 2, nan)
    for op, function in {
        "abs": tf.abs, "sign": tf.sign, "square": tf.square, "sqrt": tf.sqrt,
        "rsqrt": tf.math.rsqrt, "reciprocal": tf.math.reciprocal, "exp": tf.exp,
        "expm1": tf.math.expm1, "log": tf.math.log, "log1p": tf.math.log1p,
        "ceil": tf.math.ceil, "floor": tf.floor, "sigmoid": tf.sigmoid, "tanh": tf.tanh,
        "relu": tf.nn.relu, "relu6": tf.nn.relu6, "elu": tf.nn.elu, "selu": tf.nn.selu,
        "softplus": tf.nn.softplus, "softsign": tf.nn.softsign, "erf": tf.math.erf,
        "erfc": tf.math.erfc, "sin": tf.sin, "cos": tf.cos, "tan": tf.tan,
        "atan": tf.atan, "sinh": tf.sinh, "cosh": tf.cosh, "asinh": tf.asinh, "neg": tf.negative,
    }.items():
        inputs = x if op not in ("sin", "cos", "tan") else x[:8]
        # TensorFlow's vectors and scalars differ at the ends: one at a time.
        if op in ("softsign", "elu", "selu", "sigmoid", "softplus", "erfc"):
            inputs = x[:8]
        file.case(op, function, inputs)
    for op, function in {"asin": tf.asin, "acos": tf.acos, "atanh": tf.atanh}.items():
        file.case(op, function, unit)
    file.case("acosh", tf.acosh, f32(1, 2, 10, 0.5, nan))
    file.case("round", tf.round, f32(0.5, 1.5, 2.5, -0.5, -1.5, 1e9, nan))
    file.case("leaky_relu", lambda v: tf.nn.leaky_relu(v, 0.25), x, attrs="alpha = 0.25 : f32")
    file.case("gelu", lambda v: tf.nn.gelu(v), x[:7])
    file.case("gelu", lambda v: tf.nn.gelu(v, approximate=True), x[:7], attrs="approximate = true")
    file.case("silu", tf.nn.silu, x[:8])
    # One rounding at the end of the op, where TensorFlow's f16 has several.
    for dtype in ("float64", "float16", "bfloat16"):
        values = tf.cast(tf.constant(f32(-2.5, -1, 0.3, 1, 4)), dtype).numpy()
        wide = tf.float64 if dtype == "float64" else tf.float32
        for op, function in {"sigmoid": tf.sigmoid, "exp": tf.exp, "relu": tf.nn.relu}.items():
            file.case(op, lambda v: tf.cast(function(tf.cast(v, wide)), v.dtype), values)
    for op, function in {"is_nan": tf.math.is_nan, "is_inf": tf.math.is_inf,
                         "is_finite": tf.math.is_finite}.items():
        file.case(op, function, x)
    return file


def arithmetic_tests():
    file = File("arithmetic", "Binary ops: broadcasting, NaN, integer division, shifts, powers.")
    file.case("add", tf.add, rand(2, 1, 3), rand(4, 1))
    file.case("add", tf.add, rand(3, 2), rand(3, 2), dynamic=True)
    file.case("add", tf.add, rand(1, 2), rand(3, 2), dynamic=True, name="add_unclear")
    file.case("sub", tf.subtract, rand(2, 3), np.float32(0.5))
    file.case("mul", tf.multiply, np.zeros((0, 2), np.float32), rand(1, 2))
    file.case("div", tf.divide, f32(1, 0, -1, 5), f32(0, 0, 0, 2))
    a, b = f32(nan, 1, nan, 2), f32(1, nan, nan, 3)
    file.case("maximum", tf.maximum, a, b)
    file.case("minimum", tf.minimum, a, b)
    file.case("maximum", tf.maximum, np.array([250, 3], np.uint8), np.array([10, 4], np.uint8))
    file.case("add", tf.add, np.array([250], np.uint8), np.array([10], np.uint8))
    n, d = i32(7, -7, 7, -7, MIN, 5), i32(2, 2, -2, -2, -1, -1)
    trunc = lambda x, y: raw.TruncateDiv(x=x, y=y)
    file.case("div", trunc, n, d)
    file.case("div", trunc, np.array([200, 7], np.uint8), np.array([3, 255], np.uint8))
    file.case("floor_div", tf.math.floordiv, n, d)
    file.case("floor_mod", tf.math.floormod, n, d)
    file.case("truncate_mod", tf.truncatemod, n, d)
    file.case("floor_div", tf.math.floordiv, f32(-7, 7.5, 1), f32(2, -2, 0))
    file.case("floor_mod", tf.math.floormod, f32(-1e-9, -7, 7, 5), f32(3, 2, -2, 5))
    file.case("truncate_mod", tf.truncatemod, f32(-7, 7.5), f32(2, -2))
    file.case("pow", tf.pow, f32(0, -8, 2, 9), f32(0, 1 / 3, -1, 0.5))
    file.case("pow", tf.pow, i32(3, -2, 0, 7, 2), i32(4, 3, 0, 1, 31))
    file.case("squared_difference", tf.math.squared_difference, rand(4), rand(4))
    file.case("atan2", tf.atan2, f32(1, -1, 0, 1), f32(1, -1, -1, 0))
    zeros, others = f32(0, 0, 3, nan), f32(inf, nan, 2, 0)
    file.case("div_no_nan", tf.math.divide_no_nan, others, zeros)
    file.case("mul_no_nan", tf.math.multiply_no_nan, others, zeros)
    file.case("xdivy", tf.math.xdivy, zeros, others)
    file.case("xlogy", tf.math.xlogy, zeros, others)
    file.case("left_shift", tf.bitwise.left_shift, i32(1, 1, 3, 1), i32(40, 4, -1, 31))
    file.case("right_shift", tf.bitwise.right_shift, i32(-8, -8, 8, -1), i32(1, 40, 2, 31))
    file.case("right_shift", tf.bitwise.right_shift, np.array([200, 8], np.uint8),
              np.array([1, 9], np.uint8))
    file.case("abs", tf.abs, i32(MIN, -3, 3))
    file.case("neg", tf.negative, i32(MIN, -3, 3))
    file.case("sign", tf.sign, i32(MIN, 0, 3))
    file.case("relu", tf.nn.relu, i32(-4, 0, 7))
    for name, function in {"and": tf.bitwise.bitwise_and, "or": tf.bitwise.bitwise_or,
                           "xor": tf.bitwise.bitwise_xor}.items():
        file.case(f"bitwise_{name}", function, i32(12, -1), i32(10, 5))
    file.case("bitwise_not", tf.bitwise.invert, i32(0, -5))
    # Neighbors that six digits tell apart: those of the least numbers.
    for dtype in (np.float32, np.float64):
        least = np.finfo(dtype).smallest_subnormal
        x = np.array([0, 0, -0.0, least, 3 * least, -3 * least, 3 * least, inf, 7, nan, 1], dtype)
        y = np.array([1, -1, -0.0, 0, 1, 1, -1, 0, 7, 1, nan], dtype)
        file.case("next_after", tf.math.nextafter, x, y)
    return file


def logical_tests():
    file = File("logical", "Comparisons, logic, selection and casts.")
    a, b = f32(1, 2, 3, nan), f32(2, 2, 2, nan)
    for name, function in {"eq": tf.equal, "ne": tf.not_equal, "lt": tf.less,
                           "le": tf.less_equal, "gt": tf.greater, "ge": tf.greater_equal}.items():
        attrs = f"predicate = #nn.predicate<{name}>"
        file.case("compare", function, a, b, attrs=attrs)
        file.case("compare", function, np.array([200, 100], np.uint8),
                  np.array([100, 100], np.uint8), attrs=attrs)
        file.case("compare", function, np.array([-56, 100], np.int8),
                  np.array([100, 100], np.int8), attrs=attrs)
    p, q = np.array([True, True, False, False]), np.array([True, False, True, False])
    file.case("logical_and", tf.logical_and, p, q)
    file.case("logical_or", tf.logical_or, p, q)
    file.case("logical_not", tf.logical_not, p)
    file.case("select", tf.where, np.array([[True], [False]]), rand(2, 3), rand(3))
    x = f32(nan, inf, 3e9, -1.7, 300, -1, 255.9, -inf)
    for dtype in ("int32", "int64", "int8", "uint8", "int16", "uint16", "bool"):
        file.case("cast", lambda v: tf.cast(v, dtype), x, name=f"cast_{dtype}")
    file.case("cast", lambda v: tf.cast(v, tf.uint32), f32(3e9, 7.9, 0), name="cast_uint32")
    file.case("cast", lambda v: tf.cast(v, tf.float32), np.array([200, 3], np.uint8), name="cast_float")
    file.case("cast", lambda v: tf.cast(v, tf.int32), np.array([True, False]), name="cast_from_bool")
    file.case("cast", lambda v: tf.cast(v, tf.int32), np.array([200, 3], np.uint8), name="cast_wide")
    file.case("cast", lambda v: tf.cast(v, tf.bfloat16), f32(1.00390625, 1.01171875, 3.3e38, nan),
              name="cast_bfloat16")
    file.case("cast", lambda v: tf.cast(v, tf.float32), np.array([1.1, 1e300]), name="cast_narrow")
    return file


def image_tests():
    file = File("image", "Convolutions and pooling: padding, groups, dilations, both formats.")
    x, w = rand(1, 5, 4, 4), rand(3, 3, 4, 2)
    nn = tf.nn

    def conv(strides, padding, dilations=(1, 1), **kw):
        (t, b), (l, r) = padding
        return lambda i, f: raw.Conv2D(
            input=i, filter=f, strides=[1, *strides, 1], padding="EXPLICIT",
            explicit_paddings=[0, 0, t, b, l, r, 0, 0], dilations=[1, *dilations, 1])

    file.case("conv2d", conv((1, 1), ((1, 1), (1, 1))), x, w, attrs=f"padding = {ints(1, 1, 1, 1)}")
    file.case("conv2d", conv((2, 1), ((0, 1), (2, 0))), x, w, dynamic=False,
              attrs=f"strides = {ints(2, 1)}, padding = {ints(0, 1, 2, 0)}")
    file.case("conv2d", conv((1, 2), ((2, 2), (1, 1)), (2, 1)), x, w,
              attrs=f"strides = {ints(1, 2)}, dilations = {ints(2, 1)}, padding = {ints(2, 2, 1, 1)}")
    file.case("conv2d", conv((1, 1), ((0, 0), (0, 0))), x, rand(1, 1, 2, 6), name="conv2d_groups")
    file.case("conv2d", conv((1, 1), ((0, 0), (0, 0))), x, rand(2, 2, 1, 8), name="conv2d_channels")
    file.case("conv2d", lambda i, f: nn.conv2d(i, f, 1, "SAME"), x[:0, ..., :2], rand(3, 3, 2, 2),
              attrs=f"padding = {ints(1, 1, 1, 1)}", name="conv2d_empty")
    file.case("conv2d", lambda i, f: nn.conv2d(i, f, 1, "SAME", data_format="NCHW"),
              x.transpose(0, 3, 1, 2), w,
              attrs=f"padding = {ints(1, 1, 1, 1)}, data_format = #nn.data_format<nchw>")
    file.case("conv2d", lambda i, f: nn.conv2d(i, f, 1, "VALID"),
              rng.randint(-5, 5, (1, 3, 3, 2)).astype("i4"), rng.randint(-5, 5, (2, 2, 2, 1)).astype("i4"))
    file.case("depthwise_conv2d", lambda i, f: nn.depthwise_conv2d(i, f, [1, 1, 1, 1], "SAME"),
              x, rand(3, 3, 4, 1), attrs=f"padding = {ints(1, 1, 1, 1)}")
    file.case("depthwise_conv2d", lambda i, f: nn.depthwise_conv2d(i, f, [1, 2, 2, 1], "VALID"),
              x, rand(3, 3, 4, 2), attrs=f"strides = {ints(2, 2)}")
    file.case("conv2d_transpose",
              lambda i, f: nn.conv2d_transpose(i, f, [1, 8, 8, 3], [2, 2], "SAME"),
              rand(1, 4, 4, 2), rand(3, 3, 3, 2),
              attrs=f"strides = {ints(2, 2)}, padding = {ints(0, 1, 0, 1)}")
    file.case("conv2d_transpose",
              lambda i, f: nn.conv2d_transpose(i, f, [1, 6, 6, 2], [3, 2], "VALID"),
              rand(1, 2, 2, 2), rand(2, 3, 2, 2), attrs=f"strides = {ints(3, 2)}")
    file.case("conv2d_transpose",
              lambda i, f: nn.conv2d_transpose(i, f, [1, 4, 4, 2], [1, 1], "VALID"),
              rand(1, 2, 2, 3), rand(3, 3, 2, 3))
    file.case("max_pool2d", lambda i: nn.max_pool2d(i, 3, 2, "SAME"), x,
              attrs=f"window = {ints(3, 3)}, strides = {ints(2, 2)}, padding = {ints(1, 1, 0, 1)}")
    file.case("max_pool2d", lambda i: nn.max_pool2d(i, 2, 2, "VALID"), x,
              attrs=f"window = {ints(2, 2)}, strides = {ints(2, 2)}")
    file.case("max_pool2d", lambda i: raw.MaxPool(input=i, ksize=[1, 2, 2, 1], strides=[1] * 4, padding="VALID"),
              f32(1, nan, 2, 0).reshape(1, 2, 2, 1), attrs=f"window = {ints(2, 2)}", name="max_pool2d_nan")
    file.case("max_pool2d", lambda i: nn.max_pool2d(i, 2, 1, "VALID"),
              rng.randint(-9, 9, (1, 3, 3, 1)).astype("i4"), attrs=f"window = {ints(2, 2)}")
    file.case("avg_pool2d", lambda i: nn.avg_pool2d(i, 2, 2, "SAME"), x,
              attrs=f"window = {ints(2, 2)}, strides = {ints(2, 2)}, padding = {ints(0, 1, 0, 0)}")
    file.case("avg_pool2d", lambda i: nn.avg_pool2d(i, 3, 1, "VALID"), x, attrs=f"window = {ints(3, 3)}")
    same = "same_upper"
    file.case("avg_pool2d", lambda i: nn.avg_pool2d(i, 3, 2, "SAME"), x,
              attrs=f"window = {ints(3, 3)}, strides = {ints(2, 2)}, {same}", name="avg_pool2d_same")
    file.case("conv2d", lambda i, f: nn.conv2d(i, f, 2, "SAME"), x, w,
              attrs=f"strides = {ints(2, 2)}, {same}", name="conv2d_same")
    return file


def linear_tests():
    file = File("linear", "Products of matrices, normalizations and reductions.")
    file.case("matmul", tf.matmul, rand(3, 4), rand(4, 2))
    file.case("matmul", lambda a, b: tf.matmul(a, b, True, True), rand(4, 3), rand(2, 4),
              attrs="transpose_lhs = true, transpose_rhs = true")
    file.case("matmul", tf.matmul, rand(2, 3, 4), rand(4, 2))
    file.case("matmul", tf.matmul, rand(2, 3, 4), rand(2, 4, 2))
    file.case("matmul", lambda a, b: tf.matmul(a, b, False, True), rand(2, 1, 3, 4), rand(3, 2, 4),
              attrs="transpose_rhs = true")
    file.case("matmul", lambda a, b: tf.matmul(a, b, True), rand(2, 2, 4, 3), rand(2, 2, 4, 2),
              attrs="transpose_lhs = true")
    file.case("matmul", tf.matmul, np.zeros((2, 0), np.float32), np.zeros((0, 3), np.float32),
              name="matmul_empty")
    file.case("matmul", tf.matmul, rng.randint(-5, 5, (2, 3)).astype("i4"),
              rng.randint(-5, 5, (3, 2)).astype("i4"))
    ones = tf.ones((1, 1000), tf.bfloat16).numpy()
    file.case("matmul", tf.matmul, ones, ones.reshape(1000, 1), name="matmul_bf16")
    x = rand(2, 3, 3, 4)
    stats = [rand(4), rand(4), rand(4), np.abs(rand(4)) + 1]
    norm = lambda fmt: lambda i, s, o, m, v: raw.FusedBatchNormV3(
        x=i, scale=s, offset=o, mean=m, variance=v, epsilon=0.001, is_training=False,
        data_format=fmt)[0]
    file.case("batch_norm", norm("NHWC"), x, *stats, attrs="epsilon = 0.001 : f32")
    file.case("batch_norm", norm("NCHW"), x.transpose(0, 3, 1, 2).copy(), *stats,
              attrs="epsilon = 0.001 : f32, data_format = #nn.data_format<nchw>")
    file.case("softmax", tf.nn.softmax, np.array([[1, 2, 3], [-inf, -inf, -inf], [500, 0, -500]], np.float32))
    file.case("log_softmax", tf.nn.log_softmax, np.array([[1, 2, 3], [500, 0, -500]], np.float32))
    file.case("lrn", lambda i: tf.nn.lrn(i, 1, 1.0, 0.5, 0.75), x[:1],
              attrs="depth_radius = 1 : i64, bias = 1.0 : f32, alpha = 0.5 : f32, beta = 0.75 : f32")

    reductions = {"sum": tf.reduce_sum, "mean": tf.reduce_mean, "prod": tf.reduce_prod,
                  "max": tf.reduce_max, "min": tf.reduce_min}
    y, empty = rand(2, 3, 4), np.zeros((2, 0), np.float32)
    for name, function in reductions.items():
        file.case(f"reduce_{name}", lambda i: function(i, [0, 2], True), y,
                  attrs=f"axes = {ints(0, 2)}, keep_dims = true")
        file.case(f"reduce_{name}", lambda i: function(i, [1]), y, attrs=f"axes = {ints(1)}")
        file.case(f"reduce_{name}", lambda i: function(i, [0]), f32(1, nan, 2), attrs=f"axes = {ints(0)}")
        file.case(f"reduce_{name}", lambda i: function(i, [1]), empty, attrs=f"axes = {ints(1)}")
        file.case(f"reduce_{name}", lambda i: function(i, [0]), i32(-3, -4), attrs=f"axes = {ints(0)}")
    file.case("reduce_max", lambda i: tf.reduce_max(i, [0]), np.array([200, 100], np.uint8),
              attrs=f"axes = {ints(0)}")
    bools = np.array([[True, False], [True, True]])
    for name, function in {"all": tf.reduce_all, "any": tf.reduce_any}.items():
        file.case(f"reduce_{name}", lambda i: function(i, [1]), bools, attrs=f"axes = {ints(1)}")
        file.case(f"reduce_{name}", lambda i: function(i, [0]), bools[:0], attrs=f"axes = {ints(0)}")
    for name, function in {"max": tf.argmax, "min": tf.argmin}.items():
        file.case(f"arg_{name}", lambda i: function(i, 0, tf.int32), f32(1, nan, 2, 2), attrs="axis = 0 : i64")
        file.case(f"arg_{name}", lambda i: function(i, 1), y, attrs="axis = 1 : i64")
        file.case(f"arg_{name}", lambda i: function(i, 0), f32(inf, inf, -inf, -inf), attrs="axis = 0 : i64")
        file.case(f"arg_{name}", lambda i: function(i, 0), np.array([100, 200], np.uint8), attrs="axis = 0 : i64")
    for exclusive in (False, True):
        for reverse in (False, True):
            file.case("cumsum", lambda i: tf.cumsum(i, 1, exclusive, reverse), y[0],
                      attrs=f"axis = 1 : i64, exclusive = {str(exclusive).lower()}, "
                            f"reverse = {str(reverse).lower()}")
    return file


def shape_tests():
    file = File("shape", "Ops that rearrange, cut, join and repeat elements.")
    x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    file.case("reshape", lambda i: tf.reshape(i, (4, 6)), x)
    file.case("reshape", lambda i: tf.reshape(i, (6, 4)), x)
    file.case("reshape", lambda i: tf.reshape(i, (2, 12, 1)), x)
    file.case("reshape", lambda i: tf.reshape(i, ()), f32(3).reshape(1, 1))
    file.case("reshape", lambda i: tf.reshape(i, (1, 1)), np.float32(3))
    file.case("reshape", lambda i: tf.reshape(i, (0, 2)), np.zeros((0, 3), np.float32))
    file.case("transpose", lambda i: tf.transpose(i, (2, 0, 1)), x, attrs=f"permutation = {ints(2, 0, 1)}")
    file.case("expand_dims", lambda i: tf.expand_dims(i, 1), x[0], attrs="axis = 1 : i64")
    file.case("squeeze", lambda i: tf.squeeze(i, [1]), x[:, :1], attrs=f"axes = {ints(1)}")
    file.case("broadcast_to", lambda i: tf.broadcast_to(i, (2, 2, 3)), x[:, :1, :3])
    file.case("shape", lambda i: tf.shape(i), x)
    file.case("concat", lambda a, b: tf.concat([a, b], 1), x[:, :2], x, attrs="axis = 1 : i64")
    file.case("slice", lambda i: i[1:, 0:3:2, ::-1], x,
              attrs=f"begin = {ints(1, 0, -1)}, size = {ints(-1, 2, -1)}, strides = {ints(1, 2, -1)}")
    file.case("slice", lambda i: i[:, 2:0:-1, 1:4:2], x,
              attrs=f"begin = {ints(0, 2, 1)}, size = {ints(-1, 2, 2)}, strides = {ints(1, -1, 2)}")
    file.case("slice", lambda i: i[::-1, -2:], x[0], dynamic=True,
              attrs=f"begin = {ints(-1, -2)}, size = {ints(-1, 2)}, strides = {ints(-1, 1)}", name="slice_dynamic")
    file.case("dynamic_slice", tf.slice, x[0], i32(1, 0), i32(2, 3))
    update = lambda i, u, b: tf.tensor_scatter_nd_update(i, [[[1, 2], [1, 3]], [[2, 2], [2, 3]]], u)
    file.case("dynamic_update_slice", update, x[0], f32(-1, -2, -3, -4).reshape(2, 2), i32(1, 2))
    file.case("pad", lambda i: tf.pad(i, [[1, 0], [0, 2]], constant_values=9), x[0],
              attrs=f"low = {ints(1, 0)}, high = {ints(0, 2)}, value = 9.0 : f32")
    for mode in ("reflect", "symmetric"):
        file.case("mirror_pad", lambda i: tf.pad(i, [[1, 2], [2, 1]], mode), x[0],
                  attrs=f"low = {ints(1, 2)}, high = {ints(2, 1)}, mode = #nn.mirror_pad_mode<{mode}>")
    file.case("tile", lambda i: tf.tile(i, (2, 3)), x[0, :2, :2], attrs=f"multiples = {ints(2, 3)}")
    file.case("reverse", lambda i: tf.reverse(i, [0, 1]), x[0], attrs=f"axes = {ints(0, 1)}")
    file.case("reverse", lambda i: tf.reverse(i, [0]), x[0], attrs=f"axes = {ints(0)}", dynamic=True,
              name="reverse_dynamic")
    file.case("fill", tf.fill, i32(2, 2), np.float32(7))
    file.case("range", tf.range, np.int32(3), np.int32(12), np.int32(4))
    file.case("one_hot", lambda i, on, off: tf.one_hot(i, 3, on, off), i32(0, 2, -1, 5), np.float32(1),
              np.float32(0), attrs="depth = 3 : i64, axis = 1 : i64")
    file.case("one_hot", lambda i, on, off: tf.one_hot(i, 2, on, off, 0), i32(0, 1), np.float32(5),
              np.float32(-1), attrs="depth = 2 : i64, axis = 0 : i64")
    file.case("gather", lambda p, i: tf.gather(p, i, axis=1), x, i32(2, 0, 2, 1).reshape(2, 2),
              attrs="axis = 1 : i64")
    file.case("gather", lambda p, i: tf.gather(p, i, axis=2, batch_dims=1), x, i32(3, 0, 1, 1).reshape(2, 2),
              attrs="axis = 2 : i64, batch_dims = 1 : i64")
    file.case("gather_nd", tf.gather_nd, x, i32(1, 2, 0, 1).reshape(2, 2))
    file.case("gather_nd", lambda p, i: tf.gather_nd(p, i, 1), x, i32(2, 3, 0, 1).reshape(2, 1, 2),
              attrs="batch_dims = 1 : i64")
    y = np.arange(32, dtype=np.float32).reshape(1, 4, 4, 2)
    file.case("space_to_depth", lambda i: tf.nn.space_to_depth(i, 2), y, attrs="block_size = 2 : i64")
    file.case("depth_to_space", lambda i: tf.nn.depth_to_space(i, 2), y.reshape(1, 2, 2, 8),
              attrs="block_size = 2 : i64")
    file.case("space_to_batch_nd", lambda i: tf.space_to_batch(i, [2, 2], [[0, 0], [1, 1]]), y,
              attrs=f"block_shape = {ints(2, 2)}, low = {ints(0, 1)}, high = {ints(0, 1)}")
    file.case("batch_to_space_nd", lambda i: tf.batch_to_space(i, [2, 2], [[0, 1], [1, 0]]),
              y.reshape(4, 2, 2, 2),
              attrs=f"block_shape = {ints(2, 2)}, low = {ints(0, 1)}, high = {ints(1, 0)}")
    return file


def selection_tests():
    file = File("selection", "Ops that order elements, or search among them.")
    x = f32(3, -1, 7, 3, 0, 7, -inf, 2, 9, 3, inf, -5).reshape(2, 6)
    for k in (1, 4, 6):
        file.case("top_k", lambda i: list(tf.math.top_k(i, k)), x, attrs=f"k = {k} : i64")
    file.case("top_k", lambda i: list(tf.math.top_k(i, 3)), x, attrs="k = 3 : i64", dynamic=True)
    file.case("top_k", lambda i: list(tf.math.top_k(i, 2)), i32(3, 3, 4, -(2**31)), attrs="k = 2 : i64")
    file.case("top_k", lambda i: list(tf.math.top_k(i, 2)), np.array([200, 3, 255, 7], np.uint8),
              attrs="k = 2 : i64", name="top_k_unsigned")
    for k in (2, 4, 5):
        file.case("top_k", lambda i: list(tf.math.top_k(i, k, sorted=False)), x, attrs=f"k = {k} : i64, sorted = false",
                  name="top_k_unsorted")
    # One NaN, which TensorFlow passes over when it looks for one element.
    file.case("top_k", lambda i: list(tf.math.top_k(i, 1)), f32(nan, 1, 3), attrs="k = 1 : i64")
    file.case("top_k", lambda i: list(tf.math.top_k(i, 40)),
              rng.randint(-99, 99, (2, 100)).astype(np.float32), attrs="k = 40 : i64")
    rows = np.sort(rng.randint(0, 20, (2, 9)).astype(np.float32), -1)
    values = f32(-1, 0, 5, 9, 20, 21, nan, -inf, inf, 10).reshape(2, 5)
    boxes = f32(0, 0, 4, 4, 5, 5, 1, 1, 0, 0, 4, 3, 8, 8, 9, 9, 8, 8, 9.5, 9, 3, 3, 3, 9).reshape(6, 4)
    scores = f32(0.5, 0.9, 0.5, 0.25, 0.75, 0.125)
    for iou, least, sigma, count in ((0.3, 0.2, 0, 4), (0.3, -1, 0, 8), (1, 0.2, 0.5, 4), (0.9, 0.5, 0, 3)):
        file.case("non_max_suppression",
                  lambda b, s, t, l, g: list(raw.NonMaxSuppressionV5(
                      boxes=b, scores=s, iou_threshold=t, score_threshold=l, soft_nms_sigma=g,
                      max_output_size=count, pad_to_max_output_size=True)),
                  boxes, scores, np.float32(iou), np.float32(least), np.float32(sigma),
                  attrs=f"max_outputs = {count} : i64")
    for right in (False, True):
        side = "right" if right else "left"
        file.case("search_sorted", lambda s, v: tf.searchsorted(s, v, side), rows, values,
                  attrs=f"right = {str(right).lower()}")
    file.case("search_sorted", lambda s, v: tf.searchsorted(s, v), i32(1, 1, 4, 9), i32(0, 1, 2, 9, 10),
              dynamic=True)
    return file


def scatter_tests():
    file = File("scatter", "Ops that store at indices.")
    mode = lambda name: f"mode = #nn.scatter_mode<{name}>"
    x, u = rand(4, 3), rand(5, 3)
    i = i32(3, 0, 3, 1, 0).reshape(5, 1)
    for name in ("update", "add", "sub", "min", "max"):
        function = getattr(raw, "TensorScatter" + name.capitalize())
        file.case("scatter", lambda t, i, u: function(tensor=t, indices=i, updates=u), x, i, u,
                  attrs=mode(name))
    file.case("scatter", lambda t, i, u: tf.tensor_scatter_nd_max(t, i, u), f32(1, nan, 2, 3),
              i32(0, 1, 2).reshape(3, 1), f32(nan, 1, 5), attrs=mode("max"))
    file.case("scatter", lambda t, i, u: tf.tensor_scatter_nd_add(t, i, u), x, i, u, attrs=mode("add"),
              dynamic=True)
    # Slices of several blocks; the last one is smaller.
    file.case("scatter", lambda t, i, u: tf.tensor_scatter_nd_add(t, i, u), rand(2, 2, 300),
              i32(1, 0, 0, 1, 1, 0).reshape(3, 2), rand(3, 300), attrs=mode("add"))
    file.case("scatter", lambda t, i, u: tf.tensor_scatter_nd_sub(t, i, u), i32(1, 2, 3, 4).reshape(2, 2),
              i32(1, 1, 0, 0).reshape(2, 2), i32(5, 6), attrs=mode("sub"))
    # TensorFlow has no batch of scatters: rows of bins, counted.
    file.case("scatter", lambda t, i, u: t + raw.DenseBincount(input=i[:, :, 0], size=3, weights=u),
              np.zeros((2, 3), np.float32), i32(0, 2, 2, 1, 1, 7).reshape(2, 3, 1), rand(2, 3),
              attrs=mode("add") + ", batch_dims = 1 : i64, drops_beyond = true", name="scatter_batch")
    # A negative index is dropped, as the sums of segments drop it.
    file.case("scatter", lambda t, i, u: t + tf.math.unsorted_segment_sum(u, i[:, 0], 4), x,
              i32(3, -1, 0, -7, 0).reshape(5, 1), u, attrs=mode("add") + ", drops_negative = true", name="scatter_dropped")
    return file


def matrix_tests():
    # The reference computes the same steps, so the optimized pipeline may differ by rounding only.
    file = File("matrix", "Factorizations of matrices, with the signs that TensorFlow gives.")
    # Far from singular, and numbers of few digits: all six that are printed are stable.
    a = f32(4, 1, -2, 1, 5, 3, -1, 2, 6).reshape(3, 3)
    b = f32(1, 2, 0.5, 4, 0, 1, 1.5, 3, 5).reshape(3, 3)
    batch = np.stack([a, b])
    for x in (a, batch, f32(3).reshape(1, 1), batch.astype(np.float64)):
        file.case("lu", lambda i: [*tf.linalg.lu(i)], x)
    symmetric = (batch + np.swapaxes(batch, 1, 2)).astype(np.float64)
    file.case("cholesky", tf.linalg.cholesky, batch @ np.swapaxes(batch, 1, 2))
    file.case("self_adjoint_eig", lambda i: [*tf.linalg.eigh(i)], symmetric)
    file.case("self_adjoint_eig", lambda i: [*tf.linalg.eigh(i)], np.diag(f32(2, -1, 3)))
    rhs = rand(2, 3, 2)
    for lower in (True, False):
        for adjoint in (True, False):
            file.case("triangular_solve",
                      lambda m, r: tf.linalg.triangular_solve(m, r, lower, adjoint), batch + 3 * np.eye(3, dtype=np.float32),
                      rhs, attrs=f"lower = {str(lower).lower()}, adjoint = {str(adjoint).lower()}")
    unit = np.tril(a, -1) + np.eye(3, dtype=np.float32)
    file.case("triangular_solve", lambda m, r: tf.linalg.triangular_solve(unit, r), a, rhs[0],
              attrs="unit_diagonal = true", name="triangular_solve_unit")
    diagonals = np.array([[1, 2, -1, 3, 0], [0.5, 3, 2, 1, 4], [0, 2, -1, 5, 1]])
    sides = np.array([[1, -2], [3, 0.5], [0, 4], [-1, 2], [2, 1]])
    for pivoting in (True, False):
        for d, r in ((diagonals, sides), (np.stack([diagonals, diagonals[:, ::-1]]).astype(np.float32),
                                          np.stack([sides, -sides]).astype(np.float32))):
            file.case("tridiagonal_solve",
                      lambda m, b: raw.TridiagonalSolve(diagonals=m, rhs=b, partial_pivoting=pivoting), d, r,
                      attrs=f"pivoting = {str(pivoting).lower()}")
    # Nothing that cancels to zero but for rounding.
    odd = np.random.RandomState(7)
    tall, wide = odd.randn(5, 3).round(2), odd.randn(2, 2, 4).round(2)
    for full in (False, True):
        for x in (tall, wide):
            file.case("qr", lambda i: [*tf.linalg.qr(i, full)], x, attrs=f"full = {str(full).lower()}")
        for x in (batch.astype(np.float64), tall, wide):
            file.case("svd", lambda i: [*tf.linalg.svd(i, full)], x, attrs=f"full = {str(full).lower()}")
    return file


def random_tests():
    file = File("random", "Random numbers with fixed seeds.")
    for key, counter in ((1, (0, 0)), (0x02461e293ec8f720, (5, 2**64 - 1)), (7, (2**64 - 2, 3))):
        generator = tf.random.Generator.from_state([counter[0], counter[1], key], "philox")
        bits = generator.uniform_full_int((17,), tf.uint32)
        file.case("random_bits", lambda s, k, c: bits, i32(17), np.uint64(key), np.array(counter, np.uint64))
        # Row i is what a generator i * 3 counters further on begins with.
        generator = tf.random.Generator.from_state([counter[0], counter[1], key], "philox")
        rows = tf.reshape(generator.uniform_full_int((2 * 2 * 12,), tf.uint32), [2, 2, 12])[..., :6]
        file.case("random_bits", lambda s, k, c: rows, i32(2, 2, 6), np.uint64(key), np.array(counter, np.uint64),
                  attrs="row_stride = 3 : i64")
    for dtype in (tf.float32, tf.float64, tf.float16, tf.bfloat16):
        # Stateful: its first run in a graph of its own is what is meant.
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            expected = session.run(tf.cast(
                raw.RandomUniform(shape=[3, 3], dtype=dtype, seed=5, seed2=9), tf.float64))
        file.case("random_uniform", lambda s: tf.cast(expected, dtype), i32(3, 3),
                  attrs="seed = 5 : i64, seed2 = 9 : i64")
    return file


def size_tests():
    file = File("sizes", "Ops whose sizes are computed.")
    x = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    file.case("reshape", lambda i, s: tf.reshape(i, s), x, i32(-1, 8), dynamic=True, name="reshape_dynamic")
    file.case("range", tf.range, np.int32(3), np.int32(-5), np.int32(-3), dynamic=True, name="range_dynamic")
    file.case("range", tf.range, np.float32(0), np.float32(1), np.float32(0.25), dynamic=True,
              name="range_dynamic")
    return file


def volume_tests():
    file = File("volume", "Convolutions and pooling of volumes, dilation, places of maxima.")
    x, nn = rand(1, 3, 4, 5, 2), tf.nn
    file.case("conv3d", lambda i, f: nn.conv3d(i, f, [1] * 5, "SAME"), x, rand(2, 3, 3, 2, 2),
              attrs=f"padding = {ints(0, 1, 1, 1, 1, 1)}")
    file.case("conv3d", lambda i, f: nn.conv3d(i, f, [1, 1, 2, 2, 1], "VALID"), x,
              rand(2, 2, 2, 2, 2), attrs=f"strides = {ints(1, 2, 2)}", dynamic=False)
    file.case("conv3d", lambda i, f: nn.conv3d(i, f, [1] * 5, "VALID", dilations=[1, 1, 2, 2, 1]),
              x, rand(2, 2, 2, 2, 2), attrs=f"dilations = {ints(1, 2, 2)}")
    file.case("conv3d", lambda i, f: tf.transpose(nn.conv3d(
                  tf.transpose(i, [0, 2, 3, 4, 1]), f, [1] * 5, "VALID"), [0, 4, 1, 2, 3]),
              x.transpose(0, 4, 1, 2, 3), rand(2, 2, 2, 2, 2),
              attrs="data_format = #nn.data_format<nchw>")
    file.case("conv3d_transpose",
              lambda i, f: nn.conv3d_transpose(i, f, [1, 4, 4, 4, 2], [1, 2, 2, 2, 1], "SAME"),
              rand(1, 2, 2, 2, 2), rand(3, 3, 3, 2, 2),
              attrs=f"strides = {ints(2, 2, 2)}, padding = {ints(0, 1, 0, 1, 0, 1)}")
    pool = f"window = {ints(2, 3, 2)}, strides = {ints(1, 2, 2)}"
    sizes, steps = [1, 2, 3, 2, 1], [1, 1, 2, 2, 1]
    same = pool + f", padding = {ints(0, 1, 0, 1, 0, 1)}"
    file.case("avg_pool3d", lambda i: nn.avg_pool3d(i, sizes, steps, "VALID"), x, attrs=pool)
    file.case("avg_pool3d", lambda i: nn.avg_pool3d(i, sizes, steps, "SAME"), x, attrs=same)
    file.case("max_pool3d", lambda i: nn.max_pool3d(i, sizes, steps, "SAME"), x, attrs=same)
    y = rand(2, 4, 5, 2)
    window = f"window = {ints(2, 2)}, strides = {ints(2, 2)}, padding = {ints(0, 0, 0, 1)}"
    for batch in (False, True):
        file.case("arg_max_pool2d", lambda i: raw.MaxPoolWithArgmax(
                      input=i, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME",
                      include_batch_in_index=batch).argmax, y,
                  attrs=window + f", include_batch = {str(batch).lower()}")
    file.case("dilation2d", lambda i, f: raw.Dilation2D(
                  input=i, filter=f, strides=[1, 1, 2, 1], rates=[1, 2, 1, 1], padding="SAME"),
              y, rand(2, 3, 2), attrs=f"strides = {ints(1, 2)}, dilations = {ints(2, 1)}, "
                                      f"padding = {ints(1, 1, 1, 1)}")
    file.case("conv2d_transpose",
              lambda i, f: raw.Conv2DBackpropInput(
                  input_sizes=[1, 5, 5, 2], filter=f, out_backprop=i, strides=[1] * 4,
                  dilations=[1, 2, 2, 1], padding="VALID"),
              rand(1, 3, 3, 2), rand(2, 2, 2, 2), attrs=f"dilations = {ints(2, 2)}")
    return file


def special_tests():
    file = File("special", "Special functions, bits, running products and sums of exponentials.")
    file.case("lgamma", tf.math.lgamma, f32(0.1, 0.5, 3.5, 20, -1.5, 0, -2, inf, -inf, nan))
    file.case("digamma", tf.math.digamma, f32(0.1, 0.5, 3.5, 20, -1.3, -2.5, 0, nan))
    file.case("ndtri", tf.math.ndtri, f32(0, 1e-20, 0.01, 0.25, 0.9, 1, 2, nan))
    file.case("zeta", tf.math.zeta, f32(1, 0.5, 2, 3, 10, 2, 1.5), f32(1, 1, 1, 0.5, 4, -1, -0.5))
    for x in (f32(0, 0.5, -3, 7.9, 8.1, -100, nan), np.array([0, 1e-3, -2.5, 8, 8.5, 40])):
        file.case("bessel_i0e", tf.math.bessel_i0e, x)
        file.case("bessel_i1e", tf.math.bessel_i1e, x)
    a, x = f32(0.5, 1, 3, 30, 2, 5, 0, -1, 1, 1, nan), f32(0.1, 1, 5, 25, 0, inf, 1, 1, -1, nan, 1)
    wide_a, wide_x = np.array([0.1, 0.1, 150, 150, 1000]), np.array([1e-5, 20, 140, 170, 1000])
    for name, function in (("igamma", tf.math.igamma), ("igammac", tf.math.igammac)):
        file.case(name, function, a, x)
        file.case(name, function, wide_a, wide_x)
        file.case(name, function, f32(0.5, 4).reshape(2, 1), f32(0.3, 2, 6))
    file.case("betainc", tf.math.betainc, f32(0.5, 1, 3, 30, 2, 2, 0, 1, 1), f32(0.5, 2, 0.1, 20, 2, 2, 1, 0, 1),
              f32(0.1, 0.7, 0.99, 0.6, 0, 1, 0.5, 0.5, 1.5))
    file.case("betainc", tf.math.betainc, np.array([0.01, 200.0, 1000.0]), np.array([5.0, 300.0, 1000.0]),
              np.array([0.2, 0.41, 0.5]))
    file.case("zeta", tf.math.zeta, np.array([1.25, 4.0]), np.array([0.1, 30.0]))
    for exclusive in (False, True):
        attrs = f"axis = 0 : i64, exclusive = {str(exclusive).lower()}"
        file.case("cumprod", lambda i: tf.math.cumprod(i, 0, exclusive), i32(1, 2, 3, -4), attrs=attrs)
        file.case("cum_log_sum_exp", lambda i: tf.math.cumulative_logsumexp(i, 0, exclusive),
                  f32(-inf, 1, 100, 2, -inf), attrs=attrs)
    file.case("cum_log_sum_exp", lambda i: tf.math.cumulative_logsumexp(i, 1, False, True),
              rand(2, 4), attrs="axis = 1 : i64, reverse = true")
    file.case("population_count", lambda i: raw.PopulationCount(x=i), i32(0, 7, -1, MIN))
    file.case("bitcast", lambda i: tf.bitcast(i, tf.int32), f32(1, -2, 0))
    file.case("bitcast", lambda i: tf.bitcast(i, tf.float32), i32(0x3F800000, 5 << 23))
    # Among the least numbers a step is seen.
    file.case("next_after", tf.math.nextafter, f32(0, 0, 3e-45, 3e-45, -3e-45, nan, 3),
              f32(1, -1, 1, -1, -1, 1, 3))
    return file


def main():
    for make in (math_tests, arithmetic_tests, logical_tests, image_tests, linear_tests, shape_tests,
                 selection_tests, scatter_tests, matrix_tests,
                 random_tests, size_tests, volume_tests, special_tests):
        make().write(sys.argv[1])


if __name__ == "__main__":
    main()
