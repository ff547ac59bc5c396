//===- Diagnostics.h - How tools print errors -------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Errors name the model's file and, if an op came from one, the TensorFlow
// node.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_DIAGNOSTICS_H
#define NN_TOOLS_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::nn {

/// Prints `error: FILE: node 'x' (Conv2D): MESSAGE`, a line a diagnostic. An
/// error is told once: what comes behind the first is a note. Notes attached to
/// a diagnostic are left out.
class ToolDiagnosticHandler : public ScopedDiagnosticHandler {
public:
  ToolDiagnosticHandler(MLIRContext *context, StringRef file,
                        raw_ostream &os = llvm::errs());
};

/// Prints diagnostics at TensorFlow nodes as above, with their notes, and
/// leaves those at places in a text to handlers that the context has already.
/// Stays as long as the context.
void printNodeDiagnostics(MLIRContext *context, StringRef file);

} // namespace mlir::nn

#endif // NN_TOOLS_DIAGNOSTICS_H
