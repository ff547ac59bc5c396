//===- Scan.cpp -----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Running sums: a loop along the axis over slices of all other dimensions.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "Patterns.h"
#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// How a scan combines what it has with an element, and what it begins with.
struct Sum {
  using Op = CumsumOp;
  static Value getInitial(ImplicitLocOpBuilder &b, Type type) {
    return createScalar(b, type, 0);
  }
  static Value combine(ScalarBuilder &b, Value sum, Value element) {
    return b.add(sum, element);
  }
};

struct Product {
  using Op = CumprodOp;
  static Value getInitial(ImplicitLocOpBuilder &b, Type type) {
    return createScalar(b, type, 1);
  }
  static Value combine(ScalarBuilder &b, Value product, Value element) {
    return b.mul(product, element);
  }
};

struct LogSumExp {
  using Op = CumLogSumExpOp;
  static Value getInitial(ImplicitLocOpBuilder &b, Type type) {
    return createScalar(b, type, -std::numeric_limits<double>::infinity());
  }
  static Value combine(ScalarBuilder &b, Value sum, Value element) {
    // The greater one, and the logarithm of one plus what the other adds.
    auto contract = ScalarBuilder::contract(b.getContext());
    Value greater = b.max(sum, element), less = b.min(sum, element);
    Value added = math::ExpOp::create(b, b.sub(less, greater), contract);
    Value both = b.add(greater, math::Log1pOp::create(b, added, contract));
    // Two infinities of one sign differ by NaN.
    Value isEqual = b.compare(arith::CmpFPredicate::OEQ, sum, element);
    Value isInfinite =
        b.compare(arith::CmpFPredicate::OEQ, b.abs(sum),
                  b.constant(sum, std::numeric_limits<double>::infinity()));
    return b.select(arith::AndIOp::create(b, isEqual, isInfinite), sum, both);
  }
};

template <typename Scan>
struct ScanOpConversion : public OpLowering<typename Scan::Op> {
  using OpLowering<typename Scan::Op>::OpLowering;

  FailureOr<Value> lower(typename Scan::Op op,
                         typename Scan::Op::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    auto type = cast<RankedTensorType>(input.getType());
    Type elementType = type.getElementType();
    int64_t axis = op.getAxis();
    // Slices keep the axis: upstream mixes up which of two dimensions of size 1
    // is dropped.
    Sizes sizes = getSizes(b, input), sliceSizes = sizes;
    if (hasNoElements(sizes))
      return createEmpty(b, sizes, elementType);
    Sizes strides(type.getRank(), b.getIndexAttr(1));
    sliceSizes[axis] = b.getIndexAttr(1);

    Value zero = arith::ConstantIndexOp::create(b, 0);
    Value one = arith::ConstantIndexOp::create(b, 1);
    Value count = getSizeValue(b, sizes[axis]);
    SmallVector<Value> inits = {
        createEmpty(b, sizes, elementType),
        createFilled(b, sliceSizes, Scan::getInitial(b, elementType))};
    auto loop = scf::ForOp::create(
        b, zero, count, one, inits,
        [&](OpBuilder &builder, Location loc, Value step, ValueRange carried) {
          ImplicitLocOpBuilder b(loc, builder);
          if (op.getReverse()) {
            Value last = arith::SubIOp::create(b, count, one);
            step = arith::SubIOp::create(b, last, step);
          }
          Sizes offsets(type.getRank(), b.getIndexAttr(0));
          offsets[axis] = step;
          Value slice = tensor::ExtractSliceOp::create(b, input, offsets,
                                                       sliceSizes, strides);
          Value combined = createMap(
              b, sliceSizes, elementType, ValueRange{carried[1], slice},
              [](ImplicitLocOpBuilder &builder, ValueRange args) {
                ScalarBuilder b(builder);
                return Scan::combine(b, args[0], args[1]);
              });
          Value result = tensor::InsertSliceOp::create(
              b, op.getExclusive() ? carried[1] : combined, carried[0], offsets,
              sliceSizes, strides);
          scf::YieldOp::create(b, ValueRange{result, combined});
        });
    return loop.getResult(0);
  }
};

} // namespace

void nn::detail::populateScanPatterns(const TypeConverter &converter,
                                      RewritePatternSet &patterns) {
  patterns.add<ScanOpConversion<LogSumExp>, ScanOpConversion<Product>,
               ScanOpConversion<Sum>>(converter, patterns.getContext());
}
