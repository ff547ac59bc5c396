//===- ConvertToSPIRV.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-convert-to-spirv.
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/ArithToSPIRV/ArithToSPIRV.h"
#include "mlir/Conversion/GPUToSPIRV/GPUToSPIRV.h"
#include "mlir/Conversion/MathToSPIRV/MathToSPIRV.h"
#include "mlir/Conversion/MemRefToSPIRV/MemRefToSPIRV.h"
#include "mlir/Conversion/SCFToSPIRV/SCFToSPIRV.h"
#include "mlir/Conversion/UBToSPIRV/UBToSPIRV.h"
#include "mlir/Conversion/VectorToSPIRV/VectorToSPIRV.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"
#include "mlir/Dialect/SPIRV/Transforms/SPIRVConversion.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNCONVERTTOSPIRV
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns what a module for the target may use.
static spirv::TargetEnvAttr getEnvironment(const TargetInfo &target,
                                           MLIRContext *context) {
  using spirv::Capability;
  SmallVector<Capability> capabilities = {Capability::Shader};
  SmallVector<spirv::Extension> extensions = {
      spirv::Extension::SPV_KHR_storage_buffer_storage_class};
  auto add = [&](StringRef type, ArrayRef<Capability> with) {
    if (target.hasDeviceType(type))
      llvm::append_range(capabilities, with);
  };
  add("f16", {Capability::Float16, Capability::StorageBuffer16BitAccess});
  add("i16", {Capability::Int16, Capability::StorageBuffer16BitAccess});
  add("i8", {Capability::Int8, Capability::StorageBuffer8BitAccess});
  add("f64", {Capability::Float64});
  add("i64", {Capability::Int64});
  if (target.hasDeviceType("i8"))
    extensions.push_back(spirv::Extension::SPV_KHR_8bit_storage);
  if (target.hasDeviceType("f16") || target.hasDeviceType("i16"))
    extensions.push_back(spirv::Extension::SPV_KHR_16bit_storage);
  auto triple = spirv::VerCapExtAttr::get(spirv::Version::V_1_3, capabilities,
                                          extensions, context);
  return spirv::TargetEnvAttr::get(triple,
                                   spirv::getDefaultResourceLimits(context));
}

