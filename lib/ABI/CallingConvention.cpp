//===- CallingConvention.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/CallingConvention.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinTypes.h"
#include "nn_runtime.h"
#include "llvm/ADT/TypeSwitch.h"
#include <type_traits>

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

std::string abi::getShapesName(StringRef network) {
  return (network + "_shapes").str();
}

std::string abi::getInitName(StringRef network) {
  return (network + "_init").str();
}

std::string abi::getWorkspaceName(StringRef network) {
  return (network + "_workspace").str();
}

std::string abi::getScratchName(StringRef network) {
  return (network + "_scratch").str();
}

std::string abi::getModelName(StringRef network) {
  return (network + "_model").str();
}

std::string abi::getConstantsName(StringRef network) {
  return (network + "_constants").str();
}

std::string abi::getKernelEntryName(StringRef kernel) {
  return (kernel + "_entry").str();
}

std::string abi::getKernelGridName(StringRef kernel) {
  return (kernel + "_grid").str();
}

std::string abi::getKernelScratchName(StringRef kernel) {
  return (kernel + "_scratch").str();
}

std::string abi::getDeviceKernelName(StringRef kernel) {
  return (kernel + "_device").str();
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

std::optional<int32_t> abi::getDType(Type elementType) {
  if (auto integer = dyn_cast<IntegerType>(elementType)) {
    bool isUnsigned = integer.isUnsigned();
    switch (integer.getWidth()) {
    case 1:
      return NN_BOOL;
    case 8:
      return isUnsigned ? NN_UI8 : NN_I8;
    case 16:
      return isUnsigned ? NN_UI16 : NN_I16;
    case 32:
      return isUnsigned ? NN_UI32 : NN_I32;
    case 64:
      return isUnsigned ? NN_UI64 : NN_I64;
    default:
      return std::nullopt;
    }
  }
  if (auto complex = dyn_cast<ComplexType>(elementType)) {
    if (complex.getElementType().isF32())
      return NN_C64;
    if (complex.getElementType().isF64())
      return NN_C128;
    return std::nullopt;
  }
  return llvm::TypeSwitch<Type, std::optional<int32_t>>(elementType)
      .Case([](Float16Type) { return NN_F16; })
      .Case([](BFloat16Type) { return NN_BF16; })
      .Case([](Float32Type) { return NN_F32; })
      .Case([](Float64Type) { return NN_F64; })
      .Default([](Type) { return std::nullopt; });
}

/// Makes a structure of pointers and of what else the fields are.
static LLVM::LLVMStructType getStruct(MLIRContext *context,
                                      ArrayRef<Type> fields) {
  return LLVM::LLVMStructType::getLiteral(context, fields);
}

LLVM::LLVMStructType abi::getBufferType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i32 = IntegerType::get(context, 32);
  return getStruct(context, {ptr, ptr, i32, i32});
}

LLVM::LLVMStructType abi::getContextType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i32 = IntegerType::get(context, 32);
  Type message =
      LLVM::LLVMArrayType::get(IntegerType::get(context, 8),
                               std::extent<decltype(nn_context::message)>());
  return getStruct(context,
                   {i32, i32, ptr, ptr, ptr, ptr, i32, message, ptr, ptr});
}

LLVM::LLVMStructType abi::getModelType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i32 = IntegerType::get(context, 32);
  return getStruct(context, {i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr,
                             ptr, ptr, ptr, ptr, ptr, ptr, ptr});
}

LLVM::LLVMStructType abi::getTensorDescType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i32 = IntegerType::get(context, 32);
  return getStruct(context, {ptr, ptr, i32, i32});
}

LLVM::LLVMStructType abi::getLaunchDescType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  return getStruct(context, {ptr, ptr});
}

LLVM::LLVMStructType abi::getDeviceKernelType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i32 = IntegerType::get(context, 32);
  Type i64 = IntegerType::get(context, 64);
  return getStruct(context, {ptr, ptr, i64, i32, i32, i32, i32, i32, i32});
}

LLVM::LLVMStructType abi::getDeviceHooksType(MLIRContext *context) {
  Type ptr = LLVM::LLVMPointerType::get(context);
  return getStruct(context, {ptr, ptr, ptr, ptr});
}

LLVM::LLVMStructType abi::getSlotType(MLIRContext *context) {
  return getStruct(context, {LLVM::LLVMPointerType::get(context),
                             IntegerType::get(context, 64)});
}

//===----------------------------------------------------------------------===//
// Access
//===----------------------------------------------------------------------===//

Value abi::getField(OpBuilder &builder, Location loc, LLVM::LLVMStructType type,
                    Value structure, int32_t field) {
  return LLVM::GEPOp::create(builder, loc, structure.getType(), type, structure,
                             ArrayRef<LLVM::GEPArg>{0, field});
}

static Value getBufferField(OpBuilder &builder, Location loc, Value buffers,
                            int32_t index, int32_t field) {
  return LLVM::GEPOp::create(builder, loc, buffers.getType(),
                             abi::getBufferType(builder.getContext()), buffers,
                             ArrayRef<LLVM::GEPArg>{index, field});
}

static Value loadBufferField(OpBuilder &builder, Location loc, Value buffers,
                             int32_t index, int32_t field) {
  LLVM::LLVMStructType type = abi::getBufferType(builder.getContext());
  return LLVM::LoadOp::create(
      builder, loc, type.getBody()[field],
      getBufferField(builder, loc, buffers, index, field));
}

Value abi::loadBufferData(OpBuilder &builder, Location loc, Value buffers,
                          int32_t index) {
  return loadBufferField(builder, loc, buffers, index, BufferField::Data);
}

void abi::storeBufferData(OpBuilder &builder, Location loc, Value buffers,
                          int32_t index, Value data) {
  LLVM::StoreOp::create(
      builder, loc, data,
      getBufferField(builder, loc, buffers, index, BufferField::Data));
}

static Value getSizeAddress(OpBuilder &builder, Location loc, Value buffers,
                            int32_t index, int32_t dim) {
  Value sizes =
      loadBufferField(builder, loc, buffers, index, abi::BufferField::Sizes);
  return LLVM::GEPOp::create(builder, loc, sizes.getType(),
                             builder.getI64Type(), sizes,
                             ArrayRef<LLVM::GEPArg>{dim});
}

Value abi::loadBufferSize(OpBuilder &builder, Location loc, Value buffers,
                          int32_t index, int32_t dim) {
  Value size =
      LLVM::LoadOp::create(builder, loc, builder.getI64Type(),
                           getSizeAddress(builder, loc, buffers, index, dim));
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), size);
}

void abi::storeBufferSize(OpBuilder &builder, Location loc, Value buffers,
                          int32_t index, int32_t dim, Value size) {
  Value number =
      arith::IndexCastOp::create(builder, loc, builder.getI64Type(), size);
  LLVM::StoreOp::create(builder, loc, number,
                        getSizeAddress(builder, loc, buffers, index, dim));
}

Value abi::loadConstantTable(OpBuilder &builder, Location loc, Value model) {
  return LLVM::LoadOp::create(builder, loc, model.getType(),
                              getField(builder, loc,
                                       getModelType(builder.getContext()),
                                       model, ModelField::Constants));
}

Value abi::loadConstant(OpBuilder &builder, Location loc, Value table,
                        int32_t index) {
  Type ptr = table.getType();
  Value entry = LLVM::GEPOp::create(builder, loc, ptr, ptr, table,
                                    ArrayRef<LLVM::GEPArg>{index});
  return LLVM::LoadOp::create(builder, loc, ptr, entry);
}
