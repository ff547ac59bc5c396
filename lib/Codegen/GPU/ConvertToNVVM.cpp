//===- ConvertToNVVM.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-convert-to-nvvm.
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/GPUToNVVM/GPUToNVVMPass.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/NVGPUToNVVM/NVGPUToNVVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Support/ElementBytes.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNCONVERTTONVVM
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// A vector is one access of up to so many bytes.
static constexpr int64_t mostAlignment = 16;

/// The registers of a multiprocessor of compute capability 8.0 and 9.0, and how
/// many of them one of a workgroup's threads may take that share memory.
static constexpr int64_t numRegisters = 65536;
static constexpr int64_t registersPerThread = 128;

namespace {

/// Replaces the buffers of a gpu.module by pointers: MLIR would pass
/// descriptors, of which nothing but the pointer is needed.
class BufferLowering {
public:
  explicit BufferLowering(gpu::GPUModuleOp module)
      : module(module), b(module.getContext()),
        indexBits(DataLayout(module).getTypeSizeInBits(b.getIndexType())) {}

  LogicalResult lower();

private:
  LogicalResult lower(gpu::GPUFuncOp function);
  void addArguments(gpu::GPUFuncOp function);
  LogicalResult addAllocation(memref::AllocOp alloc);
  LogicalResult lowerUses(Value buffer, Value pointer);
  template <typename OpTy>
  LogicalResult lowerAccess(OpTy op, MemRefType type, Value pointer);
  LogicalResult lowerCopy(nvgpu::DeviceAsyncCopyOp copy);
  void reserveRegisters(gpu::GPUFuncOp function);
  Value getAddress(Location loc, Value pointer, MemRefType type,
                   ValueRange indices);

  /// What each buffer becomes.
  llvm::MapVector<Value, Value> pointers;
  gpu::GPUModuleOp module;
  OpBuilder b;
  unsigned indexBits;
  unsigned numShared = 0;
};

} // namespace

Value BufferLowering::getAddress(Location loc, Value pointer, MemRefType type,
                                 ValueRange indices) {
  Value at;
  for (auto [index, stride] :
       llvm::zip(indices, type.getStridesAndOffset().first)) {
    Value part = index;
    if (stride != 1)
      part = arith::MulIOp::create(
          b, loc, index, arith::ConstantIndexOp::create(b, loc, stride),
          arith::IntegerOverflowFlags::nsw);
    at = at ? arith::AddIOp::create(b, loc, at, part,
                                    arith::IntegerOverflowFlags::nsw)
            : part;
  }
  if (!at)
    return pointer;
  at = arith::IndexCastOp::create(b, loc, b.getIntegerType(indexBits), at);
  return LLVM::GEPOp::create(b, loc, pointer.getType(), type.getElementType(),
                             pointer, ValueRange{at},
                             LLVM::GEPNoWrapFlags::inbounds);
}

template <typename OpTy>
LogicalResult BufferLowering::lowerAccess(OpTy op, MemRefType type,
                                          Value pointer) {
  Location loc = op.getLoc();
  Value address = getAddress(loc, pointer, type, op.getIndices());
  // Of three lanes it is that of one.
  unsigned alignment = op.getAlignment().value_or(
      llvm::MinAlign(getElementBytes(type.getElementType()), mostAlignment));
  if constexpr (std::is_same_v<OpTy, memref::LoadOp> ||
                std::is_same_v<OpTy, vector::LoadOp>) {
    op.getResult().replaceAllUsesWith(LLVM::LoadOp::create(
        b, loc, op.getResult().getType(), address, alignment));
  } else {
    LLVM::StoreOp::create(b, loc, op.getValueToStore(), address, alignment);
  }
  op.erase();
  return success();
}

