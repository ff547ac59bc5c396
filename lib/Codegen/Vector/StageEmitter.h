//===- StageEmitter.h ---------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Emits the loops of a stage, its register tile on vectors inside, on flat
// buffers.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_VECTOR_STAGEEMITTER_H
#define NN_LIB_CODEGEN_VECTOR_STAGEEMITTER_H

#include "StagePlan.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/FunctionExtras.h"

namespace mlir::nn {

/// The buffers of a kernel as memrefs of rank 1, and the index arithmetic on
/// the kernel's symbols.
class KernelBuffers {
public:
  KernelBuffers(OpBuilder &b, KernelStages &kernel);

  /// Returns the flat memref of a view; that of an argument is made at the
  /// start of the entry function.
  Value getFlat(const View &view);
  void setScratch(unsigned number, Value flat) {
    scratch.resize(std::max<size_t>(scratch.size(), number + 1));
    scratch[number] = flat;
  }

  /// Returns the bytes of which the address of a view's buffer is known to be a
  /// multiple where code for a device may access several elements at once; else
  /// 1.
  int64_t getAlignment(const View &view) const;

  /// Emits an expression of dimensions and the kernel's symbols.
  Value apply(Location loc, AffineExpr expr, ValueRange dims = {});

private:
  OpBuilder &b;
  KernelStages &kernel;
  /// What `getAlignment` says of scratch.
  int64_t scratchAlignment = 1;
  DenseMap<Value, Value> arguments;
  SmallVector<Value> scratch;
};

/// What is fixed of an iteration at some depth of the loops.
struct NestState {
  struct Dim {
    /// How many iterations are left inside: a number, or kDynamic and a value.
    int64_t extent = 1;
    Value dynamicExtent;
    /// What that value is at most, or kDynamic.
    int64_t bound = ShapedType::kDynamic;
    /// The sum of these is the iteration that the tile begins at.
    SmallVector<Value> ivs;
    AffineExpr constant;
  };
  /// The element of an access at the tile's begin: `value + add`.
  struct Base {
    Value value;
    AffineExpr add;
  };
  SmallVector<Dim> dims;
  SmallVector<Base> bases;
  /// The same for where shared operands come from, for the workgroup as a
  /// whole.
  SmallVector<Base> sources;
  /// Which of how many invocations of the workgroup this is.
  Value thread;
  int64_t numThreads = 1;
  /// What the workgroup has of each dimension, if that may be less than a whole
  /// step of the grid, or null.
  SmallVector<Value> blockExtents;
  /// Of iterations of a reduction that invocations take in turn, the first one
  /// of this invocation.
  Value turn;
  /// If operands are shared, whether the tile of this invocation is there;
  /// null: it is. All invocations have to be at the barriers.
  Value isInside;
  /// For a reduction cut by outer loops: whether this part is the first, and
  /// the last. Null: it is.
  Value isFirst, isLast;
};

/// A value of a body, for the lanes of one vector.
struct LaneValue {
  enum class Kind {
    /// The same in all lanes.
    Scalar,
    /// Larger by one from lane to lane; the value is that of the first.
    Step,
    Vector
  };
  Kind kind = Kind::Scalar;
  Value value;
};

/// A part of the register tile along the vector dimension.
struct VectorPiece {
  /// In units of vscale, if the vectors are scalable.
  int64_t offset = 0;
  /// The number of lanes; 1 is a scalar, never a scalable vector.
  int64_t width = 1;
  /// The number of lanes that count, if known.
  int64_t active = 1;
  /// The lanes that count; null if all do.
  Value mask;
};

/// Emits one stage.
class StageEmitter {
public:
  StageEmitter(OpBuilder &b, KernelStages &kernel, KernelBuffers &buffers,
               const Stage &stage, const StagePlan &plan);

  /// Returns the state before the first loop.
  NestState getInitialState();
  /// Moves a state by a number of iterations of a dimension.
  void advance(NestState &state, unsigned dim, Value iv,
               bool skipScratch = false, bool skipSources = false);
  void advance(NestState &state, unsigned dim, int64_t iterations,
               bool skipScratch = false);

