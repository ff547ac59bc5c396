//===- ScalarizeElements.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSCALARIZEELEMENTS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using linalg::LinalgOp;

static bool hasOneElement(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return !tensor || (tensor.hasStaticShape() && tensor.getNumElements() == 1);
}

namespace {

struct ScalarizeLinalgOp : public OpInterfaceRewritePattern<LinalgOp> {
  ScalarizeLinalgOp(MLIRContext *context, bool floats)
      : OpInterfaceRewritePattern(context), floats(floats) {}

  LogicalResult matchAndRewrite(LinalgOp op,
                                PatternRewriter &rewriter) const override;

private:
  bool isScalar(Type type) const {
    return getElementTypeOrSelf(type).isIntOrIndex() ||
           (floats && isa<FloatType>(getElementTypeOrSelf(type)));
  }

  bool floats;
};

} // namespace

LogicalResult
ScalarizeLinalgOp::matchAndRewrite(LinalgOp op,
                                   PatternRewriter &rewriter) const {
  if (!op.hasPureTensorSemantics())
    return rewriter.notifyMatchFailure(op, "not on tensors");
  for (Type type : op->getOperandTypes())
    if (!hasOneElement(type) || !isScalar(type))
      return rewriter.notifyMatchFailure(op, "not on single elements");
  for (Operation &bodyOp : op.getBlock()->without_terminator())
    if (!isa<arith::ArithDialect>(bodyOp.getDialect()) &&
        !isa<linalg::IndexOp>(bodyOp))
      return rewriter.notifyMatchFailure(op, "body is no plain arithmetic");

  Location loc = op.getLoc();
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
  IRMapping mapping;
  for (auto [operand, argument] :
       llvm::zip(op->getOperands(), op.getBlock()->getArguments())) {
    if (argument.use_empty())
      continue;
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    mapping.map(argument, type ? tensor::ExtractOp::create(
                                     rewriter, loc, operand,
                                     SmallVector<Value>(type.getRank(), zero))
                                     .getResult()
                               : operand);
  }
  for (Operation &bodyOp : op.getBlock()->without_terminator()) {
    if (isa<linalg::IndexOp>(bodyOp))
      mapping.map(bodyOp.getResult(0), zero);
    else
      rewriter.clone(bodyOp, mapping)->setLoc(loc);
  }
  SmallVector<Value> results;
  for (auto [type, value] : llvm::zip(
           op->getResultTypes(), op.getBlock()->getTerminator()->getOperands()))
    results.push_back(tensor::FromElementsOp::create(
        rewriter, loc, type, mapping.lookupOrDefault(value)));
  rewriter.replaceOp(op, results);
  return success();
}

namespace {

/// A part of a list of scalars, such as of the sizes of a tensor, is a list of
/// some of them.
struct SliceElements : public OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto elements = op.getSource().getDefiningOp<tensor::FromElementsOp>();
    if (!elements || elements.getType().getRank() != 1)
      return rewriter.notifyMatchFailure(op, "not of a list of scalars");
    if (ShapedType::isDynamic(op.getStaticOffsets()[0]) ||
        ShapedType::isDynamic(op.getStaticStrides()[0]) ||
        !op.getType().hasStaticShape())
      return rewriter.notifyMatchFailure(op, "which part is not known");
    SmallVector<Value> taken;
    for (int64_t i = 0; i < op.getType().getNumElements(); ++i)
      taken.push_back(elements.getElements()[op.getStaticOffsets()[0] +
                                             i * op.getStaticStrides()[0]]);
    rewriter.replaceOpWithNewOp<tensor::FromElementsOp>(op, op.getType(),
                                                        taken);
    return success();
  }
};

struct NNScalarizeElementsPass
    : public nn::impl::NNScalarizeElementsBase<NNScalarizeElementsPass> {
  void runOnOperation() override {
    // In a function without arrays there will be no kernel for floats either.
    bool hasArrays =
        !llvm::all_of(getOperation().getArgumentTypes(), hasOneElement) ||
        getOperation()
            ->walk([](Operation *op) {
              return llvm::all_of(op->getResultTypes(), hasOneElement)
                         ? WalkResult::advance()
                         : WalkResult::interrupt();
            })
            .wasInterrupted();
    RewritePatternSet patterns(&getContext());
    patterns.add<ScalarizeLinalgOp>(&getContext(), /*floats=*/!hasArrays);
    patterns.add<SliceElements>(&getContext());
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace
