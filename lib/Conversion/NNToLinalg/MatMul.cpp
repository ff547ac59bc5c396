//===- MatMul.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products of matrices. One batch dimension makes a linalg.batch_matmul; a
// batch of rows times one matrix is one product of all the rows; more batch
// dimensions, or broadcast ones, make a generic op.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "Scalar.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// The operands of a product, and which of them are transposed.
struct Product {
  Value lhs, rhs;
  bool transposeLhs, transposeRhs;

  int64_t getLhsRank() const { return getRank(lhs); }
  int64_t getRhsRank() const { return getRank(rhs); }
  OpFoldResult getRows(ImplicitLocOpBuilder &b) const {
    return getSize(b, lhs, getLhsRank() - (transposeLhs ? 1 : 2));
  }
  OpFoldResult getColumns(ImplicitLocOpBuilder &b) const {
    return getSize(b, rhs, getRhsRank() - (transposeRhs ? 2 : 1));
  }
  Type getElementType() const {
    return cast<RankedTensorType>(lhs.getType()).getElementType();
  }

private:
  static int64_t getRank(Value value) {
    return cast<RankedTensorType>(value.getType()).getRank();
  }
};

} // namespace

/// Returns the maps of the operands: `batch` dimensions, then m, n, k.
static SmallVector<AffineMap> getMaps(ImplicitLocOpBuilder &b,
                                      const Product &product,
                                      ArrayRef<AffineExpr> lhsBatch,
                                      ArrayRef<AffineExpr> rhsBatch,
                                      int64_t batchRank) {
  AffineExpr m = b.getAffineDimExpr(batchRank);
  AffineExpr n = b.getAffineDimExpr(batchRank + 1);
  AffineExpr k = b.getAffineDimExpr(batchRank + 2);
  auto getMap = [&](ArrayRef<AffineExpr> batch, AffineExpr row,
                    AffineExpr column, bool isTransposed) {
    SmallVector<AffineExpr> exprs(batch);
    if (isTransposed)
      std::swap(row, column);
    exprs.append({row, column});
    return AffineMap::get(batchRank + 3, 0, exprs, b.getContext());
  };
  SmallVector<AffineExpr> allBatch;
  for (int64_t i = 0; i < batchRank; ++i)
    allBatch.push_back(b.getAffineDimExpr(i));
  return {getMap(lhsBatch, m, k, product.transposeLhs),
          getMap(rhsBatch, k, n, product.transposeRhs),
          getMap(allBatch, m, n, false)};
}

/// Creates one of linalg's named products.
template <typename NamedOp>
static Value createNamed(ImplicitLocOpBuilder &b, const Product &product,
                         Value init, int64_t batchRank) {
  auto op = NamedOp::create(b, init.getType(),
                            ValueRange{product.lhs, product.rhs}, init);
  if (product.transposeLhs || product.transposeRhs) {
    SmallVector<AffineExpr> batch;
    for (int64_t i = 0; i < batchRank; ++i)
      batch.push_back(b.getAffineDimExpr(i));
    op.setIndexingMapsAttr(
        b.getAffineMapArrayAttr(getMaps(b, product, batch, batch, batchRank)));
  }
  return op.getResult(0);
}

static Value multiply(ImplicitLocOpBuilder &b, const Product &product) {
  Value init = createZeros(b, {product.getRows(b), product.getColumns(b)},
                           product.getElementType());
  return createNamed<linalg::MatmulOp>(b, product, init, 0);
}

/// Multiplies all rows of a batch with one matrix.
static Value multiplyRows(ImplicitLocOpBuilder &b, const Product &product) {
  int64_t rank = product.getLhsRank();
  Sizes sizes = getSizes(b, product.lhs);
  SmallVector<ReassociationIndices> groups(2);
  for (int64_t i = 0; i < rank - 1; ++i)
    groups[0].push_back(i);
  groups[1].push_back(rank - 1);
  Product rows = product;
  rows.lhs = collapse(b, product.lhs, groups);
  sizes.back() = product.getColumns(b);
  return expand(b, multiply(b, rows), groups, sizes);
}

