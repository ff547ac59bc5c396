//===- NNLinearOps.td --------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linear algebra.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNLINEAROPS_TD
#define NN_DIALECT_NN_IR_NNLINEAROPS_TD

include "nn/Dialect/NN/IR/NNBase.td"

def NN_MatmulOp : NN_InferOp<"matmul", [SameOperandsAndResultElementType]> {
  let summary = "Product of matrices";
  let description = [{
    `result[..., i, j] = sum over k of lhs[..., i, k] * rhs[..., k, j]`, with
    the last two dimensions of an operand swapped first if `transpose_lhs` or
    `transpose_rhs` says so. The dimensions before them broadcast by numpy's
    rules. The order of the sum is not specified; a sum of nothing is 0;
    integers wrap around.

    - `nn.matmul_c1`: the operands are of rank 2 at least.
    - `nn.matmul_c2`: the sizes that are summed over are equal.
    - `nn.matmul_c3`: the dimensions before the last two broadcast.

    Mirrors TensorFlow's `MatMul`, `BatchMatMul` and `BatchMatMulV2`.

    Example:

    ```mlir
    %0 = nn.matmul %x, %w {transpose_rhs = true}
        : (tensor<?x64xf32>, tensor<10x64xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$lhs, NN_NumberTensor:$rhs,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_lhs,
                       DefaultValuedAttr<BoolAttr, "false">:$transpose_rhs);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` functional-type(operands, $result)
  }];
}

#endif // NN_DIALECT_NN_IR_NNLINEAROPS_TD
