//===- Reproducer.h - Passes that leave what they failed on -----*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a pass fails or crashes on is kept as a file that nn-opt replays.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_REPRODUCER_H
#define NN_TOOLS_REPRODUCER_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

namespace mlir::nn {

/// Runs passes on a module. If one of them fails, the module before all of them
/// is left in a temporary file, and a remark behind the pass's error says by
/// what command nn-opt repeats it; a pass that fails without an error is one. A
/// crash leaves the file as well, prints an error before the stack, and still
/// ends the process. There is nothing to repeat after an error at a place in
/// `userFile`, which passes read: its author mends it.
LogicalResult runWithReproducer(PassManager &manager, ModuleOp module,
                                StringRef userFile = "");

} // namespace mlir::nn

#endif // NN_TOOLS_REPRODUCER_H
