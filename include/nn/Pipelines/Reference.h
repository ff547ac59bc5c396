//===- Reference.h ----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference pipeline: what every optimization is tested against.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_REFERENCE_H
#define NN_PIPELINES_REFERENCE_H

#include "mlir/Pass/PassManager.h"

namespace mlir::nn {

/// Adds the passes from nn ops to the LLVM dialect by one affine loop nest for
/// each linalg op and the functions of libm: no fusion, no schedules, and
/// nothing of this project behind the linalg stage. Functions take and return
/// memref descriptors; those that callers need have the C interface
/// `_mlir_ciface_<name>`, and results are for the caller to free.
void buildReferencePipeline(OpPassManager &pm);

/// Registers `nn-reference-pipeline`.
void registerReferencePipeline();

} // namespace mlir::nn

#endif // NN_PIPELINES_REFERENCE_H
