//===- SizePolynomial.h - Numbers of bytes, as far as known -----*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums of products of numbers that only a call tells. Some of these are sizes,
// which are not negative: that is what makes many sums comparable.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H
#define NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace mlir::nn {

/// A number that only a call tells. Equal ones have equal numbers.
struct SizeVariable {
  unsigned number;
  /// It is never negative.
  bool isSize;

  bool operator==(const SizeVariable &other) const {
    return number == other.number;
  }
  bool operator<(const SizeVariable &other) const {
    return number < other.number;
  }
};

/// A sum of products of variables and 64-bit factors. Where factors do not fit,
/// or there are too many products to look at, it is not known: then no question
/// about it has the answer yes, and no other polynomial equals it.
class SizePolynomial {
public:
  SizePolynomial() = default;
  SizePolynomial(int64_t constant) {
    if (constant != 0)
      terms[{}] = constant;
  }
  explicit SizePolynomial(SizeVariable variable) { terms[{variable}] = 1; }
  static SizePolynomial getUnknown();

  bool isKnown() const { return known; }

  SizePolynomial operator+(const SizePolynomial &other) const;
  SizePolynomial operator-(const SizePolynomial &other) const;
  SizePolynomial operator*(const SizePolynomial &other) const;
  bool operator==(const SizePolynomial &other) const {
    return known && other.known && terms == other.terms;
  }

  /// Whether it is so for all sizes, as far as factors and signs tell.
  bool isNotNegative() const;
  /// The same, but 0 only where a size is.
  bool isPositive() const { return isNotNegative() && !terms.empty(); }
  /// Whether all factors are.
  bool isMultipleOf(int64_t number) const;
  /// Prints it as `2 * n0 * n1 + 64`, or `unknown`.
  void print(raw_ostream &os) const;

private:
  /// Adds a product; forgets all if the factor overflows.
  void add(ArrayRef<SizeVariable> product, int64_t factor);

  bool known = true;
  /// The factor of each product, whose variables are sorted. No factor is 0.
  std::map<SmallVector<SizeVariable, 2>, int64_t> terms;
};

/// Finds the polynomials of index values. Equal computations in two functions
/// are the same variable, as long as these have the same arguments.
class SizeNumbering {
public:
  SizePolynomial get(Value value);

private:
  SizePolynomial compute(Value value);
  /// Returns true if a value that is no polynomial is not negative.
  bool isSize(Value value);
  /// Returns a text that says what computes a value: equal for equal ones.
  std::string getKey(Value value);

  DenseMap<Value, SizePolynomial> polynomials;
  DenseMap<Value, unsigned> opaque;
  llvm::StringMap<unsigned> numbers;
};

} // namespace mlir::nn

#endif // NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H
