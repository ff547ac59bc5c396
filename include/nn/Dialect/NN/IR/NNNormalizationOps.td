//===- NNNormalizationOps.td -------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Normalizations: over a batch, over channels, to a distribution.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNNORMALIZATIONOPS_TD
#define NN_DIALECT_NN_IR_NNNORMALIZATIONOPS_TD

include "nn/Dialect/NN/IR/NNBase.td"
include "nn/Dialect/NN/IR/NNAttributes.td"

def NN_BatchNormOp : NN_InferOp<"batch_norm"> {
  let summary = "Normalization by known statistics";
  let description = [{
    For each channel c

        result[.., c] = (input[.., c] - mean[c]) / sqrt(variance[c] + epsilon)
                        * scale[c] + offset[c]

    Channels are the last dimension for NHWC and dimension 1 for NCHW, whatever
    the rank.

    - `nn.batch_norm_c1`: `scale`, `offset`, `mean` and `variance` are of rank 1
      and have the input's channels.
    - `nn.batch_norm_c2`: they have one element type: `input`'s, or f32 for an
      input of f16 or bf16.

    Mirrors TensorFlow's `FusedBatchNorm`, V2 and V3, for inference.

    Example:

    ```mlir
    %0 = nn.batch_norm %x, %scale, %offset, %mean, %variance
        : (tensor<?x8x8x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>,
           tensor<16xf32>)
        -> tensor<?x8x8x16xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input, NN_FloatTensor:$scale,
    NN_FloatTensor:$offset, NN_FloatTensor:$mean, NN_FloatTensor:$variance,
    DefaultValuedAttr<F32Attr, "0.0001f">:$epsilon,
    DefaultValuedAttr<NN_DataFormatAttr,
                      "::mlir::nn::DataFormat::NHWC">:$data_format);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = [{
    $input `,` $scale `,` $offset `,` $mean `,` $variance attr-dict `:`
    functional-type(operands, $result)
  }];
}

def NN_LogSoftmaxOp : NN_InferOp<"log_softmax"> {
  let summary = "Logarithm of the softmax";
  let description = [{
    `result[.., i] = input[.., i] - m - log(sum over j of exp(input[.., j] -
    m))` where m is the greatest `input[.., j]`, along the last dimension.

    - `nn.log_softmax_c1`: `input` is of rank 1 at least.

    Mirrors TensorFlow's `LogSoftmax`.

    Example:

    ```mlir
    %0 = nn.log_softmax %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_LrnOp : NN_InferOp<"lrn"> {
  let summary = "Local response normalization";
  let description = [{
    Along the last dimension, for `s` the sum of the squares of `input[.., j]`
    for j from `i - depth_radius` to `i + depth_radius`, as far as they are
    within bounds,

        result[.., i] = input[.., i] / (bias + alpha * s) ^ beta

    - `nn.lrn_c1`: `input` is of rank 4, and `depth_radius` is not negative.

    Mirrors TensorFlow's `LRN`.

    Example:

    ```mlir
    %0 = nn.lrn %x {depth_radius = 5 : i64, bias = 1.0 : f32, alpha = 1.0 : f32,
                    beta = 0.5 : f32}
        : (tensor<?x8x8x16xf32>) -> tensor<?x8x8x16xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input,
    DefaultValuedAttr<I64Attr, "5">:$depth_radius,
    DefaultValuedAttr<F32Attr, "1.0">:$bias,
    DefaultValuedAttr<F32Attr, "1.0">:$alpha,
    DefaultValuedAttr<F32Attr, "0.5">:$beta);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

def NN_SoftmaxOp : NN_InferOp<"softmax"> {
  let summary = "Softmax";
  let description = [{
    `result[.., i] = exp(input[.., i] - m) / (sum over j of exp(input[.., j] -
    m))` where m is the greatest `input[.., j]`, along the last dimension. A row
    of nothing but minus infinity is NaN.

    - `nn.softmax_c1`: `input` is of rank 1 at least.

    Mirrors TensorFlow's `Softmax`.

    Example:

    ```mlir
    %0 = nn.softmax %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
}

#endif // NN_DIALECT_NN_IR_NNNORMALIZATIONOPS_TD
