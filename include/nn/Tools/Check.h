//===- Check.h - The optimized network against plain loops ------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs a network by two pipelines and says where they part.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_CHECK_H
#define NN_TOOLS_CHECK_H

#include "nn/Execution/Array.h"
#include "nn/Tools/Lowering.h"

namespace mlir::nn {

/// Compiles a lowered network and runs it once; returns its outputs. An error
/// without a message was a diagnostic.
using RunNetwork = llvm::function_ref<llvm::Expected<SmallVector<Array>>(
    ModuleOp, ArrayRef<Array>)>;

/// Compiles the network by the optimized pipeline, which `run` runs, and by the
/// reference one, which runs here, and compares outputs. Then does so again
/// with the result of every node an output. Prints a line for each output and
/// the first node that departs; fails if one does. An error without a message
/// was a diagnostic.
llvm::Error checkAgainstReference(ModuleOp module, ArrayRef<Array> inputs,
                                  const LoweringOptions &lowering,
                                  RunNetwork run, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TOOLS_CHECK_H
