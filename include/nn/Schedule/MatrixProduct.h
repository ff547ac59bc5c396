//===- MatrixProduct.h --------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stages that multiply matrices, as tensor cores do.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_MATRIXPRODUCT_H
#define NN_SCHEDULE_MATRIXPRODUCT_H

#include "nn/Schedule/KernelStages.h"

namespace mlir::nn {

/// True if the op multiplies its two inputs, or casts of them, and sums up the
/// products.
bool isSumOfProducts(linalg::LinalgOp op);

/// A stage of f32 that sums up `lhs[m, k] * rhs[k, n]` over k; other dimensions
/// number the matrices.
struct MatrixProduct {
  /// The dimensions.
  unsigned m, n, k;
  /// The accesses of the factors.
  unsigned lhs, rhs;

  /// Recognizes such a stage of known sizes, or says in `reason` what it is
  /// not.
  static FailureOr<MatrixProduct> find(const Stage &stage, std::string &reason);
};

/// True if sums of products by lanes on scalable vectors, which take lanes from
/// the first registers only, are done row by row: then few lanes are alive at
/// once, but the vectors that all rows share are so for each lane. `vectors`
/// are those of a row, on the 32 registers of AArch64, of which some are spare.
inline bool areLanesByRows(int64_t sums, int64_t vectors, int64_t lanes) {
  return sums + vectors * lanes <= 32 - 3;
}

} // namespace mlir::nn

#endif // NN_SCHEDULE_MATRIXPRODUCT_H
