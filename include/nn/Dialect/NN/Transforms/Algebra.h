//===- Algebra.h ------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pattern sets of nn's algebra; each is a pass too, where it is described.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_TRANSFORMS_ALGEBRA_H
#define NN_DIALECT_NN_TRANSFORMS_ALGEBRA_H

namespace mlir {
class RewritePatternSet;

namespace nn {

/// Adds the patterns of nn-fold-affine.
void populateFoldAffinePatterns(RewritePatternSet &patterns);

/// Adds the patterns of nn-fold-padding.
void populateFoldPaddingPatterns(RewritePatternSet &patterns);

/// Adds the patterns of nn-merge-constants.
void populateMergeConstantsPatterns(RewritePatternSet &patterns);

/// Adds the patterns of nn-recognize-functions.
void populateRecognizeFunctionsPatterns(RewritePatternSet &patterns);

/// Adds the patterns of nn-sink-reshapes.
void populateSinkReshapesPatterns(RewritePatternSet &patterns);

/// Adds the patterns of nn-specialize-convolutions.
void populateSpecializeConvolutionsPatterns(RewritePatternSet &patterns);

} // namespace nn
} // namespace mlir

#endif // NN_DIALECT_NN_TRANSFORMS_ALGEBRA_H
