//===- KernelGroups.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops join the groups of the ops that they read, in the order of the block. A
// group is computed at the place of its last op; hence an op may join only if
// all other readers of the group's values come later.
//
//===----------------------------------------------------------------------===//

#include "KernelGroups.h"
#include "HostViews.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"

using namespace mlir;
using namespace mlir::nn;
using linalg::LinalgOp;
using Kind = KernelGroup::Kind;

/// How many elements one row may have when it is all of a tensor: then nothing
/// is computed in parallel.
static constexpr int64_t maxSoleRow = 16384;

//===----------------------------------------------------------------------===//
// What ops are
//===----------------------------------------------------------------------===//

bool mlir::nn::isComputation(Operation *op) {
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    // A view, if it can be read with an innermost stride of 1.
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    for (int64_t dim = slice.getSourceType().getRank() - 1; dim >= 0; --dim) {
      if (!dropped.test(dim))
        return slice.getStaticStrides()[dim] != 1;
      if (slice.getSourceType().getDimSize(dim) != 1)
        return slice.getType().getRank() != 0;
    }
    return false;
  }
  if (auto fill = dyn_cast<linalg::FillOp>(op))
    // As an initial value it belongs to what it initializes.
    return llvm::any_of(fill->getUses(), [](OpOperand &use) {
      auto user = dyn_cast<LinalgOp>(use.getOwner());
      return !user || !user.isDpsInit(&use);
    });
  return isa<LinalgOp, tensor::PadOp>(op) || getGrid(op);
}

GridAttr mlir::nn::getGrid(Operation *op) {
  auto forall = dyn_cast<scf::ForallOp>(op);
  if (!forall || !forall.getMapping() || forall.getMapping()->size() != 1)
    return {};
  return dyn_cast<GridAttr>((*forall.getMapping())[0]);
}

static bool isElementwise(LinalgOp op) {
  return op.getNumParallelLoops() == op.getNumLoops() &&
         !isa<linalg::FillOp>(op.getOperation()) &&
         llvm::all_of(op.getDpsInitsMutable(), [&](OpOperand &init) {
           return op.getMatchingIndexingMap(&init).isIdentity();
         });
}

/// Returns the number of leading parallel loops if all others are reductions
/// and the results are indexed by the former.
static std::optional<int64_t> getReductionRowRank(LinalgOp op) {
  int64_t numParallel = op.getNumParallelLoops();
  for (auto [i, iterator] : llvm::enumerate(op.getIteratorTypesArray()))
    if ((iterator == utils::IteratorType::parallel) !=
        (static_cast<int64_t>(i) < numParallel))
      return std::nullopt;
  for (OpOperand &init : op.getDpsInitsMutable())
    if (op.getMatchingIndexingMap(&init) !=
        AffineMap::getMultiDimIdentityMap(op.getNumLoops(), op->getContext())
            .getMajorSubMap(numParallel))
      return std::nullopt;
  return numParallel;
}

/// Returns true if the op is a contraction with a dimension that only one
/// operand has: no mere reduction.
static bool isContraction(LinalgOp op) {
  if (!linalg::isaContractionOpInterface(op))
    return false;
  FailureOr<linalg::ContractionDimensions> dims =
      linalg::inferContractionDims(op);
  return succeeded(dims) && !(dims->m.empty() && dims->n.empty());
}

/// Returns true if the map's first results are the first loops, and these are
/// nowhere else.
static bool indexesRows(AffineMap map, int64_t rowRank) {
  if (static_cast<int64_t>(map.getNumResults()) < rowRank)
    return false;
  for (auto [i, expr] : llvm::enumerate(map.getResults())) {
    if (static_cast<int64_t>(i) < rowRank) {
      if (expr != getAffineDimExpr(i, map.getContext()))
        return false;
      continue;
    }
    for (int64_t dim = 0; dim < rowRank; ++dim)
      if (expr.isFunctionOfDim(dim))
        return false;
  }
  return true;
}

/// Returns true if an op that is none of `ops` reads the result.
static bool isReadElsewhere(Value result, ArrayRef<Operation *> ops) {
  return llvm::any_of(result.getUsers(), [&](Operation *user) {
    return !isa<tensor::DimOp>(user) && !llvm::is_contained(ops, user);
  });
}

