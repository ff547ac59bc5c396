//===- ViewPlanner.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where tensors lie that are views or parts of others.
//
//===----------------------------------------------------------------------===//

#include "MemoryPlanner.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

/// Takes the sizes that a type knows from it.
static void refineSizes(Placement &placement, RankedTensorType type) {
  Builder builder(type.getContext());
  for (auto [size, known] : llvm::zip(placement.sizes, type.getShape()))
    if (!ShapedType::isDynamic(known))
      size = builder.getIndexAttr(known);
}

void MemoryPlanner::planCast(tensor::CastOp op) {
  Placement placement = getPlacement(op.getSource());
  refineSizes(placement, cast<RankedTensorType>(op.getType()));
  place(op.getResult(), placement);
}

void MemoryPlanner::planCollapse(tensor::CollapseShapeOp op) {
  OpBuilder builder(op);
  FailureOr<Placement> placement =
      getCollapsedPlacement(builder, op, getPlacement(op.getSrc()));
  if (failed(placement))
    placement = getCollapsedPlacement(
        builder, op,
        copyOperand(op.getSrcMutable(),
                    "the dimensions to collapse do not lie together"));
  refineSizes(*placement, op.getResultType());
  place(op.getResult(), *placement);
}

LogicalResult MemoryPlanner::planReshape(tensor::ReshapeOp op) {
  OpBuilder builder(op);
  auto type = cast<RankedTensorType>(op.getType());
  auto shape = op.getShape().getDefiningOp<tensor::FromElementsOp>();
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(op.getContext(), type.getShape());
  if (!type.hasStaticShape()) {
    if (!shape)
      return op.emitOpError("of a shape that is not statically known cannot be "
                            "planned");
    for (auto [size, element] : llvm::zip(sizes, shape.getElements()))
      if (ShapedType::isDynamic(*getConstantIntValue(size)))
        size = element.getType().isIndex()
                   ? element
                   : arith::IndexCastOp::create(builder, op.getLoc(),
                                                builder.getIndexType(), element)
                         .getResult();
  }
  Placement source = getPlacement(op.getSource());
  if (!source.contiguous)
    source = copyOperand(op.getSourceMutable(),
                         "the elements to reshape do not lie together");
  Placement placement = getWholePlacement(builder, op.getLoc(), source.buffer,
                                          source.elementType, sizes);
  placement.offset = source.offset;
  placement.undefined = source.undefined;
  placement.box = source.box;
  placement.isBox = false;
  place(op.getResult(), placement);
  return success();
}

void MemoryPlanner::planInsertSlice(tensor::InsertSliceOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Placement destination = getPlacement(op.getDest());
  auto getPart = [&] {
    return getSlicePlacement(builder, loc, destination, op.getMixedOffsets(),
                             op.getMixedSizes(), op.getMixedStrides(),
                             op.getDroppedDims());
  };
  Placement part = getPart();
  const Placement source = getPlacement(op.getSource());
  if (!isSamePlacement(source, part)) {
    if (!isTemporary(destination.buffer) || findClobbered(op, part)) {
      destination = copyOperand(op.getDestMutable(),
                                "a part is inserted into a tensor that is "
                                "still needed as it was");
      part = getPart();
    }
    part.undefined = false;
    copyBefore(op, source, part, "a part is not computed in its place");
  }
  destination.undefined = false;
  place(op.getResult(), destination);
}

void MemoryPlanner::planInsert(tensor::InsertOp op) {
  Placement destination = getPlacement(op.getDest());
  if (!isTemporary(destination.buffer) || findClobbered(op, destination))
    destination = copyOperand(op.getDestMutable(),
                              "an element is inserted into a tensor that is "
                              "still needed as it was");
  destination.undefined = false;
  place(op.getResult(), destination);
}
