//===- ModelDescription.h -------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_MODELDESCRIPTION_H
#define NN_LIB_ABI_MODELDESCRIPTION_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::nn {

/// What the model's table of launches says of one.
struct LaunchDescription {
  std::string kernel;
  std::string nodes;
};

/// Adds the nn_model of an entry function on pointers, and all that it points
/// to but the table of constants, which it declares.
void addModelDescription(ModuleOp module, SymbolTable &symbols,
                         func::FuncOp entry,
                         ArrayRef<LaunchDescription> launches,
                         ArrayRef<int64_t> constantBytes);

/// Returns the names of the graph's nodes in a location, separated by commas.
std::string getNodeNames(Location loc);

} // namespace mlir::nn

#endif // NN_LIB_ABI_MODELDESCRIPTION_H
