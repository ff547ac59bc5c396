//===- NNGatherOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that read a tensor at positions that another tensor holds.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNGATHEROPS_TD
#define NN_DIALECT_NN_IR_NNGATHEROPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_GatherOp : NN_Op<"gather", [NN_InferType, Pure]> {
  let summary = "Slices at indices along an axis";
  let description = [{
    `result[b.., p.., i.., q..] = params[b.., p.., indices[b.., i..], q..]`,
    where `b` are the first `batch_dims` dimensions, which both operands have,
    `p` those from there to `axis`, and `q` those behind it. An index outside
    the size of `axis` is an error when the op runs. Mirrors TensorFlow's
    `GatherV2`.

    Example:

    ```mlir
    %0 = nn.gather %table, %ids {axis = 0 : i64, batch_dims = 0 : i64}
        : (tensor<1000x64xf32>, tensor<?x16xi32>) -> tensor<?x16x64xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$params,
    RankedTensorOf<[I16, I32, I64]>:$indices,
    // nn.gather_c1: axis is in [batch_dims, rank of params).
    I64Attr:$axis,
    // nn.gather_c2: batch_dims is in [0, rank of indices], and the first
    // batch_dims sizes of params and indices are equal.
    DefaultValuedAttr<I64Attr, "0">:$batch_dims
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$params `,` $indices attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_GatherNdOp : NN_Op<"gather_nd", [NN_InferType, Pure]> {
  let summary = "Slices at multi-dimensional indices";
  let description = [{
    `result[b.., i.., q..] = params[b.., indices[b.., i.., :], q..]`: the last
    dimension of `indices` holds positions in the dimensions of `params` behind
    the first `batch_dims`. An index outside its dimension is an error when the
    op runs. Mirrors TensorFlow's `GatherNd`.

    Example:

    ```mlir
    %0 = nn.gather_nd %x, %i
        : (tensor<8x9x4xf32>, tensor<5x2xi32>) -> tensor<5x4xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$params,
    // nn.gather_nd_c1: rank is at least 1, the last size is known, and not
    // above the rank of params without batch_dims.
    RankedTensorOf<[I16, I32, I64]>:$indices,
    // nn.gather_nd_c2: batch_dims is in [0, rank of indices), and the first
    // batch_dims sizes of params and indices are equal.
    DefaultValuedAttr<I64Attr, "0">:$batch_dims
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$params `,` $indices attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_WhereOp : NN_Op<"where", [NN_InferType, Pure]> {
  let summary = "The positions of true elements";
  let description = [{
    A row of the result for each true element of the input, in row-major order:
    its position, an index a dimension. How many there are is known only by
    running. Mirrors TensorFlow's `Where`.

    Example:

    ```mlir
    %0 = nn.where %mask : (tensor<4x?xi1>) -> tensor<?x2xi64>
    ```
  }];
  let arguments = (ins
    // nn.where_c1: rank is at least 1.
    NN_BoolTensor:$input
  );
  let results = (outs 2DTensorOf<[I64]>:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
}

#endif // NN_DIALECT_NN_IR_NNGATHEROPS_TD
