//===- WeightNames.h - The nn dialect's resources ---------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_NN_IR_WEIGHTNAMES_H
#define NN_LIB_DIALECT_NN_IR_WEIGHTNAMES_H

#include "mlir/IR/OpImplementation.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::nn::detail {

/// A name in the dialect's resources: the key of a constant of the builtin
/// dialect.
struct WeightName : public AsmDialectResourceHandleBase<
                        WeightName, llvm::StringMapEntry<char>, NNDialect> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(WeightName)

  using AsmDialectResourceHandleBase::AsmDialectResourceHandleBase;
};

/// Makes the dialect print and parse where weights are.
void registerWeightNames(NNDialect &dialect);

} // namespace mlir::nn::detail

#endif // NN_LIB_DIALECT_NN_IR_WEIGHTNAMES_H
