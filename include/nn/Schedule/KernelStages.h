//===- KernelStages.h ---------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stages of a kernel: groups of linalg ops that share one loop nest, and
// how each of their operands is addressed in it. Schedules are chosen for
// stages and code is generated from them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_KERNELSTAGES_H
#define NN_SCHEDULE_KERNELSTAGES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "nn/Schedule/Views.h"

namespace mlir::nn {

/// One dimension of a stage's loop nest: a loop of its root op, or several
/// adjacent ones that all operands address as if they were one.
struct StageDim {
  std::string name;
  AffineExpr size;
  bool isReduction = false;
  /// The loops of the root op, outermost first.
  SmallVector<unsigned> loops;

  /// The size, or ShapedType::kDynamic.
  int64_t getStaticSize() const;
};

/// How a stage addresses an operand or a result: the element of iteration `i`
/// is at `offset + sum over d of (i_d - i_d mod tile_d) * outer[d] + i_d mod
/// tile_d * inner[d]`. If the view is scalable, tiles are in units of vscale.
struct StageAccess {
  Value tensor;
  View view;
  AffineExpr offset;
  SmallVector<AffineExpr> outer;
  SmallVector<AffineExpr> inner;
  SmallVector<int64_t> tiles;
  /// For each dimension of the stage the one of a scratch tensor that it
  /// addresses, if that is cut by the grid, or -1.
  SmallVector<int> scratchDims;
  bool isWrite = false;
};

/// Where the body of an op gets the value of a block argument from.
struct StageOperand {
  enum class Kind {
    /// A value outside: a scalar operand, a splat constant, a fill.
    Scalar,
    /// Memory: `index` is the number of the access.
    Access,
    /// An op of the same stage: `index` is its number, `result` which of its
    /// results.
    Internal,
    /// An output that the body does not read.
    Unused
  };
  Kind kind = Kind::Unused;
  Value scalar;
  /// The splat constant, if `scalar` is null.
  TypedAttr constant;
  unsigned index = 0;
  unsigned result = 0;
};

/// An op of a stage.
struct StageOp {
  // Handles of ops have no const methods.
  mutable linalg::LinalgOp op;
  /// The loop of the root op that each loop of this op is.
  SmallVector<unsigned> loops;
  /// For each block argument.
  SmallVector<StageOperand> operands;
};

/// A result that leaves the stage.
struct StageResult {
  unsigned op;
  unsigned result;
  unsigned access;
};

/// A root op and the elementwise ops on its result.
struct Stage {
  SmallVector<StageOp, 0> ops;
  SmallVector<StageDim, 0> dims;
  SmallVector<StageAccess, 0> accesses;
  SmallVector<StageResult> results;
  /// The results that leave the stage, before their accesses are known.
  SmallVector<std::pair<unsigned, unsigned>> escaping;
  /// For each loop of the root the dimension that it is part of, or -1 if it
  /// has one iteration.
  SmallVector<int> dimOfLoop;
  /// For each dimension of the grid the stage's own, or -1.
  SmallVector<int> gridDims;
  /// True if some body cannot be computed on vectors.
  bool isScalar = false;

  linalg::LinalgOp getRoot() const { return ops.front().op; }
  bool hasReduction() const;
  std::optional<unsigned> findDim(StringRef name) const;
};

/// Memory of a tensor between two stages.
struct KernelScratch {
  Value tensor;
  /// For each dimension of the tensor the dimension of the grid, or -1.
  SmallVector<int> gridDims;
  SmallVector<AffineExpr> sizes;
};

/// A dimension that the grid may be cut along: one that all stages share.
struct GridDim {
  std::string name;
  AffineExpr size;
};

/// A kernel as stages.
class KernelStages {
public:
  /// Inserts the copies that make every output the result of a linalg op. To be
  /// called before `analyze`.
  static void normalize(func::FuncOp entry);

  /// Finds the stages of a kernel, or says in `reason` why it has to be
  /// compiled by plain loops.
  static FailureOr<std::unique_ptr<KernelStages>> analyze(func::FuncOp entry,
                                                          std::string &reason);

  func::FuncOp getEntry() const { return entry; }
  ArrayRef<Stage> getStages() const { return stages; }
  ArrayRef<KernelScratch> getScratch() const { return scratch; }
  ArrayRef<GridDim> getGrid() const { return grid; }
  ArrayRef<KernelViews::Border> getBorders() const {
    return views.getBorders();
  }
  KernelSymbols &getSymbols() { return symbols; }
  KernelViews &getViews() { return views; }

private:
  explicit KernelStages(func::FuncOp entry)
      : entry(entry), symbols(entry), views(entry, symbols) {}

  LogicalResult checkOps(std::string &reason);
  LogicalResult group(std::string &reason);
  bool tryJoin(unsigned stageIndex, linalg::LinalgOp op);
  LogicalResult placeResults(unsigned stageIndex, std::string &reason);
  void findGrid();
  LogicalResult findSizes(Stage &stage, std::string &reason);
  LogicalResult findOperands(unsigned stageIndex, unsigned opIndex,
                             std::string &reason);
  LogicalResult addAccess(Stage &stage, const StageOp &op, Value tensor,
                          AffineMap map, bool isWrite, std::string &reason);
  void mergeDims(unsigned stageIndex);

  func::FuncOp entry;
  KernelSymbols symbols;
  KernelViews views;
  SmallVector<Stage, 0> stages;
  SmallVector<KernelScratch, 0> scratch;
  SmallVector<GridDim, 0> grid;
  /// For each stage and root loop the dimension of the grid, or -1.
  SmallVector<SmallVector<int>, 0> gridOfLoop;
  /// For each stage the sizes of the root's loops.
  SmallVector<SmallVector<AffineExpr>, 0> loopSizes;
  /// For each result of a stage's op the stage and the op.
  DenseMap<Value, std::pair<unsigned, unsigned>> producers;
};

/// Succeeds if code generation has a form on scalable vectors for all that the
/// stage computes; else `reason` says what has none.
LogicalResult checkScalable(const Stage &stage, std::string &reason);

/// Returns the names of the loops of a linalg op, as schedules call them.
SmallVector<std::string> getLoopNames(linalg::LinalgOp op);

/// Returns the op that combines a result of a reduction with the next value, or
/// null if it is not one op.
Operation *getCombiner(linalg::LinalgOp op, unsigned result);

} // namespace mlir::nn

#endif // NN_SCHEDULE_KERNELSTAGES_H
