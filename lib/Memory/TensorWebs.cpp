//===- TensorWebs.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which tensors of a host function may share memory, by its ops.
//
//===----------------------------------------------------------------------===//

#include "nn/Memory/TensorWebs.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

namespace {
class TensorWebs {
public:
  void join(Value lhs, Value rhs) {
    if (isa<TensorType>(lhs.getType()))
      webs.unionSets(lhs.getAsOpaquePointer(), rhs.getAsOpaquePointer());
  }
  void join(ValueRange lhs, ValueRange rhs) {
    for (auto [l, r] : llvm::zip_equal(lhs, rhs))
      join(l, r);
  }
  void join(Operation *op);

  /// Returns the number of a tensor's web, by first appearance.
  int64_t getNumber(Value tensor) {
    const void *leader =
        webs.getOrInsertLeaderValue(tensor.getAsOpaquePointer());
    return numbers.try_emplace(leader, numbers.size()).first->second;
  }

private:
  llvm::EquivalenceClasses<const void *> webs;
  DenseMap<const void *, int64_t> numbers;
};
} // namespace

void TensorWebs::join(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](DispatchOp dispatch) {
        join(dispatch.getResults(), dispatch.getOutputs());
      })
      .Case([&](scf::ForOp loop) {
        join(loop.getRegionIterArgs(), loop.getInitArgs());
        join(loop.getYieldedValues(), loop.getInitArgs());
        join(loop.getResults(), loop.getInitArgs());
      })
      .Case([&](scf::WhileOp loop) {
        join(loop.getBeforeArguments(), loop.getInits());
        join(loop.getYieldOp().getResults(), loop.getInits());
        join(loop.getAfterArguments(), loop.getConditionOp().getArgs());
        join(loop.getResults(), loop.getConditionOp().getArgs());
      })
      .Case([&](scf::IfOp branch) {
        if (branch.getNumResults() == 0)
          return;
        join(branch.getResults(), branch.thenYield().getResults());
        join(branch.getResults(), branch.elseYield().getResults());
      })
      .Default([&](Operation *op) {
        // A view, or a part that is put into a whole.
        if (!isa<tensor::TensorDialect>(op->getDialect()) ||
            op->getNumResults() != 1)
          return;
        for (Value operand : op->getOperands())
          if (isa<TensorType>(operand.getType()) &&
              isa<TensorType>(op->getResult(0).getType()))
            join(operand, op->getResult(0));
      });
}

void memory::noteTensorWebs(func::FuncOp function) {
  TensorWebs webs;
  function.walk([&](Operation *op) { webs.join(op); });
  function.walk([&](Operation *op) {
    if (!isa<DispatchOp, tensor::ExtractOp, tensor::InsertOp,
             tensor::FromElementsOp>(op))
      return;
    SmallVector<int64_t> numbers;
    for (Value operand : op->getOperands())
      if (isa<TensorType>(operand.getType()))
        numbers.push_back(webs.getNumber(operand));
    if (numbers.empty())
      numbers.push_back(webs.getNumber(op->getResult(0)));
    op->setAttr(memory::tensorsAttrName,
                DenseI64ArrayAttr::get(op->getContext(), numbers));
  });
}
