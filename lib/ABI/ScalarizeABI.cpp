//===- ScalarizeABI.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of one-element tensors as functions of scalars.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Passes.h"
#include "nn/ABI/Signature.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/TargetParser/Triple.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSCALARIZEABI
#include "nn/ABI/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Which functions
//===----------------------------------------------------------------------===//

static bool isOneElement(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() && tensor.getNumElements() == 1;
}

/// Returns true if C has a type for the element that every target passes as
/// LLVM does without further ado. It has none for f16 and bf16.
static bool isScalarOfC(Type type) {
  if (type.isF32() || type.isF64())
    return true;
  auto integer = dyn_cast<IntegerType>(type);
  return integer && integer.isSignless() &&
         llvm::is_contained({8u, 16u, 32u, 64u}, integer.getWidth());
}

static bool isScalarSignature(func::FuncOp function) {
  auto refuse = [&](const Twine &reason) {
    notifyMatchFailure(function.getLoc(), [&](Diagnostic &diagnostic) {
      diagnostic << "function '" << function.getName() << "' " << reason;
    });
    return false;
  };
  if (function.isExternal())
    return false;
  if (function.getNumResults() != 1)
    return refuse("has " + Twine(function.getNumResults()) +
                  " results, and in C there is one");
  if (!function.getBody().hasOneBlock())
    return refuse("has branches between blocks");
  for (Type type : function.getFunctionType().getInputs())
    if (!isOneElement(type) || !isScalarOfC(getElementTypeOrSelf(type)))
      return refuse("has an argument that is no scalar of C");
  Type result = function.getResultTypes().front();
  if (!isOneElement(result) || !isScalarOfC(getElementTypeOrSelf(result)))
    return refuse("has a result that is no scalar of C");
  return true;
}

//===----------------------------------------------------------------------===//
// Extension
//===----------------------------------------------------------------------===//

/// How an integer of fewer bits than a register is passed: the attribute's
/// name, or nothing where the upper bits are anything.
static std::optional<StringRef> getExtension(const llvm::Triple &triple,
                                             unsigned bits, bool isUnsigned) {
  StringRef own = isUnsigned ? LLVM::LLVMDialect::getZExtAttrName()
                             : LLVM::LLVMDialect::getSExtAttrName();
  if (bits < 32) {
    if (triple.isAArch64() && !triple.isOSDarwin())
      return std::nullopt;
    return own;
  }
  if (bits > 32 || !triple.isArch64Bit())
    return std::nullopt;
  // Registers of 64 bits whose convention says how an int fills them.
  if (triple.isPPC64() || triple.isSystemZ())
    return own;
  if (triple.isRISCV64() || triple.isLoongArch64() || triple.isMIPS64())
    return LLVM::LLVMDialect::getSExtAttrName();
  return std::nullopt;
}

/// Returns the attributes of a scalar that stands for a tensor with these.
static DictionaryAttr getScalarAttrs(const llvm::Triple &triple, Type tensor,
                                     DictionaryAttr attributes) {
  Builder builder(tensor.getContext());
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(tensor));
  if (!integer)
    return builder.getDictionaryAttr({});
  bool isUnsigned = false;
  if (attributes)
    if (auto dtype = attributes.getAs<TypeAttr>(abi::dtypeAttrName))
      isUnsigned =
          dtype.getValue().isUnsignedInteger() || dtype.getValue().isInteger(1);
  std::optional<StringRef> extension =
      getExtension(triple, integer.getWidth(), isUnsigned);
  if (!extension)
    return builder.getDictionaryAttr({});
  return builder.getDictionaryAttr(
      {builder.getNamedAttr(*extension, builder.getUnitAttr())});
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

namespace {

/// Copies the body of a function with a scalar for each tensor.
class Scalarizer {
public:
  Scalarizer(OpBuilder &builder) : builder(builder) {}

  /// Fails at an op that it does not know.
  LogicalResult scalarize(Block &block);

  IRMapping mapping;

private:
  LogicalResult scalarize(Operation *op);
  LogicalResult scalarizeConstant(arith::ConstantOp op);
  LogicalResult scalarizeLinalg(linalg::LinalgOp op);

  OpBuilder &builder;
};

} // namespace

LogicalResult Scalarizer::scalarize(Block &block) {
  for (Operation &op : block.without_terminator())
    if (failed(scalarize(&op))) {
      notifyMatchFailure(op.getLoc(), [&](Diagnostic &diagnostic) {
        diagnostic << "'" << op.getName() << "' is nothing on scalars";
      });
      return failure();
    }
  return success();
}

LogicalResult Scalarizer::scalarizeConstant(arith::ConstantOp op) {
  auto elements = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!elements) {
    builder.clone(*op, mapping);
    return success();
  }
  if (!elements.isSplat())
    return failure();
  mapping.map(op.getResult(),
              arith::ConstantOp::create(builder, op.getLoc(),
                                        elements.getSplatValue<TypedAttr>())
                  .getResult());
  return success();
}

