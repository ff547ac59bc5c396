//===- NNBinaryOps.td --------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise arithmetic of two operands.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNBINARYOPS_TD
#define NN_DIALECT_NN_IR_NNBINARYOPS_TD

include "nn/Dialect/NN/IR/NNElementwiseBase.td"

def NN_AddOp : NN_BinaryOp<"add", NN_NumberTensor, [Commutative]> {
  let summary = "Sum";
  let description = [{
    `result[i] = lhs[i] + rhs[i]`, after broadcasting. Integers wrap around.
    Mirrors TensorFlow's `Add` and `AddV2`.

    Example:

    ```mlir
    %0 = nn.add %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_Atan2Op : NN_BinaryOp<"atan2", NN_FloatTensor> {
  let summary = "Angle of a point";
  let description = [{
    `result[i]` is the angle in radians, within [-pi, pi], of the point with
    ordinate `lhs[i]` and abscissa `rhs[i]`. Mirrors TensorFlow's `Atan2`.

    Example:

    ```mlir
    %0 = nn.atan2 %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

def NN_DivOp : NN_BinaryOp<"div", NN_NumberTensor> {
  let summary = "Quotient";
  let description = [{
    `result[i] = lhs[i] / rhs[i]`, after broadcasting. Integers truncate toward
    zero; an integer division by zero is an error when the program runs, and the
    least signed integer over -1 is itself. Mirrors TensorFlow's `RealDiv`,
    `Div` and `TruncateDiv`.

    Example:

    ```mlir
    %0 = nn.div %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_DivNoNanOp : NN_BinaryOp<"div_no_nan", NN_FloatTensor> {
  let summary = "Quotient, zero where the divisor is zero";
  let description = [{
    `result[i] = rhs[i] == 0 ? 0 : lhs[i] / rhs[i]`, after broadcasting. Mirrors
    TensorFlow's `DivNoNan`.

    Example:

    ```mlir
    %0 = nn.div_no_nan %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_FloorDivOp : NN_BinaryOp<"floor_div", NN_NumberTensor> {
  let summary = "Quotient rounded down";
  let description = [{
    `result[i] = floor(lhs[i] / rhs[i])`, after broadcasting: -7 by 2 is -4. An
    integer division by zero is an error when the program runs, and the least
    signed integer over -1 is itself. Mirrors TensorFlow's `FloorDiv`.

    Example:

    ```mlir
    %0 = nn.floor_div %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_FloorModOp : NN_BinaryOp<"floor_mod", NN_NumberTensor> {
  let summary = "Remainder with the sign of the divisor";
  let description = [{
    For integers, `result[i] = lhs[i] - floor_div(lhs[i], rhs[i]) * rhs[i]`,
    after broadcasting: -7 by 2 leaves 1. For floats, the remainder of the
    truncated division, plus `rhs[i]` if it is not zero and its sign differs
    from the divisor's; so -1e-9 by 3 leaves 3. An integer division by zero is
    an error when the program runs. Mirrors TensorFlow's `FloorMod`.

    Example:

    ```mlir
    %0 = nn.floor_mod %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_MaximumOp : NN_BinaryOp<"maximum", NN_NumberTensor, [Commutative]> {
  let summary = "Greater of two";
  let description = [{
    `result[i]` is the greater of `lhs[i]` and `rhs[i]`, after broadcasting; NaN
    if one of them is. Mirrors TensorFlow's `Maximum`.

    Example:

    ```mlir
    %0 = nn.maximum %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_MinimumOp : NN_BinaryOp<"minimum", NN_NumberTensor, [Commutative]> {
  let summary = "Lesser of two";
  let description = [{
    `result[i]` is the lesser of `lhs[i]` and `rhs[i]`, after broadcasting; NaN
    if one of them is. Mirrors TensorFlow's `Minimum`.

    Example:

    ```mlir
    %0 = nn.minimum %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_MulOp : NN_BinaryOp<"mul", NN_NumberTensor, [Commutative]> {
  let summary = "Product";
  let description = [{
    `result[i] = lhs[i] * rhs[i]`, after broadcasting. Integers wrap around.
    Mirrors TensorFlow's `Mul`.

    Example:

    ```mlir
    %0 = nn.mul %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_MulNoNanOp : NN_BinaryOp<"mul_no_nan", NN_FloatTensor> {
  let summary = "Product, zero where the second factor is zero";
  let description = [{
    `result[i] = rhs[i] == 0 ? 0 : lhs[i] * rhs[i]`, after broadcasting: zero
    even where `lhs[i]` is NaN or infinite. Mirrors TensorFlow's `MulNoNan`.

    Example:

    ```mlir
    %0 = nn.mul_no_nan %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_NextAfterOp : NN_BinaryOp<"next_after", RankedTensorOf<[F32, F64]>> {
  let summary = "Next number in a direction";
  let description = [{
    The number of the type next to `lhs[i]` on the way to `rhs[i]`, which is the
    result if they are equal. NaN if either is NaN. The operands broadcast by
    numpy's rules. Mirrors TensorFlow's `NextAfter`.

    Example:

    ```mlir
    %0 = nn.next_after %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

def NN_PowOp : NN_BinaryOp<"pow", NN_NumberTensor> {
  let summary = "Power";
  let description = [{
    `result[i] = lhs[i] ^ rhs[i]`, after broadcasting. Integers wrap around; a
    negative integer exponent is an error when the program runs. Mirrors
    TensorFlow's `Pow`.

    Example:

    ```mlir
    %0 = nn.pow %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SquaredDifferenceOp : NN_BinaryOp<"squared_difference", NN_NumberTensor,
                                   [Commutative]> {
  let summary = "Square of the difference";
  let description = [{
    `result[i] = (lhs[i] - rhs[i]) * (lhs[i] - rhs[i])`, after broadcasting,
    each step rounded. Integers wrap around. Mirrors TensorFlow's
    `SquaredDifference`.

    Example:

    ```mlir
    %0 = nn.squared_difference %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SubOp : NN_BinaryOp<"sub", NN_NumberTensor> {
  let summary = "Difference";
  let description = [{
    `result[i] = lhs[i] - rhs[i]`, after broadcasting. Integers wrap around.
    Mirrors TensorFlow's `Sub`.

    Example:

    ```mlir
    %0 = nn.sub %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_TruncateModOp : NN_BinaryOp<"truncate_mod", NN_NumberTensor> {
  let summary = "Remainder with the sign of the dividend";
  let description = [{
    `result[i]` is what the division of `lhs[i]` by `rhs[i]`, truncated toward
    zero, leaves, after broadcasting: -7 by 2 leaves -1. An integer division by
    zero is an error when the program runs; the least signed integer by -1
    leaves 0. Mirrors TensorFlow's `TruncateMod` and `Mod`.

    Example:

    ```mlir
    %0 = nn.truncate_mod %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_XdivyOp : NN_BinaryOp<"xdivy", NN_FloatTensor> {
  let summary = "Quotient, zero where the dividend is zero";
  let description = [{
    `result[i] = lhs[i] == 0 ? 0 : lhs[i] / rhs[i]`, after broadcasting. Mirrors
    TensorFlow's `Xdivy`.

    Example:

    ```mlir
    %0 = nn.xdivy %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_XlogyOp : NN_BinaryOp<"xlogy", NN_FloatTensor> {
  let summary = "Product with a logarithm, zero where the factor is zero";
  let description = [{
    `result[i] = lhs[i] == 0 ? 0 : lhs[i] * log(rhs[i])`, after broadcasting.
    Mirrors TensorFlow's `Xlogy`.

    Example:

    ```mlir
    %0 = nn.xlogy %x, %y
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

def NN_ZetaOp : NN_BinaryOp<"zeta", NN_FloatTensor> {
  let summary = "Hurwitz zeta function";
  let description = [{
    `result[i]` is the sum over n >= 0 of `(rhs[i] + n) ^ -lhs[i]`: infinity
    where `lhs[i]` is 1 or `rhs[i]` is zero or a negative integer, NaN where
    `lhs[i]` is less than 1, or not an integer though `rhs[i]` is negative. The
    operands broadcast by numpy's rules. Mirrors TensorFlow's `Zeta`.

    Example:

    ```mlir
    %0 = nn.zeta %x, %q
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

def NN_IgammaOp : NN_BinaryOp<"igamma", NN_FloatTensor> {
  let summary = "Lower regularized incomplete gamma function";
  let description = [{
    `result[i]` is the integral of `t^(a - 1) exp(-t)` from 0 to `x`, over
    `gamma(a)`, with `a = lhs[i]` and `x = rhs[i]`: 0 where `x` is 0, NaN where
    `x` is negative or `a` not positive. NaN stays NaN. The operands broadcast by
    numpy's rules. Mirrors TensorFlow's `Igamma`.

    Example:

    ```mlir
    %0 = nn.igamma %a, %x
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

def NN_IgammacOp : NN_BinaryOp<"igammac", NN_FloatTensor> {
  let summary = "Upper regularized incomplete gamma function";
  let description = [{
    `result[i] = 1 - igamma(lhs[i], rhs[i])`, without the loss of digits that
    the difference has. NaN where `rhs[i]` is negative or `lhs[i]` not positive.
    NaN stays NaN. The operands broadcast by numpy's rules. Mirrors TensorFlow's
    `Igammac`.

    Example:

    ```mlir
    %0 = nn.igammac %a, %x
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
}

#endif // NN_DIALECT_NN_IR_NNBINARYOPS_TD
