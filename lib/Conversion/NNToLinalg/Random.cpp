//===- Random.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random numbers that follow from a key and a counter: every element computes
// the ten rounds of its counter, and picks its word.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "Patterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNRandomOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// Philox4x32-10 on words of 32 bits.
class Philox {
public:
  explicit Philox(ImplicitLocOpBuilder &b)
      : b(b), i32(b.getI32Type()), i64(b.getI64Type()) {}

  /// The four words of a counter of 128 bits, low half first.
  std::array<Value, 4> generate(Value key, Value low, Value high) {
    std::array<Value, 4> words = {getLow(low), getHigh(low), getLow(high),
                                  getHigh(high)};
    Value key0 = getLow(key), key1 = getHigh(key);
    for (int round = 0; round < 10; ++round) {
      if (round) {
        key0 = add(key0, 0x9E3779B9);
        key1 = add(key1, 0xBB67AE85);
      }
      Value first = multiply(words[0], 0xD2511F53);
      Value second = multiply(words[2], 0xCD9E8D57);
      words = {exclusiveOr(exclusiveOr(getHigh(second), words[1]), key0),
               getLow(second),
               exclusiveOr(exclusiveOr(getHigh(first), words[3]), key1),
               getLow(first)};
    }
    return words;
  }

private:
  Value constant(Type type, uint64_t value) {
    return arith::ConstantOp::create(
        b, b.getIntegerAttr(type, APInt(type.getIntOrFloatBitWidth(), value)));
  }
  Value getLow(Value wide) { return arith::TruncIOp::create(b, i32, wide); }
  Value getHigh(Value wide) {
    return getLow(arith::ShRUIOp::create(b, wide, constant(i64, 32)));
  }
  Value multiply(Value word, uint32_t factor) {
    return arith::MulIOp::create(b, arith::ExtUIOp::create(b, i64, word),
                                 constant(i64, factor));
  }
  Value add(Value word, uint32_t number) {
    return arith::AddIOp::create(b, word, constant(i32, number));
  }
  Value exclusiveOr(Value lhs, Value rhs) {
    return arith::XOrIOp::create(b, lhs, rhs);
  }

  ImplicitLocOpBuilder &b;
  Type i32, i64;
};

} // namespace

/// Builds an element of the four words of its counter and its place among the
/// elements that share them.
using BuildElement = function_ref<Value(ImplicitLocOpBuilder &,
                                        ArrayRef<Value> words, Value lane)>;

/// Creates a tensor of which 2^`shift` elements in a row share a counter. With
/// a `rowStride`, each row begins so many counters behind the one before it.
static Value createPhiloxMap(ImplicitLocOpBuilder &b,
                             ArrayRef<OpFoldResult> sizes, Type elementType,
                             int64_t shift, Value key, Value low, Value high,
                             BuildElement build, int64_t rowStride = 0) {
  return createMap(
      b, sizes, elementType, ValueRange(),
      [&](ImplicitLocOpBuilder &b, ValueRange) -> Value {
        Type i64 = b.getI64Type();
        auto getPlace = [&](ArrayRef<OpFoldResult> sizes) -> Value {
          Value place = arith::ConstantIndexOp::create(b, 0);
          for (auto [i, size] : llvm::enumerate(sizes))
            place = arith::AddIOp::create(
                b, arith::MulIOp::create(b, place, getSizeValue(b, size)),
                linalg::IndexOp::create(b, i));
          return arith::IndexCastOp::create(b, i64, place);
        };
        Value place, row;
        if (rowStride) {
          row = getPlace(sizes.drop_back());
          place = arith::IndexCastOp::create(
              b, i64, linalg::IndexOp::create(b, sizes.size() - 1));
        } else {
          place = getPlace(sizes);
        }
        Value group = arith::ShRUIOp::create(
            b, place, arith::ConstantIntOp::create(b, i64, shift));
        Value lane = arith::AndIOp::create(
            b, place, arith::ConstantIntOp::create(b, i64, (1 << shift) - 1));
        if (rowStride) {
          Value begin = arith::MulIOp::create(
              b, row, arith::ConstantIntOp::create(b, i64, rowStride));
          group = arith::AddIOp::create(b, group, begin);
        }
        Value sum = arith::AddIOp::create(b, low, group);
        Value carries =
            arith::CmpIOp::create(b, arith::CmpIPredicate::ult, sum, group);
        Value carry = arith::ExtUIOp::create(b, i64, carries);
        std::array<Value, 4> words =
            Philox(b).generate(key, sum, arith::AddIOp::create(b, high, carry));
        return build(b, words, lane);
      });
}

