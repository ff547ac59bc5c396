//===- KernelStages.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Groups the ops of a kernel into stages and finds how each operand is
// addressed.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/KernelStages.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"

using namespace mlir;
using namespace mlir::nn;

int64_t StageDim::getStaticSize() const {
  return getConstant(size).value_or(ShapedType::kDynamic);
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

static bool isParallel(utils::IteratorType iterator) {
  return iterator == utils::IteratorType::parallel;
}

/// Returns the expression as a sum of multiples of dimensions and a constant.
static LogicalResult getLinearForm(AffineExpr expr,
                                   SmallVectorImpl<int64_t> &coefficients,
                                   int64_t &constant) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
    coefficients[dim.getPosition()] += 1;
    return success();
  }
  if (auto value = dyn_cast<AffineConstantExpr>(expr)) {
    constant += value.getValue();
    return success();
  }
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return failure();
  if (binary.getKind() == AffineExprKind::Add)
    return success(
        succeeded(getLinearForm(binary.getLHS(), coefficients, constant)) &&
        succeeded(getLinearForm(binary.getRHS(), coefficients, constant)));
  auto factor = dyn_cast<AffineConstantExpr>(binary.getRHS());
  if (binary.getKind() != AffineExprKind::Mul || !factor)
    return failure();
  SmallVector<int64_t> inner(coefficients.size(), 0);
  int64_t innerConstant = 0;
  if (failed(getLinearForm(binary.getLHS(), inner, innerConstant)))
    return failure();
  for (auto [sum, coefficient] : llvm::zip(coefficients, inner))
    sum += coefficient * factor.getValue();
  constant += innerConstant * factor.getValue();
  return success();
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
// Normal form
//===----------------------------------------------------------------------===//

/// True if the tensor that an op makes ends in an output.
static bool leadsToSink(Operation *op) {
  if (isa<bufferization::MaterializeInDestinationOp>(op))
    return true;
  if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp,
           tensor::PadOp, tensor::InsertSliceOp, tensor::ConcatOp>(op))
    return false;
  return llvm::any_of(op->getUsers(), leadsToSink);
}

void KernelStages::normalize(func::FuncOp entry) {
  KernelSymbols symbols(entry);
  KernelViews views(entry, symbols);
  IRRewriter rewriter(entry.getContext());
  auto createSizes = [&](Location loc, ArrayRef<AffineExpr> exprs) {
    SmallVector<OpFoldResult> sizes;
    for (AffineExpr expr : exprs)
      sizes.push_back(affine::makeComposedFoldedAffineApply(
          rewriter, loc, AffineMap::get(0, symbols.getValues().size(), expr),
          getAsOpFoldResult(symbols.getValues())));
    return sizes;
  };

  // Sizes become functions of the entry's arguments.
  for (Operation &op : llvm::make_early_inc_range(entry.getBody().front())) {
    rewriter.setInsertionPoint(&op);
    if (auto dim = dyn_cast<memref::DimOp>(op)) {
      auto buffer = dyn_cast<BlockArgument>(dim.getSource());
      std::optional<int64_t> index = dim.getConstantIndex();
      AffineExpr size =
          buffer && index ? symbols.getSize(buffer, *index) : AffineExpr();
      if (size)
        rewriter.replaceOp(&op, getValueOrCreateConstantIndexOp(
                                    rewriter, op.getLoc(),
                                    createSizes(op.getLoc(), size).front()));
    } else if (auto dim = dyn_cast<tensor::DimOp>(op)) {
      std::optional<int64_t> index = dim.getConstantIndex();
      FailureOr<SmallVector<AffineExpr>> sizes =
          views.getSizes(dim.getSource());
      if (index && succeeded(sizes))
        rewriter.replaceOp(
            &op, getValueOrCreateConstantIndexOp(
                     rewriter, op.getLoc(),
                     createSizes(op.getLoc(), (*sizes)[*index]).front()));
    }
  }

  // Every output is the result of a linalg op, and of one each.
  DenseSet<Value> claimed;
  for (Operation &op : llvm::make_early_inc_range(entry.getBody().front())) {
    if (!leadsToSink(&op))
      continue;
    unsigned numSources = isa<tensor::ConcatOp>(op) ? op.getNumOperands() : 1;
    for (OpOperand &operand : op.getOpOperands().take_front(numSources)) {
      Value value = operand.get();
      Operation *producer = value.getDefiningOp();
      bool isResult = isa_and_nonnull<linalg::LinalgOp>(producer) ||
                      (producer && leadsToSink(producer));
      if (isResult && claimed.insert(value).second)
        continue;
      FailureOr<SmallVector<AffineExpr>> sizes = views.getSizes(value);
      if (failed(sizes))
        continue;
      rewriter.setInsertionPoint(&op);
      Value empty = tensor::EmptyOp::create(
          rewriter, op.getLoc(), createSizes(op.getLoc(), *sizes),
          cast<RankedTensorType>(value.getType()).getElementType());
      if (empty.getType() != value.getType())
        empty = tensor::CastOp::create(rewriter, op.getLoc(), value.getType(),
                                       empty);
      Value copy = linalg::CopyOp::create(rewriter, op.getLoc(), value, empty)
                       .getResult(0);
      operand.set(copy);
    }
  }
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
            tensor::ConcatOp, UnpackOp, func::ReturnOp, arith::ConstantOp>(op))
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
    if (isParallel(iterator) != covered[loop])
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
          reason = "the size of a temporary is unknown";
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

