//===- Refusals.h - Why a conversion fails ----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A conversion says which op it could not legalize, but not why: that its
// patterns told the rewriter.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_REFUSALS_H
#define NN_SUPPORT_REFUSALS_H

#include "mlir/Transforms/DialectConversion.h"

namespace mlir::nn {

/// The same as applyPartialConversion with getConversionConfig(), whose error
/// has the reason for which a pattern refused the op, if one gave any.
LogicalResult
applyPartialConversionWithReasons(Operation *root,
                                  const ConversionTarget &target,
                                  const FrozenRewritePatternSet &patterns);

} // namespace mlir::nn

#endif // NN_SUPPORT_REFUSALS_H
