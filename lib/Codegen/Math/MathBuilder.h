//===- MathBuilder.h --------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on scalars or vectors, written as expressions, and the functions
// made of it.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_MATH_MATHBUILDER_H
#define NN_LIB_CODEGEN_MATH_MATHBUILDER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"

namespace mlir::nn {

/// Builds arithmetic on values of one shape: scalars, or vectors of a type.
class MathBuilder {
public:
  /// `type` is a float or a vector of floats; all values have its shape.
  MathBuilder(OpBuilder &builder, Location loc, Type type, bool hasAVX512)
      : builder(builder), loc(loc), type(type), avx512(hasAVX512) {}

  /// The same shape with other elements.
  MathBuilder with(Type elementType) const {
    return MathBuilder(builder, loc, getType(elementType), avx512);
  }
  Type getType(Type elementType) const;
  Type getType() const { return type; }
  Type f32() { return builder.getF32Type(); }
  Type f64() { return builder.getF64Type(); }
  /// The integer type with the bits of a float.
  Type intType();

  /// Whether instructions of AVX-512 fit the type.
  bool hasAVX512() const;

  Value constant(double value);
  Value integer(int64_t value);

  Value add(Value a, Value b) { return create<arith::AddFOp>(a, b); }
  Value sub(Value a, Value b) { return create<arith::SubFOp>(a, b); }
  Value mul(Value a, Value b) { return create<arith::MulFOp>(a, b); }
  Value div(Value a, Value b) { return create<arith::DivFOp>(a, b); }
  Value neg(Value a) { return create<arith::NegFOp>(a); }
  Value fma(Value a, Value b, Value c) { return create<math::FmaOp>(a, b, c); }
  Value abs(Value a) { return create<math::AbsFOp>(a); }
  Value sqrt(Value a) { return create<math::SqrtOp>(a); }
  Value exp(Value a) { return create<math::ExpOp>(a); }
  Value log(Value a) { return create<math::LogOp>(a); }
  Value atan(Value a) { return create<math::AtanOp>(a); }
  Value floor(Value a) { return create<math::FloorOp>(a); }
  Value copySign(Value a, Value sign) {
    return create<math::CopySignOp>(a, sign);
  }

  Value addInt(Value a, Value b) { return create<arith::AddIOp>(a, b); }
  Value subInt(Value a, Value b) { return create<arith::SubIOp>(a, b); }
  Value andInt(Value a, Value b) { return create<arith::AndIOp>(a, b); }
  Value shiftLeft(Value a, int64_t bits) {
    return create<arith::ShLIOp>(a, integer(bits));
  }
  Value shiftRight(Value a, int64_t bits) {
    return create<arith::ShRSIOp>(a, integer(bits));
  }

  Value compare(arith::CmpFPredicate predicate, Value a, Value b) {
    return create<arith::CmpFOp>(predicate, a, b);
  }
  Value compareInt(arith::CmpIPredicate predicate, Value a, Value b) {
    return create<arith::CmpIOp>(predicate, a, b);
  }
  Value andBool(Value a, Value b) { return create<arith::AndIOp>(a, b); }
  Value select(Value condition, Value a, Value b) {
    return create<arith::SelectOp>(condition, a, b);
  }

  /// The bits of floats, and back.
  Value toBits(Value a) {
    return create<arith::BitcastOp>(getType(intType()), a);
  }
  Value fromBits(Value a) { return create<arith::BitcastOp>(type, a); }
  /// Between f32 and f64.
  Value widen(Value a) { return create<arith::ExtFOp>(getType(f64()), a); }
  Value narrow(Value a) { return create<arith::TruncFOp>(getType(f32()), a); }

  /// The low 32 bits of 64-bit integers.
  Value truncateBits(Value a) {
    return create<arith::TruncIOp>(getType(builder.getI32Type()), a);
  }

  /// Not below `low`, not above `high`; NaN stays.
  Value atLeast(Value a, double low);
  Value atMost(Value a, double high);
  /// A polynomial with the coefficients from the lowest degree on.
  Value polynomial(Value x, ArrayRef<double> coefficients);

  /// A call of a target's intrinsic whose result has this builder's type.
  Value callIntrinsic(StringRef name, ValueRange operands);
  /// A scalar i32 or i16.
  Value scalarInteger(unsigned bits, int64_t value);

private:
  template <typename OpTy, typename... Args>
  Value create(Args &&...args) {
    return OpTy::create(builder, loc, std::forward<Args>(args)...);
  }

  OpBuilder &builder;
  Location loc;
  Type type;
  bool avx512;
};

//===----------------------------------------------------------------------===//
// Functions of f32
//===----------------------------------------------------------------------===//

namespace detail {

/// x, multiplied by something, as the sum of an integer and a rest.
struct Reduced {
  /// The integer as a float.
  Value whole;
  /// Its bits are those of the integer plus a constant whose low bits are zero.
  Value bits;
  Value rest;
};

/// Splits x into n ln 2 and a rest of at most ln 2 / 2.
Reduced reduceByLn2(MathBuilder &b, Value x);
/// The integer of a reduction.
Value getWhole(MathBuilder &b, const Reduced &reduced);
/// 2^(n + offset), if that is a normal number.
Value makePowerOf2(MathBuilder &b, const Reduced &reduced, int64_t offset = 0);

/// The functions of the math dialect, of f32 unless a name says otherwise: the
/// pass nn-expand-math has their errors.
Value expandExp(MathBuilder &b, Value x);
/// exp(x) / 2, finite for all x whose cosh is.
Value expandHalfExp(MathBuilder &b, Value x);
/// exp(x) where that is normal: x in [-87, 88].
Value expandNormalExp(MathBuilder &b, Value x);
Value expandExp2(MathBuilder &b, Value x);
Value expandExpM1(MathBuilder &b, Value x);

Value expandLog(MathBuilder &b, Value x);
Value expandLog2(MathBuilder &b, Value x);
Value expandLog10(MathBuilder &b, Value x);
Value expandLog1p(MathBuilder &b, Value x);

/// Of f64, made of its exp and log.
Value expandWideExpM1(MathBuilder &b, Value x);
Value expandWideLog1p(MathBuilder &b, Value x);

Value expandTanh(MathBuilder &b, Value x);
Value expandSinh(MathBuilder &b, Value x);
Value expandCosh(MathBuilder &b, Value x);
Value expandAsinh(MathBuilder &b, Value x);
Value expandAcosh(MathBuilder &b, Value x);
Value expandAtanh(MathBuilder &b, Value x);

Value expandErf(MathBuilder &b, Value x);

Value expandSin(MathBuilder &b, Value x);
Value expandCos(MathBuilder &b, Value x);
Value expandTan(MathBuilder &b, Value x);
Value expandAtan2(MathBuilder &b, Value y, Value x);

Value expandRsqrt(MathBuilder &b, Value x);
/// Of f64.
Value expandWideRsqrt(MathBuilder &b, Value x);
Value expandPow(MathBuilder &b, Value x, Value y);

} // namespace detail
} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_MATH_MATHBUILDER_H
