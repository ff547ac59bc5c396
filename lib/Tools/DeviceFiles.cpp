//===- DeviceFiles.cpp - Files of device code -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/DeviceFiles.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Target/SPIRV/Serialization.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/ReportedError.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

namespace {
/// The code of a kernel: data of it, or a module in the spirv dialect.
struct KernelCode {
  StringRef kernel, data;
  spirv::ModuleOp module;
};
} // namespace

/// The first word of a SPIR-V file, which is of little-endian words here.
static constexpr StringLiteral kSPIRVMagic("\x03\x02\x23\x07");

/// Returns the code of one form of all kernels, or of one that is named.
static SmallVector<KernelCode> findCode(ModuleOp module, StringRef kernel,
                                        bool isSPIRV) {
  SmallVector<KernelCode> found;
  module.walk([&](Operation *op) {
    KernelCode code;
    code.kernel =
        op->getParentOp()
            ? op->getParentOfType<ModuleOp>().getSymName().value_or("")
            : "";
    if (auto global = dyn_cast<LLVM::GlobalOp>(op)) {
      auto data = dyn_cast_or_null<StringAttr>(global.getValueOrNull());
      if (global.getSymName() != abi::deviceCodeGlobal || !data ||
          data.getValue().starts_with(kSPIRVMagic) != isSPIRV)
        return;
      code.data = data.getValue();
    } else if (auto spirvModule = dyn_cast<spirv::ModuleOp>(op);
               spirvModule && isSPIRV) {
      code.module = spirvModule;
    } else {
      return;
    }
    if (kernel.empty() || code.kernel == kernel)
      found.push_back(code);
  });
  return found;
}

static llvm::Error makeNoCodeError(StringRef form, StringRef device,
                                   StringRef kernel) {
  std::string which =
      kernel.empty() ? "no kernel" : ("no kernel '" + kernel + "'").str();
  return createStringError("the network has " + which + " in " + form +
                           ", which --device=" + device + " makes");
}

llvm::Error nn::writePTX(ModuleOp module, StringRef kernel, raw_ostream &os) {
  SmallVector<KernelCode> codes = findCode(module, kernel, /*isSPIRV=*/false);
  if (codes.empty())
    return makeNoCodeError("PTX", "cuda", kernel);
  for (auto [i, code] : llvm::enumerate(codes)) {
    StringRef ptx = code.data.rtrim('\0');
    // What a file has once: version, chip, and last the size of addresses.
    size_t last = ptx.find(".address_size");
    size_t end = last == StringRef::npos ? last : ptx.find('\n', last);
    if (end == StringRef::npos)
      return createStringError("the code of kernel '" + code.kernel +
                               "' has no head of PTX");
    os << (i == 0 ? ptx : ptx.drop_front(end + 1));
  }
  return llvm::Error::success();
}

llvm::Error nn::writeSPIRV(ModuleOp module, StringRef kernel, raw_ostream &os) {
  SmallVector<KernelCode> codes = findCode(module, kernel, /*isSPIRV=*/true);
  if (codes.empty())
    return makeNoCodeError("SPIR-V", "vulkan", kernel);
  if (codes.size() != 1) {
    auto names = llvm::map_range(
        codes, [](const KernelCode &code) { return code.kernel; });
    return createStringError(
        "a file of SPIR-V is one kernel: expected --kernel "
        "of " +
        llvm::join(names, ", "));
  }
  const KernelCode &code = codes.front();
  if (!code.module) {
    os << code.data;
    return llvm::Error::success();
  }
  SmallVector<uint32_t> words;
  if (failed(spirv::serialize(code.module, words)))
    return makeReportedError();
  os.write(reinterpret_cast<const char *>(words.data()),
           words.size() * sizeof(uint32_t));
  return llvm::Error::success();
}
