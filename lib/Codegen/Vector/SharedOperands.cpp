//===- SharedOperands.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operands that the invocations of a workgroup load together.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::nn;

/// Loads together what the workgroup reads next; the parts that lie beyond the
/// end of a dimension are left as they are.
void StageEmitter::emitSharedOperands(const NestState &state) {
  MLIRContext *context = b.getContext();
  // Nobody reads what was there any more.
  gpu::BarrierOp::create(b, loc);
  for (auto [operand, base] : llvm::zip(plan.shared, state.sources)) {
    Value from = buffers.getFlat(operand.source.view);
    Value to = buffers.getFlat(stage.accesses[operand.access].view);
    auto loop = scf::ForOp::create(b, loc, state.thread,
                                   constantIndex(operand.getNumElements()),
                                   constantIndex(state.numThreads));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value element = loop.getInductionVar();
    SmallVector<Value> indices = {element};
    if (operand.dims.size() > 1) {
      SmallVector<OpFoldResult> sizes;
      for (int64_t size : operand.sizes)
        sizes.push_back(b.getIndexAttr(size));
      auto delinearized =
          affine::AffineDelinearizeIndexOp::create(b, loc, element, sizes);
      indices.assign(delinearized.result_begin(), delinearized.result_end());
    }
    Value isThere;
    // Neighbors in memory are loaded by neighbors.
    AffineExpr expr = base.add;
    for (auto [position, dim] : llvm::enumerate(operand.dims)) {
      expr = expr +
             getAffineDimExpr(position, context) * operand.source.outer[dim];
      Value end = state.blockExtents[dim];
      if (stage.dims[dim].isReduction &&
          state.dims[dim].extent < operand.sizes[position])
        end = constantIndex(state.dims[dim].extent);
      if (!end)
        continue;
      Value isBefore = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                                             indices[position], end);
      isThere = isThere
                    ? Value(arith::AndIOp::create(b, loc, isThere, isBefore))
                    : isBefore;
    }
    if (base.value) {
      expr = expr + getAffineDimExpr(indices.size(), context);
      indices.push_back(base.value);
    }
    if (isThere) {
      auto branch =
          scf::IfOp::create(b, loc, isThere, /*withElseRegion=*/false);
      b.setInsertionPointToStart(branch.thenBlock());
    }
    Value value =
        memref::LoadOp::create(b, loc, from, buffers.apply(loc, expr, indices));
    memref::StoreOp::create(b, loc, value, to, element);
  }
  gpu::BarrierOp::create(b, loc);
}
