//===- StorageTypeConverter.cpp -------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversion of types, and of the ops outside the nn dialect that carry them.
//
//===----------------------------------------------------------------------===//

#include "nn/Conversion/NNToLinalg/StorageTypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/FuncConversions.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "nn/Support/MatchFailures.h"

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Types and constants
//===----------------------------------------------------------------------===//

Type StorageTypeConverter::convertElementType(Type type) {
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer)
    return type;
  if (integer.isInteger(1))
    return IntegerType::get(type.getContext(), 8);
  return IntegerType::get(type.getContext(), integer.getWidth());
}

StorageTypeConverter::StorageTypeConverter() {
  addConversion([](Type type) { return type; });
  // A scalar i1 is a condition, and stays one.
  addConversion([](IntegerType type) -> Type {
    return IntegerType::get(type.getContext(), type.getWidth());
  });
  addConversion([](TensorType type) -> Type {
    return type.clone(convertElementType(type.getElementType()));
  });
  auto materialize = [](OpBuilder &builder, Type type, ValueRange inputs,
                        Location loc) -> Value {
    return UnrealizedConversionCastOp::create(builder, loc, type, inputs)
        .getResult(0);
  };
  addSourceMaterialization(materialize);
  addTargetMaterialization(materialize);
}

TypedAttr mlir::nn::convertElementsAttr(TypedAttr value) {
  auto type = cast<ShapedType>(value.getType());
  Type from = type.getElementType();
  Type to = StorageTypeConverter::convertElementType(from);
  if (from == to)
    return value;
  // A blob holds a byte a bool, as does one of i8.
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    return DenseResourceElementsAttr::get(type.clone(to),
                                          resource.getRawHandle());
  auto dense = dyn_cast<DenseElementsAttr>(value);
  if (!dense)
    return {};
  if (!from.isInteger(1))
    return dense.bitcast(to);
  return dense.mapValues(to,
                         [](const APInt &element) { return element.zext(8); });
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

struct ConstantOpConversion : public OpConversionPattern<arith::ConstantOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(arith::ConstantOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    MatchFailureForwarder forwarder(rewriter);
    if (!isa<RankedTensorType>(op.getType()))
      return rewriter.notifyMatchFailure(op, "expects a ranked tensor");
    TypedAttr value = convertElementsAttr(op.getValue());
    if (!value)
      return rewriter.notifyMatchFailure(op, "expects dense elements");
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, value);
    return success();
  }
};

/// Turns the element of a bool tensor, a byte, to the condition that the users
/// of the extracted i1 expect.
struct ExtractOpConversion : public OpConversionPattern<tensor::ExtractOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(tensor::ExtractOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value element = tensor::ExtractOp::create(
        rewriter, loc, adaptor.getTensor(), adaptor.getIndices());
    if (op.getType().isInteger(1)) {
      Value zero = arith::ConstantOp::create(
          rewriter, loc, rewriter.getZeroAttr(element.getType()));
      element = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::ne,
                                      element, zero);
    }
    rewriter.replaceOp(op, element);
    return success();
  }
};

/// Converts a tensor op by replacing its types, and the i1 scalars that become
/// elements by bytes.
struct TensorOpConversion : public ConversionPattern {
  TensorOpConversion(const TypeConverter &converter, MLIRContext *context)
      : ConversionPattern(converter, MatchAnyOpTypeTag(), /*benefit=*/1,
                          context) {}

  LogicalResult
  matchAndRewrite(Operation *op, ArrayRef<Value> operands,
                  ConversionPatternRewriter &rewriter) const override {
    if (!isa_and_present<tensor::TensorDialect>(op->getDialect()))
      return rewriter.notifyMatchFailure(op, "expects a tensor op");
    OperationState state(op->getLoc(), op->getName());
    for (Value operand : operands) {
      if (operand.getType().isInteger(1))
        operand = arith::ExtUIOp::create(rewriter, op->getLoc(),
                                         rewriter.getI8Type(), operand);
      state.addOperands(operand);
    }
    if (failed(getTypeConverter()->convertTypes(op->getResultTypes(),
                                                state.types)))
      return rewriter.notifyMatchFailure(op, "cannot convert result types");
    state.addAttributes(op->getAttrs());
    for ([[maybe_unused]] Region &region : op->getRegions())
      state.addRegion();
    Operation *converted = rewriter.create(state);
    for (auto [from, to] :
         llvm::zip_equal(op->getRegions(), converted->getRegions())) {
      rewriter.inlineRegionBefore(from, to, to.end());
      if (failed(rewriter.convertRegionTypes(&to, *getTypeConverter())))
        return rewriter.notifyMatchFailure(op, "cannot convert region types");
    }
    rewriter.replaceOp(op, converted->getResults());
    return success();
  }
};

} // namespace

void mlir::nn::populateStorageTypePatternsAndLegality(
    const TypeConverter &converter, RewritePatternSet &patterns,
    ConversionTarget &target) {
  MLIRContext *context = patterns.getContext();
  populateFunctionOpInterfaceTypeConversionPattern<func::FuncOp>(patterns,
                                                                 converter);
  populateCallOpTypeConversionPattern(patterns, converter);
  populateReturnOpTypeConversionPattern(patterns, converter);
  scf::populateSCFStructuralTypeConversionsAndLegality(converter, patterns,
                                                       target);
  patterns.add<ConstantOpConversion, ExtractOpConversion, TensorOpConversion>(
      converter, context);

  target.addDynamicallyLegalOp<func::FuncOp>([&](func::FuncOp op) {
    return converter.isSignatureLegal(op.getFunctionType()) &&
           converter.isLegal(&op.getBody());
  });
  target.addDynamicallyLegalOp<func::CallOp, func::ReturnOp>(
      [&](Operation *op) { return converter.isLegal(op); });
  target.addDynamicallyLegalOp<arith::ConstantOp>(
      [&](arith::ConstantOp op) { return converter.isLegal(op.getType()); });
  target.addDynamicallyLegalDialect<tensor::TensorDialect>(
      [&](Operation *op) { return converter.isLegal(op); });
  // It must tell the byte that a pattern extracts from the bool that it is for.
  target.addDynamicallyLegalOp<tensor::ExtractOp>([&](tensor::ExtractOp op) {
    return converter.isLegal(op.getTensor().getType());
  });
}