  /// True if the plan leaves a reduction half done in memory, which the stage
  /// has no place for.
  bool lacksPartialSums() const;

  /// Emits the loops from the state on.
  void emit(const NestState &state) { emitOuterLoops(0, state); }
  /// Emits them with the thread loops as one scf.forall.
  void emitOnThreads(const NestState &state);

private:
  SmallVector<OpFoldResult> getThreadCounts(const NestState &state);
  NestState enterThreads(const NestState &state, ValueRange indices,
                         Value &isInside);
  /// Where a point of the register tile is, dimension by dimension; along
  /// scalable vectors in units of vscale.
  using Offsets = SmallVector<int64_t>;
  struct Point {
    Offsets offsets;
    VectorPiece piece;
  };

  // StageEmitter.cpp: loops around the tile, and its points.
  Value constantIndex(int64_t value);
  void emitOuterLoops(unsigned level, const NestState &state);
  Value createStep(const StagePlan::Loop &loop);
  Value getExtent(const NestState::Dim &dim);
  NestState enterScalable(const NestState &state, unsigned level, Value iv);
  Value createScalableMask(Value extent, int64_t offset);
  SmallVector<VectorPiece> getPieces(const NestState::Dim &dim);
  SmallVector<Point> getPoints(const NestState &state, bool reduction);

  // StageTile.cpp: the tile.
  void emitTile(const NestState &state);
  SmallVector<Value> emitReduction(unsigned level, const NestState &state,
                                   ArrayRef<Point> points,
                                   SmallVector<Value> accumulators);
  SmallVector<Value> emitReductionBody(const NestState &state,
                                       ArrayRef<Point> points,
                                       SmallVector<Value> accumulators);
  SmallVector<Value> emitInitialValues(const NestState &state,
                                       ArrayRef<Point> points);
  bool readsInitialValues() const;
  Value combine(unsigned result, Value lhs, Value rhs);
  SmallVector<Value> emitInitialValuesInside(const NestState &state,
                                             ArrayRef<Point> points);
  SmallVector<Value> finishReduction(const NestState &state,
                                     ArrayRef<Point> points,
                                     SmallVector<Value> accumulators);
  void emitResults(const NestState &state, ArrayRef<Point> points,
                   ArrayRef<Value> accumulators);
  unsigned getNumAccumulators() const;
  bool isVectorReduction() const {
    return plan.vectorDim >= 0 && plan.lanes > 1 &&
           stage.dims[plan.vectorDim].isReduction;
  }
  std::optional<unsigned> getPartialAccess() const;
  /// Forgets what earlier code has loaded.
  void clearLoads() {
    loads.clear();
    segments.clear();
  }

  // TurnReductions.cpp: reductions whose iterations invocations take in turn.
  void emitTurns(const NestState &state);
  void emitTurnSums(const NestState &state, Value place,
                    ArrayRef<Value> partials);
  void emitTurnResults(const NestState &state, Value thread,
                       ArrayRef<Value> partials);

  // WideAccesses.cpp: neighbors that an invocation loads or stores at once.
  /// What the first element of an access is a multiple of, in elements, as far
  /// as the loops around a tile move it.
  int64_t getMultiple(const StageAccess &access) const;
  /// Returns how many elements one access may be of where the first one is such
  /// a multiple.
  int64_t getWidestAccess(const StageAccess &access, int64_t multiple) const;
  /// So many neighbors along a dimension, from a multiple of that many on.
  struct WideAccess {
    unsigned dim = 0;
    int64_t width = 1;
  };
  /// Returns the access that the element of a point in the tile is part of.
  WideAccess getWideAccess(const NestState &state, unsigned access,
                           const Point &point) const;
  Value loadWide(const NestState &state, unsigned access, const Point &point,
                 WideAccess wide);
  void storeWide(const NestState &state, unsigned access, const Point &point,
                 WideAccess wide, Value value);

  // SharedOperands.cpp: operands that a workgroup loads together.
  void emitSharedOperands(const NestState &state);
  void copyShared(const StagePlan::SharedOperand &operand,
                  const NestState::Base &base, const NestState &state);
  int64_t getCopyWidth(const StagePlan::SharedOperand &operand,
                       const NestState &state) const;

