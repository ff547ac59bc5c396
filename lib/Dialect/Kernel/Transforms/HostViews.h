//===- HostViews.h ----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sizes and strides of the host's tensors: which part of a buffer a view
// is.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_KERNEL_TRANSFORMS_HOSTVIEWS_H
#define NN_LIB_DIALECT_KERNEL_TRANSFORMS_HOSTVIEWS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include <optional>

namespace mlir::nn {

/// Returns the sizes of a tensor without asking for those of a value that a
/// kernel computes.
SmallVector<OpFoldResult> getHostSizes(OpBuilder &builder, Value tensor);

/// Returns true if the size is known to be that of the tensor's dimension.
bool isSizeOf(OpFoldResult size, Value tensor, int64_t dim);

/// Returns true if the tensor's elements are known to lie one after another.
bool isContiguous(Value tensor);

/// Returns the strides of a tensor in its buffer, in elements, or nothing if it
/// cannot be a view of that buffer. The stride of a dimension of size 1 is what
/// it would be if the dimension were not the only one there.
std::optional<SmallVector<OpFoldResult>> getHostStrides(OpBuilder &builder,
                                                        Value tensor);

/// Returns the type of a memref for a tensor of the type and these strides, or
/// null if vectors cannot be loaded from it: its innermost stride is not 1.
/// Adds the values of the strides that are not known.
MemRefType getBufferType(RankedTensorType type, ArrayRef<OpFoldResult> strides,
                         SmallVectorImpl<Value> &dynamicStrides);

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_KERNEL_TRANSFORMS_HOSTVIEWS_H
