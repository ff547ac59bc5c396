//===- ReductionOps.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type inference and verification of the ops that combine elements along axes.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNReductionOps.cpp.inc"

void NNDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNReductionOps.cpp.inc"
      >();
}

/// Infers the type of a reduction: without the axes, or with 1 in their place.
static LogicalResult inferReduction(std::optional<Location> loc, Value input,
                                    ArrayRef<int64_t> axes, bool keepDims,
                                    SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(input.getType());
  // nn.reduce_c1
  if (failed(verifyAxes(loc, "axes", axes, type.getRank())))
    return failure();
  SmallVector<int64_t> sizes;
  for (auto [axis, size] : llvm::enumerate(type.getShape())) {
    if (!llvm::is_contained(axes, static_cast<int64_t>(axis)))
      sizes.push_back(size);
    else if (keepDims)
      sizes.push_back(1);
  }
  inferred.push_back(type.clone(sizes));
  return success();
}

/// Infers the type of a running sum or product.
static LogicalResult inferScan(std::optional<Location> loc, Value input,
                               int64_t axis, SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(input.getType());
  // nn.scan_c1
  if (failed(verifyAxis(loc, "axis", axis, 0, type.getRank())))
    return failure();
  inferred.push_back(type);
  return success();
}

/// Verifies ArgMax and ArgMin, whose element type is free.
static LogicalResult verifyArgReduction(Operation *op, RankedTensorType input,
                                        RankedTensorType result, int64_t axis) {
  // nn.arg_reduce_c1
  if (failed(verifyAxis(op->getLoc(), "axis", axis, 0, input.getRank())))
    return failure();
  // nn.arg_reduce_c2
  SmallVector<int64_t> sizes(input.getShape());
  sizes.erase(sizes.begin() + axis);
  RankedTensorType expected = result.clone(sizes);
  if (!areCompatibleTypes(expected, result))
    return op->emitOpError("expects a result compatible with ")
           << expected << ", got " << result;
  return success();
}

LogicalResult ReduceSumOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceMeanOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor adaptor,
                                             SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceProdOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor adaptor,
                                             SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceMaxOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceMinOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceAllOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult ReduceAnyOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferReduction(loc, adaptor.getInput(), adaptor.getAxes(),
                        adaptor.getKeepDims(), inferred);
}

LogicalResult CumsumOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  return inferScan(loc, adaptor.getInput(), adaptor.getAxis(), inferred);
}

LogicalResult CumprodOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  return inferScan(loc, adaptor.getInput(), adaptor.getAxis(), inferred);
}

LogicalResult
CumLogSumExpOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                 Adaptor adaptor,
                                 SmallVectorImpl<Type> &inferred) {
  return inferScan(loc, adaptor.getInput(), adaptor.getAxis(), inferred);
}

LogicalResult ArgMaxOp::verify() {
  return verifyArgReduction(*this, getInput().getType(), getType(), getAxis());
}

LogicalResult ArgMinOp::verify() {
  return verifyArgReduction(*this, getInput().getType(), getType(), getAxis());
}

/// No axes: the identity. Constants are evaluated.
template <typename OpTy>
static OpFoldResult foldReduction(OpTy op, ArrayRef<Attribute> operands) {
  if (op.getAxes().empty() && op.getInput().getType() == op.getType())
    return op.getInput();
  return foldConstant(op, operands);
}

OpFoldResult ReduceSumOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceMeanOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceProdOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceMaxOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceMinOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceAllOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}

OpFoldResult ReduceAnyOp::fold(FoldAdaptor adaptor) {
  return foldReduction(*this, adaptor.getOperands());
}
