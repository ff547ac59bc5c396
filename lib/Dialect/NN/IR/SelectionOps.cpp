//===- SelectionOps.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNSelectionOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNSelectionOps.cpp.inc"

void NNDialect::registerSelectionOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNSelectionOps.cpp.inc"
      >();
}

/// Verifies that a value can be of the shape, whatever its element type.
static LogicalResult verifyShape(Operation *op, StringRef name, Value value,
                                 ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(value.getType());
  RankedTensorType expected = type.clone(shape);
  if (!areCompatibleTypes(TypeRange(type), TypeRange(expected)))
    return op->emitOpError("expects '")
           << name << "' of type " << expected << ", got " << type;
  return success();
}

LogicalResult TopKOp::verify() {
  // nn.top_k_c1
  auto type = cast<RankedTensorType>(getInput().getType());
  if (type.getRank() == 0)
    return emitOpError("expects 'input' of rank 1 at least, got rank 0");
  // nn.top_k_c2
  int64_t k = getK(), size = type.getShape().back();
  if (k < 0 || (!ShapedType::isDynamic(size) && k > size)) {
    InFlightDiagnostic diag = emitOpError("expects 'k' in [0, ");
    if (ShapedType::isDynamic(size))
      return diag << "size of a row], got " << k;
    return diag << size << "], got " << k;
  }
  // nn.top_k_c4
  if (!getSorted() && (ShapedType::isDynamic(size) || k < 2 || k >= size))
    return emitOpError("expects 'k' in [2, ")
           << (ShapedType::isDynamic(size) ? "size of a row, if that is known"
                                           : std::to_string(size))
           << ") where 'sorted' is false, got " << k;
  // nn.top_k_c3
  if (getElementTypeOrSelf(getValues()) != type.getElementType())
    return emitOpError("expects 'values' of element type ")
           << type.getElementType() << ", got "
           << getElementTypeOrSelf(getValues());
  SmallVector<int64_t> shape(type.getShape());
  shape.back() = k;
  if (failed(verifyShape(*this, "values", getValues(), shape)))
    return failure();
  return verifyShape(*this, "indices", getIndices(), shape);
}

LogicalResult SearchSortedOp::verify() {
  auto sorted = cast<RankedTensorType>(getSorted().getType());
  auto values = cast<RankedTensorType>(getValues().getType());
  // nn.search_sorted_c1
  if (sorted.getRank() == 0 || values.getRank() == 0)
    return emitOpError("expects operands of rank 1 at least");
  SmallVector<int64_t> shape(sorted.getShape());
  shape.back() = values.getShape().back();
  RankedTensorType expected = sorted.clone(shape);
  if (!areCompatibleTypes(TypeRange(expected), TypeRange(values)))
    return emitOpError("expects 'values' of type ")
           << expected << ", got " << values;
  // nn.search_sorted_c2
  return verifyShape(*this, "result", getResult(), values.getShape());
}

LogicalResult NonMaxSuppressionOp::verify() {
  // nn.non_max_suppression_c1
  auto scores = cast<RankedTensorType>(getScores().getType());
  int64_t count = scores.getDimSize(0);
  if (failed(verifyShape(*this, "boxes", getBoxes(),
                         {count, getOverlaps() ? count : 4})))
    return failure();
  // nn.non_max_suppression_c2
  Type elementType = scores.getElementType();
  for (Value value : {getBoxes(), getIouThreshold(), getScoreThreshold(),
                      getSigma(), getSelectedScores()})
    if (getElementTypeOrSelf(value) != elementType)
      return emitOpError("expects floats of one element type, got ")
             << elementType << " and " << getElementTypeOrSelf(value);
  // nn.non_max_suppression_c3
  int64_t outputs = getMaxOutputs();
  if (outputs < 0)
    return emitOpError("expects 'max_outputs' of 0 at least, got ") << outputs;
  if (failed(verifyShape(*this, "indices", getIndices(), {outputs})))
    return failure();
  return verifyShape(*this, "selected_scores", getSelectedScores(), {outputs});
}
