//===- Passes.td -------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes from nn to nn.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_TRANSFORMS_PASSES_TD
#define NN_DIALECT_NN_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNNameWeights : Pass<"nn-name-weights", "::mlir::ModuleOp"> {
  let summary = "Leave large weights in the files that they lie in";
  let description = [{
    Replaces constants whose elements lie in a mapped file by their places in it,
    for a text that does not repeat them: the last pass before printing.

    ```mlir
    %0 = arith.constant dense_resource<w> : tensor<1024xf32>
    {-# dialect_resources: { builtin: { w: "0x01000000..." } } #-}
    ```

    becomes

    ```mlir
    %0 = arith.constant dense_resource<w> : tensor<1024xf32>
    {-# dialect_resources: {
      nn: { w: "/net.pb, offset 128, 4096 bytes, xxh3 90ab..." } } #-}
    ```
  }];
  let dependentDialects = ["::mlir::nn::NNDialect"];
}

def NNFoldAffine : Pass<"nn-fold-affine"> {
  let summary = "Fold scales and shifts by constants into filters and biases";
  let description = [{
    What a convolution or a product with a constant matrix computes is followed,
    in a trained network, by a batch normalization, or by the multiplications
    and additions of constants a channel that exporters write instead. All of
    them, as far as each value has one use, become one filter and one addition:

    ```mlir
    %0 = nn.conv2d %x, %w : ...
    %1 = nn.add %0, %bias : ...
    %2 = nn.mul %1, %scale : ...
    %3 = nn.add %2, %shift : ...
    // becomes
    %0 = nn.conv2d %x, %scaled_w : ...
    %1 = nn.add %0, %shifted_bias : ...
    ```

    The constants are computed in f64 and rounded once. Scales before such an op
    go into its filter too: a padding of zeros is the same scaled. Shifts before
    it become part of the bias, but only where nothing is padded. Constants must
    stay finite. A batch normalization elsewhere, with constant parameters,
    becomes a multiplication and an addition.

    Elements of f32 and f64 only: narrower ones are rounded after every op.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNFoldConstants : Pass<"nn-fold-constants"> {
  let summary = "Evaluate ops on constants, of any size";
  let description = [{
    Replaces nn ops whose operands are all constants by their results, also where
    these are too large for a fold: transposed, reshaped and padded weights, and
    arithmetic on them.

    ```mlir
    %w = arith.constant dense_resource<w> : tensor<64x512xf32>
    %0 = nn.transpose %w {permutation = array<i64: 1, 0>}
        : (tensor<64x512xf32>) -> tensor<512x64xf32>
    // becomes
    %0 = arith.constant dense_resource<folded> : tensor<512x64xf32>
    ```

    The weights do not grow: a result takes no more bytes than the operands and
    `max-growth`, as where a row of zeros is put before a table.
  }];
  let options = [
    Option<"maxGrowth", "max-growth", "int64_t", /*default=*/"65536",
           "Bytes that a result may take more than its operands">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNFoldPadding : Pass<"nn-fold-padding"> {
  let summary = "Fold borders into the padding of convolutions and pools";
  let description = [{
    A border of zeros along the spatial dimensions before a convolution becomes
    its padding, and so does a border of the lowest value before a max pool,
    if no window gets to lie in the padding alone.

    ```mlir
    %0 = nn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>,
                    value = 0.0 : f32} : ...
    %1 = nn.conv2d %0, %w : ...
    // becomes
    %1 = nn.conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>} : ...
    ```

    A border of zeros before a max pool is not its padding, which takes no part
    in the maximum, and an average pool does not count its padding: both stay.
  }];
}

def NNInterleaveConvolutions : Pass<"nn-interleave-convolutions"> {
  let summary = "Turn transposed convolutions into convolutions";
  let description = [{
    A transposed convolution with strides is a convolution with more channels:
    one set for each of the results that lie between two elements of the input.
    They are then brought to their places. Of the other form, a convolution of
    the input with zeros between its elements, most multiplications are by zero.

    ```mlir
    %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>}
        : (tensor<1x4x4x16xf32>, tensor<2x2x8x16xf32>) -> tensor<1x8x8x8xf32>
    // becomes, with the elements of %w in another order,
    %c = nn.conv2d %x, %v
        : (tensor<1x4x4x16xf32>, tensor<1x1x16x32xf32>) -> tensor<1x4x4x32xf32>
    %s = nn.reshape %c : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x2x2x8xf32>
    %t = nn.transpose %s {permutation = array<i64: 0, 1, 3, 2, 4, 5>} : ..
    %0 = nn.reshape %t : (tensor<1x4x2x4x2x8xf32>) -> tensor<1x8x8x8xf32>
    ```

    Results that read different elements of the input, as by a filter of three
    with a stride of two, are computed by convolutions of their own, behind each
    other in the channels; no filter has taps that the other did not have, which
    would make NaN of infinite elements.

    The filter must be a constant and no smaller than the strides, the channels
    last, and all sizes but the batch's known. Up to 32 convolutions are made of
    one. What folds into a filter should have done so before.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNMergeConstants : Pass<"nn-merge-constants"> {
  let summary = "Merge chains of elementwise ops with constants";
  let description = [{
    Subtracting a constant becomes adding its negative, dividing by powers of
    two multiplying by their reciprocals, both exactly. Then chains merge:

    ```mlir
    %0 = nn.sub %x, %c2 : ...
    %1 = nn.add %0, %c5 : ...
    %2 = nn.add %1, %c100 : ...
    // becomes
    %2 = nn.add %x, %c103 : ...
    ```

    Sums and products of integers wrap around, so that all merge. Of floats,
    factors merge if their product is a normal number, and terms if their sum
    does not cancel: then the result is as accurate as before. Elements of f16
    and bf16 stay as they are: they are rounded after every op.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNRecognizeFunctions : Pass<"nn-recognize-functions"> {
  let summary = "Recognize functions that are written out as several ops";
  let description = [{
    - `x * sigmoid(x)` is `silu(x)`.
    - `0.5 * x * (1 + erf(x / sqrt(2)))` and `0.5 * x * erfc(-x / sqrt(2))`,
      with their factors in any order, are `gelu(x)`, and
      `0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))` is the
      approximate one.
    - `maximum(x, 0)` is `relu(x)`, and `minimum(relu(x), 6)` is `relu6(x)`.
    - `x ^ 2` is `square(x)`.

    ```mlir
    %0 = nn.sigmoid %x : tensor<4xf32>
    %1 = nn.mul %x, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    // becomes
    %1 = nn.silu %x : tensor<4xf32>
    ```
  }];
}

def NNRefineShapes : Pass<"nn-refine-shapes", "ModuleOp"> {
  let summary = "Make the types of tensors as static as they can be";
  let description = [{
    Infers types anew from operands to results, through scf.if and scf.while to
    the results of functions. Shape arithmetic is evaluated symbolically, so that
    a shape of which only some sizes are known is used as far as it goes:

    ```mlir
    %s = nn.shape %x : (tensor<?x8x16xf32>) -> tensor<3xi32>
    %n = nn.slice %s {begin = array<i64: 0>, size = array<i64: 1>,
                      strides = array<i64: 1>} : (tensor<3xi32>) -> tensor<1xi32>
    %c = arith.constant dense<-1> : tensor<1xi32>
    %t = nn.concat %n, %c {axis = 0 : i64}
        : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
    %0 = nn.reshape %x, %t : (tensor<?x8x16xf32>, tensor<2xi32>) -> tensor<?x?xf32>
    // becomes
    %0 = nn.reshape %x, %t
        : (tensor<?x8x16xf32>, tensor<2xi32>) -> tensor<?x128xf32>
    ```

    where the fold of nn.reshape drops the shape. Integers that are known become
    constants, a dynamic_slice at a known place a slice, and the padding SAME
    numbers. A tensor.cast is left only where a user outside nn needs the type
    that a value had. Types of functions that are called stay.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNSinkReshapes : Pass<"nn-sink-reshapes"> {
  let summary = "Move reshapes behind elementwise ops";
  let description = [{
    A reshape between a product and its bias or activation moves behind them, so
    that these become the product's own. A constant operand must be a scalar, or
    run along the last dimension, which the reshape must keep.

    ```mlir
    %0 = nn.matmul %x, %w : ... -> tensor<128x64xf32>
    %1 = nn.reshape %0 : (tensor<128x64xf32>) -> tensor<1x128x64xf32>
    %2 = nn.add %1, %bias : (tensor<1x128x64xf32>, tensor<64xf32>) -> ...
    // becomes
    %0 = nn.matmul %x, %w : ... -> tensor<128x64xf32>
    %1 = nn.add %0, %bias : (tensor<128x64xf32>, tensor<64xf32>) -> ...
    %2 = nn.reshape %1 : (tensor<128x64xf32>) -> tensor<1x128x64xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNSpecializeConvolutions : Pass<"nn-specialize-convolutions"> {
  let summary = "Turn convolutions into simpler ops";
  let description = [{
    A convolution with as many groups as input channels is a depthwise one:

    ```mlir
    %0 = nn.conv2d %x, %w
        : (tensor<1x8x8x16xf32>, tensor<3x3x1x16xf32>) -> tensor<1x6x6x16xf32>
    // becomes
    %v = nn.reshape %w : (tensor<3x3x1x16xf32>) -> tensor<3x3x16x1xf32>
    %0 = nn.depthwise_conv2d %x, %v
        : (tensor<1x8x8x16xf32>, tensor<3x3x16x1xf32>) -> tensor<1x6x6x16xf32>
    ```
  }];
}

#endif // NN_DIALECT_NN_TRANSFORMS_PASSES_TD