/// Lowers a copy with the first of its buffers. Whole 16 bytes need not go
/// through the cache that is next to a workgroup.
LogicalResult BufferLowering::lowerCopy(nvgpu::DeviceAsyncCopyOp copy) {
  if (!copy.getAsyncToken().use_empty() || copy.getSrcElements())
    return copy.emitOpError("of a group has no form for the device");
  if (!pointers.contains(copy.getSrc()) || !pointers.contains(copy.getDst()))
    return copy.emitOpError(
        "expects an argument of the kernel and memory of the workgroup");
  Location loc = copy.getLoc();
  auto getPlace = [&](Value buffer, ValueRange indices) {
    return getAddress(loc, pointers.lookup(buffer),
                      cast<MemRefType>(buffer.getType()), indices);
  };
  Type elementType = cast<MemRefType>(copy.getDst().getType()).getElementType();
  int64_t bytes =
      copy.getDstElements().getSExtValue() * getElementBytes(elementType);
  NVVM::CpAsyncOp::create(b, loc, getPlace(copy.getDst(), copy.getDstIndices()),
                          getPlace(copy.getSrc(), copy.getSrcIndices()), bytes,
                          bytes == mostAlignment
                              ? NVVM::LoadCacheModifierKind::CG
                              : NVVM::LoadCacheModifierKind::CA,
                          Value());
  copy.erase();
  return success();
}

/// Lets the accesses of a buffer be those of a pointer.
LogicalResult BufferLowering::lowerUses(Value buffer, Value pointer) {
  auto type = cast<MemRefType>(buffer.getType());
  for (Operation *user : llvm::make_early_inc_range(buffer.getUsers())) {
    b.setInsertionPoint(user);
    LogicalResult result =
        TypeSwitch<Operation *, LogicalResult>(user)
            .Case<memref::LoadOp, memref::StoreOp, vector::LoadOp,
                  vector::StoreOp>(
                [&](auto op) { return lowerAccess(op, type, pointer); })
            .Case([&](nvgpu::DeviceAsyncCopyOp op) { return lowerCopy(op); })
            .Default([](Operation *op) {
              return op->emitOpError(
                  "of a buffer is unsupported on this target");
            });
    if (failed(result))
      return failure();
  }
  return success();
}

void BufferLowering::addArguments(gpu::GPUFuncOp function) {
  auto type = LLVM::LLVMPointerType::get(
      b.getContext(), static_cast<unsigned>(NVVM::NVVMMemorySpace::Global));
  Block &block = function.getBody().front();
  for (unsigned i = 0; i < block.getNumArguments(); ++i) {
    BlockArgument buffer = block.getArgument(i);
    if (isa<MemRefType>(buffer.getType()))
      pointers[buffer] = block.insertArgument(i++, type, buffer.getLoc());
  }
}

/// Makes a global of what a workgroup shares.
LogicalResult BufferLowering::addAllocation(memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  Location loc = alloc.getLoc();
  if (!type.hasStaticShape() || !type.getLayout().isIdentity())
    return alloc.emitOpError("of unknown size is unsupported on this target");
  b.setInsertionPointToStart(module.getBody());
  auto global = LLVM::GlobalOp::create(
      b, loc,
      LLVM::LLVMArrayType::get(type.getElementType(), type.getNumElements()),
      /*isConstant=*/false, LLVM::Linkage::Internal,
      "shared_" + std::to_string(numShared++), Attribute(), mostAlignment,
      static_cast<unsigned>(NVVM::NVVMMemorySpace::Shared));
  // What is in it before a store is anything.
  b.createBlock(&global.getInitializerRegion());
  LLVM::ReturnOp::create(
      b, loc, LLVM::PoisonOp::create(b, loc, global.getGlobalType()).getRes());
  b.setInsertionPoint(alloc);
  pointers[alloc] = LLVM::AddressOfOp::create(b, loc, global);
  return success();
}

LogicalResult BufferLowering::lower(gpu::GPUFuncOp function) {
  pointers.clear();
  addArguments(function);
  WalkResult result = function.walk(
      [&](memref::AllocOp alloc) { return WalkResult(addAllocation(alloc)); });
  if (result.wasInterrupted())
    return failure();
  for (auto [buffer, pointer] : pointers)
    if (failed(lowerUses(buffer, pointer)))
      return failure();
  Block &block = function.getBody().front();
  for (auto [buffer, pointer] : pointers) {
    if (auto argument = dyn_cast<BlockArgument>(buffer))
      block.eraseArgument(argument.getArgNumber());
    else
      buffer.getDefiningOp()->erase();
  }
  function.setFunctionType(
      b.getFunctionType(llvm::to_vector(block.getArgumentTypes()), {}));
  if (numShared != 0)
    reserveRegisters(function);
  return success();
}

