//===- ConstantsTable.h - The weights of a lowered network ------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The constants of a network as bytes in memory, copied only if they have to
// be.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_NATIVE_CONSTANTSTABLE_H
#define NN_TARGET_NATIVE_CONSTANTSTABLE_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Support/Constants.h"

namespace mlir::nn {

/// An entry of the table: row-major bytes, where they were or copied.
class TableConstant {
public:
  /// Copies the elements unless they are stored one by one at a multiple of
  /// `alignment`.
  TableConstant(StringRef name, const ConstantView &view, size_t alignment);
  /// One that is packed when the network is loaded: it has no data.
  explicit TableConstant(StringRef name) : name(name) {}

  StringRef getName() const { return name; }
  ArrayRef<char> getData() const { return data; }

private:
  std::string name;
  std::optional<ConstantView> view;
  std::shared_ptr<char> copy;
  ArrayRef<char> data;
};

/// Returns the constants table: the module's `kernel.constant` ops, in order.
/// Emits a diagnostic for a constant without data.
FailureOr<SmallVector<TableConstant>> getConstantsTable(ModuleOp module,
                                                        size_t alignment);

} // namespace mlir::nn

#endif // NN_TARGET_NATIVE_CONSTANTSTABLE_H