/// Returns the tensor.empty that the value is, or that a fill makes it of.
static tensor::EmptyOp getEmpty(Value value) {
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    value = fill.getOutputs()[0];
  return value.getDefiningOp<tensor::EmptyOp>();
}

/// Returns the sizes of what the ops compute for others.
static SmallVector<OpFoldResult> getOutputSizes(ArrayRef<Operation *> ops) {
  SmallVector<OpFoldResult> sizes;
  for (Operation *op : ops)
    for (auto [init, result] :
         llvm::zip_equal(cast<LinalgOp>(op).getDpsInits(), op->getResults()))
      if (tensor::EmptyOp empty = getEmpty(init);
          empty && isReadElsewhere(result, ops))
        llvm::append_range(sizes, empty.getMixedSizes());
  return sizes;
}

/// Returns true if the size of a loop of the op is that of a tensor that it
/// reads and that is not computed by `ops`, or one of `outputSizes`.
static bool hasSizeOfArgument(LinalgOp op, AffineExpr loop,
                              ArrayRef<Operation *> ops,
                              ArrayRef<OpFoldResult> outputSizes) {
  for (OpOperand *input : op.getDpsInputOperands())
    if (!llvm::is_contained(ops, input->get().getDefiningOp()) &&
        op.getMatchingIndexingMap(input).getResultPosition(loop))
      return true;
  for (OpOperand &init : op.getDpsInitsMutable()) {
    std::optional<unsigned> dim =
        op.getMatchingIndexingMap(&init).getResultPosition(loop);
    if (!dim)
      continue;
    if (!cast<RankedTensorType>(init.get().getType()).isDynamicDim(*dim) ||
        isReadElsewhere(op.getTiedOpResult(&init), ops))
      return true;
    tensor::EmptyOp empty = getEmpty(init.get());
    if (!empty)
      continue;
    OpFoldResult size = empty.getMixedSizes()[*dim];
    if (llvm::is_contained(outputSizes, size))
      return true;
    WalkResult found = op->walk([&](tensor::ExtractOp extract) {
      for (size_t other = 0; other < extract.getIndices().size(); ++other)
        if (isSizeOf(size, extract.getTensor(), other))
          return WalkResult::interrupt();
      return WalkResult::advance();
    });
    if (found.wasInterrupted())
      return true;
  }
  return false;
}

/// Returns true if the sizes of all rows follow from those of the arguments
/// that a kernel of the ops has. It has no room for others: it is told how much
/// scratch it needs before it runs.
static bool haveRowsOfKnownSize(ArrayRef<Operation *> ops, int64_t rowRank) {
  SmallVector<OpFoldResult> outputSizes = getOutputSizes(ops);
  llvm::SetVector<std::pair<Operation *, AffineExpr>> known;
  for (Operation *op : ops)
    for (unsigned loop : llvm::seq(cast<LinalgOp>(op).getNumLoops())) {
      AffineExpr expr = getAffineDimExpr(loop, op->getContext());
      if (loop < rowRank ||
          hasSizeOfArgument(cast<LinalgOp>(op), expr, ops, outputSizes))
        known.insert({op, expr});
    }
  // Where one op reads what another computes, both have loops of one size.
  auto link = [&](OpOperand &use, bool fromUser, AffineExpr loop) {
    auto user = cast<LinalgOp>(use.getOwner());
    auto result = cast<OpResult>(use.get());
    auto producer = cast<LinalgOp>(result.getOwner());
    AffineMap read = user.getMatchingIndexingMap(&use);
    AffineMap written = producer.getIndexingMapMatchingResult(result);
    for (auto [from, to] :
         llvm::zip_equal(fromUser ? read.getResults() : written.getResults(),
                         fromUser ? written.getResults() : read.getResults()))
      if (from == loop && isa<AffineDimExpr>(to))
        known.insert({fromUser ? producer : user, to});
  };
  for (size_t i = 0; i < known.size(); ++i) {
    auto [op, loop] = known[i];
    for (OpOperand *input : cast<LinalgOp>(op).getDpsInputOperands())
      if (llvm::is_contained(ops, input->get().getDefiningOp()))
        link(*input, /*fromUser=*/true, loop);
    for (OpOperand &use : op->getUses())
      if (llvm::is_contained(ops, use.getOwner()))
        link(use, /*fromUser=*/false, loop);
  }
  return llvm::all_of(ops, [&](Operation *op) {
    return llvm::all_of(
        llvm::seq(cast<LinalgOp>(op).getNumLoops()), [&](unsigned loop) {
          return known.contains({op, getAffineDimExpr(loop, op->getContext())});
        });
  });
}

