//===- EmitPTX.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kernels of a network as one file of PTX.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Target/Native/Compile.h"

using namespace mlir;
using namespace mlir::nn;

llvm::Error nn::emitPTX(ModuleOp module, raw_ostream &os) {
  bool isFirst = true;
  for (auto kernel : module.getOps<ModuleOp>()) {
    auto code = kernel.lookupSymbol<LLVM::GlobalOp>(abi::deviceCodeGlobal);
    auto text =
        code ? dyn_cast_or_null<StringAttr>(code.getValueOrNull()) : nullptr;
    if (!text)
      continue;
    StringRef ptx = text.getValue().rtrim('\0');
    // What a file has once: version, chip, and last the size of addresses.
    size_t last = ptx.find(".address_size");
    size_t end = last == StringRef::npos ? last : ptx.find('\n', last);
    if (end == StringRef::npos)
      return llvm::createStringError("the code of kernel '" +
                                     kernel.getSymName().value_or("") +
                                     "' has no head of PTX");
    os << (isFirst ? ptx : ptx.drop_front(end + 1));
    isFirst = false;
  }
  if (isFirst)
    return llvm::createStringError("the network has no kernel in PTX");
  return llvm::Error::success();
}
