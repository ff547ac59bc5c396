//===- Compare.cpp - How far apart two results are ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise comparison.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Compare.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::nn;

/// Maps the bits of a float of `width` bytes to an integer in the order of the
/// numbers, where both zeros are the same.
static int64_t getOrder(const char *data, unsigned width) {
  uint64_t bits = 0;
  std::memcpy(&bits, data, width);
  uint64_t sign = uint64_t(1) << (8 * width - 1);
  int64_t magnitude = bits & (sign - 1);
  return bits & sign ? -magnitude : magnitude;
}

Difference nn::compare(const Array &actual, const Array &expected) {
  assert(actual.getDType() == expected.getDType() &&
         actual.getShape() == expected.getShape() && "unlike arrays");
  DType dtype = actual.getDType();
  bool isFloat = llvm::is_contained(
      {DType::F16, DType::BF16, DType::F32, DType::F64, DType::C64}, dtype);
  // A complex number is two floats.
  bool isComplex = dtype == DType::C64;
  unsigned width = isComplex ? 4 : getByteWidth(dtype);
  int64_t count = actual.getNumElements() * (isComplex ? 2 : 1);
  auto get = [&](const Array &array, int64_t i) -> double {
    if (isComplex) {
      float part;
      std::memcpy(&part, array.getData() + i * width, width);
      return part;
    }
    return array.getAsDouble(i);
  };
  Difference result;
  for (int64_t i = 0; i < count; ++i) {
    double a = get(actual, i), e = get(expected, i);
    if (std::isfinite(e))
      result.magnitude = std::max(result.magnitude, std::abs(e));
    bool isEqual = a == e || (std::isnan(a) && std::isnan(e));
    // Doubles cannot tell all 64-bit integers apart.
    if (isEqual && !isFloat && width == 8)
      isEqual = std::memcmp(actual.getData() + i * width,
                            expected.getData() + i * width, width) == 0;
    if (isEqual)
      continue;
    double distance = std::isfinite(a) && std::isfinite(e)
                          ? std::max(std::abs(a - e), 0x1p-1074)
                          : INFINITY;
    if (distance > result.absolute) {
      result.absolute = distance;
      result.index = i / (isComplex ? 2 : 1);
    }
    uint64_t ulps = UINT64_MAX;
    if (isFloat && !std::isnan(a) && !std::isnan(e)) {
      // The distance of two f64 may be more than an int64_t holds.
      auto [low, high] =
          std::minmax({getOrder(actual.getData() + i * width, width),
                       getOrder(expected.getData() + i * width, width)});
      ulps = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    }
    result.ulps = std::max(result.ulps, ulps);
  }
  return result;
}

bool nn::departs(DType dtype, const Difference &difference,
                 const Tolerance &tolerance) {
  switch (dtype) {
  case DType::F16:
  case DType::BF16:
  case DType::F32:
  case DType::F64:
  case DType::C64: {
    double bound =
        tolerance.relative * difference.magnitude + tolerance.absolute;
    return difference.ulps > 4 && !(difference.absolute <= bound);
  }
  default:
    return difference.absolute != 0.0;
  }
}

void nn::printDifference(const Difference &difference, raw_ostream &os) {
  if (difference.absolute == 0.0) {
    os << "equal";
    return;
  }
  if (difference.ulps != UINT64_MAX)
    os << difference.ulps << " ulps, ";
  os << llvm::format("%.2e of the largest, at element %lld",
                     difference.getRelative(),
                     static_cast<long long>(difference.index));
}

bool nn::printComparison(StringRef name, const Array &actual,
                         const Array &expected, raw_ostream &os,
                         const Tolerance &tolerance) {
  Difference difference = compare(actual, expected);
  bool isBad = departs(actual.getDType(), difference, tolerance);
  os << (isBad ? "DEPARTS " : "ok      ") << name << ": ";
  printDifference(difference, os);
  os << "\n";
  return !isBad;
}
