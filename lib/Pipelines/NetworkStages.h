//===- NetworkStages.h ----------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stages of a network that do not depend on what runs its kernels: the
// pipelines for all targets are made of them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_PIPELINES_NETWORKSTAGES_H
#define NN_LIB_PIPELINES_NETWORKSTAGES_H

#include "mlir/Pass/PassManager.h"
#include "nn/Schedule/ScheduleFile.h"

namespace mlir::nn {

/// Verifies that a stage has left nothing of what is before it.
void addVerifier(OpPassManager &pm, StringRef stage);

/// linalg on tensors, without what is computed twice. Functions whose tensors
/// all have one element may become functions on scalars.
void addLinalg(OpPassManager &pm, bool scalarizeABI);

/// A host function that dispatches kernels with schedules.
void addKernels(OpPassManager &pm, const ScheduleFiles &schedules);

/// Host tensors become pointers. Kernels still are functions of memrefs, which
/// say what strides they take. `symbol` is the name of the network's functions
/// instead of `main`, unless it is empty.
void addMemory(OpPassManager &pm, StringRef symbol);

} // namespace mlir::nn

#endif // NN_LIB_PIPELINES_NETWORKSTAGES_H
