//===- NNReductionOps.td ----------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that combine the elements along some axes.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNREDUCTIONOPS_TD
#define NN_DIALECT_NN_IR_NNREDUCTIONOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

class NN_ReduceOp<string mnemonic, list<Type> types>
    : NN_Op<mnemonic, [NN_InferType, Pure]> {
  let arguments = (ins
    RankedTensorOf<types>:$input,
    // nn.reduce_c1: axes are in [0, rank), without duplicates.
    DenseI64ArrayAttr:$axes,
    DefaultValuedAttr<BoolAttr, "false">:$keep_dims
  );
  let results = (outs RankedTensorOf<types>:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def NN_ReduceSumOp : NN_ReduceOp<"reduce_sum", NN_Numbers> {
  let summary = "Sum along axes";
  let description = [{
    The sum of the elements along `axes`, in an unspecified order; integers wrap
    around, and the sum of nothing is 0. The reduced dimensions are gone from
    the result, or kept as 1 with `keep_dims`; no axes is the identity. Mirrors
    TensorFlow's `Sum`.

    Example:

    ```mlir
    %0 = nn.reduce_sum %x {axes = array<i64: 1>}
        : (tensor<2x3xf32>) -> tensor<2xf32>
    ```
  }];
}

def NN_ReduceMeanOp : NN_ReduceOp<"reduce_mean", NN_Numbers> {
  let summary = "Mean along axes";
  let description = [{
    The mean of the elements along `axes`; that of nothing is NaN. Integers are
    summed, wrapping around, and divided with truncation. The reduced dimensions
    are gone from the result, or kept as 1 with `keep_dims`; no axes is the
    identity. Mirrors TensorFlow's `Mean`.

    Example:

    ```mlir
    %0 = nn.reduce_mean %x {axes = array<i64: 1, 2>, keep_dims = true}
        : (tensor<1x7x7x64xf32>) -> tensor<1x1x1x64xf32>
    ```
  }];
}

def NN_ReduceProdOp : NN_ReduceOp<"reduce_prod", NN_Numbers> {
  let summary = "Product along axes";
  let description = [{
    The product of the elements along `axes`; integers wrap around, and the
    product of nothing is 1. The reduced dimensions are gone from the result, or
    kept as 1 with `keep_dims`; no axes is the identity. Mirrors TensorFlow's
    `Prod`.

    Example:

    ```mlir
    %0 = nn.reduce_prod %x {axes = array<i64: 0>}
        : (tensor<4xi32>) -> tensor<i32>
    ```
  }];
}

def NN_ReduceMaxOp : NN_ReduceOp<"reduce_max", NN_Numbers> {
  let summary = "Maximum along axes";
  let description = [{
    The maximum of the elements along `axes`. A NaN among them is the result;
    the maximum of nothing is the lowest value (-inf). The reduced dimensions
    are gone from the result, or kept as 1 with `keep_dims`; no axes is the
    identity. Mirrors TensorFlow's `Max`.

    Example:

    ```mlir
    %0 = nn.reduce_max %x {axes = array<i64: 1>, keep_dims = true}
        : (tensor<?x10xf32>) -> tensor<?x1xf32>
    ```
  }];
}

def NN_ReduceMinOp : NN_ReduceOp<"reduce_min", NN_Numbers> {
  let summary = "Minimum along axes";
  let description = [{
    The minimum of the elements along `axes`. A NaN among them is the result;
    the minimum of nothing is the highest value (inf). The reduced dimensions
    are gone from the result, or kept as 1 with `keep_dims`; no axes is the
    identity. Mirrors TensorFlow's `Min`.

    Example:

    ```mlir
    %0 = nn.reduce_min %x {axes = array<i64: 1>}
        : (tensor<?x10xf32>) -> tensor<?xf32>
    ```
  }];
}

def NN_ReduceAllOp : NN_ReduceOp<"reduce_all", [I1]> {
  let summary = "Whether all elements along axes are true";
  let description = [{
    The conjunction of the elements along `axes`; that of nothing is true. The
    reduced dimensions are gone from the result, or kept as 1 with `keep_dims`;
    no axes is the identity. Mirrors TensorFlow's `All`.

    Example:

    ```mlir
    %0 = nn.reduce_all %x {axes = array<i64: 0>} : (tensor<4xi1>) -> tensor<i1>
    ```
  }];
}

def NN_ReduceAnyOp : NN_ReduceOp<"reduce_any", [I1]> {
  let summary = "Whether any element along axes is true";
  let description = [{
    The disjunction of the elements along `axes`; that of nothing is false. The
    reduced dimensions are gone from the result, or kept as 1 with `keep_dims`;
    no axes is the identity. Mirrors TensorFlow's `Any`.

    Example:

    ```mlir
    %0 = nn.reduce_any %x {axes = array<i64: 0>} : (tensor<4xi1>) -> tensor<i1>
    ```
  }];
}

class NN_ArgReduceOp<string mnemonic> : NN_Op<mnemonic, [Pure]> {
  let arguments = (ins
    NN_NumberTensor:$input,
    // nn.arg_reduce_c1: axis is in [0, rank).
    I64Attr:$axis
  );
  // nn.arg_reduce_c2: the result has the input's sizes without that of axis.
  let results = (outs RankedTensorOf<[I32, I64]>:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_ArgMaxOp : NN_ArgReduceOp<"arg_max"> {
  let summary = "Index of the maximum along an axis";
  let description = [{
    The index of the first greatest element along `axis`, which is gone from the
    result. NaN is passed over; 0 if there is nothing else. Mirrors TensorFlow's
    `ArgMax`.

    Example:

    ```mlir
    %0 = nn.arg_max %x {axis = 1 : i64} : (tensor<?x10xf32>) -> tensor<?xi64>
    ```
  }];
}

def NN_ArgMinOp : NN_ArgReduceOp<"arg_min"> {
  let summary = "Index of the minimum along an axis";
  let description = [{
    The index of the first smallest element along `axis`, which is gone from the
    result. NaN is passed over; 0 if there is nothing else. Mirrors TensorFlow's
    `ArgMin`.

    Example:

    ```mlir
    %0 = nn.arg_min %x {axis = 1 : i64} : (tensor<?x10xf32>) -> tensor<?xi64>
    ```
  }];
}

class NN_ScanOp<string mnemonic, Type type>
    : NN_Op<mnemonic, [NN_InferType, Pure]> {
  let arguments = (ins
    type:$input,
    // nn.scan_c1: axis is in [0, rank).
    I64Attr:$axis,
    DefaultValuedAttr<BoolAttr, "false">:$exclusive,
    DefaultValuedAttr<BoolAttr, "false">:$reverse
  );
  let results = (outs type:$result);
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
}

def NN_CumsumOp : NN_ScanOp<"cumsum", NN_NumberTensor> {
  let summary = "Running sum along an axis";
  let description = [{
    `result[i] = input[0] + ... + input[i]` along `axis`. With `exclusive`,
    `input[i]` is left out, so that the first result is 0; with `reverse`, the
    sum runs from the last element to the first. Integers wrap around. Mirrors
    TensorFlow's `Cumsum`.

    Example:

    ```mlir
    %0 = nn.cumsum %x {axis = 0 : i64, exclusive = true}
        : (tensor<8xi32>) -> tensor<8xi32>
    ```
  }];
}

def NN_CumprodOp : NN_ScanOp<"cumprod", NN_NumberTensor> {
  let summary = "Running product along an axis";
  let description = [{
    `result[i] = input[0] * ... * input[i]` along `axis`, with `exclusive` and
    `reverse` as those of `nn.cumsum`; the product of nothing is 1. Mirrors
    TensorFlow's `Cumprod`.

    Example:

    ```mlir
    %0 = nn.cumprod %x {axis = 0 : i64} : (tensor<8xi32>) -> tensor<8xi32>
    ```
  }];
}

def NN_CumLogSumExpOp : NN_ScanOp<"cum_log_sum_exp", NN_FloatTensor> {
  let summary = "Running logarithm of a sum of exponentials along an axis";
  let description = [{
    `result[i] = log(exp(input[0]) + ... + exp(input[i]))` along `axis`, without
    overflow, with `exclusive` and `reverse` as those of `nn.cumsum`; that of
    nothing is minus infinity. Mirrors TensorFlow's `CumulativeLogsumexp`.

    Example:

    ```mlir
    %0 = nn.cum_log_sum_exp %x {axis = 0 : i64}
        : (tensor<8xf32>) -> tensor<8xf32>
    ```
  }];
}

#endif // NN_DIALECT_NN_IR_NNREDUCTIONOPS_TD
