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
  /// Notes that a number, which is i64 or index, may be negative: then nothing
  /// fits. So it is with -1, which stands for what did not fit before.
  void expectNotNegative(Value number);
  /// Returns the number times each of the factors, which are i64 or index.
  Value multiply(Value number, ValueRange factors);
  Value add(Value lhs, Value rhs);
  /// Returns the next multiple of a power of two.
  Value alignTo(Value number, int64_t alignment);

  /// Returns this result, or -1 if one so far overflowed.
  Value getOrMinusOne(Value result);
  /// Ends the run unless no result so far overflowed, and all of these are
  /// numbers of bytes that a pointer of the module's target can count.
  void check(ArrayRef<Value> results);

private:
  Value toInteger(Value number);
  void noteIf(Value isWrong);
  /// Returns the first result of an op with overflow, and notes the second.
  Value note(Value pair);

  OpBuilder &builder;
  Location loc;
  /// An i1, or null before anything can overflow.
  Value overflows;
};

} // namespace mlir::nn::abi

#endif // NN_ABI_BYTECOUNT_H
