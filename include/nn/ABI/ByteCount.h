//===- ByteCount.h - Numbers of bytes that may not fit ---------*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on numbers of bytes that only a call tells, whose product may be
// more than an integer holds.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_BYTECOUNT_H
#define NN_ABI_BYTECOUNT_H

#include "mlir/IR/Builders.h"

namespace mlir::nn::abi {

/// Creates arithmetic on numbers of the type i64, none of them negative, and
/// notes whether all results are right.
class ByteCount {
public:
  ByteCount(OpBuilder &builder, Location loc) : builder(builder), loc(loc) {}

  Value getConstant(int64_t number);
  /// Returns the number times each of the factors, which are i64 or index.
  Value multiply(Value number, ValueRange factors);
  Value add(Value lhs, Value rhs);

  /// Returns an i1 that is true if no result so far overflowed, and all of
  /// these are at most `most`; null if nothing was computed.
  Value fits(ArrayRef<Value> results, int64_t most);

private:
  /// Returns the first result of an op with overflow, and notes the second.
  Value note(Value pair);

  OpBuilder &builder;
  Location loc;
  /// An i1, or null before anything can overflow.
  Value overflows;
};

} // namespace mlir::nn::abi

#endif // NN_ABI_BYTECOUNT_H