/// Products by blocks keep their sums in registers: the assembler, which would
/// rather have more workgroups on a processor, may not spill them for that.
void BufferLowering::reserveRegisters(gpu::GPUFuncOp function) {
  DenseI32ArrayAttr size = function.getKnownBlockSizeAttr();
  if (!size)
    return;
  int64_t threads = 1;
  for (int32_t extent : size.asArrayRef())
    threads *= extent;
  function->setAttr(NVVM::NVVMDialect::getMinctasmAttrName(),
                    b.getI32IntegerAttr(std::max<int64_t>(
                        1, numRegisters / registersPerThread / threads)));
}

LogicalResult BufferLowering::lower() {
  for (auto function : module.getOps<gpu::GPUFuncOp>())
    if (failed(lower(function)))
      return failure();
  return success();
}

/// Emits an error for a function that NVIDIA computes by a library.
static LogicalResult checkMath(gpu::GPUModuleOp module) {
  WalkResult result = module.walk([](Operation *op) -> WalkResult {
    if ((!isa<math::MathDialect>(op->getDialect()) &&
         !isa<arith::RemFOp>(op)) ||
        isa<math::AbsFOp, math::AbsIOp, math::CeilOp, math::CopySignOp,
            math::CountLeadingZerosOp, math::CountTrailingZerosOp,
            math::CtPopOp, math::FloorOp, math::FmaOp, math::RoundEvenOp,
            math::RoundOp, math::RsqrtOp, math::SqrtOp, math::TruncOp>(op))
      return WalkResult::advance();
    op->emitOpError("is unsupported on this target");
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

namespace {

struct NNConvertToNVVMPass
    : public nn::impl::NNConvertToNVVMBase<NNConvertToNVVMPass> {
  void runOnOperation() override {
    if (TargetInfo::get(getOperation()).device != DeviceKind::CUDA)
      return;
    for (auto module :
         llvm::make_early_inc_range(getOperation().getOps<gpu::GPUModuleOp>()))
      if (failed(convert(module)))
        return signalPassFailure();
  }

private:
  LogicalResult convert(gpu::GPUModuleOp module) {
    MLIRContext *context = &getContext();
    if (failed(checkMath(module)) || failed(BufferLowering(module).lower()))
      return failure();

    DataLayout layout(module);
    LowerToLLVMOptions options(context, layout);
    LLVMTypeConverter converter(context, options);
    configureGpuToNVVMTypeConverter(converter);
    // Groups of copies have no names.
    converter.addConversion([&](nvgpu::DeviceAsyncTokenType type) {
      return IntegerType::get(type.getContext(), 32);
    });
    RewritePatternSet patterns(context);
    arith::populateCeilFloorDivExpandOpsPatterns(patterns);
    arith::populateArithToLLVMConversionPatterns(converter, patterns);
    cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
    populateGpuToNVVMConversionPatterns(converter, patterns);
    // Instead of the calls of NVIDIA's library that are the gpu dialect's.
    populateMathToLLVMConversionPatterns(
        converter, patterns, /*approximateLog1p=*/false, /*benefit=*/2);
    populateNVGPUToNVVMConversionPatterns(converter, patterns);
    populateSCFToControlFlowConversionPatterns(patterns);
    vector::populateVectorFromElementsUnrollPatterns(patterns);
    populateVectorToLLVMConversionPatterns(converter, patterns);
    ub::populateUBToLLVMConversionPatterns(converter, patterns);
    LLVMConversionTarget target(*context);
    target.addLegalDialect<NVVM::NVVMDialect>();
    target.addLegalOp<gpu::GPUModuleOp>();
    return applyFullConversion(module, target, std::move(patterns),
                               getConversionConfig());
  }
};

} // namespace
