//===- StageAccesses.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds what the bodies of a stage read and write, and where that is.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/KernelStages.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns the expression as a sum of multiples of dimensions and a constant.
static LogicalResult getLinearForm(AffineExpr expr,
                                   SmallVectorImpl<int64_t> &coefficients,
                                   int64_t &constant) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
    coefficients[dim.getPosition()] += 1;
    return success();
  }
  if (auto value = dyn_cast<AffineConstantExpr>(expr)) {
    constant += value.getValue();
    return success();
  }
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return failure();
  if (binary.getKind() == AffineExprKind::Add)
    return success(
        succeeded(getLinearForm(binary.getLHS(), coefficients, constant)) &&
        succeeded(getLinearForm(binary.getRHS(), coefficients, constant)));
  auto factor = dyn_cast<AffineConstantExpr>(binary.getRHS());
  if (binary.getKind() != AffineExprKind::Mul || !factor)
    return failure();
  SmallVector<int64_t> inner(coefficients.size(), 0);
  int64_t innerConstant = 0;
  if (failed(getLinearForm(binary.getLHS(), inner, innerConstant)))
    return failure();
  for (auto [sum, coefficient] : llvm::zip(coefficients, inner))
    sum += coefficient * factor.getValue();
  constant += innerConstant * factor.getValue();
  return success();
}

LogicalResult KernelStages::addAccess(Stage &stage, const StageOp &op,
                                      Value tensor, AffineMap map, bool isWrite,
                                      std::string &reason) {
  FailureOr<View> view = views.getView(tensor);
  if (failed(view)) {
    Operation *producer = tensor.getDefiningOp();
    reason = "the elements of an operand are in no buffer";
    if (producer)
      reason += " ('" + producer->getName().getStringRef().str() + "')";
    return failure();
  }
  // Until mergeDims, by the loops of the root.
  unsigned numLoops = stage.getRoot().getNumLoops();
  StageAccess access;
  access.tensor = tensor;
  access.view = *view;
  access.offset = view->offset;
  access.outer.assign(numLoops, symbols.constant(0));
  access.inner.assign(numLoops, symbols.constant(0));
  access.tiles.assign(numLoops, 0);
  access.scratchDims.assign(numLoops, -1);
  access.isWrite = isWrite;
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    SmallVector<int64_t> coefficients(map.getNumDims(), 0);
    int64_t constant = 0;
    if (failed(getLinearForm(expr, coefficients, constant))) {
      reason = "an indexing map is not linear";
      return failure();
    }
    if (view->isCut(dim)) {
      auto loop = dyn_cast<AffineDimExpr>(expr);
      if (!loop) {
        reason = "a packed dimension is not addressed by one loop";
        return failure();
      }
      unsigned rootLoop = op.loops[loop.getPosition()];
      access.outer[rootLoop] = view->tileSteps[dim];
      access.inner[rootLoop] = view->tileStrides[dim];
      access.tiles[rootLoop] = view->tiles[dim];
      continue;
    }
    access.offset = access.offset + view->strides[dim] * constant;
    for (auto [loop, coefficient] : llvm::enumerate(coefficients)) {
      if (coefficient == 0)
        continue;
      unsigned rootLoop = op.loops[loop];
      AffineExpr step = view->strides[dim] * coefficient;
      access.outer[rootLoop] = access.outer[rootLoop] + step;
      access.inner[rootLoop] = access.inner[rootLoop] + step;
      if (view->scratch >= 0 && scratch[view->scratch].gridDims[dim] >= 0)
        access.scratchDims[rootLoop] = dim;
    }
  }
  Type elementType = view->elementType;
  if (!elementType.isIntOrIndexOrFloat() || elementType.isInteger(1))
    stage.isScalar = true;
  stage.accesses.push_back(std::move(access));
  return success();
}

LogicalResult KernelStages::findOperands(unsigned stageIndex, unsigned opIndex,
                                         std::string &reason) {
  Stage &stage = stages[stageIndex];
  StageOp &stageOp = stage.ops[opIndex];
  linalg::LinalgOp op = stageOp.op;
  for (OpOperand &operand : op->getOpOperands()) {
    StageOperand &found = stageOp.operands.emplace_back();
    Value value = operand.get();
    if (!op.payloadUsesValueFromOperand(&operand))
      continue;
    if (!isa<ShapedType>(value.getType())) {
      found.kind = StageOperand::Kind::Scalar;
      found.scalar = value;
      continue;
    }
    if (auto it = producers.find(value);
        it != producers.end() && it->second.first == stageIndex) {
      found.kind = StageOperand::Kind::Internal;
      found.index = it->second.second;
      found.result = cast<OpResult>(value).getResultNumber();
      continue;
    }
    if (auto fill = value.getDefiningOp<linalg::FillOp>();
        fill && op.isDpsInit(&operand)) {
      found.kind = StageOperand::Kind::Scalar;
      found.scalar = fill.value();
      continue;
    }
    DenseElementsAttr elements;
    if (matchPattern(value, m_Constant(&elements)) && elements.isSplat()) {
      found.kind = StageOperand::Kind::Scalar;
      found.constant = elements.getSplatValue<TypedAttr>();
      continue;
    }
    found.kind = StageOperand::Kind::Access;
    found.index = stage.accesses.size();
    if (failed(addAccess(stage, stageOp, value,
                         op.getMatchingIndexingMap(&operand),
                         /*isWrite=*/false, reason)))
      return failure();
  }
  // Bodies that cannot be computed on vectors.
  for (Operation &bodyOp : op.getBlock()->without_terminator()) {
    if (auto extract = dyn_cast<tensor::ExtractOp>(bodyOp)) {
      FailureOr<View> view = views.getView(extract.getTensor());
      if (failed(view) || view->scratch >= 0) {
        reason = "a body reads a tensor that is in no buffer";
        return failure();
      }
      continue;
    }
    if (isa<linalg::IndexOp>(bodyOp) ||
        bodyOp.hasTrait<OpTrait::ConstantLike>())
      continue;
    if (bodyOp.getNumRegions() != 0) {
      bool reads = false;
      bodyOp.walk([&](Operation *nested) {
        reads |= isa<tensor::ExtractOp, linalg::IndexOp>(nested);
      });
      if (reads) {
        reason = "a body branches around a read";
        return failure();
      }
      stage.isScalar = true;
    } else if (!OpTrait::hasElementwiseMappableTraits(&bodyOp)) {
      stage.isScalar = true;
    }
  }
  return success();
}
