//===- ScalarMath.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementary functions: ops of the math dialect, which a target expands or
// calls the math library for.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

template <typename MathOp>
static Value emitMath(ScalarBuilder &b, Operation *, ValueRange args) {
  return MathOp::create(b, args[0], ScalarBuilder::contract(b.getContext()));
}

void nn::detail::registerMathScalars(RegisterScalar add) {
  constexpr Precision compute = Precision::Compute;
  add(AcosOp::getOperationName(), emitMath<math::AcosOp>, compute);
  add(AcoshOp::getOperationName(), emitMath<math::AcoshOp>, compute);
  add(AsinOp::getOperationName(), emitMath<math::AsinOp>, compute);
  add(AsinhOp::getOperationName(), emitMath<math::AsinhOp>, compute);
  add(AtanOp::getOperationName(), emitMath<math::AtanOp>, compute);
  add(AtanhOp::getOperationName(), emitMath<math::AtanhOp>, compute);
  add(CosOp::getOperationName(), emitMath<math::CosOp>, compute);
  add(CoshOp::getOperationName(), emitMath<math::CoshOp>, compute);
  add(ErfOp::getOperationName(), emitMath<math::ErfOp>, compute);
  add(ErfcOp::getOperationName(), emitMath<math::ErfcOp>, compute);
  add(ExpOp::getOperationName(), emitMath<math::ExpOp>, compute);
  add(Expm1Op::getOperationName(), emitMath<math::ExpM1Op>, compute);
  add(LogOp::getOperationName(), emitMath<math::LogOp>, compute);
  add(Log1pOp::getOperationName(), emitMath<math::Log1pOp>, compute);
  add(SinOp::getOperationName(), emitMath<math::SinOp>, compute);
  add(SinhOp::getOperationName(), emitMath<math::SinhOp>, compute);
  add(TanOp::getOperationName(), emitMath<math::TanOp>, compute);
}
