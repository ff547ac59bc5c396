//===- RandomOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Verification and canonicalization of the ops that draw random numbers.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNRandomOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNRandomOps.cpp.inc"

void NNDialect::registerRandomOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNRandomOps.cpp.inc"
      >();
}

LogicalResult RandomUniformOp::verify() {
  // nn.random_uniform_c1
  int64_t count = getShape().getType().getDimSize(0);
  if (!areCompatibleSizes(count, getType().getRank()))
    return emitOpError("expects 'shape' to have ")
           << getType().getRank() << " elements, got " << count;
  return success();
}

LogicalResult RandomBitsOp::verify() {
  // nn.random_bits_c1
  int64_t count = getShape().getType().getDimSize(0);
  if (!areCompatibleSizes(count, getType().getRank()))
    return emitOpError("expects 'shape' to have ")
           << getType().getRank() << " elements, got " << count;
  // nn.random_bits_c2
  int64_t words = getCounter().getType().getDimSize(0);
  if (!areCompatibleSizes(words, 2))
    return emitOpError("expects 'counter' to have 2 elements, got ") << words;
  // nn.random_bits_c3
  if (int64_t(getRowStride()) < 0)
    return emitOpError("expects 'row_stride' of at least 0, got ")
           << int64_t(getRowStride());
  if (getRowStride() != 0 && getType().getRank() == 0)
    return emitOpError("expects a result of rank 1 at least for a row_stride");
  return success();
}

/// Reads a constant float that is the same everywhere.
static std::optional<double> getSplat(Value value) {
  SplatElementsAttr splat;
  if (!matchPattern(value, m_Constant(&splat)) ||
      !isa<FloatType>(splat.getElementType()))
    return std::nullopt;
  return splat.getSplatValue<APFloat>().convertToDouble();
}

/// Replaces an op whose type is that of a random tensor by one value
/// everywhere.
static LogicalResult replaceByFill(Operation *op, RandomUniformOp random,
                                   TypedAttr value, PatternRewriter &rewriter) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (type.getShape() != random.getType().getShape())
    return rewriter.notifyMatchFailure(op, "is broadcast");
  auto scalar = DenseElementsAttr::get(
      RankedTensorType::get({}, type.getElementType()), Attribute(value));
  Value constant = arith::ConstantOp::create(rewriter, op->getLoc(), scalar);
  rewriter.replaceOpWithNewOp<FillOp>(op, type, random.getShape(), constant);
  return success();
}

namespace {

/// floor(1 + random): what a dropout that keeps all leaves in a frozen graph.
/// No draw is above 1 - 2^-23, so that the sum is below 2 after rounding as
/// well.
struct FloorOfRandom : public OpRewritePattern<FloorOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(FloorOp op,
                                PatternRewriter &rewriter) const override {
    auto add = op.getInput().getDefiningOp<AddOp>();
    if (!add)
      return rewriter.notifyMatchFailure(op, "input is not a sum");
    auto random = add.getRhs().getDefiningOp<RandomUniformOp>();
    Value other = add.getLhs();
    if (!random) {
      random = add.getLhs().getDefiningOp<RandomUniformOp>();
      other = add.getRhs();
    }
    if (!random || getSplat(other) != 1.0)
      return rewriter.notifyMatchFailure(op, "is not 1 + random_uniform");
    return replaceByFill(
        op, random, rewriter.getFloatAttr(op.getType().getElementType(), 1.0),
        rewriter);
  }
};

/// random >= 0 is true, and random < 0 false: a dropout that drops none.
struct CompareOfRandom : public OpRewritePattern<CompareOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CompareOp op,
                                PatternRewriter &rewriter) const override {
    auto random = op.getLhs().getDefiningOp<RandomUniformOp>();
    std::optional<double> bound = getSplat(op.getRhs());
    if (!random || !bound || !(*bound <= 0))
      return rewriter.notifyMatchFailure(op, "does not compare random with 0");
    if (op.getPredicate() != Predicate::GE &&
        op.getPredicate() != Predicate::LT)
      return rewriter.notifyMatchFailure(op, "the result is not known");
    return replaceByFill(
        op, random, rewriter.getBoolAttr(op.getPredicate() == Predicate::GE),
        rewriter);
  }
};

} // namespace

void RandomUniformOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                  MLIRContext *context) {
  patterns.add<CompareOfRandom, FloorOfRandom>(context);
}
