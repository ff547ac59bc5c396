//===- Scatter.h ------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scattering, for the ops of several families.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_SCATTER_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_SCATTER_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

/// Which indices out of range are no errors.
struct Dropped {
  bool negative = false;
  bool beyond = false;
};

/// nn.scatter.
Value scatter(NodeContext &node, Value into, Value indices, Value updates,
              ScatterMode mode, int64_t batchDims = 0, Dropped dropped = {});

/// Scatters to rows of `into`, whose numbers are the elements of `rows`: the
/// sizes of `updates` begin with those of `rows`.
Value scatterRows(NodeContext &node, Value into, Value rows, Value updates,
                  ScatterMode mode, Dropped dropped = {});

/// A tensor whose elements are all the scalar: of as many rows as `count` says,
/// a scalar itself, each of the shape that `like` has behind its first
/// dimensions; of the shape of `like`.
Value makeRows(NodeContext &node, Value count, Value like, int64_t numSkipped,
               Value scalar);
Value makeFilledLike(NodeContext &node, Value like, Value scalar);

/// One more than the greatest element, a scalar of type i64; 0 if there is
/// none.
Value getEnd(NodeContext &node, Value numbers);

/// A tensor of the sizes that an input holds, known or not, whose elements are
/// all the scalar.
Value fillInput(NodeContext &node, unsigned index, Value scalar);

/// A tensor of known sizes whose elements are all the scalar, or zero.
Value makeFilled(NodeContext &node, ArrayRef<int64_t> shape, Value scalar);
Value makeZeros(NodeContext &node, ArrayRef<int64_t> shape, Type elementType);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_SCATTER_H
