//===- MathBuilder.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on scalars or vectors, written as expressions.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::nn;

Type MathBuilder::getType(Type elementType) const {
  if (auto vectorType = dyn_cast<VectorType>(type))
    return vectorType.clone(elementType);
  return elementType;
}

Type MathBuilder::intType() {
  return builder.getIntegerType(
      getElementTypeOrSelf(type).getIntOrFloatBitWidth());
}

bool MathBuilder::hasAVX512() const {
  auto vectorType = dyn_cast<VectorType>(type);
  return avx512 && vectorType && !vectorType.isScalable() &&
         vectorType.getShape() == ArrayRef<int64_t>{16} &&
         vectorType.getElementType().isF32();
}

Value MathBuilder::constant(double value) {
  TypedAttr attr =
      builder.getFloatAttr(cast<FloatType>(getElementTypeOrSelf(type)), value);
  if (auto vectorType = dyn_cast<VectorType>(type))
    attr = DenseElementsAttr::get(vectorType, Attribute(attr));
  return create<arith::ConstantOp>(attr);
}

Value MathBuilder::integer(int64_t value) {
  TypedAttr attr = builder.getIntegerAttr(intType(), value);
  if (auto vectorType = dyn_cast<VectorType>(getType(intType())))
    attr = DenseElementsAttr::get(vectorType, Attribute(attr));
  return create<arith::ConstantOp>(attr);
}

Value MathBuilder::atLeast(Value a, double low) {
  Value bound = constant(low);
  return select(compare(arith::CmpFPredicate::UGE, a, bound), a, bound);
}

Value MathBuilder::atMost(Value a, double high) {
  Value bound = constant(high);
  return select(compare(arith::CmpFPredicate::ULE, a, bound), a, bound);
}

Value MathBuilder::polynomial(Value x, ArrayRef<double> coefficients) {
  Value result = constant(coefficients.back());
  for (double coefficient : llvm::reverse(coefficients.drop_back()))
    result = fma(result, x, constant(coefficient));
  return result;
}

Value MathBuilder::callIntrinsic(StringRef name, ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(builder, loc, type,
                                       builder.getStringAttr(name), operands)
      .getResult(0);
}

Value MathBuilder::scalarInteger(unsigned bits, int64_t value) {
  return create<arith::ConstantOp>(
      builder.getIntegerAttr(builder.getIntegerType(bits), value));
}
