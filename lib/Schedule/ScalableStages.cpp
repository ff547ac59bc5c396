//===- ScalableStages.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which stages can be computed on vectors whose size only the machine knows.
//
//===----------------------------------------------------------------------===//

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Schedule/KernelStages.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

/// True for functions that have instructions.
static bool isInstruction(Operation *op) {
  return isa<math::AbsFOp, math::AbsIOp, math::CeilOp, math::CopySignOp,
             math::CountLeadingZerosOp, math::CountTrailingZerosOp,
             math::CtPopOp, math::FloorOp, math::FmaOp, math::RoundEvenOp,
             math::RoundOp, math::SqrtOp, math::TruncOp>(op);
}

LogicalResult mlir::nn::checkScalable(const Stage &stage, std::string &reason) {
  auto refuse = [&](Operation *op, StringRef why) {
    reason = ("'" + op->getName().getStringRef() + "' " + why).str();
    return failure();
  };
  linalg::LinalgOp root = stage.getRoot();
  for (unsigned result = 0, e = root.getNumDpsInits();
       result < e && stage.hasReduction(); ++result) {
    SmallVector<Operation *> combiners;
    if (matchReduction(root.getRegionOutputArgs(), result, combiners))
      for (Operation *combiner : combiners)
        if (isa<arith::MulFOp, arith::MulIOp>(combiner))
          return refuse(combiner, "is not reduced across scalable vectors");
  }
  for (const StageOp &stageOp : stage.ops) {
    for (Operation &op : stageOp.op.getBlock()->without_terminator()) {
      if (isa<arith::RemFOp>(op))
        return refuse(&op, "is unsupported on scalable vectors");
      if (!isa_and_present<math::MathDialect>(op.getDialect()) ||
          isInstruction(&op))
        continue;
      // The library's functions are scalar ones, and LLVM would call them for
      // the lanes of a vector of fixed size only.
      Type type = getElementTypeOrSelf(op.getResult(0).getType());
      if (!type.isF32() && !type.isF16() && !type.isBF16())
        return refuse(&op, "of this type is not expanded to arithmetic");
    }
  }
  return success();
}
