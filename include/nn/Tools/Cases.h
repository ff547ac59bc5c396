//===- Cases.h - The calls of a test file as one network --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A test file is a `main` without arguments that calls functions on constants,
// and prints what they return. Here the constants are inputs instead, so that
// nothing is computed before it runs, and the file is one network of many
// parts, which costs one compilation.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_CASES_H
#define NN_TOOLS_CASES_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Execution/Array.h"

namespace mlir::nn {

/// Replaces the functions of the module by one `main`, which takes the
/// constant operands of the calls of `main` and returns their results. The
/// results of a call of `@f` are called `f`, or `f.0`, `f.1`, if they are
/// several, and its operands `f:0`, `f:1`. Calls of declarations and on what is
/// computed are left out. Returns the inputs. An error if no call is left, or
/// if a called function has more than one block.
llvm::Expected<SmallVector<Array>> makeNetworkOfCases(ModuleOp module);

} // namespace mlir::nn

#endif // NN_TOOLS_CASES_H
