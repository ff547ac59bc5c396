//===- SerializeSPIRV.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-serialize-spirv: device code becomes data of the kernel.
//
//===----------------------------------------------------------------------===//

#include "DeviceCode.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Target/SPIRV/Serialization.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Support/ElementBytes.h"
#include "nn_runtime.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSERIALIZESPIRV
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the element types that a module needs, as nn_runtime.h numbers them.
static uint32_t getTypes(spirv::ModuleOp module) {
  uint32_t types = 0;
  for (spirv::Capability capability : module.getVceTriple()->getCapabilities())
    switch (capability) {
    case spirv::Capability::Float16:
      types |= NN_DEVICE_F16;
      break;
    case spirv::Capability::Float64:
      types |= NN_DEVICE_F64;
      break;
    case spirv::Capability::Int8:
    case spirv::Capability::StorageBuffer8BitAccess:
      types |= NN_DEVICE_I8;
      break;
    case spirv::Capability::Int16:
      types |= NN_DEVICE_I16;
      break;
    case spirv::Capability::Int64:
      types |= NN_DEVICE_I64;
      break;
    default:
      break;
    }
  return types;
}

/// Returns the bytes that a variable of the type takes in the memory of a
/// workgroup, whose types say no layout.
static uint32_t getBytes(Type type) {
  if (auto array = dyn_cast<spirv::ArrayType>(type))
    return array.getNumElements() * getBytes(array.getElementType());
  if (auto structType = dyn_cast<spirv::StructType>(type)) {
    uint32_t bytes = 0;
    for (Type element : structType.getElementTypes())
      bytes += getBytes(element);
    return bytes;
  }
  return getElementBytes(type);
}

/// Returns the bytes of memory that a workgroup shares.
static uint32_t getWorkgroupBytes(spirv::ModuleOp module) {
  uint32_t bytes = 0;
  for (auto variable : module.getOps<spirv::GlobalVariableOp>())
    if (variable.storageClass() == spirv::StorageClass::Workgroup)
      bytes += getBytes(
          cast<spirv::PointerType>(variable.getType()).getPointeeType());
  return bytes;
}

namespace {

struct NNSerializeSPIRVPass
    : public nn::impl::NNSerializeSPIRVBase<NNSerializeSPIRVPass> {
  void runOnOperation() override {
    ModuleOp kernel = getOperation();
    for (auto module :
         llvm::make_early_inc_range(kernel.getOps<spirv::ModuleOp>())) {
      if (failed(serialize(kernel, module)))
        return signalPassFailure();
      module.erase();
    }
  }

private:
  LogicalResult serialize(ModuleOp kernel, spirv::ModuleOp module);
};

} // namespace

LogicalResult NNSerializeSPIRVPass::serialize(ModuleOp kernel,
                                              spirv::ModuleOp module) {
  auto modes = module.getOps<spirv::ExecutionModeOp>();
  if (modes.empty())
    return module.emitError(
        "has no entry point: run nn-convert-to-spirv before");
  SmallVector<uint32_t> words;
  if (failed(spirv::serialize(module, words)))
    return failure();

  DeviceCode code;
  code.name = kernel.getSymName().value_or("").str();
  code.code = StringRef(reinterpret_cast<const char *>(words.data()),
                        words.size() * sizeof(uint32_t));
  code.format = NN_SPIRV;
  code.types = getTypes(module);
  code.workgroupSize =
      cast<IntegerAttr>((*modes.begin()).getValues()[0]).getInt();
  code.workgroupBytes = getWorkgroupBytes(module);
  return addDeviceCode(kernel, code);
}