//===----------------------------------------------------------------------===//
// KernelGroup
//===----------------------------------------------------------------------===//

void KernelGroup::append(Operation *op, Kind newKind, int64_t newRowRank) {
  ops.push_back(op);
  kind = newKind;
  rowRank = newRowRank;
}

void KernelGroup::merge(const KernelGroup &other) {
  ops.append(other.ops.begin(), other.ops.end());
  llvm::sort(ops,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
}

SmallVector<OpResult> KernelGroup::getOutputs() const {
  llvm::SmallPtrSet<Operation *, 8> inside(ops.begin(), ops.end());
  SmallVector<OpResult> outputs;
  for (Operation *op : ops)
    for (OpResult result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return !isa<tensor::DimOp>(user) && !inside.contains(user);
          }))
        outputs.push_back(result);
  return outputs;
}

/// Returns the name of a convolution or pooling, or an empty string.
static StringRef getConvolutionName(Operation *op) {
  StringRef name = op->getName().stripDialect();
  if (name.starts_with("pooling"))
    return "pool";
  if (name.starts_with("depthwise_conv_2d"))
    return "depthwise_conv2d";
  if (name.starts_with("conv_2d"))
    return "conv2d";
  return name.starts_with("conv") || name.starts_with("depthwise") ? "conv"
                                                                   : "";
}

StringRef KernelGroup::getName() const {
  int64_t numReductions = 0;
  bool hasExp = false, hasRsqrt = false;
  for (Operation *op : ops) {
    auto linalgOp = dyn_cast<LinalgOp>(op);
    if (!linalgOp)
      continue;
    if (StringRef name = getConvolutionName(op); !name.empty())
      return name;
    if (isContraction(linalgOp))
      return "matmul";
    // A window that has sizes, but no elements that count, is a pool's.
    if (linalg::isaConvolutionOpInterface(linalgOp))
      return linalgOp.payloadUsesValueFromOperand(
                 linalgOp.getDpsInputOperand(1))
                 ? "conv"
                 : "pool";
    numReductions += linalgOp.getNumReductionLoops() != 0;
    op->walk([&](Operation *nested) {
      hasExp |= isa<math::ExpOp>(nested);
      hasRsqrt |= isa<math::RsqrtOp, math::SqrtOp>(nested);
    });
  }
  if (numReductions > 1)
    return hasExp ? "softmax" : hasRsqrt ? "norm" : "rows";
  if (numReductions == 1)
    return ops.size() > 1 && kind == Kind::Rows ? "rows" : "reduce";
  Operation *root = ops.front();
  if (GridAttr grid = getGrid(root))
    return grid.getName();
  if (isa<tensor::PadOp>(root))
    return "pad";
  if (isa<tensor::ExtractSliceOp>(root))
    return "slice";
  if (isa<linalg::FillOp>(root))
    return "fill";
  if (isa<linalg::CopyOp>(root))
    return "copy";
  bool gathers = false;
  root->walk([&](tensor::ExtractOp) { gathers = true; });
  if (gathers)
    return "gather";
  auto linalgOp = cast<LinalgOp>(root);
  if (linalgOp.getBlock()->getOperations().size() == 1)
    return "copy";
  return "ew";
}

//===----------------------------------------------------------------------===//
// Grouping
//===----------------------------------------------------------------------===//

namespace {

/// Forms the groups of one block.
class Grouper {
public:
  void visit(Operation *op);
  SmallVector<std::unique_ptr<KernelGroup>> take();

private:
  /// Returns the group of the op that computes the value, if any.
  KernelGroup *getGroup(Value value) const;

