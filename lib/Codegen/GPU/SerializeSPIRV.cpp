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

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Target/SPIRV/Serialization.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
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

/// Returns the bytes of memory that a workgroup shares.
static uint32_t getWorkgroupBytes(spirv::ModuleOp module) {
  uint32_t bytes = 0;
  for (auto variable : module.getOps<spirv::GlobalVariableOp>())
    if (variable.storageClass() == spirv::StorageClass::Workgroup)
      bytes +=
          cast<spirv::SPIRVType>(
              cast<spirv::PointerType>(variable.getType()).getPointeeType())
              .getSizeInBytes()
              .value_or(0);
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
  LLVM::GlobalOp addGlobal(OpBuilder &b, Location loc, StringRef name,
                           StringRef bytes, unsigned alignment) {
    auto type = LLVM::LLVMArrayType::get(b.getI8Type(), bytes.size());
    return LLVM::GlobalOp::create(b, loc, type, /*isConstant=*/true,
                                  LLVM::Linkage::Internal, name,
                                  b.getStringAttr(bytes), alignment);
  }

  LogicalResult serialize(ModuleOp kernel, spirv::ModuleOp module);
};

} // namespace

LogicalResult NNSerializeSPIRVPass::serialize(ModuleOp kernel,
                                              spirv::ModuleOp module) {
  Location loc = kernel.getLoc();
  auto mode = *module.getOps<spirv::ExecutionModeOp>().begin();
  auto numBuffers = kernel->getAttrOfType<IntegerAttr>(abi::numBuffersAttrName);
  auto numSizes = kernel->getAttrOfType<IntegerAttr>(abi::numSizesAttrName);
  if (!numBuffers || !numSizes)
    return kernel.emitError()
           << "has no '" << abi::numBuffersAttrName << "' and '"
           << abi::numSizesAttrName << "': run nn-outline-gpu before";
  SmallVector<uint32_t> words;
  if (failed(spirv::serialize(module, words)))
    return failure();

  OpBuilder b = OpBuilder::atBlockEnd(kernel.getBody());
  StringRef code(reinterpret_cast<const char *>(words.data()),
                 words.size() * sizeof(uint32_t));
  LLVM::GlobalOp codeGlobal = addGlobal(b, loc, "code", code, 8);
  std::string name = (kernel.getSymName().value_or("") + Twine('\0')).str();
  LLVM::GlobalOp nameGlobal = addGlobal(b, loc, "name", name, 1);

  LLVM::LLVMStructType type = abi::getDeviceKernelType(b.getContext());
  auto device = LLVM::GlobalOp::create(
      b, loc, type, /*isConstant=*/true, LLVM::Linkage::External,
      abi::deviceKernelGlobal, Attribute(), /*alignment=*/8);
  b.createBlock(&device.getInitializerRegion());
  Value value = LLVM::UndefOp::create(b, loc, type);
  auto set = [&](int32_t field, Value content) {
    value = LLVM::InsertValueOp::create(b, loc, value, content, field);
  };
  auto setNumber = [&](int32_t field, int64_t number) {
    Type fieldType = type.getBody()[field];
    set(field, LLVM::ConstantOp::create(b, loc, fieldType,
                                        b.getIntegerAttr(fieldType, number)));
  };
  using namespace abi::DeviceKernelField;
  set(Name, LLVM::AddressOfOp::create(b, loc, nameGlobal));
  set(Code, LLVM::AddressOfOp::create(b, loc, codeGlobal));
  setNumber(CodeBytes, code.size());
  setNumber(Format, NN_SPIRV);
  setNumber(Types, getTypes(module));
  setNumber(NumBuffers, numBuffers.getInt());
  setNumber(NumSizes, numSizes.getInt());
  setNumber(WorkgroupSize, cast<IntegerAttr>(mode.getValues()[0]).getInt());
  setNumber(WorkgroupBytes, getWorkgroupBytes(module));
  LLVM::ReturnOp::create(b, loc, value);
  return success();
}
