//===- NNDialect.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNDialect.h"
#include "WeightNames.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Transforms/InliningUtils.h"
#include "nn/Dialect/NN/IR/NNAttributes.h"
#include "nn/Support/Target.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

#include "nn/Dialect/NN/IR/NNDialect.cpp.inc"

#include "nn/Dialect/NN/IR/NNEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "nn/Dialect/NN/IR/NNAttributes.cpp.inc"

namespace {
/// An op depends on its operands and attributes only, whatever function it is
/// in.
struct NNInliner : public DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
};
} // namespace

void NNDialect::initialize() {
  addInterfaces<NNInliner>();
  nn::detail::registerWeightNames(*this);
  addAttributes<
#define GET_ATTRDEF_LIST
#include "nn/Dialect/NN/IR/NNAttributes.cpp.inc"
      >();
  registerActivationOps();
  registerArithmeticOps();
  registerAssertOps();
  registerBinaryOps();
  registerConvolutionOps();
  registerGatherOps();
  registerLinearOps();
  registerLogicalOps();
  registerMathOps();
  registerMatrixOps();
  registerMovementOps();
  registerNormalizationOps();
  registerPoolingOps();
  registerRandomOps();
  registerReductionOps();
  registerScatterOps();
  registerSelectionOps();
  registerShapeOps();
}

Operation *NNDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                          Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}

LogicalResult NNDialect::verifyOperationAttribute(Operation *op,
                                                  NamedAttribute attribute) {
  if (attribute.getName() != targetAttrName)
    return success();
  auto emitError = [&]() -> InFlightDiagnostic {
    return op->emitError() << "'" << targetAttrName << "': ";
  };
  auto target = dyn_cast<DictionaryAttr>(attribute.getValue());
  if (!target)
    return emitError() << "expected a dictionary";
  return TargetInfo::verify(target, emitError);
}