  /// Returns true if the op may join the group: whoever else reads the group's
  /// values comes later.
  bool canFollow(const KernelGroup &group, Operation *op) const;

  bool joinAsBorder(tensor::PadOp pad);
  bool joinAsEpilogue(LinalgOp op);
  bool joinAsRows(LinalgOp op);

  /// Returns the number of leading dimensions that the op would share with the
  /// group, or nothing if it cannot share them.
  std::optional<int64_t> getJointRowRank(const KernelGroup &group,
                                         LinalgOp op) const;

  /// Returns true if each op of the group, and `op` with them, computes a row
  /// of its results from rows of the others.
  bool sharesRows(const KernelGroup &group, LinalgOp op, int64_t rowRank) const;

  SmallVector<std::unique_ptr<KernelGroup>> groups;
  DenseMap<Operation *, KernelGroup *> groupOf;
};

} // namespace

KernelGroup *Grouper::getGroup(Value value) const {
  Operation *op = value.getDefiningOp();
  return op ? groupOf.lookup(op) : nullptr;
}

bool Grouper::canFollow(const KernelGroup &group, Operation *op) const {
  for (Operation *member : group.getOps())
    for (Operation *user : member->getUsers()) {
      if (isa<tensor::DimOp>(user) || groupOf.lookup(user) == &group)
        continue;
      Operation *ancestor = op->getBlock()->findAncestorOpInBlock(*user);
      if (ancestor != op && !op->isBeforeInBlock(ancestor))
        return false;
    }
  return true;
}

bool Grouper::joinAsBorder(tensor::PadOp pad) {
  KernelGroup *group = getGroup(pad.getSource());
  if (!group || group->getKind() == Kind::Closed ||
      group->getLast() != pad.getSource().getDefiningOp() ||
      !pad.getLow().empty() || !pad.getHigh().empty() ||
      !pad.getConstantPaddingValue())
    return false;
  for (OpResult output : group->getOutputs())
    for (Operation *user : output.getUsers())
      if (user != pad && !isa<tensor::DimOp>(user))
        return false;
  group->append(pad, Kind::Closed, group->getRowRank());
  groupOf[pad] = group;
  return true;
}

bool Grouper::joinAsEpilogue(LinalgOp op) {
  if (!isElementwise(op))
    return false;
  KernelGroup *best = nullptr;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    KernelGroup *group = getGroup(operand->get());
    if (!group || group->getOps().size() != 1)
      continue;
    if (group->getKind() != Kind::Root && group->getKind() != Kind::Rows)
      continue;
    // No one else reads it, and element for element.
    if (!llvm::all_of(group->getLast()->getUsers(),
                      [&](Operation *user) {
                        return user == op || isa<tensor::DimOp>(user);
                      }) ||
        !llvm::all_of(op->getOpOperands(), [&](OpOperand &use) {
          return getGroup(use.get()) != group ||
                 (op.isDpsInput(&use) &&
                  op.getMatchingIndexingMap(&use).isIdentity());
        }))
      continue;
    if (!best || best->getLast()->isBeforeInBlock(group->getLast()))
      best = group;
  }
  if (!best)
    return false;
  best->append(op, best->getKind(), best->getRowRank());
  groupOf[op] = best;
  return true;
}

bool Grouper::sharesRows(const KernelGroup &group, LinalgOp op,
                         int64_t rowRank) const {
  auto check = [&](LinalgOp member) {
    if (static_cast<int64_t>(member.getNumLoops()) < rowRank ||
        !llvm::all_of(
            ArrayRef(member.getIteratorTypesArray()).take_front(rowRank),
            [](utils::IteratorType iterator) {
              return iterator == utils::IteratorType::parallel;
            }))
      return false;
    // The body may read another tensor anywhere, but not one of the group.
    bool readsElsewhere = false;
    member->walk([&](tensor::ExtractOp extract) {
      readsElsewhere |= getGroup(extract.getTensor()) == &group;
    });
    return !readsElsewhere &&
           llvm::all_of(member->getOpOperands(), [&](OpOperand &operand) {
             return (!member.isDpsInit(&operand) &&
                     getGroup(operand.get()) != &group) ||
                    indexesRows(member.getMatchingIndexingMap(&operand),
                                rowRank);
           });
  };
  SmallVector<Operation *> ops(group.getOps());
  ops.push_back(op);
  return llvm::all_of(
             ops, [&](Operation *op) { return check(cast<LinalgOp>(op)); }) &&
         haveRowsOfKnownSize(ops, rowRank);
}