//===----------------------------------------------------------------------===//
// The grid
//===----------------------------------------------------------------------===//

LogicalResult KernelStages::findSizes(Stage &stage, std::string &reason) {
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<AffineExpr> &sizes = loopSizes.emplace_back();
  for (auto [loop, size] : llvm::enumerate(root.getStaticLoopRanges())) {
    if (!ShapedType::isDynamic(size)) {
      sizes.push_back(symbols.constant(size));
      continue;
    }
    AffineExpr expr;
    AffineExpr dim = getAffineDimExpr(loop, entry.getContext());
    for (OpOperand &operand : root->getOpOperands()) {
      AffineMap map = root.getMatchingIndexingMap(&operand);
      for (auto [position, result] : llvm::enumerate(map.getResults())) {
        if (result != dim)
          continue;
        FailureOr<SmallVector<AffineExpr>> found =
            views.getSizes(operand.get());
        if (succeeded(found) &&
            (!expr || isa<AffineConstantExpr>((*found)[position])))
          expr = (*found)[position];
      }
    }
    if (!expr) {
      reason = "the size of a loop is unknown";
      return failure();
    }
    sizes.push_back(expr);
  }
  return success();
}

void KernelStages::findGrid() {
  // The loops of the last stage are followed back to those of the others; a
  // dimension of the grid is one that is parallel in all of them and along
  // which a step of each stage reads only what the same step of the others
  // writes.
  for (const Stage &stage : stages)
    gridOfLoop.emplace_back(stage.getRoot().getNumLoops(), -1);
  if (stages.size() == 1)
    return;
  const Stage &last = stages.back();
  SmallVector<std::string> names = getLoopNames(last.getRoot());
  SmallVector<utils::IteratorType> iterators =
      last.getRoot().getIteratorTypesArray();
  SmallVector<GridDim> candidates;
  for (auto [loop, size] : llvm::enumerate(loopSizes.back())) {
    if (!isParallel(iterators[loop]) || size == 1)
      continue;
    gridOfLoop.back()[loop] = candidates.size();
    candidates.push_back({names[loop], size});
  }
  SmallVector<bool> valid(candidates.size(), true);
  auto invalidate = [&](int dim) {
    if (dim >= 0)
      valid[dim] = false;
  };

  for (int producer = stages.size() - 2; producer >= 0; --producer) {
    SmallVector<int> &found = gridOfLoop[producer];
    for (unsigned consumer = producer + 1; consumer < stages.size();
         ++consumer) {
      for (const StageOp &op : stages[consumer].ops) {
        for (OpOperand &operand : op.op->getOpOperands()) {
          auto it = producers.find(operand.get());
          if (it == producers.end() || it->second.first != (unsigned)producer)
            continue;
          const StageOp &source = stages[producer].ops[it->second.second];
          AffineMap out = source.op.getIndexingMapMatchingResult(
              cast<OpResult>(operand.get()));
          AffineMap in = op.op.getMatchingIndexingMap(&operand);
          for (auto [outExpr, inExpr] :
               llvm::zip(out.getResults(), in.getResults())) {
            auto outDim = dyn_cast<AffineDimExpr>(outExpr);
            auto inDim = dyn_cast<AffineDimExpr>(inExpr);
            if (!outDim || !inDim) {
              for (auto [loop, rootLoop] : llvm::enumerate(op.loops))
                if (inExpr.isFunctionOfDim(loop))
                  invalidate(gridOfLoop[consumer][rootLoop]);
              continue;
            }
            int dim = gridOfLoop[consumer][op.loops[inDim.getPosition()]];
            int &known = found[source.loops[outDim.getPosition()]];
            if (known != -1 && known != dim) {
              invalidate(known);
              invalidate(dim);
            }
            known = dim;
          }
        }
      }
    }
    SmallVector<utils::IteratorType> producerIterators =
        stages[producer].getRoot().getIteratorTypesArray();
    for (unsigned dim = 0, e = candidates.size(); dim < e; ++dim) {
      auto *loop = llvm::find(found, (int)dim);
      if (loop == found.end() ||
          !isParallel(producerIterators[loop - found.begin()]) ||
          llvm::count(found, (int)dim) != 1 ||
          loopSizes[producer][loop - found.begin()] != candidates[dim].size)
        valid[dim] = false;
    }
  }

  SmallVector<int> renumbered(candidates.size(), -1);
  for (auto [dim, candidate] : llvm::enumerate(candidates)) {
    if (!valid[dim])
      continue;
    renumbered[dim] = grid.size();
    grid.push_back(candidate);
  }
  for (SmallVector<int> &loops : gridOfLoop)
    for (int &dim : loops)
      dim = dim < 0 ? -1 : renumbered[dim];

  for (KernelScratch &memory : scratch) {
    auto [stageIndex, opIndex] = producers.lookup(memory.tensor);
    const StageOp &op = stages[stageIndex].ops[opIndex];
    AffineMap out =
        op.op.getIndexingMapMatchingResult(cast<OpResult>(memory.tensor));
    for (auto [dim, expr] : llvm::enumerate(out.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        memory.gridDims[dim] =
            gridOfLoop[stageIndex][op.loops[loop.getPosition()]];
  }
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

LogicalResult KernelStages::addAccess(Stage &stage, const StageOp &op,
                                      Value tensor, AffineMap map, bool isWrite,
                                      std::string &reason) {
  FailureOr<View> view = views.getView(tensor);
  if (failed(view)) {
    Operation *producer = tensor.getDefiningOp();
    reason = "the elements of an operand are in no buffer";
    if (producer)
      reason += " ('" + producer->getName().getStringRef().str() + "')";
    return failure();
  }
  // Until mergeDims, by the loops of the root.
  unsigned numLoops = stage.getRoot().getNumLoops();
  StageAccess access;
  access.tensor = tensor;
  access.view = *view;
  access.offset = view->offset;
  access.outer.assign(numLoops, symbols.constant(0));
  access.inner.assign(numLoops, symbols.constant(0));
  access.tiles.assign(numLoops, 0);
  access.scratchDims.assign(numLoops, -1);
  access.isWrite = isWrite;
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    SmallVector<int64_t> coefficients(map.getNumDims(), 0);
    int64_t constant = 0;
    if (failed(getLinearForm(expr, coefficients, constant))) {
      reason = "an indexing map is not linear";
      return failure();
    }
    if (view->isCut(dim)) {
      auto loop = dyn_cast<AffineDimExpr>(expr);
      std::optional<int64_t> stride = getConstant(view->strides[dim]);
      if (!loop || !stride || *stride % view->tiles[dim] != 0) {
        reason = "a packed dimension is not addressed by one loop";
        return failure();
      }
      unsigned rootLoop = op.loops[loop.getPosition()];
      access.outer[rootLoop] = symbols.constant(*stride / view->tiles[dim]);
      access.inner[rootLoop] = view->tileStrides[dim];
      access.tiles[rootLoop] = view->tiles[dim];
      continue;
    }
    access.offset = access.offset + view->strides[dim] * constant;
    for (auto [loop, coefficient] : llvm::enumerate(coefficients)) {
      if (coefficient == 0)
        continue;
      unsigned rootLoop = op.loops[loop];
      AffineExpr step = view->strides[dim] * coefficient;
      access.outer[rootLoop] = access.outer[rootLoop] + step;
      access.inner[rootLoop] = access.inner[rootLoop] + step;
      if (view->scratch >= 0 && scratch[view->scratch].gridDims[dim] >= 0)
        access.scratchDims[rootLoop] = dim;
    }
  }
  Type elementType = view->elementType;
  if (!elementType.isIntOrIndexOrFloat() || elementType.isInteger(1))
    stage.isScalar = true;
  stage.accesses.push_back(std::move(access));
  return success();
}

LogicalResult KernelStages::findOperands(unsigned stageIndex, unsigned opIndex,
                                         std::string &reason) {
  Stage &stage = stages[stageIndex];
  StageOp &stageOp = stage.ops[opIndex];
  linalg::LinalgOp op = stageOp.op;
  for (OpOperand &operand : op->getOpOperands()) {
    StageOperand &found = stageOp.operands.emplace_back();
    Value value = operand.get();
    if (!op.payloadUsesValueFromOperand(&operand))
      continue;
    if (!isa<ShapedType>(value.getType())) {
      found.kind = StageOperand::Kind::Scalar;
      found.scalar = value;
      continue;
    }
    if (auto it = producers.find(value);
        it != producers.end() && it->second.first == stageIndex) {
      found.kind = StageOperand::Kind::Internal;
      found.index = it->second.second;
      found.result = cast<OpResult>(value).getResultNumber();
      continue;
    }
    if (auto fill = value.getDefiningOp<linalg::FillOp>();
        fill && op.isDpsInit(&operand)) {
      found.kind = StageOperand::Kind::Scalar;
      found.scalar = fill.value();
      continue;
    }
    DenseElementsAttr elements;
    if (matchPattern(value, m_Constant(&elements)) && elements.isSplat()) {
      found.kind = StageOperand::Kind::Scalar;
      found.constant = elements.getSplatValue<TypedAttr>();
      continue;
    }
    found.kind = StageOperand::Kind::Access;
    found.index = stage.accesses.size();
    if (failed(addAccess(stage, stageOp, value,
                         op.getMatchingIndexingMap(&operand),
                         /*isWrite=*/false, reason)))
      return failure();
  }
  // Bodies that cannot be computed on vectors.
  for (Operation &bodyOp : op.getBlock()->without_terminator()) {
    if (auto extract = dyn_cast<tensor::ExtractOp>(bodyOp)) {
      FailureOr<View> view = views.getView(extract.getTensor());
      if (failed(view) || view->scratch >= 0) {
        reason = "a body reads a tensor that is in no buffer";
        return failure();
      }
      continue;
    }
    if (isa<linalg::IndexOp>(bodyOp) ||
        bodyOp.hasTrait<OpTrait::ConstantLike>())
      continue;
    if (bodyOp.getNumRegions() != 0) {
      bool reads = false;
      bodyOp.walk([&](Operation *nested) {
        reads |= isa<tensor::ExtractOp, linalg::IndexOp>(nested);
      });
      if (reads) {
        reason = "a body branches around a read";
        return failure();
      }
      stage.isScalar = true;
    } else if (!OpTrait::hasElementwiseMappableTraits(&bodyOp)) {
      stage.isScalar = true;
    }
  }
  return success();
}

void KernelStages::mergeDims(unsigned stageIndex) {
  Stage &stage = stages[stageIndex];
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<std::string> names = getLoopNames(root);
  SmallVector<utils::IteratorType> iterators = root.getIteratorTypesArray();
  ArrayRef<AffineExpr> sizes = loopSizes[stageIndex];
  SmallVector<bool> isFixed(root.getNumLoops(), false);
  for (const StageOp &op : stage.ops)
    op.op->walk([&](linalg::IndexOp index) {
      isFixed[op.loops[index.getDim()]] = true;
    });
  for (auto [loop, dim] : llvm::enumerate(gridOfLoop[stageIndex]))
    if (dim >= 0)
      isFixed[loop] = true;

  auto areOne = [&](unsigned a, unsigned b) {
    if (isFixed[a] || isFixed[b] ||
        isParallel(iterators[a]) != isParallel(iterators[b]))
      return false;
    return llvm::all_of(stage.accesses, [&](const StageAccess &access) {
      return access.tiles[a] == 0 && access.tiles[b] == 0 &&
             access.outer[a] == access.outer[b] * sizes[b];
    });
  };

  stage.dimOfLoop.assign(root.getNumLoops(), -1);
  for (unsigned loop = 0, e = root.getNumLoops(); loop < e; ++loop) {
    if (sizes[loop] == 1)
      continue;
    if (!stage.dims.empty() && areOne(stage.dims.back().loops.back(), loop)) {
      StageDim &dim = stage.dims.back();
      dim.name += "_" + names[loop];
      dim.size = dim.size * sizes[loop];
      dim.loops.push_back(loop);
    } else {
      StageDim &dim = stage.dims.emplace_back();
      dim.name = names[loop];
      dim.size = sizes[loop];
      dim.isReduction = !isParallel(iterators[loop]);
      dim.loops.push_back(loop);
    }
    stage.dimOfLoop[loop] = stage.dims.size() - 1;
  }

  for (StageAccess &access : stage.accesses) {
    StageAccess byLoop = access;
    access.outer.clear();
    access.inner.clear();
    access.tiles.clear();
    access.scratchDims.clear();
    for (const StageDim &dim : stage.dims) {
      unsigned loop = dim.loops.back();
      access.outer.push_back(byLoop.outer[loop]);
      access.inner.push_back(byLoop.inner[loop]);
      access.tiles.push_back(byLoop.tiles[loop]);
      access.scratchDims.push_back(byLoop.scratchDims[loop]);
    }
  }

  if (stages.size() == 1) {
    for (auto [index, dim] : llvm::enumerate(stage.dims)) {
      if (dim.isReduction)
        continue;
      grid.push_back({dim.name, dim.size});
      stage.gridDims.push_back(index);
    }
    return;
  }
  stage.gridDims.assign(grid.size(), -1);
  for (auto [loop, dim] : llvm::enumerate(gridOfLoop[stageIndex]))
    if (dim >= 0)
      stage.gridDims[dim] = stage.dimOfLoop[loop];
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
