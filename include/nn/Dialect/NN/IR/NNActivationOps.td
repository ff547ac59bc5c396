//===- NNActivationOps.td ----------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Activation functions: elementwise ops between the layers of a network.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNACTIVATIONOPS_TD
#define NN_DIALECT_NN_IR_NNACTIVATIONOPS_TD

include "nn/Dialect/NN/IR/NNElementwiseBase.td"

def NN_EluOp : NN_UnaryOp<"elu", NN_FloatTensor> {
  let summary = "Exponential linear unit";
  let description = [{
    `result[i] = input[i] > 0 ? input[i] : exp(input[i]) - 1`; NaN stays NaN.
    Mirrors TensorFlow's `Elu`.

    Example:

    ```mlir
    %0 = nn.elu %x : tensor<?x8xf32>
    ```
  }];
}

def NN_GeluOp : NN_UnaryOp<"gelu", NN_FloatTensor> {
  let summary = "Gaussian error linear unit";
  let description = [{
    `result[i] = input[i] * P(X <= input[i])` for a standard normal X: `0.5 * x
    * (1 + erf(x / sqrt(2)))`, or with `approximate` the form `0.5 * x * (1 +
    tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))`. NaN stays NaN. Mirrors
    `tf.nn.gelu`, which TensorFlow writes out as several ops; algebra recognizes
    them.

    Example:

    ```mlir
    %0 = nn.gelu %x : tensor<?x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input,
                       DefaultValuedAttr<BoolAttr, "false">:$approximate);
}

def NN_LeakyReluOp : NN_UnaryOp<"leaky_relu", NN_FloatTensor> {
  let summary = "Rectifier with a slope below zero";
  let description = [{
    `result[i] = input[i] > 0 ? input[i] : alpha * input[i]`; NaN stays NaN. The
    product is computed in the element type, from `alpha` rounded to it. Mirrors
    TensorFlow's `LeakyRelu`.

    Example:

    ```mlir
    %0 = nn.leaky_relu %x : tensor<?x8xf32>
    ```
  }];
  let arguments = (ins NN_FloatTensor:$input,
                       DefaultValuedAttr<F32Attr, "0.2">:$alpha);
}

def NN_ReluOp : NN_UnaryOp<"relu", NN_NumberTensor, [Idempotent]> {
  let summary = "Rectified linear unit";
  let description = [{
    `result[i] = max(input[i], 0)`; NaN stays NaN. Mirrors TensorFlow's `Relu`.

    Example:

    ```mlir
    %0 = nn.relu %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_Relu6Op : NN_UnaryOp<"relu6", NN_NumberTensor, [Idempotent]> {
  let summary = "Rectified linear unit with a ceiling";
  let description = [{
    `result[i] = min(max(input[i], 0), 6)`; NaN stays NaN. Mirrors TensorFlow's
    `Relu6`.

    Example:

    ```mlir
    %0 = nn.relu6 %x : tensor<?x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def NN_SeluOp : NN_UnaryOp<"selu", NN_FloatTensor> {
  let summary = "Scaled exponential linear unit";
  let description = [{
    `result[i] = input[i] > 0 ? s * input[i] : s * a * (exp(input[i]) - 1)` with
    `s = 1.0507009873554804934193349852946` and `a =
    1.6732632423543772848170429916717`; NaN stays NaN. Mirrors TensorFlow's
    `Selu`.

    Example:

    ```mlir
    %0 = nn.selu %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SigmoidOp : NN_UnaryOp<"sigmoid", NN_FloatTensor> {
  let summary = "Logistic function";
  let description = [{
    `result[i] = 1 / (1 + exp(-input[i]))`; NaN stays NaN. Mirrors TensorFlow's
    `Sigmoid`.

    Example:

    ```mlir
    %0 = nn.sigmoid %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SiluOp : NN_UnaryOp<"silu", NN_FloatTensor> {
  let summary = "Input times its logistic function";
  let description = [{
    `result[i] = input[i] / (1 + exp(-input[i]))`; NaN stays NaN. Mirrors
    `tf.nn.silu`, which TensorFlow writes out as `Mul` of `Sigmoid`; algebra
    recognizes it.

    Example:

    ```mlir
    %0 = nn.silu %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SoftplusOp : NN_UnaryOp<"softplus", NN_FloatTensor> {
  let summary = "Smooth rectifier";
  let description = [{
    `result[i] = log(1 + exp(input[i]))`, without overflow for large inputs; NaN
    stays NaN. Mirrors TensorFlow's `Softplus`.

    Example:

    ```mlir
    %0 = nn.softplus %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SoftsignOp : NN_UnaryOp<"softsign", NN_FloatTensor> {
  let summary = "Input over one plus its magnitude";
  let description = [{
    `result[i] = input[i] / (1 + |input[i]|)`; NaN stays NaN, and infinities
    give NaN. Mirrors TensorFlow's `Softsign`.

    Example:

    ```mlir
    %0 = nn.softsign %x : tensor<?x8xf32>
    ```
  }];
}

def NN_TanhOp : NN_UnaryOp<"tanh", NN_FloatTensor> {
  let summary = "Hyperbolic tangent";
  let description = [{
    `result[i] = tanh(input[i])`; NaN stays NaN. Mirrors TensorFlow's `Tanh`.

    Example:

    ```mlir
    %0 = nn.tanh %x : tensor<?x8xf32>
    ```
  }];
}

#endif // NN_DIALECT_NN_IR_NNACTIVATIONOPS_TD