std::optional<int64_t> Grouper::getJointRowRank(const KernelGroup &group,
                                                LinalgOp op) const {
  if (!canFollow(group, op))
    return std::nullopt;
  std::optional<int64_t> rowRank;
  if (group.getKind() == Kind::Rows)
    rowRank = group.getRowRank();
  else if (group.getKind() != Kind::Map)
    return std::nullopt;
  if (op.getNumReductionLoops() != 0) {
    std::optional<int64_t> own = getReductionRowRank(op);
    if (!own || isContraction(op) || (rowRank && rowRank != own))
      return std::nullopt;
    rowRank = own;
  } else if (!isElementwise(op)) {
    return std::nullopt;
  }
  // Two elementwise ops share all of their dimensions.
  if (!rowRank)
    rowRank = op.getNumLoops();
  if (!sharesRows(group, op, *rowRank))
    return std::nullopt;
  if (*rowRank == 0 && llvm::any_of(op->getOperandTypes(), [](Type type) {
        auto tensor = dyn_cast<RankedTensorType>(type);
        return tensor && (!tensor.hasStaticShape() ||
                          tensor.getNumElements() > maxSoleRow);
      }))
    return std::nullopt;
  return rowRank;
}

bool Grouper::joinAsRows(LinalgOp op) {
  KernelGroup *joined = nullptr;
  for (Value operand : op->getOperands()) {
    KernelGroup *group = getGroup(operand);
    if (!group || group == joined)
      continue;
    std::optional<int64_t> rowRank = getJointRowRank(*group, op);
    if (!rowRank)
      continue;
    if (!joined) {
      bool reduces = op.getNumReductionLoops() != 0;
      group->append(op, reduces ? Kind::Rows : group->getKind(), *rowRank);
      groupOf[op] = group;
      joined = group;
      continue;
    }
    if (joined->getRowRank() != *rowRank ||
        joined->getKind() != group->getKind() || !canFollow(*joined, op))
      continue;
    for (Operation *member : group->getOps())
      groupOf[member] = joined;
    joined->merge(*group);
    llvm::erase_if(groups, [&](auto &other) { return other.get() == group; });
  }
  return joined != nullptr;
}

void Grouper::visit(Operation *op) {
  if (!isComputation(op))
    return;
  if (auto pad = dyn_cast<tensor::PadOp>(op); pad && joinAsBorder(pad))
    return;
  auto linalgOp = dyn_cast<LinalgOp>(op);
  if (linalgOp && (joinAsEpilogue(linalgOp) || joinAsRows(linalgOp)))
    return;

  Kind kind = Kind::Closed;
  int64_t rowRank = 0;
  if (linalgOp && isElementwise(linalgOp)) {
    kind = Kind::Map;
  } else if (linalgOp && linalgOp.getNumReductionLoops() != 0) {
    kind = Kind::Root;
    std::optional<int64_t> rows = getReductionRowRank(linalgOp);
    if (rows && !isContraction(linalgOp) &&
        !linalg::isaConvolutionOpInterface(linalgOp)) {
      kind = Kind::Rows;
      rowRank = *rows;
    }
  }
  groups.push_back(std::make_unique<KernelGroup>(op, kind, rowRank));
  groupOf[op] = groups.back().get();
}

SmallVector<std::unique_ptr<KernelGroup>> Grouper::take() {
  llvm::sort(groups, [](const auto &a, const auto &b) {
    return a->getLast()->isBeforeInBlock(b->getLast());
  });
  return std::move(groups);
}

SmallVector<std::unique_ptr<KernelGroup>> mlir::nn::groupKernels(Block &block) {
  Grouper grouper;
  for (Operation &op : block)
    grouper.visit(&op);
  return grouper.take();
}