/// Emits an error for a type that the device cannot do, or that would be kept
/// in another form than the host's.
static LogicalResult checkTypes(gpu::GPUModuleOp module,
                                const TargetInfo &target) {
  auto check = [&](Operation *op, Type type) -> LogicalResult {
    Type elementType = getElementTypeOrSelf(getElementTypeOrSelf(type));
    if (target.supports(elementType))
      return success();
    return op->emitError() << "the device has no elements of type "
                           << elementType;
  };
  WalkResult result = module.walk([&](Operation *op) -> WalkResult {
    for (Type type : op->getResultTypes())
      if (failed(check(op, type)))
        return WalkResult::interrupt();
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Type type : block.getArgumentTypes())
          if (failed(check(op, type)))
            return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

static std::optional<spirv::StorageClass> getStorageClass(Attribute space) {
  if (!space)
    return spirv::StorageClass::StorageBuffer;
  auto addressSpace = dyn_cast<gpu::AddressSpaceAttr>(space);
  if (!addressSpace)
    return std::nullopt;
  switch (addressSpace.getValue()) {
  case gpu::AddressSpace::Global:
    return spirv::StorageClass::StorageBuffer;
  case gpu::AddressSpace::Workgroup:
    return spirv::StorageClass::Workgroup;
  case gpu::AddressSpace::Private:
    break;
  }
  return std::nullopt;
}

/// True if a product and a sum may become one operation.
static bool mayContract(arith::ArithFastMathInterface op) {
  arith::FastMathFlagsAttr flags = op.getFastMathFlagsAttr();
  return flags && arith::bitEnumContainsAll(flags.getValue(),
                                            arith::FastMathFlags::contract);
}

/// Turns sums with a product that may be contracted into fused ones, so that
/// nothing is left to the driver.
static void fuseProducts(gpu::GPUModuleOp module) {
  IRRewriter rewriter(module.getContext());
  module.walk([&](arith::AddFOp sum) {
    if (!mayContract(sum))
      return;
    for (unsigned operand : {1, 0}) {
      auto product = sum->getOperand(operand).getDefiningOp<arith::MulFOp>();
      if (!product || !product->hasOneUse() || !mayContract(product))
        continue;
      rewriter.setInsertionPoint(sum);
      rewriter.replaceOpWithNewOp<math::FmaOp>(sum, product.getLhs(),
                                               product.getRhs(),
                                               sum->getOperand(1 - operand));
      rewriter.eraseOp(product);
      return;
    }
  });
}

/// Upstream's conversion gives the results of a loop that has no iteration no
/// value: they are the initial ones.
static void selectInitialValues(gpu::GPUModuleOp module) {
  OpBuilder b(module.getContext());
  module.walk([&](scf::ForOp loop) {
    std::optional<int64_t> lower = getConstantIntValue(loop.getLowerBound());
    std::optional<int64_t> upper = getConstantIntValue(loop.getUpperBound());
    if (loop.getNumResults() == 0 || (lower && upper && *lower < *upper))
      return;
    Location loc = loop.getLoc();
    b.setInsertionPointAfter(loop);
    Value runs =
        arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                              loop.getLowerBound(), loop.getUpperBound());
    for (auto [result, initial] :
         llvm::zip(loop.getResults(), loop.getInitArgs())) {
      auto select = arith::SelectOp::create(b, loc, runs, result, initial);
      result.replaceAllUsesExcept(select, select);
    }
  });
}

/// A buffer has elements of one type: accesses of several at once are of
/// another argument, whose elements are vectors, with the same binding. The
/// code that emits them knows that they begin at a multiple of their size.
static LogicalResult addVectorBuffers(gpu::GPUFuncOp function) {
  MLIRContext *context = function.getContext();
  unsigned numBuffers = function.getNumArguments();
  SmallVector<unsigned> bindings =
      llvm::to_vector(llvm::seq<unsigned>(0, numBuffers));
  DenseMap<std::pair<Value, Type>, Value> added;
  OpBuilder b(context);
  // Returns the index in vectors; `buffer` becomes that of vectors.
  auto enter = [&](Operation *op, Value &buffer, VectorType type,
                   Value index) -> FailureOr<Value> {
    auto argument = dyn_cast<BlockArgument>(buffer);
    int64_t width = type.getNumElements();
    if (!argument || argument.getOwner() != &function.getBody().front() ||
        !llvm::isPowerOf2_64(width))
      return op->emitOpError("of a buffer is unsupported on this target");
    Value &vectors = added[{buffer, type}];
    if (!vectors) {
      bindings.push_back(argument.getArgNumber());
      auto bufferType = MemRefType::get({ShapedType::kDynamic}, type);
      unsigned number = function.getNumArguments();
      if (failed(function.insertArgument(number, bufferType, {},
                                         function.getLoc())))
        return failure();
      vectors = function.getArgument(number);
    }
    buffer = vectors;
    b.setInsertionPoint(op);
    Value shift =
        arith::ConstantIndexOp::create(b, op->getLoc(), llvm::Log2_64(width));
    return arith::ShRUIOp::create(b, op->getLoc(), index, shift).getResult();
  };
  WalkResult result = function.walk([&](Operation *op) -> WalkResult {
    if (auto load = dyn_cast<vector::LoadOp>(op)) {
      Value buffer = load.getBase();
      FailureOr<Value> index =
          enter(op, buffer, load.getVectorType(), load.getIndices().front());
      if (failed(index))
        return WalkResult::interrupt();
      load.replaceAllUsesWith(
          memref::LoadOp::create(b, load.getLoc(), buffer, *index).getResult());
      op->erase();
    } else if (auto store = dyn_cast<vector::StoreOp>(op)) {
      Value buffer = store.getBase();
      FailureOr<Value> index =
          enter(op, buffer, store.getVectorType(), store.getIndices().front());
      if (failed(index))
        return WalkResult::interrupt();
      memref::StoreOp::create(b, store.getLoc(), store.getValueToStore(),
                              buffer, *index);
      op->erase();
    }
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  if (added.empty())
    return success();
  for (auto [argument, binding] : llvm::enumerate(bindings))
    function.setArgAttr(
        argument, spirv::getInterfaceVarABIAttrName(),
        spirv::getInterfaceVarABIAttr(/*descriptorSet=*/0, binding,
                                      /*storageClass=*/std::nullopt, context));
  return success();
}

namespace {

/// Drivers may compute floats as if they were real numbers, `(x + c) - c` as
/// `x`, unless an operation is decorated.
template <typename ArithOp, typename SPIRVOp>
struct ConvertExactly : public OpConversionPattern<ArithOp> {
  using OpConversionPattern<ArithOp>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(ArithOp op, typename ArithOp::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = this->getTypeConverter()->convertType(op.getType());
    if (!type)
      return rewriter.notifyMatchFailure(op, "its type has no conversion");
    auto converted =
        rewriter.replaceOpWithNewOp<SPIRVOp>(op, type, adaptor.getOperands());
    converted->setAttr("no_contraction", rewriter.getUnitAttr());
    return success();
  }
};

/// Stages leave each other elements in buffers too, which the barrier of the
/// conversion that comes with MLIR does not order.
struct ConvertBarrier : public OpConversionPattern<gpu::BarrierOp> {
  using OpConversionPattern<gpu::BarrierOp>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(gpu::BarrierOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<spirv::ControlBarrierOp>(
        op, spirv::Scope::Workgroup, spirv::Scope::Workgroup,
        spirv::MemorySemantics::AcquireRelease |
            spirv::MemorySemantics::UniformMemory |
            spirv::MemorySemantics::WorkgroupMemory);
    return success();
  }
};

struct NNConvertToSPIRVPass
    : public nn::impl::NNConvertToSPIRVBase<NNConvertToSPIRVPass> {
  void runOnOperation() override {
    if (TargetInfo::get(getOperation()).device != DeviceKind::Vulkan)
      return;
    for (auto module :
         llvm::make_early_inc_range(getOperation().getOps<gpu::GPUModuleOp>()))
      if (failed(convert(module)))
        return signalPassFailure();
  }

private:
  LogicalResult convert(gpu::GPUModuleOp module) {
    MLIRContext *context = &getContext();
    TargetInfo target = TargetInfo::get(module);
    if (failed(checkTypes(module, target)))
      return failure();

    fuseProducts(module);
    selectInitialValues(module);
    for (auto function : module.getOps<gpu::GPUFuncOp>())
      if (failed(addVectorBuffers(function)))
        return failure();
    spirv::MemorySpaceToStorageClassConverter storageClasses(getStorageClass);
    spirv::convertMemRefTypesAndAttrs(module, storageClasses);

    spirv::TargetEnvAttr environment = getEnvironment(target, context);
    module->setAttr(spirv::getTargetEnvAttrName(), environment);
    for (auto function : module.getOps<gpu::GPUFuncOp>())
      if (auto size = function.getKnownBlockSizeAttr())
        function->setAttr(
            spirv::getEntryPointABIAttrName(),
            spirv::getEntryPointABIAttr(context, size.asArrayRef()));

    SPIRVConversionOptions options;
    options.emulateLT32BitScalarTypes = false;
    options.emulateUnsupportedFloatTypes = false;
    SPIRVTypeConverter converter(environment, options);
    RewritePatternSet patterns(context);
    ScfToSPIRVContext scfContext;
    arith::populateCeilFloorDivExpandOpsPatterns(patterns);
    arith::populateArithToSPIRVPatterns(converter, patterns);
    populateMathToSPIRVPatterns(converter, patterns);
    populateGPUToSPIRVPatterns(converter, patterns);
    populateMemRefToSPIRVPatterns(converter, patterns);
    populateSCFToSPIRVPatterns(converter, scfContext, patterns);
    populateVectorToSPIRVPatterns(converter, patterns);
    ub::populateUBToSPIRVConversionPatterns(converter, patterns);
    patterns.add<ConvertBarrier, ConvertExactly<arith::AddFOp, spirv::FAddOp>,
                 ConvertExactly<arith::SubFOp, spirv::FSubOp>,
                 ConvertExactly<arith::MulFOp, spirv::FMulOp>,
                 ConvertExactly<arith::DivFOp, spirv::FDivOp>>(
        converter, context, /*benefit=*/2);
    std::unique_ptr<ConversionTarget> conversionTarget =
        SPIRVConversionTarget::get(environment);
    return applyFullConversion(module, *conversionTarget, std::move(patterns),
                               getConversionConfig());
  }
};

} // namespace
