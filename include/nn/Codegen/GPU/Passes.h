//===- Passes.h ---------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that make device code of kernels on a GPU.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_GPU_PASSES_H
#define NN_CODEGEN_GPU_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::nn {

#define GEN_PASS_DECL
#include "nn/Codegen/GPU/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "nn/Codegen/GPU/Passes.h.inc"

} // namespace mlir::nn

#endif // NN_CODEGEN_GPU_PASSES_H
