//===- Passes.h ---------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that turn the stages of a kernel into loops and vectors.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_VECTOR_PASSES_H
#define NN_CODEGEN_VECTOR_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::nn {

#define GEN_PASS_DECL
#include "nn/Codegen/Vector/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "nn/Codegen/Vector/Passes.h.inc"

} // namespace mlir::nn

#endif // NN_CODEGEN_VECTOR_PASSES_H
