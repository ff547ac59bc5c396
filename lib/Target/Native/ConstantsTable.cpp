//===- ConstantsTable.cpp - The weights of a lowered network --------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Views of constants become memory that compiled code can read.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/ConstantsTable.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "llvm/Support/MemAlloc.h"

using namespace mlir;
using namespace mlir::nn;

TableConstant::TableConstant(StringRef name, const ConstantView &view,
                             size_t alignment)
    : name(name), view(view), data(view.getBytes()) {
  bool isAligned = reinterpret_cast<uintptr_t>(data.data()) % alignment == 0;
  if (!view.isSplat() && isAligned && !data.empty())
    return;
  size_t bytes = view.getNumElements() * view.getElementBytes();
  size_t allocated = llvm::alignTo(std::max<size_t>(bytes, 1), alignment);
  copy = std::shared_ptr<char>(
      static_cast<char *>(llvm::allocate_buffer(allocated, alignment)),
      [=](char *memory) {
        llvm::deallocate_buffer(memory, allocated, alignment);
      });
  if (view.isSplat()) {
    for (int64_t i = 0, e = view.getNumElements(); i < e; ++i)
      std::memcpy(copy.get() + i * view.getElementBytes(), data.data(),
                  view.getElementBytes());
  } else if (bytes != 0) {
    std::memcpy(copy.get(), data.data(), bytes);
  }
  data = {copy.get(), bytes};
}

FailureOr<SmallVector<TableConstant>> nn::getConstantsTable(ModuleOp module,
                                                            size_t alignment) {
  SmallVector<TableConstant> table;
  for (auto constant : module.getOps<ConstantOp>()) {
    if (constant.getPacking()) {
      table.emplace_back(constant.getSymName());
      continue;
    }
    std::optional<ConstantView> view = ConstantView::get(constant.getValue());
    if (!view)
      return constant.emitOpError("has no data, or not as much as its type ")
             << cast<ElementsAttr>(constant.getValue()).getShapedType();
    table.emplace_back(constant.getSymName(), *view, alignment);
  }
  return table;
}
