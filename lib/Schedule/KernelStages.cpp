//===- KernelStages.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Groups the ops of a kernel into stages.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/KernelStages.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"

using namespace mlir;
using namespace mlir::nn;

int64_t StageDim::getStaticSize() const {
  return getConstant(size).value_or(ShapedType::kDynamic);
}

Operation *mlir::nn::getCombiner(linalg::LinalgOp op, unsigned result) {
  SmallVector<Operation *> combiners;
  Value reduced = matchReduction(op.getRegionOutputArgs(), result, combiners);
  return reduced && combiners.size() == 1 ? combiners.front() : nullptr;
}

bool Stage::hasReduction() const {
  return llvm::any_of(dims,
                      [](const StageDim &dim) { return dim.isReduction; });
}

std::optional<unsigned> Stage::findDim(StringRef name) const {
  for (auto [index, dim] : llvm::enumerate(dims))
    if (dim.name == name)
      return index;
  return std::nullopt;
}

/// True if a fill only gives the initial value of other ops.
static bool isInitialValue(linalg::FillOp fill) {
  return llvm::all_of(fill.getResult(0).getUses(), [](OpOperand &use) {
    auto user = dyn_cast<linalg::LinalgOp>(use.getOwner());
    return user && user.isDpsInit(&use);
  });
}

/// True if an op computes each element of its results from the elements of its
/// inputs by one evaluation of its body.
static bool isMap(linalg::LinalgOp op) {
  if (op.getNumParallelLoops() != op.getNumLoops())
    return false;
  for (OpOperand &init : op.getDpsInitsMutable())
    if (!op.getMatchingIndexingMap(&init).isPermutation())
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// Grouping
//===----------------------------------------------------------------------===//

LogicalResult KernelStages::checkOps(std::string &reason) {
  for (Operation &op : entry.getBody().front()) {
    if (isa<linalg::LinalgOp, bufferization::ToTensorOp,
            bufferization::MaterializeInDestinationOp, tensor::EmptyOp,
            tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp,
            tensor::ExtractSliceOp, tensor::PadOp, tensor::InsertSliceOp,
            tensor::ConcatOp, UnpackOp, func::ReturnOp, arith::ConstantOp,
            memref::LoadOp>(op))
      continue;
    auto isTensor = [](Type type) { return isa<TensorType>(type); };
    if (op.getNumRegions() != 0 || !isMemoryEffectFree(&op) ||
        llvm::any_of(op.getOperandTypes(), isTensor) ||
        llvm::any_of(op.getResultTypes(), isTensor)) {
      reason = "'" + op.getName().getStringRef().str() +
               "' is no op that stages are made of";
      return failure();
    }
  }
  if (!entry.getBody().hasOneBlock()) {
    reason = "there is control flow";
    return failure();
  }
  return success();
}

bool KernelStages::tryJoin(unsigned stageIndex, linalg::LinalgOp op) {
  Stage &stage = stages[stageIndex];
  if (!isMap(op))
    return false;
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<utils::IteratorType> iterators = root.getIteratorTypesArray();
  SmallVector<int> loops(op.getNumLoops(), -1);
  SmallVector<bool> covered(root.getNumLoops(), false);
  bool consumes = false;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto it = producers.find(operand->get());
    if (it == producers.end() || it->second.first != stageIndex)
      continue;
    consumes = true;
    const StageOp &producer = stage.ops[it->second.second];
    AffineMap out = producer.op.getIndexingMapMatchingResult(
        cast<OpResult>(operand->get()));
    AffineMap in = op.getMatchingIndexingMap(operand);
    for (auto [outExpr, inExpr] :
         llvm::zip(out.getResults(), in.getResults())) {
      auto outDim = dyn_cast<AffineDimExpr>(outExpr);
      auto inDim = dyn_cast<AffineDimExpr>(inExpr);
      if (!outDim || !inDim)
        return false;
      int loop = producer.loops[outDim.getPosition()];
      int &known = loops[inDim.getPosition()];
      if (known != -1 && known != loop)
        return false;
      known = loop;
      covered[loop] = true;
    }
  }
  if (!consumes || llvm::is_contained(loops, -1))
    return false;
  for (auto [loop, iterator] : llvm::enumerate(iterators))
    if (linalg::isParallelIterator(iterator) != covered[loop])
      return false;
  // What a body gathers from must be complete before the stage begins.
  bool gathersFromStage = false;
  op->walk([&](tensor::ExtractOp extract) {
    auto it = producers.find(extract.getTensor());
    gathersFromStage |= it != producers.end() && it->second.first == stageIndex;
  });
  if (gathersFromStage)
    return false;

  StageOp &joined = stage.ops.emplace_back();
  joined.op = op;
  joined.loops.assign(loops.begin(), loops.end());
  for (Value result : op->getResults())
    producers[result] = {stageIndex, stage.ops.size() - 1};
  return true;
}

