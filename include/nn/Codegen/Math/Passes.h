//===- Passes.h -------------------------------------------------*- C++ -*-===//
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

#ifndef NN_CODEGEN_MATH_PASSES_H
#define NN_CODEGEN_MATH_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class RewritePatternSet;

namespace nn {

#define GEN_PASS_DECL
#include "nn/Codegen/Math/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "nn/Codegen/Math/Passes.h.inc"

/// Adds the patterns that expand ops of the math dialect on f32 and narrower
/// floats. With `hasAVX512`, vectors of 16 f32 use its instructions.
void populateExpandMathPatterns(RewritePatternSet &patterns, bool hasAVX512);

} // namespace nn
} // namespace mlir

#endif // NN_CODEGEN_MATH_PASSES_H