LogicalResult Scalarizer::scalarizeLinalg(linalg::LinalgOp op) {
  if (llvm::any_of(op.getStaticLoopRanges(),
                   [](int64_t size) { return size != 1; }))
    return failure();
  Block *body = op.getBlock();
  IRMapping inner = mapping;
  for (OpOperand &operand : op->getOpOperands())
    inner.map(op.getMatchingBlockArgument(&operand),
              mapping.lookup(operand.get()));
  for (Operation &nested : body->without_terminator()) {
    if (isa<linalg::IndexOp>(nested)) {
      inner.map(
          nested.getResult(0),
          arith::ConstantIndexOp::create(builder, op.getLoc(), 0).getResult());
      continue;
    }
    Operation *clone = builder.clone(nested, inner);
    clone->setLoc(op.getLoc());
  }
  for (auto [result, value] :
       llvm::zip(op->getResults(), body->getTerminator()->getOperands()))
    mapping.map(result, inner.lookupOrDefault(value));
  return success();
}

LogicalResult Scalarizer::scalarize(Operation *op) {
  auto isKnown = [](Type type) {
    return !isa<ShapedType>(type) || isOneElement(type);
  };
  if (!llvm::all_of(op->getOperandTypes(), isKnown) ||
      !llvm::all_of(op->getResultTypes(), isKnown))
    return failure();

  auto forward = [&](Value from) {
    mapping.map(op->getResult(0), mapping.lookup(from));
    return success();
  };
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](arith::ConstantOp op) { return scalarizeConstant(op); })
      .Case([&](linalg::LinalgOp op) { return scalarizeLinalg(op); })
      .Case([&](tensor::EmptyOp op) {
        // Whatever is read of it is undefined.
        Type type = op.getType().getElementType();
        mapping.map(op.getResult(),
                    arith::ConstantOp::create(builder, op.getLoc(),
                                              builder.getZeroAttr(type))
                        .getResult());
        return success();
      })
      .Case([&](tensor::CastOp op) { return forward(op.getSource()); })
      .Case([&](tensor::CollapseShapeOp op) { return forward(op.getSrc()); })
      .Case([&](tensor::ExpandShapeOp op) { return forward(op.getSrc()); })
      .Case([&](tensor::ReshapeOp op) { return forward(op.getSource()); })
      .Case([&](tensor::ExtractOp op) { return forward(op.getTensor()); })
      .Case([&](tensor::ExtractSliceOp op) { return forward(op.getSource()); })
      .Case([&](tensor::InsertSliceOp op) { return forward(op.getSource()); })
      .Case([&](tensor::FromElementsOp op) {
        return forward(op.getElements().front());
      })
      .Default([&](Operation *op) -> LogicalResult {
        // A scalar that is returned has no room for an error.
        if (op->getNumRegions() || !isMemoryEffectFree(op) ||
            llvm::any_of(op->getResultTypes(), llvm::IsaPred<ShapedType>) ||
            llvm::any_of(op->getOperandTypes(), llvm::IsaPred<ShapedType>))
          return failure();
        builder.clone(*op, mapping);
        return success();
      });
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

struct NNScalarizeABIPass
    : public nn::impl::NNScalarizeABIBase<NNScalarizeABIPass> {
  void runOnOperation() override;

private:
  void scalarize(func::FuncOp function, const llvm::Triple &triple);
};

} // namespace

void NNScalarizeABIPass::scalarize(func::FuncOp function,
                                   const llvm::Triple &triple) {
  FailureOr<ArrayAttr> inputs = abi::describeInputs(function);
  FailureOr<ArrayAttr> outputs = abi::describeOutputs(function);
  if (failed(inputs) || failed(outputs))
    return signalPassFailure();
  OpBuilder builder(function);
  SmallVector<Type> arguments;
  for (Type type : function.getArgumentTypes())
    arguments.push_back(getElementTypeOrSelf(type));
  Type tensorResult = function.getResultTypes().front();
  auto scalar = func::FuncOp::create(
      builder, function.getLoc(), function.getName(),
      builder.getFunctionType(arguments, getElementTypeOrSelf(tensorResult)));
  builder.setInsertionPointToStart(scalar.addEntryBlock());

  Scalarizer scalarizer(builder);
  scalarizer.mapping.map(function.getArguments(), scalar.getArguments());
  if (failed(scalarizer.scalarize(function.front()))) {
    // As it is, it is a network like others.
    scalar.erase();
    return;
  }
  Operation *returnOp = function.front().getTerminator();
  func::ReturnOp::create(builder, returnOp->getLoc(),
                         scalarizer.mapping.lookup(returnOp->getOperand(0)));
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    scalar.setArgAttrs(
        i, getScalarAttrs(triple, type, function.getArgAttrDict(i)));
  scalar.setResultAttrs(
      0, getScalarAttrs(triple, tensorResult, function.getResultAttrDict(0)));
  scalar->setAttr(abi::scalarAttrName, builder.getUnitAttr());
  scalar->setAttr(abi::inputsAttrName, *inputs);
  scalar->setAttr(abi::outputsAttrName, *outputs);
  function.erase();
}

void NNScalarizeABIPass::runOnOperation() {
  ModuleOp module = getOperation();
  llvm::Triple triple(TargetInfo::get(module).triple);
  for (auto function :
       llvm::make_early_inc_range(module.getOps<func::FuncOp>()))
    if (isScalarSignature(function))
      scalarize(function, triple);
}