LogicalResult KernelStages::group(std::string &reason) {
  for (Operation &op : entry.getBody().front()) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (!linalgOp)
      continue;
    if (!linalgOp.hasPureTensorSemantics() && op.getNumResults() == 0) {
      reason = "'" + op.getName().getStringRef().str() + "' is not on tensors";
      return failure();
    }
    if (auto fill = dyn_cast<linalg::FillOp>(op); fill && isInitialValue(fill))
      continue;
    if (!stages.empty() && tryJoin(stages.size() - 1, linalgOp))
      continue;
    Stage &stage = stages.emplace_back();
    StageOp &root = stage.ops.emplace_back();
    root.op = linalgOp;
    root.loops =
        llvm::to_vector(llvm::seq<unsigned>(0, linalgOp.getNumLoops()));
    for (Value result : op.getResults())
      producers[result] = {stages.size() - 1, 0};
  }
  if (stages.empty()) {
    reason = "it computes nothing";
    return failure();
  }
  return success();
}

LogicalResult KernelStages::placeResults(unsigned stageIndex,
                                         std::string &reason) {
  Stage &stage = stages[stageIndex];
  for (auto [opIndex, stageOp] : llvm::enumerate(stage.ops)) {
    for (OpResult result : stageOp.op->getResults()) {
      bool escapes = llvm::any_of(result.getUsers(), [&](Operation *user) {
        return llvm::none_of(stage.ops, [&](const StageOp &other) {
          return other.op.getOperation() == user;
        });
      });
      if (!escapes)
        continue;
      FailureOr<View> view = views.getDestination(result);
      if (failed(view)) {
        FailureOr<SmallVector<AffineExpr>> sizes = views.getSizes(result);
        if (failed(sizes)) {
          reason = "the size of an intermediate buffer is not statically known";
          return failure();
        }
        view = View();
        view->scratch = scratch.size();
        view->elementType =
            cast<RankedTensorType>(result.getType()).getElementType();
        view->offset = symbols.constant(0);
        view->sizes = *sizes;
        view->strides.assign(sizes->size(), AffineExpr());
        AffineExpr stride = symbols.constant(1);
        for (int64_t dim = sizes->size() - 1; dim >= 0; --dim) {
          view->strides[dim] = stride;
          stride = stride * (*sizes)[dim];
        }
        KernelScratch &memory = scratch.emplace_back();
        memory.tensor = result;
        memory.sizes = *sizes;
        memory.gridDims.assign(sizes->size(), -1);
      }
      views.setView(result, *view);
      stage.escaping.push_back({opIndex, result.getResultNumber()});
    }
  }
  return success();
}

FailureOr<std::unique_ptr<KernelStages>>
KernelStages::analyze(func::FuncOp entry, std::string &reason) {
  std::unique_ptr<KernelStages> kernel(new KernelStages(entry));
  if (failed(kernel->checkOps(reason)) || failed(kernel->group(reason)))
    return failure();
  for (unsigned index = 0, e = kernel->stages.size(); index < e; ++index)
    if (failed(kernel->placeResults(index, reason)) ||
        failed(kernel->findSizes(kernel->stages[index], reason)))
      return failure();
  kernel->findGrid();
  for (unsigned index = 0, e = kernel->stages.size(); index < e; ++index) {
    Stage &stage = kernel->stages[index];
    for (unsigned op = 0, f = stage.ops.size(); op < f; ++op)
      if (failed(kernel->findOperands(index, op, reason)))
        return failure();
    for (auto [op, result] : stage.escaping) {
      stage.results.push_back(
          {op, result, static_cast<unsigned>(stage.accesses.size())});
      const StageOp &stageOp = stage.ops[op];
      OpResult value = stageOp.op->getResult(result);
      if (failed(kernel->addAccess(
              stage, stageOp, value,
              linalg::LinalgOp(stageOp.op).getIndexingMapMatchingResult(value),
              /*isWrite=*/true, reason)))
        return failure();
    }
    kernel->mergeDims(index);
  }
  return kernel;
}
