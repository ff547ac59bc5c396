//===- Passes.h ---------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that say what to compile for, and choose schedules.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_PASSES_H
#define NN_SCHEDULE_PASSES_H

#include "mlir/Pass/Pass.h"
#include "nn/Support/Target.h"

namespace mlir::nn {

#define GEN_PASS_DECL
#include "nn/Schedule/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "nn/Schedule/Passes.h.inc"

} // namespace mlir::nn

#endif // NN_SCHEDULE_PASSES_H
