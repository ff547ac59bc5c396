//===- KernelDialect.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

#include "nn/Dialect/Kernel/IR/KernelDialect.cpp.inc"

#include "nn/Dialect/Kernel/IR/KernelEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "nn/Dialect/Kernel/IR/KernelAttributes.cpp.inc"

// A grid has one dimension.
int64_t GridAttr::getMappingId() const { return 0; }
bool GridAttr::isLinearMapping() const { return true; }
int64_t GridAttr::getRelativeIndex() const { return 0; }

void KernelDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "nn/Dialect/Kernel/IR/KernelAttributes.cpp.inc"
      >();
  registerDispatchOps();
  registerPackOps();
}
