//===- Checks.h -------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What only running tells, and must hold: each function emits a kernel.check in
// front of what relies on it, unless it is known to hold.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_CHECKS_H
#define NN_LIB_CONVERSION_NNTOLINALG_CHECKS_H

#include "Lowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

namespace mlir::nn::detail {

/// A message in the making: text, with the sizes in it that only running tells.
class CheckMessage {
public:
  CheckMessage(const Twine &text) : text(text.str()) {}

  CheckMessage &operator<<(const Twine &more) {
    text += more.str();
    return *this;
  }
  CheckMessage &operator<<(OpFoldResult size);
  /// A shape, `[?,8]`.
  CheckMessage &operator<<(ArrayRef<OpFoldResult> sizes);

  StringRef getText() const { return text; }
  ValueRange getValues() const { return values; }

private:
  std::string text;
  SmallVector<Value> values;
};

/// Emits a check of an i1. A null condition is one that is known to hold.
void emitCheck(ImplicitLocOpBuilder &b, Value condition,
               const CheckMessage &message);

/// Compares sizes; null if the result is known to be true.
Value compareSizes(ImplicitLocOpBuilder &b, arith::CmpIPredicate predicate,
                   OpFoldResult lhs, OpFoldResult rhs);

/// Joins conditions, of which each may be null.
Value andConditions(ImplicitLocOpBuilder &b, Value lhs, Value rhs);
Value orConditions(ImplicitLocOpBuilder &b, Value lhs, Value rhs);

/// Checks that two sizes are equal; `what` tells of which: "expected equal
/// WHAT, got 2 and 3".
void checkEqualSizes(ImplicitLocOpBuilder &b, OpFoldResult lhs,
                     OpFoldResult rhs, const Twine &what);

/// Checks that a size divides into parts of `divisor`; `what` tells of which.
void checkDivisible(ImplicitLocOpBuilder &b, OpFoldResult size, int64_t divisor,
                    const Twine &what);

/// Checks that a size that was computed is one.
void checkNotNegative(ImplicitLocOpBuilder &b, OpFoldResult size,
                      const Twine &what);

/// Checks that the sizes of operands, aligned at the last dimension, broadcast
/// to `sizes`.
void checkBroadcast(ImplicitLocOpBuilder &b, ArrayRef<Sizes> operands,
                    ArrayRef<OpFoldResult> sizes);

/// Checks that all elements of a tensor of signed integers are in
/// [0, `bound`), and calls them `what`.
void checkIndices(ImplicitLocOpBuilder &b, Value indices, OpFoldResult bound,
                  const Twine &what = "index");

/// The same for positions: along the last dimension of `indices`, of known
/// size, lie indices in dimensions of the sizes `bounds`.
void checkPositions(ImplicitLocOpBuilder &b, Value indices,
                    ArrayRef<OpFoldResult> bounds);

/// Checks that no divisor, or no exponent, is one that TensorFlow refuses:
/// zero, or a negative number. It does not care where the result, of these
/// sizes, has no elements.
void checkDivisors(ImplicitLocOpBuilder &b, Value divisors,
                   ArrayRef<OpFoldResult> resultSizes);
void checkExponents(ImplicitLocOpBuilder &b, Value exponents,
                    ArrayRef<OpFoldResult> resultSizes);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_CHECKS_H