  // LaneProducts.cpp: products with a lane of a register.
  SmallVector<Value> emitLaneProducts(const NestState &state,
                                      ArrayRef<Point> points,
                                      SmallVector<Value> accumulators);
  Value loadSegment(const NestState &state, unsigned access,
                    const Point &point);

  // Transposition.cpp: squares of elements that lie apart along the vectors.
  /// Returns the dimension along which an access is contiguous, if the tile has
  /// as many iterations of it as a vector has lanes.
  std::optional<unsigned> getTransposedDim(const NestState &state,
                                           unsigned access,
                                           const Point &point) const;
  /// Loads the vectors of that many points.
  void loadTransposed(const NestState &state, unsigned access, Point point,
                      unsigned dim);

  // WarpProducts.cpp: products of matrices by tensor cores.
  void emitOnWarps(const NestState &state);
  struct WarpTiles;
  int64_t getFactorWidth(const StageAccess &source, unsigned columnDim,
                         int64_t columns, int64_t pad) const;
  void copyFactors(const NestState &state, const WarpTiles &tiles, Value step,
                   Value buffer);
  SmallVector<Value> multiplyFactors(const WarpTiles &tiles, Value buffer,
                                     SmallVector<Value> sums);

  // StageBody.cpp: bodies and memory.
  VectorType getVectorType(int64_t width, Type elementType) const {
    return VectorType::get({width}, elementType, {plan.isScalable});
  }
  AffineExpr getDistance(unsigned dim, int64_t offset);
  AffineExpr getOffset(const StageAccess &access, ArrayRef<int64_t> offsets);
  Value getIndex(const NestState &state, unsigned access, const Point &point,
                 int64_t lane = 0);
  /// What a load is known by in straight-line code.
  using LoadKey = std::tuple<unsigned, Value, AffineExpr, int64_t, Value>;
  LoadKey getLoadKey(const NestState &state, unsigned access,
                     const Point &point);
  LaneValue load(const NestState &state, unsigned access, const Point &point);
  void store(const NestState &state, unsigned access, const Point &point,
             LaneValue value);
  Value toVector(LaneValue value, int64_t width);
  LaneValue getOperand(const NestState &state, const StageOperand &operand,
                       Type type, const Point &point,
                       ArrayRef<SmallVector<LaneValue>> results);
  SmallVector<LaneValue> emitBody(const NestState &state, unsigned opIndex,
                                  const Point &point,
                                  ArrayRef<LaneValue> arguments);
  LaneValue emitBodyOp(Operation *op, IRMapping &scalars,
                       DenseMap<Value, LaneValue> &values, int64_t width);
  LaneValue emitIndex(const NestState &state, const StageOp &op, unsigned loop,
                      const Point &point);
  LaneValue emitExtract(Operation *op, DenseMap<Value, LaneValue> &values,
                        const Point &point);
  SmallVector<LaneValue> emitOp(const NestState &state, unsigned opIndex,
                                const Point &point,
                                ArrayRef<SmallVector<LaneValue>> results,
                                ArrayRef<LaneValue> accumulators);

  OpBuilder &b;
  Location loc;
  KernelStages &kernel;
  KernelBuffers &buffers;
  const Stage &stage;
  const StagePlan &plan;
  /// Loads of the current straight-line code.
  DenseMap<LoadKey, LaneValue> loads;
  /// What is known of neighbors that are stored once all of them are.
  DenseMap<LoadKey, SmallVector<Value>> pendingStores;
  /// Registers of consecutive elements, of the current straight-line code.
  DenseMap<std::tuple<unsigned, Value, AffineExpr>, Value> segments;
};

/// Emits a scf.forall over a space of these sizes, whose body gets the number
/// of the iteration and its indices. Every size is constant or given by a
/// value.
void emitThreads(OpBuilder &b, Location loc, ArrayRef<OpFoldResult> sizes,
                 function_ref<void(Value, ValueRange)> emitBody);

/// Adds the flag that lets a product and a sum become one operation.
void allowContraction(Operation *op);

} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_VECTOR_STAGEEMITTER_H
