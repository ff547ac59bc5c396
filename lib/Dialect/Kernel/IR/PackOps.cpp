//===- PackOps.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type inference and verification of the ops that change layouts.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelPackOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/Kernel/IR/KernelPackOps.cpp.inc"

void KernelDialect::registerPackOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/Kernel/IR/KernelPackOps.cpp.inc"
      >();
}

LogicalResult
PackConstantOp::inferReturnTypes(MLIRContext *context,
                                 std::optional<Location> loc, Adaptor adaptor,
                                 SmallVectorImpl<Type> &inferred) {
  Packing packing{adaptor.getOrder(), adaptor.getInnerDims(),
                  adaptor.getInnerTiles(), adaptor.getScalable()};
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  Location errorLoc = loc.value_or(UnknownLoc::get(context));
  if (failed(packing.verify([&] { return mlir::emitError(errorLoc); },
                            type.getRank())))
    return failure();
  inferred.push_back(RankedTensorType::get(
      packing.getPackedShape(type.getShape()), type.getElementType()));
  return success();
}

LogicalResult UnpackOp::verify() {
  auto type = cast<RankedTensorType>(getType());
  if (failed(
          getPacking().verify([&] { return emitOpError(); }, type.getRank())))
    return failure();
  if (!type.hasStaticShape() && !getInnerTiles().empty())
    return emitOpError("expects a result of known size for a layout with "
                       "tiles, got ")
           << type;
  auto expected = RankedTensorType::get(
      getPacking().getPackedShape(type.getShape()), type.getElementType());
  if (getInput().getType() != expected)
    return emitOpError("expects an input of type ")
           << expected << " for a result of type " << type << ", got "
           << getInput().getType();
  return success();
}
