//===- TransposedConvolution.h ----------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_TRANSPOSEDCONVOLUTION_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_TRANSPOSEDCONVOLUTION_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

/// The gradient of a convolution by its input, which people use as a layer. Its
/// inputs are the result's shape, the filter and the image.
LogicalResult importConv2DTranspose(NodeContext &node);
LogicalResult importConv3DTranspose(NodeContext &node);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_TRANSPOSEDCONVOLUTION_H
