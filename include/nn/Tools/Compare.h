//===- Compare.h - How far apart two results are ----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Differences between arrays in units of the last place and against the size of
// the numbers around them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_COMPARE_H
#define NN_TOOLS_COMPARE_H

#include "nn/Execution/Array.h"

namespace mlir::nn {

/// What separates an array from the one it should be.
struct Difference {
  /// The largest absolute difference, and the largest absolute value of what it
  /// should be. Equal infinities and NaNs do not differ; a NaN or infinity on
  /// one side only differs by infinity.
  double absolute = 0.0, magnitude = 0.0;
  /// The most representable numbers that lie between two elements.
  uint64_t ulps = 0;
  /// The element that differs the most.
  int64_t index = 0;

  /// The difference against the largest element.
  double getRelative() const {
    return absolute == 0.0 ? 0.0 : absolute / magnitude;
  }
};

/// Compares arrays of the same type and shape.
Difference compare(const Array &actual, const Array &expected);

/// How far apart floats may be that are computed in another order.
struct Tolerance {
  /// Of the largest element; plus `absolute`. Four last places are always
  /// allowed, which is much of a half.
  double relative = 1e-4, absolute = 0.0;
};

/// Returns true if a difference is more than the tolerance; of integers, any
/// is.
bool departs(DType dtype, const Difference &difference,
             const Tolerance &tolerance = {});

/// Prints a difference.
void printDifference(const Difference &difference, raw_ostream &os);

/// Compares and prints a line; returns false if the arrays depart.
bool printComparison(StringRef name, const Array &actual, const Array &expected,
                     raw_ostream &os, const Tolerance &tolerance = {});

} // namespace mlir::nn

#endif // NN_TOOLS_COMPARE_H
