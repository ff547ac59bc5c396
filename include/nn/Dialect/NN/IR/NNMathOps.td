//===- NNMathOps.td ----------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops of one operand that are transcendental functions. Their
// accuracy is that of TensorFlow's own kernels, a few units in the last place;
// they fold only through the fold-constants pass.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNMATHOPS_TD
#define NN_DIALECT_NN_IR_NNMATHOPS_TD

include "nn/Dialect/NN/IR/NNElementwiseBase.td"

def NN_AcosOp : NN_UnaryOp<"acos", NN_FloatTensor> {
  let summary = "Inverse cosine";
  let description = [{
    `result[i] = acos(input[i])` in [0, pi]; NaN outside of [-1, 1]. NaN stays
    NaN. Mirrors TensorFlow's `Acos`.

    Example:

    ```mlir
    %0 = nn.acos %x : tensor<?x8xf32>
    ```
  }];
}

def NN_AcoshOp : NN_UnaryOp<"acosh", NN_FloatTensor> {
  let summary = "Inverse hyperbolic cosine";
  let description = [{
    `result[i] = acosh(input[i])`: NaN below 1. NaN stays NaN. Mirrors
    TensorFlow's `Acosh`.

    Example:

    ```mlir
    %0 = nn.acosh %x : tensor<?x8xf32>
    ```
  }];
}

def NN_AsinOp : NN_UnaryOp<"asin", NN_FloatTensor> {
  let summary = "Inverse sine";
  let description = [{
    `result[i] = asin(input[i])` in [-pi/2, pi/2]; NaN outside of [-1, 1]. NaN
    stays NaN. Mirrors TensorFlow's `Asin`.

    Example:

    ```mlir
    %0 = nn.asin %x : tensor<?x8xf32>
    ```
  }];
}

def NN_AsinhOp : NN_UnaryOp<"asinh", NN_FloatTensor> {
  let summary = "Inverse hyperbolic sine";
  let description = [{
    `result[i] = asinh(input[i])`. NaN stays NaN. Mirrors TensorFlow's `Asinh`.

    Example:

    ```mlir
    %0 = nn.asinh %x : tensor<?x8xf32>
    ```
  }];
}

def NN_AtanOp : NN_UnaryOp<"atan", NN_FloatTensor> {
  let summary = "Inverse tangent";
  let description = [{
    `result[i] = atan(input[i])` in [-pi/2, pi/2]. NaN stays NaN. Mirrors
    TensorFlow's `Atan`.

    Example:

    ```mlir
    %0 = nn.atan %x : tensor<?x8xf32>
    ```
  }];
}

def NN_AtanhOp : NN_UnaryOp<"atanh", NN_FloatTensor> {
  let summary = "Inverse hyperbolic tangent";
  let description = [{
    `result[i] = atanh(input[i])`: an infinity at -1 and 1, NaN beyond. NaN
    stays NaN. Mirrors TensorFlow's `Atanh`.

    Example:

    ```mlir
    %0 = nn.atanh %x : tensor<?x8xf32>
    ```
  }];
}

def NN_BesselI0eOp : NN_UnaryOp<"bessel_i0e", NN_FloatTensor> {
  let summary = "Scaled modified Bessel function of order 0";
  let description = [{
    `result[i] = exp(-|input[i]|) * I0(input[i])`. NaN stays NaN. Mirrors
    TensorFlow's `BesselI0e`; `BesselI0` is its product with `exp(|input[i]|)`.

    Example:

    ```mlir
    %0 = nn.bessel_i0e %x : tensor<?x8xf32>
    ```
  }];
}

def NN_BesselI1eOp : NN_UnaryOp<"bessel_i1e", NN_FloatTensor> {
  let summary = "Scaled modified Bessel function of order 1";
  let description = [{
    `result[i] = exp(-|input[i]|) * I1(input[i])`. NaN stays NaN. Mirrors
    TensorFlow's `BesselI1e`; `BesselI1` is its product with `exp(|input[i]|)`.

    Example:

    ```mlir
    %0 = nn.bessel_i1e %x : tensor<?x8xf32>
    ```
  }];
}

def NN_CosOp : NN_UnaryOp<"cos", NN_FloatTensor> {
  let summary = "Cosine";
  let description = [{
    `result[i] = cos(input[i])` of an angle in radians; NaN for infinities. NaN
    stays NaN. Mirrors TensorFlow's `Cos`.

    Example:

    ```mlir
    %0 = nn.cos %x : tensor<?x8xf32>
    ```
  }];
}

def NN_CoshOp : NN_UnaryOp<"cosh", NN_FloatTensor> {
  let summary = "Hyperbolic cosine";
  let description = [{
    `result[i] = cosh(input[i])`. NaN stays NaN. Mirrors TensorFlow's `Cosh`.

    Example:

    ```mlir
    %0 = nn.cosh %x : tensor<?x8xf32>
    ```
  }];
}

def NN_DigammaOp : NN_UnaryOp<"digamma", NN_FloatTensor> {
  let summary = "Derivative of the logarithm of the gamma function";
  let description = [{
    `result[i] = psi(input[i])`; NaN at zero, at negative integers and at minus
    infinity. NaN stays NaN. Mirrors TensorFlow's `Digamma`.

    Example:

    ```mlir
    %0 = nn.digamma %x : tensor<?x8xf32>
    ```
  }];
}

