//===- StagePlan.h ------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stage's part of a schedule, resolved against the stage: which loops, of
// what steps, around which register tile.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_VECTOR_STAGEPLAN_H
#define NN_LIB_CODEGEN_VECTOR_STAGEPLAN_H

#include "nn/Dialect/Kernel/IR/KernelSchedule.h"
#include "nn/Schedule/KernelStages.h"
#include "nn/Schedule/MatrixProduct.h"
#include "nn/Support/Target.h"

namespace mlir::nn {

/// The loops of a stage, outermost first, and the register tile inside.
struct StagePlan {
  struct Loop {
    unsigned dim;
    int64_t step;
    /// True if the step is in units of vscale.
    bool isScalable = false;
  };
  SmallVector<Loop> loops;
  /// How many of the loops stand around the accumulators; the others, all over
  /// reduction dimensions, carry them.
  unsigned numOuterLoops = 0;
  /// How many of them, from the first on, the invocations of a workgroup share.
  unsigned numThreadLoops = 0;
  /// The tile of each dimension that is computed at once; along scalable
  /// vectors in units of vscale.
  SmallVector<int64_t> tile;
  /// The dimension along which vectors lie, or -1.
  int vectorDim = -1;
  /// The number of lanes of a full vector; 1 if the stage is scalar.
  int64_t lanes = 1;
  /// True if the number of lanes is that times vscale.
  bool isScalable = false;
  /// True if a part of a vector may be loaded and stored under a mask.
  bool hasMasks = false;

  /// Bytes that one access of neighbors in the tile moves at most, where
  /// elements are computed one by one, on a device. Or 0.
  int64_t accessBytes = 0;
  /// What the iteration of each dimension that a tile begins at is then a
  /// multiple of; 0 if it is 0.
  SmallVector<int64_t> multiples;

  /// A sum of products whose one factor is the lane of a register that holds
  /// consecutive steps of a reduction.
  struct LaneProduct {
    unsigned dim;
    /// The accesses of the factor that is the same in all lanes of the result,
    /// and of the other.
    unsigned uniform;
    unsigned other;
  };
  std::optional<LaneProduct> laneProduct;

  /// An operand that the invocations of a workgroup bring to memory that they
  /// share, for each iteration of a loop.
  struct SharedOperand {
    unsigned access;
    /// Where it comes from.
    StageAccess source;
    /// How much of it is there: iterations of dimensions, in the order in which
    /// they lie where it comes from.
    SmallVector<unsigned> dims;
    SmallVector<int64_t> sizes;
    /// How they lie in the shared memory, and how much of it they take: the
    /// dimension of the vectors comes last there.
    SmallVector<int64_t> strides;
    int64_t numAllocated = 1;

    int64_t getNumElements() const;
    /// True if neighbors where it comes from are none in the shared memory.
    bool isTransposed() const {
      return !strides.empty() && strides.back() != 1;
    }
  };
  /// How many invocations take the iterations of a reduction in turn, or 0, and
  /// the number of its loop.
  int64_t turns = 0;
  unsigned turnLevel = 0;
  /// How far the sums of rows are apart that are then combined: neighbors are
  /// in different banks of the memory.
  int64_t getTurnPitch() const { return turns + 1; }

  SmallVector<SharedOperand, 0> shared;
  /// The number of that loop.
  unsigned sharedLevel = 0;

  /// A product of matrices that the warps of a workgroup compute, each a tile
  /// of `tile[m]` by `tile[n]`, `tile[k]` steps at a time.
  struct WarpProduct {
    MatrixProduct product;
    /// Whether factors are rounded to f16, else to tf32.
    bool isHalf = false;

    /// How many blocks of the factors there is room for: those that are copied
    /// while one is multiplied.
    static constexpr int64_t numBuffers = 3;
    /// Elements behind each row of a block, so that the eight rows, or four,
    /// that a warp reads at once are in different banks of the memory.
    static constexpr int64_t lhsPad = 4, rhsPad = 8;

    /// The bytes of the memory of a workgroup that computes `m` rows and `n`
    /// columns, `k` steps at a time.
    static int64_t getSharedBytes(int64_t m, int64_t n, int64_t k) {
      return 4 * numBuffers * (m * (k + lhsPad) + k * (n + rhsPad));
    }
  };
  std::optional<WarpProduct> warpProduct;

  bool isScalableDim(unsigned dim) const {
    return isScalable && static_cast<int>(dim) == vectorDim;
  }

  /// Resolves a schedule. `steps` are the grid's steps over the stage's
  /// dimensions, 0 where the grid does not cut.
  static FailureOr<StagePlan>
  resolve(const Stage &stage, const ScheduleStage &schedule,
          ArrayRef<int64_t> steps, const TargetInfo &target,
          function_ref<InFlightDiagnostic()> emitError);

  /// Returns a plan of plain scalar loops in the order of the root op.
  static StagePlan getDefault(const Stage &stage);
};

} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_VECTOR_STAGEPLAN_H
