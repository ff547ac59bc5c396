//===- Scatter.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stores at positions that a tensor holds. A point of the grid has a batch and
// a block of the innermost elements to itself, and applies all updates to it in
// order: so the result does not depend on who computes it.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "LoopBuilder.h"
#include "Patterns.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Elements of a slice that one point of the grid updates.
static constexpr int64_t blockSize = 256;

/// Joins dimensions to as many as there are counts, each of so many.
static Value regroup(ImplicitLocOpBuilder &b, Value tensor,
                     ArrayRef<int64_t> counts) {
  SmallVector<ReassociationIndices> groups;
  SmallVector<int64_t> unitDims;
  int64_t next = 0;
  for (auto [i, count] : llvm::enumerate(counts)) {
    if (count == 0) {
      unitDims.push_back(i);
      continue;
    }
    ReassociationIndices &group = groups.emplace_back();
    for (int64_t end = next + count; next < end; ++next)
      group.push_back(next);
  }
  return insertUnitDims(b, collapse(b, tensor, groups), unitDims);
}

/// Splits dimensions again, into those of the given sizes.
static Value ungroup(ImplicitLocOpBuilder &b, Value tensor,
                     ArrayRef<int64_t> counts, ArrayRef<OpFoldResult> sizes) {
  SmallVector<ReassociationIndices> groups;
  SmallVector<int64_t> unitDims;
  int64_t next = 0;
  for (auto [i, count] : llvm::enumerate(counts)) {
    if (count == 0) {
      unitDims.push_back(i);
      continue;
    }
    ReassociationIndices &group = groups.emplace_back();
    for (int64_t end = next + count; next < end; ++next)
      group.push_back(next);
  }
  return expand(b, dropUnitDims(b, tensor, unitDims), groups, sizes);
}

/// Combines two scalars of memory's type.
static Value combine(ScalarBuilder &b, ScatterMode mode, Type elementType,
                     Value old, Value update) {
  bool isUnsigned = elementType.isUnsignedInteger() || elementType.isInteger(1);
  Type type = old.getType();
  if (mode == ScatterMode::Update)
    return update;
  if (!isa<FloatType>(type))
    switch (mode) {
    case ScatterMode::Add:
      return b.add(old, update);
    case ScatterMode::Sub:
      return b.sub(old, update);
    case ScatterMode::Mul:
      return b.mul(old, update);
    case ScatterMode::Div:
      return emitIntegerDiv(b, old, update, isUnsigned);
    case ScatterMode::Min:
      if (isUnsigned)
        return arith::MinUIOp::create(b, old, update);
      return arith::MinSIOp::create(b, old, update);
    case ScatterMode::Max:
      if (isUnsigned)
        return arith::MaxUIOp::create(b, old, update);
      return arith::MaxSIOp::create(b, old, update);
    default:
      return arith::OrIOp::create(b, old, update);
    }
  Type compute = getComputeType(type);
  old = convertFloat(b, old, compute);
  update = convertFloat(b, update, compute);
  Value result;
  switch (mode) {
  case ScatterMode::Add:
    result = b.add(old, update);
    break;
  case ScatterMode::Sub:
    result = b.sub(old, update);
    break;
  case ScatterMode::Mul:
    result = b.mul(old, update);
    break;
  case ScatterMode::Div:
    result = b.div(old, update);
    break;
  case ScatterMode::Min:
    result = b.select(b.compare(arith::CmpFPredicate::OLT, update, old), update,
                      old);
    break;
  default:
    result = b.select(b.compare(arith::CmpFPredicate::OLT, old, update), update,
                      old);
    break;
  }
  return convertFloat(b, result, type);
}

/// The scalar that all elements of a tensor are, if that is known.
static Value getSplat(ImplicitLocOpBuilder &b, Value tensor) {
  if (auto fill = tensor.getDefiningOp<linalg::FillOp>())
    return fill.getInputs()[0];
  SplatElementsAttr attr;
  if (!matchPattern(tensor, m_Constant(&attr)))
    return {};
  return arith::ConstantOp::create(
      b, cast<TypedAttr>(attr.getSplatValue<Attribute>()));
}

/// Moves indices that are dropped to where they pass the check of the others.
static Value clampDropped(ImplicitLocOpBuilder &b, ScatterOp op, Value indices,
                          OpFoldResult bound) {
  if (!op.getDropsNegative() && !op.getDropsBeyond())
    return indices;
  Type type = getTensorType(indices).getElementType(), i64 = b.getI64Type();
  return createMap(
      b, getSizes(b, indices), type, indices,
      [&](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
        Value index = args[0], zero = createScalar(b, type, 0);
        if (op.getDropsBeyond()) {
          Value size =
              arith::IndexCastOp::create(b, i64, getSizeValue(b, bound));
          Value wide = index;
          if (type != i64)
            wide = arith::ExtSIOp::create(b, i64, index);
          Value isBeyond =
              arith::CmpIOp::create(b, arith::CmpIPredicate::sge, wide, size);
          index = arith::SelectOp::create(b, isBeyond, zero, index);
        }
        if (op.getDropsNegative())
          index = arith::MaxSIOp::create(b, index, zero);
        return index;
      });
}

