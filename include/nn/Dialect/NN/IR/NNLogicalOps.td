//===- NNLogicalOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops on bits and truth values: logic, shifts, comparisons,
// selection.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNLOGICALOPS_TD
#define NN_DIALECT_NN_IR_NNLOGICALOPS_TD

include "nn/Dialect/NN/IR/NNElementwiseBase.td"
include "nn/Dialect/NN/IR/NNAttributes.td"

def NN_BitwiseAndOp : NN_BinaryOp<"bitwise_and", NN_IntTensor, [Commutative]> {
  let summary = "Conjunction of every bit";
  let description = [{
    `result[i] = lhs[i] & rhs[i]`, after broadcasting. Mirrors TensorFlow's
    `BitwiseAnd`.

    Example:

    ```mlir
    %0 = nn.bitwise_and %x, %y
        : (tensor<?x8xi32>, tensor<8xi32>) -> tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_BitwiseOrOp : NN_BinaryOp<"bitwise_or", NN_IntTensor, [Commutative]> {
  let summary = "Disjunction of every bit";
  let description = [{
    `result[i] = lhs[i] | rhs[i]`, after broadcasting. Mirrors TensorFlow's
    `BitwiseOr`.

    Example:

    ```mlir
    %0 = nn.bitwise_or %x, %y
        : (tensor<?x8xi32>, tensor<8xi32>) -> tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_BitwiseXorOp : NN_BinaryOp<"bitwise_xor", NN_IntTensor, [Commutative]> {
  let summary = "Exclusive disjunction of every bit";
  let description = [{
    `result[i] = lhs[i] ^ rhs[i]`, after broadcasting. Mirrors TensorFlow's
    `BitwiseXor`.

    Example:

    ```mlir
    %0 = nn.bitwise_xor %x, %y
        : (tensor<?x8xi32>, tensor<8xi32>) -> tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_CompareOp : NN_InferOp<"compare", [SameOperandsElementType]> {
  let summary = "Comparison";
  let description = [{
    `result[i] = lhs[i] predicate rhs[i]`, after broadcasting. Floats compare as
    in C: with a NaN all is false but `ne`, and the zeros are equal. Bools have
    `eq` and `ne` only (nn.compare_c1). Mirrors TensorFlow's `Equal`,
    `NotEqual`, `Less`, `LessEqual`, `Greater` and `GreaterEqual`.

    Example:

    ```mlir
    %0 = nn.compare %x, %y {predicate = #nn.predicate<lt>}
        : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xi1>
    ```
  }];
  let arguments = (ins NN_Tensor:$lhs, NN_Tensor:$rhs,
                       NN_PredicateAttr:$predicate);
  let results = (outs NN_BoolTensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` functional-type(operands, $result)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def NN_LeftShiftOp : NN_BinaryOp<"left_shift", NN_IntTensor> {
  let summary = "Shift toward the high bits";
  let description = [{
    `result[i] = lhs[i] << rhs[i]`, after broadcasting. The amount is first
    clamped to [0, bits - 1]. Mirrors TensorFlow's `LeftShift`.

    Example:

    ```mlir
    %0 = nn.left_shift %x, %y
        : (tensor<?x8xi32>, tensor<8xi32>) -> tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_LogicalAndOp : NN_BinaryOp<"logical_and", NN_BoolTensor, [Commutative]> {
  let summary = "Conjunction";
  let description = [{
    `result[i] = lhs[i] && rhs[i]`, after broadcasting. Mirrors TensorFlow's
    `LogicalAnd`.

    Example:

    ```mlir
    %0 = nn.logical_and %x, %y
        : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_LogicalOrOp : NN_BinaryOp<"logical_or", NN_BoolTensor, [Commutative]> {
  let summary = "Disjunction";
  let description = [{
    `result[i] = lhs[i] || rhs[i]`, after broadcasting. Mirrors TensorFlow's
    `LogicalOr`.

    Example:

    ```mlir
    %0 = nn.logical_or %x, %y
        : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
    ```
  }];
  let hasFolder = 1;
}

def NN_RightShiftOp : NN_BinaryOp<"right_shift", NN_IntTensor> {
  let summary = "Shift toward the low bits";
  let description = [{
    `result[i] = lhs[i] >> rhs[i]`, after broadcasting: arithmetic for signed
    integers, logical for unsigned ones. The amount is first clamped to [0, bits
    - 1]. Mirrors TensorFlow's `RightShift`.

    Example:

    ```mlir
    %0 = nn.right_shift %x, %y
        : (tensor<?x8xi32>, tensor<8xi32>) -> tensor<?x8xi32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SelectOp : NN_InferOp<"select"> {
  let summary = "Choice between two tensors";
  let description = [{
    `result[i] = condition[i] ? on_true[i] : on_false[i]`, after broadcasting
    all three. The branches have one element type (nn.select_c1). Mirrors
    TensorFlow's `SelectV2`; `Select` too, once its condition has the branches'
    rank.

    Example:

    ```mlir
    %0 = nn.select %c, %x, %y
        : (tensor<?x1xi1>, tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins NN_BoolTensor:$condition, NN_Tensor:$on_true,
                       NN_Tensor:$on_false);
  let results = (outs NN_Tensor:$result);
  let assemblyFormat = [{
    $condition `,` $on_true `,` $on_false attr-dict `:`
    functional-type(operands, $result)
  }];
  let hasFolder = 1;
}

#endif // NN_DIALECT_NN_IR_NNLOGICALOPS_TD
