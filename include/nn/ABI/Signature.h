//===- Signature.h --------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function of tensors says of itself when it is one no more.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_SIGNATURE_H
#define NN_ABI_SIGNATURE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace mlir::nn::abi {

/// Returns the names, types and nn_dtypes of a function's arguments (results),
/// which must be tensors: the value of the attribute `nn.inputs`
/// (`nn.outputs`). Emits a diagnostic for what the calling convention does not
/// know.
FailureOr<ArrayAttr> describeInputs(func::FuncOp function);
FailureOr<ArrayAttr> describeOutputs(func::FuncOp function);

/// An input or output as these attributes have it.
struct DescribedTensor {
  /// The name in the graph; valid as long as the context.
  StringRef name;
  RankedTensorType type;
  /// The number that nn_runtime.h gives the element type.
  int32_t dtype;
  /// An output whose memory is the context's: a size of it is known only by
  /// running.
  bool isAllocated = false;
};

/// Reads the attribute `nn.inputs` (`nn.outputs`) of a function. Emits a
/// diagnostic if it has none, or a malformed one.
FailureOr<SmallVector<DescribedTensor>>
readInputs(FunctionOpInterface function);
FailureOr<SmallVector<DescribedTensor>>
readOutputs(FunctionOpInterface function);

} // namespace mlir::nn::abi

#endif // NN_ABI_SIGNATURE_H