def NN_ErfOp : NN_UnaryOp<"erf", NN_FloatTensor> {
  let summary = "Error function";
  let description = [{
    `result[i] = erf(input[i])`: the integral of `2 / sqrt(pi) * exp(-t^2)` from
    0 to `input[i]`. NaN stays NaN. Mirrors TensorFlow's `Erf`.

    Example:

    ```mlir
    %0 = nn.erf %x : tensor<?x8xf32>
    ```
  }];
}

def NN_ErfcOp : NN_UnaryOp<"erfc", NN_FloatTensor> {
  let summary = "Complementary error function";
  let description = [{
    `result[i] = erfc(input[i])`: `1 - erf(input[i])` without cancellation. NaN
    stays NaN. Mirrors TensorFlow's `Erfc`.

    Example:

    ```mlir
    %0 = nn.erfc %x : tensor<?x8xf32>
    ```
  }];
}

def NN_ExpOp : NN_UnaryOp<"exp", NN_FloatTensor> {
  let summary = "Exponential function";
  let description = [{
    `result[i] = exp(input[i])`. NaN stays NaN. Mirrors TensorFlow's `Exp`.

    Example:

    ```mlir
    %0 = nn.exp %x : tensor<?x8xf32>
    ```
  }];
}

def NN_Expm1Op : NN_UnaryOp<"expm1", NN_FloatTensor> {
  let summary = "Exponential function less one";
  let description = [{
    `result[i] = expm1(input[i])`: `exp(input[i]) - 1` without cancellation. NaN
    stays NaN. Mirrors TensorFlow's `Expm1`.

    Example:

    ```mlir
    %0 = nn.expm1 %x : tensor<?x8xf32>
    ```
  }];
}

def NN_LgammaOp : NN_UnaryOp<"lgamma", NN_FloatTensor> {
  let summary = "Logarithm of the gamma function's magnitude";
  let description = [{
    `result[i] = log(abs(gamma(input[i])))`; infinity at zero, at negative
    integers and at infinities. NaN stays NaN. Mirrors TensorFlow's `Lgamma`.

    Example:

    ```mlir
    %0 = nn.lgamma %x : tensor<?x8xf32>
    ```
  }];
}

def NN_LogOp : NN_UnaryOp<"log", NN_FloatTensor> {
  let summary = "Natural logarithm";
  let description = [{
    `result[i] = log(input[i])`: minus infinity at zero, NaN below. NaN stays
    NaN. Mirrors TensorFlow's `Log`.

    Example:

    ```mlir
    %0 = nn.log %x : tensor<?x8xf32>
    ```
  }];
}

def NN_Log1pOp : NN_UnaryOp<"log1p", NN_FloatTensor> {
  let summary = "Natural logarithm of one plus the input";
  let description = [{
    `result[i] = log1p(input[i])`: `log(1 + input[i])` without cancellation;
    minus infinity at -1, NaN below. NaN stays NaN. Mirrors TensorFlow's
    `Log1p`.

    Example:

    ```mlir
    %0 = nn.log1p %x : tensor<?x8xf32>
    ```
  }];
}

def NN_NdtriOp : NN_UnaryOp<"ndtri", NN_FloatTensor> {
  let summary = "Quantile function of the normal distribution";
  let description = [{
    `result[i]` is the x for which a normally distributed number is below x with
    the probability `input[i]`; infinities at 0 and 1, NaN beyond them. NaN stays
    NaN. Mirrors TensorFlow's `Ndtri`.

    Example:

    ```mlir
    %0 = nn.ndtri %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SinOp : NN_UnaryOp<"sin", NN_FloatTensor> {
  let summary = "Sine";
  let description = [{
    `result[i] = sin(input[i])` of an angle in radians; NaN for infinities. NaN
    stays NaN. Mirrors TensorFlow's `Sin`.

    Example:

    ```mlir
    %0 = nn.sin %x : tensor<?x8xf32>
    ```
  }];
}

def NN_SinhOp : NN_UnaryOp<"sinh", NN_FloatTensor> {
  let summary = "Hyperbolic sine";
  let description = [{
    `result[i] = sinh(input[i])`. NaN stays NaN. Mirrors TensorFlow's `Sinh`.

    Example:

    ```mlir
    %0 = nn.sinh %x : tensor<?x8xf32>
    ```
  }];
}

def NN_TanOp : NN_UnaryOp<"tan", NN_FloatTensor> {
  let summary = "Tangent";
  let description = [{
    `result[i] = tan(input[i])` of an angle in radians; NaN for infinities. NaN
    stays NaN. Mirrors TensorFlow's `Tan`.

    Example:

    ```mlir
    %0 = nn.tan %x : tensor<?x8xf32>
    ```
  }];
}

// The only function of three operands, which broadcast as two do.
def NN_BetaincOp
    : NN_InferOp<"betainc", [SameOperandsAndResultElementType]> {
  let summary = "Regularized incomplete beta function";
  let description = [{
    `result[i]` is the integral of `t^(a - 1) (1 - t)^(b - 1)` from 0 to `x`,
    over that from 0 to 1, with `a`, `b` and `x` the elements of the operands:
    NaN where `a` or `b` is not positive, or `x` not in [0, 1]. NaN stays NaN.
    The operands broadcast by numpy's rules. Mirrors TensorFlow's `Betainc`.

    Example:

    ```mlir
    %0 = nn.betainc %a, %b, %x
        : (tensor<8xf32>, tensor<f32>, tensor<?x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments =
      (ins NN_FloatTensor:$a, NN_FloatTensor:$b, NN_FloatTensor:$x);
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat = [{
    $a `,` $b `,` $x attr-dict `:` functional-type(operands, $result)
  }];
}

#endif // NN_DIALECT_NN_IR_NNMATHOPS_TD
