//===- NNConvolutionOps.td ---------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions of images, batches of them: rank 4, channels last or second.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNCONVOLUTIONOPS_TD
#define NN_DIALECT_NN_IR_NNCONVOLUTIONOPS_TD

include "nn/Dialect/NN/IR/NNBase.td"
include "nn/Dialect/NN/IR/NNAttributes.td"

def NN_Conv2DOp : NN_InferOp<"conv2d", [SameOperandsAndResultElementType]> {
  let summary = "Convolution of images";
  let description = [{
    For an NHWC image and a filter `[height, width, depth, channels]`

        result[n, y, x, c] = sum over i, j, k of
            input[n, y * strides[0] + i * dilations[0] - padding[0],
                     x * strides[1] + j * dilations[1] - padding[2],
                     group(c) * depth + k] * filter[i, j, k, c]

    where the input is zero outside of its bounds. The input's channels are a
    multiple of the filter's depth; their quotient is the number of groups,
    which divides the result's channels too: `group(c) = c / (channels /
    groups)`. The order of the sum is not specified; integers wrap around. For
    NCHW, only the input and the result are transposed.

    `padding` is top, bottom, left, right, of zeros. `same_upper` stands for a
    padding that depends on a size still unknown: the output has `ceil(input /
    stride)` places, and what the window needs beyond the input is split in two,
    the greater half at the bottom and right; `padding` is then all zero, and
    shape refinement replaces it once the size is known.

    - `nn.conv2d_c1`: `input` and `filter` are of rank 4.
    - `nn.conv2d_c2`: `strides` and `dilations` are 2 positive numbers each.
    - `nn.conv2d_c3`: `padding` is 4 numbers, none negative.
    - `nn.conv2d_c4`: `same_upper` goes with a `padding` of zeros.
    - `nn.conv2d_c5`: `filter`'s depth divides the input's channels, and the
      groups divide `filter`'s channels.

    Mirrors TensorFlow's `Conv2D`.

    Example:

    ```mlir
    %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>,
                             padding = array<i64: 0, 1, 0, 1>}
        : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x4x4x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input, NN_NumberTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
}

