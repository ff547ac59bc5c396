//===- NNPoolingOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pooling: ops that slide a window over images.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNPOOLINGOPS_TD
#define NN_DIALECT_NN_IR_NNPOOLINGOPS_TD

include "nn/Dialect/NN/IR/NNBase.td"
include "nn/Dialect/NN/IR/NNAttributes.td"

def NN_ArgMaxPool2DOp : NN_InferOp<"arg_max_pool2d"> {
  let summary = "Place of the greatest element in a sliding window";
  let description = [{
    Where `nn.max_pool2d` finds its result: the first of the greatest elements in
    the window, as the index `(y * width + x) * channels + c` into an image of
    `input`, or with `include_batch` as the index into all of `input`, row-major
    for NHWC. NaN is passed over; a window of nothing else gives the place of its
    first element within bounds.

    - `nn.arg_max_pool2d_c1`: `input` is of rank 4.
    - `nn.arg_max_pool2d_c2`: `window` and `strides` are 2 positive numbers each.
    - `nn.arg_max_pool2d_c3`: `padding` is 4 numbers, none negative, each less
      than the window's size.
    - `nn.arg_max_pool2d_c4`: `same_upper` goes with a `padding` of zeros.

    Mirrors the second result of TensorFlow's `MaxPoolWithArgmax`.

    Example:

    ```mlir
    %0 = nn.arg_max_pool2d %x {window = array<i64: 2, 2>,
                                strides = array<i64: 2, 2>}
        : (tensor<?x8x8x16xf32>) -> tensor<?x4x4x16xi64>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input,
    DenseI64ArrayAttr:$window,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<BoolAttr, "false">:$include_batch,
    UnitAttr:$same_upper);
  let results = (outs RankedTensorOf<[I64]>:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_AvgPool2DOp : NN_InferOp<"avg_pool2d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Mean of the elements in a sliding window";
  let description = [{
    `result[n, y, x, c]` is the mean of the elements of `input[n, .., .., c]` in
    the window whose first place is `(y * strides[0] - padding[0], x *
    strides[1] - padding[2])`; only elements inside of the input are summed and
    counted.

    `padding` is top, bottom, left, right. No element of it takes part in the
    result. `same_upper` stands for a padding that depends on a size still
    unknown: the output has `ceil(input / stride)` places, and what the window
    needs beyond the input is split in two, the greater half at the bottom and
    right; `padding` is then all zero, and shape refinement replaces it once the
    size is known.

    - `nn.avg_pool2d_c1`: `input` is of rank 4.
    - `nn.avg_pool2d_c2`: `window` and `strides` are 2 positive numbers each.
    - `nn.avg_pool2d_c3`: `padding` is 4 numbers, none negative, each less than
      the window's size.
    - `nn.avg_pool2d_c4`: `same_upper` goes with a `padding` of zeros.

    Mirrors TensorFlow's `AvgPool`.

    Example:

    ```mlir
    %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>,
                            strides = array<i64: 2, 2>}
        : (tensor<?x8x8x16xf32>) -> tensor<?x4x4x16xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input,
    DenseI64ArrayAttr:$window,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_AvgPool3DOp : NN_InferOp<"avg_pool3d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Mean of the elements in a sliding window of three dimensions";
  let description = [{
    `nn.avg_pool2d` of volumes: NHWC stands for `[batch, depth, height, width,
    channels]`, channels last, and NCHW for channels before depth. `window` and
    `strides` are of depth, height and width, `padding` is front, back, top,
    bottom, left, right.

    - `nn.avg_pool3d_c1`: `input` is of rank 5.
    - `nn.avg_pool3d_c2`: `window` and `strides` are 3 positive numbers each.
    - `nn.avg_pool3d_c3`: `padding` is 6 numbers, none negative, each less than
      the window's size.
    - `nn.avg_pool3d_c4`: `same_upper` goes with a `padding` of zeros.

    Mirrors TensorFlow's `AvgPool3D`.

    Example:

    ```mlir
    %0 = nn.avg_pool3d %x {window = array<i64: 2, 2, 2>,
                            strides = array<i64: 2, 2, 2>}
        : (tensor<?x8x8x8x16xf32>) -> tensor<?x4x4x4x16xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input,
    DenseI64ArrayAttr:$window,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_MaxPool2DOp : NN_InferOp<"max_pool2d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Greatest element in a sliding window";
  let description = [{
    `result[n, y, x, c]` is the greatest element of `input[n, .., .., c]` in the
    window whose first place is `(y * strides[0] - padding[0], x * strides[1] -
    padding[2])`. NaN is passed over: a window of nothing else gives the lowest
    value of the type.

    `padding` is top, bottom, left, right. No element of it takes part in the
    result. `same_upper` stands for a padding that depends on a size still
    unknown: the output has `ceil(input / stride)` places, and what the window
    needs beyond the input is split in two, the greater half at the bottom and
    right; `padding` is then all zero, and shape refinement replaces it once the
    size is known.

    - `nn.max_pool2d_c1`: `input` is of rank 4.
    - `nn.max_pool2d_c2`: `window` and `strides` are 2 positive numbers each.
    - `nn.max_pool2d_c3`: `padding` is 4 numbers, none negative, each less than
      the window's size.
    - `nn.max_pool2d_c4`: `same_upper` goes with a `padding` of zeros.

    Mirrors TensorFlow's `MaxPool`.

    Example:

    ```mlir
    %0 = nn.max_pool2d %x {window = array<i64: 3, 3>,
                            strides = array<i64: 2, 2>,
                            padding = array<i64: 1, 1, 1, 1>}
        : (tensor<?x8x8x16xf32>) -> tensor<?x4x4x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input,
    DenseI64ArrayAttr:$window,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_MaxPool3DOp : NN_InferOp<"max_pool3d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Greatest element in a sliding window of three dimensions";
  let description = [{
    `nn.max_pool2d` of volumes: NHWC stands for `[batch, depth, height, width,
    channels]`, channels last, and NCHW for channels before depth. `window` and
    `strides` are of depth, height and width, `padding` is front, back, top,
    bottom, left, right.

    - `nn.max_pool3d_c1`: `input` is of rank 5.
    - `nn.max_pool3d_c2`: `window` and `strides` are 3 positive numbers each.
    - `nn.max_pool3d_c3`: `padding` is 6 numbers, none negative, each less than
      the window's size.
    - `nn.max_pool3d_c4`: `same_upper` goes with a `padding` of zeros.

    Mirrors TensorFlow's `MaxPool3D`.

    Example:

    ```mlir
    %0 = nn.max_pool3d %x {window = array<i64: 2, 2, 2>,
                            strides = array<i64: 2, 2, 2>}
        : (tensor<?x8x8x8x16xf32>) -> tensor<?x4x4x4x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input,
    DenseI64ArrayAttr:$window,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

#endif // NN_DIALECT_NN_IR_NNPOOLINGOPS_TD