/// Picks the word of a lane.
static Value pick(ImplicitLocOpBuilder &b, ArrayRef<Value> words, Value lane) {
  Value word = words.back();
  for (int64_t i = words.size() - 2; i >= 0; --i) {
    Value isIt = arith::CmpIOp::create(
        b, arith::CmpIPredicate::eq, lane,
        arith::ConstantIntOp::create(b, lane.getType(), i));
    word = arith::SelectOp::create(b, isIt, words[i], word);
  }
  return word;
}

static Sizes readSizes(ImplicitLocOpBuilder &b, RankedTensorType type,
                       Value shape) {
  Sizes sizes;
  for (auto [i, size] : llvm::enumerate(type.getShape()))
    sizes.push_back(ShapedType::isDynamic(size)
                        ? extractSize(b, shape, i)
                        : OpFoldResult(b.getIndexAttr(size)));
  return sizes;
}

namespace {

struct RandomBitsOpConversion : public OpLowering<RandomBitsOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(RandomBitsOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value zero = arith::ConstantIndexOp::create(b, 0);
    Value one = arith::ConstantIndexOp::create(b, 1);
    Value key = tensor::ExtractOp::create(b, adaptor.getKey(), ValueRange());
    Value low = tensor::ExtractOp::create(b, adaptor.getCounter(), zero);
    Value high = tensor::ExtractOp::create(b, adaptor.getCounter(), one);
    return createPhiloxMap(b, readSizes(b, op.getType(), adaptor.getShape()),
                           b.getI32Type(), /*shift=*/2, key, low, high, pick,
                           op.getRowStride());
  }
};

/// The mantissa of a float in [1, 2) is drawn, and 1 subtracted: so many bits
/// of a word, or 52 of two words.
struct RandomUniformOpConversion : public OpLowering<RandomUniformOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(RandomUniformOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    if (op.getSeed() == 0 && op.getSeed2() == 0)
      return rewriter.notifyMatchFailure(op, "has no seed");
    auto type = cast<FloatType>(op.getType().getElementType());
    Type i64 = b.getI64Type();
    auto constant = [&](ImplicitLocOpBuilder &b, Type type, int64_t value) {
      return arith::ConstantOp::create(b, b.getIntegerAttr(type, value));
    };
    int64_t bits = type.getFPMantissaWidth() - 1;
    bool isWide = type.isF64();
    return createPhiloxMap(
        b, readSizes(b, op.getType(), adaptor.getShape()), type,
        /*shift=*/isWide ? 1 : 2, constant(b, i64, op.getSeed()),
        constant(b, i64, 0), constant(b, i64, op.getSeed2()),
        [&](ImplicitLocOpBuilder &b, ArrayRef<Value> words, Value lane) {
          Value mantissa;
          if (isWide) {
            Value high = arith::ExtUIOp::create(
                b, i64, pick(b, {words[0], words[2]}, lane));
            Value low = arith::ExtUIOp::create(
                b, i64, pick(b, {words[1], words[3]}, lane));
            high = arith::ShLIOp::create(b, high, constant(b, i64, 32));
            mantissa = arith::OrIOp::create(b, high, low);
          } else {
            mantissa = pick(b, words, lane);
          }
          mantissa = arith::AndIOp::create(
              b, mantissa,
              constant(b, mantissa.getType(), (int64_t(1) << bits) - 1));
          // Exact in the compute type, and so is the product.
          Type compute = getComputeType(type);
          Value number = arith::UIToFPOp::create(b, compute, mantissa);
          number = arith::MulFOp::create(
              b, number, createScalar(b, compute, std::ldexp(1.0, -bits)));
          return convertFloat(b, number, type);
        });
  }
};

} // namespace

void nn::detail::populateRandomPatterns(const TypeConverter &converter,
                                        RewritePatternSet &patterns) {
  patterns.add<RandomBitsOpConversion, RandomUniformOpConversion>(
      converter, patterns.getContext());
}
