//===- Passes.td -------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that make functions of numbers out of arithmetic.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_MATH_PASSES_TD
#define NN_CODEGEN_MATH_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNExpandMath : Pass<"nn-expand-math"> {
  let summary = "Expand functions such as exp into arithmetic";
  let description = [{
    Replaces the functions of the math dialect by polynomials and arithmetic on
    bits, on scalars and on vectors of any shape, scalable ones included:

    ```mlir
    %0 = math.exp %x : vector<16xf32>
    // becomes
    %0 = arith.cmpf uge, %x, %lowest : vector<16xf32>
    ...
    %n = math.fma %clamped, %log2e, %magic : vector<16xf32>
    ...
    ```

    NaN, infinities, zeros, overflow and denormal results are right. The largest
    error, in units in the last place of f32, over a sample of all inputs that
    the tests draw: exp 1.01, exp2 1, expm1 1.3, log 1.3, log2 1.7, log10 1.3,
    log1p 1.7, tanh 2.5, sinh 2, cosh 1.4, asinh 2.2, acosh 2.2, atanh 2.4, erf 1.2,
    sin and cos 1.6 and tan 3.1 (for arguments up to 2^40), pow 1, rsqrt 1.5. The
    functions acos, asin, atan, cbrt and erfc are expanded by MLIR's own
    patterns. f16 and bf16 are computed as f32 and rounded once.

    f64 is not expanded: it stays for libm, element by element. On scalable
    vectors that is an error, because they have no such elements.

    The instructions of AVX-512 are used if the module's target has them. For
    x86, roundings to bf16 are expanded too.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::math::MathDialect", "::mlir::vector::VectorDialect"
  ];
}

#endif // NN_CODEGEN_MATH_PASSES_TD
