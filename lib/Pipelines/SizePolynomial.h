//===- SizePolynomial.h - Numbers of bytes, as far as known -----*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums of products of sizes that a call chooses. Sizes are not negative, which
// is what makes many of them comparable.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H
#define NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace mlir::nn {

/// A sum of products of sizes, which are numbers here, and factors.
class SizePolynomial {
public:
  SizePolynomial() = default;
  SizePolynomial(int64_t constant) {
    if (constant != 0)
      terms[{}] = constant;
  }
  static SizePolynomial getSize(unsigned number) {
    SizePolynomial result;
    result.terms[{number}] = 1;
    return result;
  }

  SizePolynomial operator+(const SizePolynomial &other) const;
  SizePolynomial operator-(const SizePolynomial &other) const;
  SizePolynomial operator*(const SizePolynomial &other) const;
  bool operator==(const SizePolynomial &other) const {
    return terms == other.terms;
  }

  std::optional<int64_t> getConstant() const;
  /// Whether it is so for all sizes, as far as the factors tell.
  bool isNotNegative() const;
  /// The same, but 0 only where a size is.
  bool isPositive() const { return !terms.empty() && isNotNegative(); }
  bool isMultipleOf(int64_t number) const;
  void print(raw_ostream &os) const;

private:
  std::map<SmallVector<unsigned, 2>, int64_t> terms;
};

/// Finds the polynomials of index values. Equal computations in two functions
/// are the same size, as long as these have the same arguments.
class SizeNumbering {
public:
  SizePolynomial get(Value value);

private:
  SizePolynomial compute(Value value);
  std::string getKey(Value value);
  unsigned getNumber(StringRef key) {
    return numbers.try_emplace(key, numbers.size()).first->second;
  }

  DenseMap<Value, SizePolynomial> known;
  DenseMap<Value, unsigned> opaque;
  llvm::StringMap<unsigned> numbers;
};

} // namespace mlir::nn

#endif // NN_LIB_PIPELINES_SIZEPOLYNOMIAL_H
