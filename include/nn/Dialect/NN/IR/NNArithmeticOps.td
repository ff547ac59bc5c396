//===- NNArithmeticOps.td ----------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops of one operand that need no more than basic arithmetic:
// signs, rounding, roots, tests and conversions.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNARITHMETICOPS_TD
#define NN_DIALECT_NN_IR_NNARITHMETICOPS_TD

include "nn/Dialect/NN/IR/NNElementwiseBase.td"

def NN_AbsOp : NN_UnaryOp<"abs", NN_NumberTensor, [Idempotent]> {
  let summary = "Magnitude";
  let description = [{
    `result[i] = |input[i]|`. The least signed integer stays itself; the sign of
    a NaN is cleared. Mirrors TensorFlow's `Abs`.

    Example:

    ```mlir
    %0 = nn.abs %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_BitcastOp : NN_Op<"bitcast", [Elementwise, Pure,
                                     SameOperandsAndResultShape]> {
  let summary = "The same bits as another element type";
  let description = [{
    `result[i]` has the bits of `input[i]`.

    - `nn.bitcast_c1`: both element types have the same number of bits.

    Mirrors TensorFlow's `Bitcast` between such types.

    Example:

    ```mlir
    %0 = nn.bitcast %x : (tensor<?x8xf32>) -> tensor<?x8xi32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
  let hasVerifier = 1;
}

def NN_BitwiseNotOp : NN_UnaryOp<"bitwise_not", NN_IntTensor, [Involution]> {
  let summary = "Complement of every bit";
  let description = [{
    `result[i] = ~input[i]`. Mirrors TensorFlow's `Invert`.

    Example:

    ```mlir
    %0 = nn.bitwise_not %x : tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_CastOp : NN_Op<"cast", [Elementwise, Pure, SameOperandsAndResultShape]> {
  let summary = "Conversion of the element type";
  let description = [{
    `result[i]` is `input[i]` as a value of the result's element type:

    - to a float type: rounded to nearest, ties to even; too large a value
      becomes an infinity; true is 1.
    - from float to an integer type: truncated toward zero. The rest is what
      x86-64 instructions answer, as TensorFlow on such a machine: a type of 64
      bits becomes -2^63 if it cannot hold the value or that is NaN; others keep
      the low bits of a conversion to 32 bits, which is -2^31 then. Unsigned
      types of 32 and 64 bits also wrap negative values that the signed type
      holds.
    - between integer types: the low bits, extended by the sign or by zeros as
      the input's type says.
    - to bool: `input[i] != 0`; so NaN is true.

    Mirrors TensorFlow's `Cast`.

    Example:

    ```mlir
    %0 = nn.cast %x : (tensor<?x8xf32>) -> tensor<?x8xi32>
    ```
  }];
  let arguments = (ins NN_Tensor:$input);
  let results = (outs NN_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
  let hasFolder = 1;
}

def NN_CeilOp : NN_UnaryOp<"ceil", NN_FloatTensor, [Idempotent]> {
  let summary = "Least integer that is not below";
  let description = [{
    `result[i]` is `input[i]` rounded toward plus infinity; NaN stays NaN.
    Mirrors TensorFlow's `Ceil`.

    Example:

    ```mlir
    %0 = nn.ceil %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_FloorOp : NN_UnaryOp<"floor", NN_FloatTensor, [Idempotent]> {
  let summary = "Greatest integer that is not above";
  let description = [{
    `result[i]` is `input[i]` rounded toward minus infinity; NaN stays NaN.
    Mirrors TensorFlow's `Floor`.

    Example:

    ```mlir
    %0 = nn.floor %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_IsFiniteOp : NN_UnaryToBoolOp<"is_finite", NN_FloatTensor> {
  let summary = "Test for finite values";
  let description = [{
    `result[i]` is true where `input[i]` is neither an infinity nor NaN. Mirrors
    TensorFlow's `IsFinite`.

    Example:

    ```mlir
    %0 = nn.is_finite %x : (tensor<?x8xf32>) -> tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_IsInfOp : NN_UnaryToBoolOp<"is_inf", NN_FloatTensor> {
  let summary = "Test for infinities";
  let description = [{
    `result[i]` is true where `input[i]` is plus or minus infinity. Mirrors
    TensorFlow's `IsInf`.

    Example:

    ```mlir
    %0 = nn.is_inf %x : (tensor<?x8xf32>) -> tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_IsNanOp : NN_UnaryToBoolOp<"is_nan", NN_FloatTensor> {
  let summary = "Test for NaN";
  let description = [{
    `result[i]` is true where `input[i]` is NaN. Mirrors TensorFlow's `IsNan`.

    Example:

    ```mlir
    %0 = nn.is_nan %x : (tensor<?x8xf32>) -> tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_LogicalNotOp : NN_UnaryOp<"logical_not", NN_BoolTensor, [Involution]> {
  let summary = "Logical complement";
  let description = [{
    `result[i] = !input[i]`. Mirrors TensorFlow's `LogicalNot`.

    Example:

    ```mlir
    %0 = nn.logical_not %x : tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_NegOp : NN_UnaryOp<"neg", NN_NumberTensor, [Involution]> {
  let summary = "Negation";
  let description = [{
    `result[i] = -input[i]`. Integers wrap around, so that the least signed one
    stays itself. Mirrors TensorFlow's `Neg`.

    Example:

    ```mlir
    %0 = nn.neg %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_PopulationCountOp : NN_InferOp<"population_count",
                                      [Elementwise,
                                       SameOperandsAndResultShape]> {
  let summary = "Number of bits that are set";
  let description = [{
    `result[i]` is the number of ones among the bits of `input[i]`. Mirrors
    TensorFlow's `PopulationCount`.

    Example:

    ```mlir
    %0 = nn.population_count %x : (tensor<?x8xi32>) -> tensor<?x8xui8>
    ```
  }];
  let arguments = (ins NN_IntTensor:$input);
  let results = (outs RankedTensorOf<[UI8]>:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_ReciprocalOp : NN_UnaryOp<"reciprocal", NN_FloatTensor> {
  let summary = "One over the input";
  let description = [{
    `result[i] = 1 / input[i]`; a zero gives an infinity of its sign. Mirrors
    TensorFlow's `Reciprocal` and `Inv`.

    Example:

    ```mlir
    %0 = nn.reciprocal %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_RoundOp : NN_UnaryOp<"round", NN_NumberTensor, [Idempotent]> {
  let summary = "Nearest integer, ties to even";
  let description = [{
    `result[i]` is the integer nearest to `input[i]`, the even one of two: 0.5,
    1.5 and 2.5 give 0, 2 and 2. NaN stays NaN; integers stay themselves.
    Mirrors TensorFlow's `Round` and `Rint`.

    Example:

    ```mlir
    %0 = nn.round %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_RsqrtOp : NN_UnaryOp<"rsqrt", NN_FloatTensor> {
  let summary = "One over the square root";
  let description = [{
    `result[i] = 1 / sqrt(input[i])`; a zero gives an infinity, a negative input
    NaN. Mirrors TensorFlow's `Rsqrt`.

    Example:

    ```mlir
    %0 = nn.rsqrt %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SignOp : NN_UnaryOp<"sign", NN_NumberTensor, [Idempotent]> {
  let summary = "Sign";
  let description = [{
    `result[i]` is -1, 0 or 1 as `input[i]` is negative, zero or positive; NaN
    stays NaN. Mirrors TensorFlow's `Sign`.

    Example:

    ```mlir
    %0 = nn.sign %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SqrtOp : NN_UnaryOp<"sqrt", NN_FloatTensor> {
  let summary = "Square root";
  let description = [{
    `result[i] = sqrt(input[i])`, correctly rounded; a negative input gives NaN.
    Mirrors TensorFlow's `Sqrt`.

    Example:

    ```mlir
    %0 = nn.sqrt %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SquareOp : NN_UnaryOp<"square", NN_NumberTensor> {
  let summary = "Square";
  let description = [{
    `result[i] = input[i] * input[i]`. Integers wrap around. Mirrors
    TensorFlow's `Square`.

    Example:

    ```mlir
    %0 = nn.square %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

#endif // NN_DIALECT_NN_IR_NNARITHMETICOPS_TD
