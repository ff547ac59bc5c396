//===- NNShapeOps.td --------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that make, measure, rearrange, cut and join tensors without computing on
// their elements.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNSHAPEOPS_TD
#define NN_DIALECT_NN_IR_NNSHAPEOPS_TD

include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_ReshapeOp : NN_Op<"reshape", [Pure]> {
  let summary = "Same elements, other sizes";
  let description = [{
    The elements of the input, in row-major order, as a tensor of the result
    type. The optional `shape` gives the sizes that the result type leaves
    unknown; one of its elements may be -1: what the number of elements leaves
    for it. Without `shape` the result type has at most one unknown size. A
    number of elements that does not fit is an error when the op runs. Mirrors
    TensorFlow's `Reshape`.

    Example:

    ```mlir
    %0 = nn.reshape %x : (tensor<?x7x7x64xf32>) -> tensor<?x3136xf32>
    %1 = nn.reshape %x, %shape
        : (tensor<?x7x7x64xf32>, tensor<3xi32>) -> tensor<?x?x64xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.reshape_c1: shape has as many elements as the result has dimensions.
    Optional<NN_ShapeTensor>:$shape
    // nn.reshape_c2: without shape, at most one size of the result is unknown.
    // nn.reshape_c3: input and result have equal element types and, if both are
    // static, equal numbers of elements.
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input (`,` $shape^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def NN_TransposeOp : NN_Op<"transpose", [NN_InferType, Pure]> {
  let summary = "Permuted dimensions";
  let description = [{
    Dimension `i` of the result is dimension `permutation[i]` of the input.
    Mirrors TensorFlow's `Transpose`.

    Example:

    ```mlir
    %0 = nn.transpose %x {permutation = array<i64: 0, 2, 3, 1>}
        : (tensor<1x3x8x9xf32>) -> tensor<1x8x9x3xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.transpose_c1: a permutation of [0, rank).
    DenseI64ArrayAttr:$permutation
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_ExpandDimsOp : NN_Op<"expand_dims", [NN_InferType, Pure]> {
  let summary = "One more dimension of size 1";
  let description = [{
    Inserts a dimension of size 1 so that it is dimension `axis` of the result.
    Mirrors TensorFlow's `ExpandDims`.

    Example:

    ```mlir
    %0 = nn.expand_dims %x {axis = 1 : i64}
        : (tensor<?x8xf32>) -> tensor<?x1x8xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.expand_dims_c1: axis is in [0, rank].
    I64Attr:$axis
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_SqueezeOp : NN_Op<"squeeze", [NN_InferType, Pure]> {
  let summary = "Without some dimensions of size 1";
  let description = [{
    Removes the dimensions `axes` of the input, whose size is 1. Mirrors
    TensorFlow's `Squeeze`; which dimensions it removes by default is the
    importer's business.

    Example:

    ```mlir
    %0 = nn.squeeze %x {axes = array<i64: 1, 2>}
        : (tensor<?x1x1x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.squeeze_c1: axes are in [0, rank), without duplicates.
    // nn.squeeze_c2: the size along each axis is 1 or unknown.
    DenseI64ArrayAttr:$axes
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_BroadcastToOp : NN_Op<"broadcast_to", [Pure]> {
  let summary = "Repeated along new dimensions and those of size 1";
  let description = [{
    The input broadcast, by numpy's rules, to the result's sizes. The optional
    `shape` gives the sizes that the result type leaves unknown; without it they
    are the input's. Mirrors TensorFlow's `BroadcastTo`.

    Example:

    ```mlir
    %0 = nn.broadcast_to %x : (tensor<8xf32>) -> tensor<4x8xf32>
    %1 = nn.broadcast_to %x, %shape
        : (tensor<8xf32>, tensor<2xi32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.broadcast_to_c1: shape has as many elements as the result has
    // dimensions.
    Optional<NN_ShapeTensor>:$shape
    // nn.broadcast_to_c2: aligned at the last dimension, each size of the input
    // is 1 or that of the result; element types are equal.
    // nn.broadcast_to_c3: without shape, an unknown size of the result is
    // unknown in the input as well.
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input (`,` $shape^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def NN_ShapeOp : NN_Op<"shape", [Pure]> {
  let summary = "The sizes of a tensor";
  let description = [{
    A 1-d tensor with the sizes of the input. Mirrors TensorFlow's `Shape`.

    Example:

    ```mlir
    %0 = nn.shape %x : (tensor<?x8xf32>) -> tensor<2xi32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input
  );
  let results = (outs NN_ShapeTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  // nn.shape_c1: the result has as many elements as the input has dimensions.
  let hasVerifier = 1;
  let hasFolder = 1;
}

def NN_ConcatOp : NN_Op<"concat", [NN_InferType, Pure]> {
  let summary = "Tensors one after the other along an axis";
  let description = [{
    The inputs, one after the other along `axis`; their other sizes are equal.
    Mirrors TensorFlow's `ConcatV2`; with an `nn.expand_dims` of each input,
    also `Pack`.

    Example:

    ```mlir
    %0 = nn.concat %x, %y {axis = 1 : i64}
        : (tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x12xf32>
    ```
  }];
  let arguments = (ins
    // nn.concat_c1: at least one input; equal element types, ranks, and sizes
    // elsewhere than along axis.
    Variadic<AnyRankedTensor>:$inputs,
    // nn.concat_c2: axis is in [0, rank).
    I64Attr:$axis
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$inputs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_SliceOp : NN_Op<"slice", [NN_InferType, Pure]> {
  let summary = "A part of a tensor";
  let description = [{
    `result[i] = input[begin + i * strides]` along each dimension. A negative
    `begin` counts from the end; `size` is the number of elements of the result;
    -1 means as many as there are from `begin`, which is 0 if it is before the
    first element, to the end, or, with a negative stride, to the beginning.
    `strides` may be negative, not zero. A part that is not inside the input is
    an error when the op runs. Mirrors TensorFlow's `Slice` and, with
    reshapes for new and removed dimensions, `StridedSlice`.

    Example:

    ```mlir
    %0 = nn.slice %x {begin = array<i64: 0, 2>, size = array<i64: -1, 4>,
          strides = array<i64: 1, 2>}
        : (tensor<?x10xf32>) -> tensor<?x4xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.slice_c1: begin, size and strides have one element a dimension.
    DenseI64ArrayAttr:$begin,
    // nn.slice_c2: sizes are -1 or more, and the part is inside the input.
    DenseI64ArrayAttr:$size,
    // nn.slice_c3: strides are not zero.
    DenseI64ArrayAttr:$strides
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_DynamicSliceOp : NN_Op<"dynamic_slice", [Pure]> {
  let summary = "A part of a tensor, known when it runs";
  let description = [{
    `result[i] = input[begin + i]` along each dimension. `begin` and `size` hold
    one element a dimension; a size of -1 means all that is left. A part that is
    not inside the input is an error when the op runs. Mirrors TensorFlow's
    `Slice`.

    Example:

    ```mlir
    %0 = nn.dynamic_slice %x, %begin, %size
        : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.dynamic_slice_c1: begin and size have one element a dimension.
    NN_ShapeTensor:$begin,
    NN_ShapeTensor:$size
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input `,` $begin `,` $size attr-dict `:` "
      "functional-type(operands, results)";
  // nn.dynamic_slice_c2: the result has the input's rank and element type, and
  // no size above the input's.
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_DynamicUpdateSliceOp
    : NN_Op<"dynamic_update_slice", [NN_InferType, Pure]> {
  let summary = "A tensor of which a part, known when it runs, is another one";
  let description = [{
    `result` is `input`, but `result[begin + i] = update[i]`. `begin` holds one
    element a dimension. A part that is not inside the input is an error when the
    op runs. TensorFlow's `TensorArrayWriteV3` and `TensorListSetItem` replace a
    part that is 1 long in the first dimension. A loop that carries the tensor
    writes the part in place.

    Example:

    ```mlir
    %0 = nn.dynamic_update_slice %x, %row, %begin
        : (tensor<64x10xf32>, tensor<1x10xf32>, tensor<2xi32>)
        -> tensor<64x10xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.dynamic_update_slice_c1: update has the input's rank and element type,
    // and no size above the input's.
    AnyRankedTensor:$update,
    // nn.dynamic_update_slice_c2: begin has one element a dimension.
    NN_ShapeTensor:$begin
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input `,` $update `,` $begin attr-dict `:` "
      "functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def NN_PadOp : NN_Op<"pad", [NN_InferType, Pure]> {
  let summary = "A constant border";
  let description = [{
    Adds, along each dimension, `low` elements `value` before the input and
    `high` behind it. Mirrors TensorFlow's `Pad` and `PadV2`.

    Example:

    ```mlir
    %0 = nn.pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 2>,
          value = 0.0 : f32}
        : (tensor<?x8xf32>) -> tensor<?x11xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.pad_c1: low and high have one element a dimension, and none is
    // negative.
    DenseI64ArrayAttr:$low,
    DenseI64ArrayAttr:$high,
    // nn.pad_c2: value has the input's element type.
    TypedAttrInterface:$value
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def NN_MirrorPadOp : NN_Op<"mirror_pad", [NN_InferType, Pure]> {
  let summary = "A border that mirrors the input";
  let description = [{
    Adds, along each dimension, `low` elements before the input and `high`
    behind it: those that mirror the input at its edge, with the edge itself in
    mode `symmetric`, without it in mode `reflect`. Mirrors TensorFlow's
    `MirrorPad`.

    Example:

    ```mlir
    %0 = nn.mirror_pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 2>,
          mode = #nn.mirror_pad_mode<reflect>}
        : (tensor<?x8xf32>) -> tensor<?x11xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.mirror_pad_c1: low and high have one element a dimension; none is
    // negative, nor above the size (mode reflect: the size - 1).
    DenseI64ArrayAttr:$low,
    DenseI64ArrayAttr:$high,
    NN_MirrorPadModeAttr:$mode
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_TileOp : NN_Op<"tile", [NN_InferType, Pure]> {
  let summary = "A tensor several times";
  let description = [{
    The input repeated `multiples` times along each dimension. Mirrors
    TensorFlow's `Tile`.

    Example:

    ```mlir
    %0 = nn.tile %x {multiples = array<i64: 1, 3>}
        : (tensor<?x8xf32>) -> tensor<?x24xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.tile_c1: multiples has one element a dimension, and none is negative.
    DenseI64ArrayAttr:$multiples
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_ReverseOp : NN_Op<"reverse", [NN_InferType, Pure]> {
  let summary = "The reverse order along axes";
  let description = [{
    The elements in reverse order along each of `axes`. Mirrors TensorFlow's
    `ReverseV2`.

    Example:

    ```mlir
    %0 = nn.reverse %x {axes = array<i64: 1>}
        : (tensor<?x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins
    AnyRankedTensor:$input,
    // nn.reverse_c1: axes are in [0, rank), without duplicates.
    DenseI64ArrayAttr:$axes
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_FillOp : NN_Op<"fill", [Pure]> {
  let summary = "One value everywhere";
  let description = [{
    A tensor of the sizes in `shape`, each element of which is `value`. Mirrors
    TensorFlow's `Fill`.

    Example:

    ```mlir
    %0 = nn.fill %shape, %value
        : (tensor<2xi32>, tensor<f32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins
    // nn.fill_c1: shape has as many elements as the result has dimensions.
    NN_ShapeTensor:$shape,
    // nn.fill_c2: value has rank 0 and the result's element type.
    0DTensorOf<[AnyType]>:$value
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$shape `,` $value attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def NN_RangeOp : NN_Op<"range", [
    Pure, SameOperandsAndResultElementType]> {
  let summary = "An arithmetic sequence";
  let description = [{
    `result[i] = start + i * delta`, up to, without, `limit`. A `delta` of 0, or
    one that leads away from `limit`, is an error when the op runs. Mirrors
    TensorFlow's `Range`.

    Example:

    ```mlir
    %0 = nn.range %start, %limit, %delta
        : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
    ```
  }];
  let arguments = (ins
    0DTensorOf<NN_Numbers>:$start,
    0DTensorOf<NN_Numbers>:$limit,
    0DTensorOf<NN_Numbers>:$delta
  );
  let results = (outs 1DTensorOf<NN_Numbers>:$result);
  let assemblyFormat =
      "$start `,` $limit `,` $delta attr-dict `:` "
      "functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_OneHotOp : NN_Op<"one_hot", [NN_InferType, Pure]> {
  let summary = "Indices as rows of one `on` among `off`";
  let description = [{
    Inserts a dimension of size `depth` as dimension `axis` of the result; along
    it, the element at the index is `on`, all others are `off`. An index outside
    [0, depth) makes all of them `off`. Mirrors TensorFlow's `OneHot`.

    Example:

    ```mlir
    %0 = nn.one_hot %i, %on, %off {depth = 10 : i64, axis = 1 : i64}
        : (tensor<?xi32>, tensor<f32>, tensor<f32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins
    RankedTensorOf<[I32, I64, UI8, I8]>:$indices,
    // nn.one_hot_c1: on and off have equal types.
    0DTensorOf<[AnyType]>:$on,
    0DTensorOf<[AnyType]>:$off,
    // nn.one_hot_c2: depth is not negative.
    I64Attr:$depth,
    // nn.one_hot_c3: axis is in [0, rank].
    I64Attr:$axis
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat =
      "$indices `,` $on `,` $off attr-dict `:` "
      "functional-type(operands, results)";
  let hasFolder = 1;
}

#endif // NN_DIALECT_NN_IR_NNSHAPEOPS_TD
