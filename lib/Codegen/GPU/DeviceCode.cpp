//===- DeviceCode.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Constants of the LLVM dialect that hold code for a device.
//
//===----------------------------------------------------------------------===//

#include "DeviceCode.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/CallingConvention.h"

using namespace mlir;
using namespace mlir::nn;

static LLVM::GlobalOp addGlobal(OpBuilder &b, Location loc, StringRef name,
                                StringRef bytes, unsigned alignment) {
  auto type = LLVM::LLVMArrayType::get(b.getI8Type(), bytes.size());
  return LLVM::GlobalOp::create(b, loc, type, /*isConstant=*/true,
                                LLVM::Linkage::Internal, name,
                                b.getStringAttr(bytes), alignment);
}

LogicalResult mlir::nn::addDeviceCode(ModuleOp kernel, const DeviceCode &code) {
  Location loc = kernel.getLoc();
  auto numBuffers = kernel->getAttrOfType<IntegerAttr>(abi::numBuffersAttrName);
  auto numSizes = kernel->getAttrOfType<IntegerAttr>(abi::numSizesAttrName);
  if (!numBuffers || !numSizes)
    return kernel.emitError()
           << "has no '" << abi::numBuffersAttrName << "' and '"
           << abi::numSizesAttrName << "': run nn-outline-gpu before";

  OpBuilder b = OpBuilder::atBlockEnd(kernel.getBody());
  LLVM::GlobalOp codeGlobal =
      addGlobal(b, loc, abi::deviceCodeGlobal, code.code, 8);
  std::string name = code.name + '\0';
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
  setNumber(CodeBytes, code.code.size());
  setNumber(Format, code.format);
  setNumber(Types, code.types);
  setNumber(NumBuffers, numBuffers.getInt());
  setNumber(NumSizes, numSizes.getInt());
  setNumber(WorkgroupSize, code.workgroupSize);
  setNumber(WorkgroupBytes, code.workgroupBytes);
  LLVM::ReturnOp::create(b, loc, value);
  return success();
}
