//===- LinearOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNLinearOps.cpp.inc"

void NNDialect::registerLinearOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNLinearOps.cpp.inc"
      >();
}

LogicalResult MatmulOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  auto lhsType = cast<RankedTensorType>(adaptor.getLhs().getType());
  auto rhsType = cast<RankedTensorType>(adaptor.getRhs().getType());
  if (lhsType.getRank() < 2 || rhsType.getRank() < 2)
    return emitOptionalError(loc,
                             "expects operands of rank 2 at least, got ranks ",
                             lhsType.getRank(), " and ", rhsType.getRank());

  ArrayRef<int64_t> lhs = lhsType.getShape().take_back(2);
  ArrayRef<int64_t> rhs = rhsType.getShape().take_back(2);
  bool transposeLhs = adaptor.getTransposeLhs();
  bool transposeRhs = adaptor.getTransposeRhs();
  int64_t lhsDepth = lhs[transposeLhs ? 0 : 1];
  int64_t rhsDepth = rhs[transposeRhs ? 1 : 0];
  if (!ShapedType::isDynamic(lhsDepth) && !ShapedType::isDynamic(rhsDepth) &&
      lhsDepth != rhsDepth)
    return emitOptionalError(loc, "expects equal sizes to sum over, got ",
                             lhsDepth, " in 'lhs' and ", rhsDepth, " in 'rhs'");

  ArrayRef<int64_t> lhsBatch = lhsType.getShape().drop_back(2);
  ArrayRef<int64_t> rhsBatch = rhsType.getShape().drop_back(2);
  SmallVector<int64_t> shape(std::max(lhsBatch.size(), rhsBatch.size()), 1);
  llvm::copy(lhsBatch, shape.end() - lhsBatch.size());
  for (size_t i = 0, e = rhsBatch.size(); i < e; ++i) {
    int64_t &size = shape[shape.size() - e + i];
    std::optional<int64_t> result = broadcastSizes(size, rhsBatch[i]);
    if (!result)
      return emitOptionalError(loc,
                               "the batch dimensions of the operands do not "
                               "broadcast: ",
                               lhsType, " and ", rhsType);
    size = *result;
  }
  shape.push_back(lhs[transposeLhs ? 1 : 0]);
  shape.push_back(rhs[transposeRhs ? 0 : 1]);
  inferred.push_back(RankedTensorType::get(shape, lhsType.getElementType()));
  return success();
}
