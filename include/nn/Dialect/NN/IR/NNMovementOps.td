//===- NNMovementOps.td -----------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that move elements between the channels, the positions and the batch of
// an image.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNMOVEMENTOPS_TD
#define NN_DIALECT_NN_IR_NNMOVEMENTOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

class NN_BlockOp<string mnemonic> : NN_Op<mnemonic, [NN_InferType, Pure]> {
  let arguments = (ins
    4DTensorOf<[AnyType]>:$input,
    // nn.block_c1: block_size is at least 1.
    I64Attr:$block_size
  );
  let results = (outs 4DTensorOf<[AnyType]>:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_SpaceToDepthOp : NN_BlockOp<"space_to_depth"> {
  let summary = "Blocks of pixels to channels";
  let description = [{
    Moves each block of `block_size` x `block_size` pixels of an NHWC image into
    the channels of one pixel: with block size `b` and `c` channels,
    `result[n, y, x, (i * b + j) * c + k] = input[n, y * b + i, x * b + j, k]`.
    Height and width are multiples of the block size (nn.block_c2). Mirrors
    TensorFlow's `SpaceToDepth`.

    Example:

    ```mlir
    %0 = nn.space_to_depth %x {block_size = 2 : i64}
        : (tensor<1x8x8x3xf32>) -> tensor<1x4x4x12xf32>
    ```
  }];
}

def NN_DepthToSpaceOp : NN_BlockOp<"depth_to_space"> {
  let summary = "Channels to blocks of pixels";
  let description = [{
    The inverse of `nn.space_to_depth`: with block size `b` and `c` channels of
    the result, `result[n, y * b + i, x * b + j, k] = input[n, y, x, (i * b + j)
    * c + k]`. The channels are a multiple of `b * b` (nn.block_c2). Mirrors
    TensorFlow's `DepthToSpace`.

    Example:

    ```mlir
    %0 = nn.depth_to_space %x {block_size = 2 : i64}
        : (tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32>
    ```
  }];
}

def NN_SpaceToBatchNdOp : NN_Op<"space_to_batch_nd", [NN_InferType, Pure]> {
  let summary = "Blocks of positions to the batch";
  let description = [{
    Pads the dimensions behind the first, one for each element of `block_shape`,
    with `low` and `high` zeros, and moves each block of them into the batch:
    with sizes `n, s..` and blocks `b..`, `result[i.. * n + k, y.., q..] =
    padded[k, y.. * b.. + i.., q..]`, where `i..` counts the positions of a
    block in row-major order. Mirrors TensorFlow's `SpaceToBatchND`.

    Example:

    ```mlir
    %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 2, 2>,
          low = array<i64: 0, 0>, high = array<i64: 1, 1>}
        : (tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.space_to_batch_nd_c1: each block is at least 1; there are fewer of
    // them than dimensions.
    DenseI64ArrayAttr:$block_shape,
    // nn.space_to_batch_nd_c2: as many elements as block_shape, none negative;
    // padded sizes are multiples of the block's.
    DenseI64ArrayAttr:$low,
    DenseI64ArrayAttr:$high
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
}

def NN_BatchToSpaceNdOp : NN_Op<"batch_to_space_nd", [NN_InferType, Pure]> {
  let summary = "The batch to blocks of positions";
  let description = [{
    The inverse of `nn.space_to_batch_nd`: moves parts of the batch into blocks
    of the dimensions behind it, then crops `low` and `high` positions. Mirrors
    TensorFlow's `BatchToSpaceND`.

    Example:

    ```mlir
    %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 2, 2>,
          low = array<i64: 0, 0>, high = array<i64: 1, 1>}
        : (tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.batch_to_space_nd_c1: each block is at least 1; there are fewer of
    // them than dimensions, and the batch is a multiple of their product.
    DenseI64ArrayAttr:$block_shape,
    // nn.batch_to_space_nd_c2: as many elements as block_shape, none negative,
    // and together not above the size that they crop.
    DenseI64ArrayAttr:$low,
    DenseI64ArrayAttr:$high
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
}

#endif // NN_DIALECT_NN_IR_NNMOVEMENTOPS_TD
