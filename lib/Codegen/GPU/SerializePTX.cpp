//===- SerializePTX.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-serialize-ptx: device code becomes data of the kernel.
//
//===----------------------------------------------------------------------===//

#include "DeviceCode.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Support/Identifiers.h"
#include "nn/Support/Target.h"
#include "nn/Target/Native/Compile.h"
#include "nn_runtime.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSERIALIZEPTX
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the PTX of a module for a chip. Functions of the module other than
/// the entry, and globals, are hidden in it.
static FailureOr<std::string> compile(gpu::GPUModuleOp module, StringRef chip,
                                      StringRef name, int64_t &sharedBytes) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code =
      translateModuleToLLVMIR(module, context, name);
  if (!code)
    return module.emitError("translation to LLVM IR failed");
  llvm::Expected<NativeTarget> target =
      NativeTarget::get("nvptx64-nvidia-cuda", chip, /*features=*/"");
  if (!target)
    return module.emitError(llvm::toString(target.takeError()));
  auto machine = target->createTargetMachine();
  if (!machine)
    return module.emitError(llvm::toString(machine.takeError()));
  code->setTargetTriple((*machine)->getTargetTriple());
  code->setDataLayout((*machine)->createDataLayout());
  llvm::Function *entry = code->getFunction(kernelEntryName);
  if (!entry)
    return module.emitError() << "has no function '" << kernelEntryName << "'";
  entry->setName(name);
  // One file may hold many kernels.
  for (llvm::GlobalVariable &global : code->globals())
    global.setName(name + "_" + global.getName());
  optimizeLLVMModule(*code, **machine);

  sharedBytes = 0;
  for (llvm::Function &function : *code)
    if (function.isDeclaration() && !function.isIntrinsic())
      return module.emitError("calls '")
             << function.getName() << "', which no library has";
  for (llvm::GlobalVariable &global : code->globals())
    if (global.getAddressSpace() ==
        static_cast<unsigned>(NVVM::NVVMMemorySpace::Shared))
      sharedBytes +=
          code->getDataLayout().getTypeAllocSize(global.getValueType());
  std::string text;
  llvm::raw_string_ostream os(text);
  if (llvm::Error error = emitAssembly(*code, *target, os))
    return module.emitError(llvm::toString(std::move(error)));
  return text;
}

namespace {

struct NNSerializePTXPass
    : public nn::impl::NNSerializePTXBase<NNSerializePTXPass> {
  void getDependentDialects(DialectRegistry &registry) const override {
    NNSerializePTXBase::getDependentDialects(registry);
    registerGPUDialectTranslation(registry);
    registerLLVMDialectTranslation(registry);
    registerNVVMDialectTranslation(registry);
  }

  void runOnOperation() override {
    ModuleOp kernel = getOperation();
    TargetInfo target = TargetInfo::get(kernel);
    if (target.device != DeviceKind::CUDA)
      return;
    for (auto module :
         llvm::make_early_inc_range(kernel.getOps<gpu::GPUModuleOp>())) {
      if (failed(serialize(kernel, module, target.deviceChip)))
        return signalPassFailure();
      module.erase();
    }
  }

private:
  LogicalResult serialize(ModuleOp kernel, gpu::GPUModuleOp module,
                          StringRef chip) {
    auto entry = module.lookupSymbol<LLVM::LLVMFuncOp>(kernelEntryName);
    auto size = entry ? entry->getAttrOfType<DenseI32ArrayAttr>(
                            NVVM::NVVMDialect::getMaxntidAttrName())
                      : nullptr;
    if (!size)
      return module.emitError(
          "has no kernel of a known size of workgroups: run "
          "nn-convert-to-nvvm before");
    DeviceCode code;
    code.name = makeCIdentifier(kernel.getSymName().value_or(kernelEntryName));
    FailureOr<std::string> text =
        compile(module, chip, code.name, code.workgroupBytes);
    if (failed(text))
      return failure();
    // The driver reads up to a zero.
    *text += '\0';
    code.code = *text;
    code.format = NN_PTX;
    code.workgroupSize = size[0];
    return addDeviceCode(kernel, code);
  }
};

} // namespace
