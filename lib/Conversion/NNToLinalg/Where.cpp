//===- Where.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The positions of true elements. To count them is a reduction, like others; to
// write them in order is sequential code, which knows how many were before.
//
//===----------------------------------------------------------------------===//

#include "LoopBuilder.h"
#include "Patterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns how many elements of a 1-d tensor of bytes are true.
static Value countTrue(ImplicitLocOpBuilder &b, Value mask) {
  Type i64 = b.getI64Type();
  Value init = createFilled(b, {}, createScalar(b, i64, 0));
  Value sum = createReduction(
      b, mask, init, {0},
      [&](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
        Value isTrue =
            arith::CmpIOp::create(b, arith::CmpIPredicate::ne, args[0],
                                  createScalar(b, args[0].getType(), 0));
        return arith::AddIOp::create(b, args[1],
                                     arith::ExtUIOp::create(b, i64, isTrue));
      });
  return arith::IndexCastOp::create(
      b, b.getIndexType(), tensor::ExtractOp::create(b, sum, ValueRange()));
}

namespace {

struct WhereOpConversion : public OpLowering<WhereOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(WhereOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value mask = adaptor.getInput();
    Sizes sizes = getSizes(b, mask);
    int64_t rank = sizes.size();
    Value flat =
        collapse(b, mask, {llvm::to_vector<2>(llvm::seq<int64_t>(0, rank))});
    Value count = countTrue(b, flat);
    SmallVector<Value> results = createRowGrid(
        b, "where", b.getIndexAttr(1), {Sizes{count, b.getIndexAttr(rank)}},
        {b.getI64Type()},
        [&](ImplicitLocOpBuilder &builder, Value, ValueRange outputs) {
          LoopBuilder b(builder);
          Array positions = b.array(outputs[0]);
          Input elements = b.input(flat);
          Variable row = b.variable(b.index(0));
          b.loop(b.index(0), b.size(multiplySizes(b, sizes)), [&](Expr place) {
            b.when(elements(place) != 0, [&] {
              Expr rest = place;
              for (int64_t dim = rank - 1; dim > 0; --dim) {
                Expr size = b.size(sizes[dim]), above = rest / size;
                positions(row, b.index(dim)) =
                    b.toInteger(rest - above * size, b.getI64Type());
                rest = above;
              }
              positions(row, b.index(0)) = b.toInteger(rest, b.getI64Type());
              row = row + 1;
            });
          });
          return SmallVector<Value>{positions.get()};
        });
    return dropUnitDims(b, results[0], {0});
  }
};

} // namespace

void nn::detail::populateWherePatterns(const TypeConverter &converter,
                                       RewritePatternSet &patterns) {
  patterns.add<WhereOpConversion>(converter, patterns.getContext());
}