def NN_Conv2DTransposeOp : NN_Op<"conv2d_transpose",
                                   [Pure, SameOperandsAndResultElementType]> {
  let summary = "Transposed convolution of images";
  let description = [{
    The gradient of `nn.conv2d` by its input: for an NHWC image and a filter
    `[height, width, channels, depth]`, where depth is the input's channels,
    each `input[n, y, x, k] * filter[i, j, c, k]` is added to

        result[n, y * strides[0] + i * dilations[0] - padding[0],
                  x * strides[1] + j * dilations[1] - padding[2], c]

    unless that is out of bounds. The result's size is not inferred, for several
    convolve to the input's: the type says it. One that the type leaves unknown
    is that of all that the filter reaches, less `padding` on both sides. For
    NCHW, only the input and the result are transposed.

    - `nn.conv2d_transpose_c1`: `input`, `filter` and the result are of rank 4.
    - `nn.conv2d_transpose_c2`: `strides` and `dilations` are 2 positive numbers
      each.
    - `nn.conv2d_transpose_c3`: `padding` is 4 numbers, none negative.
    - `nn.conv2d_transpose_c4`: a convolution of the result, with this filter and
      these attributes, has the input's shape.

    Mirrors TensorFlow's `Conv2DBackpropInput`.

    Example:

    ```mlir
    %0 = nn.conv2d_transpose %x, %w
        {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
        : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x8x8x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input, NN_FloatTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
  let hasVerifier = 1;
}

def NN_Conv3DOp : NN_InferOp<"conv3d", [SameOperandsAndResultElementType]> {
  let summary = "Convolution of volumes";
  let description = [{
    `nn.conv2d` with a dimension more: NHWC stands for `[batch, depth, height,
    width, channels]`, channels last, and NCHW for channels before depth; the
    filter is `[depth, height, width, input channels, channels]`. `strides` and
    `dilations` are of depth, height and width, `padding` is front, back, top,
    bottom, left, right. Groups and `same_upper` are those of `nn.conv2d`.

    - `nn.conv3d_c1`: `input` and `filter` are of rank 5.
    - `nn.conv3d_c2`: `strides` and `dilations` are 3 positive numbers each.
    - `nn.conv3d_c3`: `padding` is 6 numbers, none negative.
    - `nn.conv3d_c4`: `same_upper` goes with a `padding` of zeros.
    - `nn.conv3d_c5`: `filter`'s depth divides the input's channels, and the
      groups divide `filter`'s channels.

    Mirrors TensorFlow's `Conv3D`.

    Example:

    ```mlir
    %0 = nn.conv3d %x, %w {padding = array<i64: 1, 1, 1, 1, 1, 1>}
        : (tensor<?x4x8x8x3xf32>, tensor<3x3x3x3x16xf32>)
        -> tensor<?x4x8x8x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input, NN_NumberTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
}

def NN_Conv3DTransposeOp : NN_Op<"conv3d_transpose",
                                   [Pure, SameOperandsAndResultElementType]> {
  let summary = "Transposed convolution of volumes";
  let description = [{
    The gradient of `nn.conv3d` by its input, as `nn.conv2d_transpose` is that of
    `nn.conv2d`; the filter is `[depth, height, width, channels, input
    channels]`.

    - `nn.conv3d_transpose_c1`: `input`, `filter` and the result are of rank 5.
    - `nn.conv3d_transpose_c2`: `strides` and `dilations` are 3 positive numbers
      each.
    - `nn.conv3d_transpose_c3`: `padding` is 6 numbers, none negative.
    - `nn.conv3d_transpose_c4`: a convolution of the result, with this filter and
      these attributes, has the input's shape.

    Mirrors TensorFlow's `Conv3DBackpropInputV2`.

    Example:

    ```mlir
    %0 = nn.conv3d_transpose %x, %w {strides = array<i64: 2, 2, 2>}
        : (tensor<1x2x4x4x16xf32>, tensor<2x2x2x8x16xf32>)
        -> tensor<1x4x8x8x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input, NN_FloatTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
  let hasVerifier = 1;
}

def NN_DepthwiseConv2DOp : NN_InferOp<"depthwise_conv2d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Convolution of each channel by itself";
  let description = [{
    For an NHWC image and a filter `[height, width, channels, multiplier]`

        result[n, y, x, c * multiplier + m] = sum over i, j of
            input[n, y * strides[0] + i * dilations[0] - padding[0],
                     x * strides[1] + j * dilations[1] - padding[2], c]
            * filter[i, j, c, m]

    where the input is zero outside of its bounds. For NCHW, only the input and
    the result are transposed.

    `padding` is top, bottom, left, right, of zeros. `same_upper` stands for a
    padding that depends on a size still unknown: the output has `ceil(input /
    stride)` places, and what the window needs beyond the input is split in two,
    the greater half at the bottom and right; `padding` is then all zero, and
    shape refinement replaces it once the size is known.

    - `nn.depthwise_conv2d_c1`: `input` and `filter` are of rank 4.
    - `nn.depthwise_conv2d_c2`: `strides` and `dilations` are 2 positive numbers
      each.
    - `nn.depthwise_conv2d_c3`: `padding` is 4 numbers, none negative.
    - `nn.depthwise_conv2d_c4`: `same_upper` goes with a `padding` of zeros.
    - `nn.depthwise_conv2d_c5`: `filter` has the input's channels.

    Mirrors TensorFlow's `DepthwiseConv2dNative`.

    Example:

    ```mlir
    %0 = nn.depthwise_conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
        : (tensor<?x8x8x16xf32>, tensor<3x3x16x1xf32>) -> tensor<?x8x8x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input, NN_NumberTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
}

def NN_Dilation2DOp : NN_InferOp<"dilation2d",
                                   [SameOperandsAndResultElementType]> {
  let summary = "Grayscale dilation of images";
  let description = [{
    For an NHWC image and a filter `[height, width, channels]`

        result[n, y, x, c] = maximum over i, j of
            input[n, y * strides[0] + i * dilations[0] - padding[0],
                     x * strides[1] + j * dilations[1] - padding[2], c]
            + filter[i, j, c]

    as far as that is within bounds; the lowest value of the type if nothing is.

    `padding` and `same_upper` are those of `nn.max_pool2d`.

    - `nn.dilation2d_c1`: `input` is of rank 4 and `filter` of rank 3.
    - `nn.dilation2d_c2`: `strides` and `dilations` are 2 positive numbers each.
    - `nn.dilation2d_c3`: `padding` is 4 numbers, none negative.
    - `nn.dilation2d_c4`: `same_upper` goes with a `padding` of zeros.
    - `nn.dilation2d_c5`: `filter` has the input's channels.

    Mirrors TensorFlow's `Dilation2D`.

    Example:

    ```mlir
    %0 = nn.dilation2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
        : (tensor<?x8x8x16xf32>, tensor<3x3x16xf32>) -> tensor<?x8x8x16xf32>
    ```
  }];
  let arguments = (ins NN_NumberTensor:$input, NN_NumberTensor:$filter,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    UnitAttr:$same_upper);
  let results = (outs NN_NumberTensor:$result);
  let assemblyFormat = [{
    $input `,` $filter attr-dict `:` functional-type(operands, $result)
  }];
}

#endif // NN_DIALECT_NN_IR_NNCONVOLUTIONOPS_TD
