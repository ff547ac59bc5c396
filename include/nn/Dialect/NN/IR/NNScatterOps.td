//===- NNScatterOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that store at positions that a tensor holds.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNSCATTEROPS_TD
#define NN_DIALECT_NN_IR_NNSCATTEROPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_ScatterOp : NN_Op<"scatter", [NN_InferType, Pure]> {
  let summary = "Combines slices of a tensor with updates at indices";
  let description = [{
    The tensor `into`, of which slices are combined with those of `updates`:
    with `result = into` to begin with, for each `i..` in row-major order,
    `result[b.., indices[b.., i.., :], q..] = mode(result[b.., indices[b..,
    i.., :], q..], updates[b.., i.., q..])`, where `b` are the first
    `batch_dims` dimensions, which all operands have. The last dimension of
    `indices` holds positions in the dimensions of `into` behind the batch. A
    position out of range is an error when the op runs; with `drops_negative` or
    `drops_beyond`, an update with a negative index, or one at or above the size
    of its dimension, is left out instead.

    Mode `update` replaces; `add`, `sub`, `mul`, `div` compute in the element
    type; `min` and `max` take the update if it is less or greater, so that NaN
    never replaces a number, nor a number NaN; `logical_or` is for bools. Mirrors TensorFlow's `TensorScatterUpdate` and
    its siblings; `ScatterNd`, the sums of segments, `DynamicStitch` and
    `Bincount` are scatters into a constant.

    Example:

    ```mlir
    %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
        : (tensor<8x9x4xf32>, tensor<5x2xi32>, tensor<5x4xf32>)
        -> tensor<8x9x4xf32>
    ```
  }];
  let arguments = (ins
    NN_Tensor:$into,
    // nn.scatter_c1: rank is at least 1, the last size is known, and not above
    // the rank of into without batch_dims.
    RankedTensorOf<[I16, I32, I64]>:$indices,
    // nn.scatter_c2: the sizes of indices without the last, then those of into
    // behind the positions.
    NN_Tensor:$updates,
    // nn.scatter_c3: logical_or if the elements are bools, or update.
    NN_ScatterModeAttr:$mode,
    // nn.scatter_c4: batch_dims is in [0, rank of indices), and the first
    // batch_dims sizes of into and indices are equal.
    DefaultValuedAttr<I64Attr, "0">:$batch_dims,
    // nn.scatter_c5: what drops has indices in one dimension.
    DefaultValuedAttr<BoolAttr, "false">:$drops_negative,
    DefaultValuedAttr<BoolAttr, "false">:$drops_beyond
  );
  let results = (outs NN_Tensor:$result);
  let assemblyFormat = [{
    $into `,` $indices `,` $updates attr-dict `:`
    functional-type(operands, results)
  }];
  let hasFolder = 1;
}

#endif // NN_DIALECT_NN_IR_NNSCATTEROPS_TD