/// Checks the sizes that only running tells, and the positions.
static void checkOperands(ImplicitLocOpBuilder &b, ScatterOp op, Value into,
                          Value indices, Value updates) {
  Sizes sizes = getSizes(b, into), indexSizes = getSizes(b, indices);
  Sizes updateSizes = getSizes(b, updates);
  int64_t batchDims = op.getBatchDims();
  int64_t depth = getStaticSize(indexSizes.back());
  for (int64_t i = 0; i < batchDims; ++i)
    checkEqualSizes(b, sizes[i], indexSizes[i],
                    "sizes of batch dimension " + Twine(i));
  int64_t leading = indexSizes.size() - 1;
  for (int64_t i = 0; i < leading; ++i)
    checkEqualSizes(b, indexSizes[i], updateSizes[i],
                    "sizes of dimension " + Twine(i) +
                        " of indices and updates");
  ArrayRef<OpFoldResult> slice = ArrayRef(sizes).drop_front(batchDims + depth);
  for (auto [i, size] : llvm::enumerate(slice))
    checkEqualSizes(b, size, updateSizes[leading + i],
                    "sizes of dimension " + Twine(leading + i) + " of updates");
  ArrayRef<OpFoldResult> bounds = ArrayRef(sizes).slice(batchDims, depth);
  if (depth > 0)
    checkPositions(b, clampDropped(b, op, indices, bounds.front()), bounds);
}

namespace {

struct ScatterOpConversion : public OpLowering<ScatterOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ScatterOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Sizes sizes = getSizes(b, adaptor.getInto());
    Type elementType = op.getType().getElementType();
    RankedTensorType indexType = getTensorType(adaptor.getIndices());
    int64_t batchDims = op.getBatchDims(), depth = indexType.getShape().back();
    int64_t inner = sizes.size() - batchDims - depth;
    int64_t updateDims = indexType.getRank() - 1 - batchDims;
    Sizes positionSizes(ArrayRef(sizes).slice(batchDims, depth));
    checkOperands(b, op, adaptor.getInto(), adaptor.getIndices(),
                  adaptor.getUpdates());
    Value splat = getSplat(b, adaptor.getInto());
    Value into = regroup(b, adaptor.getInto(), {batchDims, depth, inner});
    Value indices =
        regroup(b, adaptor.getIndices(), {batchDims, updateDims, 1});
    Value updates =
        regroup(b, adaptor.getUpdates(), {batchDims, updateDims, inner});

    Sizes grouped = getSizes(b, into);
    OpFoldResult updateCount = getSize(b, indices, 1);
    int64_t block = blockSize;
    if (int64_t size = getStaticSize(grouped[2]); !ShapedType::isDynamic(size))
      block = std::min(block, size);
    AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
    OpFoldResult blocks = computeSize(b, d0.ceilDiv(block), {grouped[2]});
    OpFoldResult points = multiplySizes(b, {grouped[0], blocks});
    GridPart part;
    auto getPart = [&](ImplicitLocOpBuilder &b, Value point, unsigned) {
      OpFoldResult batch = point, begin = b.getIndexAttr(0);
      part.sizes = {b.getIndexAttr(1), grouped[1], grouped[2]};
      if (!isConstantIntValue(blocks, 1)) {
        batch = computeSize(b, d0.floorDiv(d1), {point, blocks});
        begin = computeSize(b, (d0 % d1) * block, {point, blocks});
        // The last block may be smaller.
        OpFoldResult left = computeSize(b, d0 - d1, {grouped[2], begin});
        int64_t size = getStaticSize(grouped[2]);
        if (!ShapedType::isDynamic(size) && size % block == 0)
          part.sizes[2] = b.getIndexAttr(block);
        else
          part.sizes[2] =
              arith::MinSIOp::create(b, getSizeValue(b, left),
                                     arith::ConstantIndexOp::create(b, block))
                  .getResult();
      }
      part.offsets = {batch, b.getIndexAttr(0), begin};
      return part;
    };

    Value result =
        createGrid(
            b, "scatter", points, {grouped},
            {getTensorType(into).getElementType()}, getPart,
            [&](ImplicitLocOpBuilder &builder, Value, ValueRange parts) {
              Value start = parts[0];
              if (splat) {
                start =
                    linalg::FillOp::create(builder, splat, start).getResult(0);
              } else {
                Value slice = tensor::ExtractSliceOp::create(
                    builder, getTensorType(start), into, part.offsets,
                    part.sizes, Sizes(3, builder.getIndexAttr(1)));
                start =
                    linalg::CopyOp::create(builder, slice, start).getResult(0);
              }
              LoopBuilder b(builder);
              Array target = b.array(start);
              Input index = b.input(indices), update = b.input(updates);
              Expr batch = b.size(part.offsets[0]);
              Expr begin = b.size(part.offsets[2]);
              b.loop(b.index(0), b.size(updateCount), [&](Expr i) {
                Expr position = b.index(0);
                Expr isInside = b.number(b.getI1Type(), 1);
                for (int64_t k = 0; k < depth; ++k) {
                  Expr size = b.size(positionSizes[k]);
                  Expr at = b.toIndex(index(batch, i, b.index(k)));
                  isInside = isInside && at >= 0 && at < size;
                  position = position * size + at;
                }
                auto apply = [&] {
                  b.loop(b.index(0), b.size(part.sizes[2]), [&](Expr k) {
                    target(position, k) = b.expr(combine(
                        b, op.getMode(), elementType, target(position, k),
                        update(batch, i, begin + k)));
                  });
                };
                // What is not dropped has been checked.
                if (op.getDropsNegative() || op.getDropsBeyond())
                  b.when(isInside, apply);
                else
                  apply();
              });
              return SmallVector<Value>{target.get()};
            })
            .front();
    return ungroup(b, result, {batchDims, depth, inner}, sizes);
  }
};

} // namespace

void nn::detail::populateScatterPatterns(const TypeConverter &converter,
                                         RewritePatternSet &patterns) {
  patterns.add<ScatterOpConversion>(converter, patterns.getContext());
}