/// Multiplies with any number of batch dimensions, broadcast where they are 1.
static Value multiplyBatches(ImplicitLocOpBuilder &b, Product product) {
  int64_t lhsBatchRank = product.getLhsRank() - 2;
  int64_t rhsBatchRank = product.getRhsRank() - 2;
  int64_t batchRank = std::max(lhsBatchRank, rhsBatchRank);
  Sizes sizes, lhsSizes = getSizes(b, product.lhs),
               rhsSizes = getSizes(b, product.rhs);
  SmallVector<AffineExpr> lhsBatch, rhsBatch;
  SmallVector<int64_t> lhsDropped, rhsDropped;
  for (int64_t i = 0; i < batchRank; ++i) {
    int64_t lhsDim = i - (batchRank - lhsBatchRank);
    int64_t rhsDim = i - (batchRank - rhsBatchRank);
    OpFoldResult one = b.getIndexAttr(1);
    OpFoldResult lhsSize = lhsDim < 0 ? one : lhsSizes[lhsDim];
    OpFoldResult rhsSize = rhsDim < 0 ? one : rhsSizes[rhsDim];
    bool repeatsLhs = isOneInteger(lhsSize) && !isOneInteger(rhsSize);
    bool repeatsRhs = isOneInteger(rhsSize) && !isOneInteger(lhsSize);
    // Two sizes of which one is unknown must be equal: one of 1 that only
    // running tells is not repeated.
    if (!repeatsLhs && !repeatsRhs)
      checkEqualSizes(b, lhsSize, rhsSize,
                      "sizes of batch dimension " + Twine(i));
    sizes.push_back(repeatsLhs || getConstantIntValue(rhsSize) ? rhsSize
                                                               : lhsSize);
    if (repeatsRhs)
      sizes.back() = lhsSize;
    AffineExpr dim = b.getAffineDimExpr(i);
    if (lhsDim >= 0)
      repeatsLhs ? lhsDropped.push_back(lhsDim) : lhsBatch.push_back(dim);
    if (rhsDim >= 0)
      repeatsRhs ? rhsDropped.push_back(rhsDim) : rhsBatch.push_back(dim);
  }
  sizes.append({product.getRows(b), product.getColumns(b)});
  Type elementType = product.getElementType();
  Type computeType = getComputeType(elementType);
  product.lhs = dropUnitDims(b, product.lhs, lhsDropped);
  product.rhs = dropUnitDims(b, product.rhs, rhsDropped);
  Value init = createZeros(b, sizes, elementType);
  if (batchRank == 1 && lhsBatch.size() == 1 && rhsBatch.size() == 1)
    return createNamed<linalg::BatchMatmulOp>(b, product, init, 1);

  SmallVector<utils::IteratorType> iterators(batchRank + 2,
                                             utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             b, init.getType(), ValueRange{product.lhs, product.rhs}, init,
             getMaps(b, product, lhsBatch, rhsBatch, batchRank), iterators,
             [&](OpBuilder &builder, Location loc, ValueRange args) {
               ScalarBuilder b(loc, builder);
               auto widen = [&](Value value) {
                 return isa<FloatType>(computeType)
                            ? convertFloat(b, value, computeType)
                            : value;
               };
               Value terms = b.mul(widen(args[0]), widen(args[1]));
               linalg::YieldOp::create(b, b.add(args[2], terms));
             })
      .getResult(0);
}

namespace {

struct MatmulOpConversion : public OpLowering<MatmulOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(MatmulOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Product product = {adaptor.getLhs(), adaptor.getRhs(), op.getTransposeLhs(),
                       op.getTransposeRhs()};
    checkEqualSizes(
        b,
        getSize(b, product.lhs,
                product.getLhsRank() - (product.transposeLhs ? 2 : 1)),
        getSize(b, product.rhs,
                product.getRhsRank() - (product.transposeRhs ? 1 : 2)),
        "inner sizes");
    Value result;
    if (product.getLhsRank() == 2 && product.getRhsRank() == 2)
      result = multiply(b, product);
    else if (product.getRhsRank() == 2 && !product.transposeLhs)
      result = multiplyRows(b, product);
    else
      result = multiplyBatches(b, product);
    return convertFloats(b, result, product.getElementType());
  }
};

} // namespace

void nn::detail::populateMatMulPatterns(const TypeConverter &converter,
                                        RewritePatternSet &patterns) {
  patterns.add<MatmulOpConversion>(converter, patterns.getContext());
}
