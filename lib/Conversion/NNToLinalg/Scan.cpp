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
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

struct CumsumOpConversion : public OpLowering<CumsumOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(CumsumOp op, OpAdaptor adaptor,
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
        createFilled(b, sliceSizes, createScalar(b, elementType, 0))};
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
          Value sum = createMap(
              b, sliceSizes, elementType, ValueRange{carried[1], slice},
              [](ImplicitLocOpBuilder &builder, ValueRange args) {
                return ScalarBuilder(builder).add(args[0], args[1]);
              });
          Value result = tensor::InsertSliceOp::create(
              b, op.getExclusive() ? carried[1] : sum, carried[0], offsets,
              sliceSizes, strides);
          scf::YieldOp::create(b, ValueRange{result, sum});
        });
    return loop.getResult(0);
  }
};

} // namespace

void nn::detail::populateScanPatterns(const TypeConverter &converter,
                                      RewritePatternSet &patterns) {
  patterns.add<CumsumOpConversion>(converter, patterns.getContext());
}
