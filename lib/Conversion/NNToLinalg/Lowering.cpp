//===- Lowering.cpp -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the patterns of all families build with: sizes, destinations, loops.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "nn/Conversion/NNToLinalg/StorageTypeConverter.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

OpFoldResult nn::detail::getSize(ImplicitLocOpBuilder &b, Value tensor,
                                 int64_t dim) {
  while (true) {
    auto type = cast<RankedTensorType>(tensor.getType());
    if (!type.isDynamicDim(dim))
      return b.getIndexAttr(type.getDimSize(dim));
    Operation *op = tensor.getDefiningOp();
    if (auto dps = dyn_cast_or_null<DestinationStyleOpInterface>(op)) {
      tensor = dps.getTiedOpOperand(cast<OpResult>(tensor))->get();
      continue;
    }
    if (auto cast = dyn_cast_or_null<tensor::CastOp>(op)) {
      if (!isa<RankedTensorType>(cast.getSource().getType()))
        break;
      tensor = cast.getSource();
      continue;
    }
    if (auto empty = dyn_cast_or_null<tensor::EmptyOp>(op))
      return getAsOpFoldResult(empty.getDynamicSize(dim));
    if (auto expand = dyn_cast_or_null<tensor::ExpandShapeOp>(op))
      return expand.getMixedOutputShape()[dim];
    if (auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(op))
      if (slice.getType().getRank() == slice.getSourceType().getRank())
        return slice.getMixedSizes()[dim];
    if (auto pad = dyn_cast_or_null<tensor::PadOp>(op)) {
      if (isZeroInteger(pad.getMixedLowPad()[dim]) &&
          isZeroInteger(pad.getMixedHighPad()[dim])) {
        tensor = pad.getSource();
        continue;
      }
    }
    if (auto collapse = dyn_cast_or_null<tensor::CollapseShapeOp>(op)) {
      // If all but one of the joined sizes are 1, it is that one.
      SmallVector<ReassociationIndices> groups =
          collapse.getReassociationIndices();
      int64_t source = -1;
      for (int64_t i : groups[dim])
        if (collapse.getSrcType().getDimSize(i) != 1)
          source = source == -1 ? i : -2;
      if (source >= 0) {
        tensor = collapse.getSrc();
        dim = source;
        continue;
      }
    }
    break;
  }
  return tensor::getMixedSize(b, b.getLoc(), tensor, dim);
}

Sizes nn::detail::getSizes(ImplicitLocOpBuilder &b, Value tensor) {
  Sizes sizes;
  for (int64_t i = 0, e = cast<RankedTensorType>(tensor.getType()).getRank();
       i < e; ++i)
    sizes.push_back(getSize(b, tensor, i));
  return sizes;
}

bool nn::detail::areEqualSizes(OpFoldResult lhs, OpFoldResult rhs) {
  if (isEqualConstantIntOrValue(lhs, rhs))
    return true;
  auto lhsValue = dyn_cast<Value>(lhs), rhsValue = dyn_cast<Value>(rhs);
  if (!lhsValue || !rhsValue)
    return false;
  auto lhsDim = lhsValue.getDefiningOp<tensor::DimOp>();
  auto rhsDim = rhsValue.getDefiningOp<tensor::DimOp>();
  if (lhsDim && rhsDim)
    return lhsDim.getSource() == rhsDim.getSource() &&
           isEqualConstantIntOrValue(lhsDim.getIndex(), rhsDim.getIndex());
  auto lhsApply = lhsValue.getDefiningOp<affine::AffineApplyOp>();
  auto rhsApply = rhsValue.getDefiningOp<affine::AffineApplyOp>();
  return lhsApply && rhsApply &&
         lhsApply.getAffineMap() == rhsApply.getAffineMap() &&
         llvm::all_of(llvm::zip_equal(lhsApply.getMapOperands(),
                                      rhsApply.getMapOperands()),
                      [](auto pair) {
                        return areEqualSizes(std::get<0>(pair),
                                             std::get<1>(pair));
                      });
}

int64_t nn::detail::getStaticSize(OpFoldResult size) {
  return getConstantIntValue(size).value_or(ShapedType::kDynamic);
}

Value nn::detail::getSizeValue(ImplicitLocOpBuilder &b, OpFoldResult size) {
  return getValueOrCreateConstantIndexOp(b, b.getLoc(), size);
}

OpFoldResult nn::detail::computeSize(ImplicitLocOpBuilder &b, AffineExpr expr,
                                     ArrayRef<OpFoldResult> sizes) {
  return affine::makeComposedFoldedAffineApply(
      b, b.getLoc(), AffineMap::get(sizes.size(), 0, expr), sizes);
}

OpFoldResult nn::detail::toSize(ImplicitLocOpBuilder &b, Value number) {
  APInt constant;
  if (matchPattern(number, m_ConstantInt(&constant)))
    return b.getIndexAttr(constant.getSExtValue());
  if (auto cast = number.getDefiningOp<arith::IndexCastOp>())
    if (cast.getIn().getType().isIndex())
      return cast.getIn();
  return arith::IndexCastOp::create(b, b.getIndexType(), number).getResult();
}

OpFoldResult nn::detail::extractSize(ImplicitLocOpBuilder &b, Value tensor,
                                     int64_t position) {
  DenseIntElementsAttr dense;
  if (matchPattern(tensor, m_Constant(&dense)))
    return b.getIndexAttr(
        (*(dense.value_begin<APInt>() + position)).getSExtValue());
  if (auto elements = tensor.getDefiningOp<tensor::FromElementsOp>())
    return toSize(b, elements.getElements()[position]);
  Value index = arith::ConstantIndexOp::create(b, position);
  return toSize(b, tensor::ExtractOp::create(b, tensor, index));
}

OpFoldResult nn::detail::multiplySizes(ImplicitLocOpBuilder &b,
                                       ArrayRef<OpFoldResult> sizes) {
  int64_t factor = 1;
  Value product;
  for (OpFoldResult size : sizes) {
    if (std::optional<int64_t> number = getConstantIntValue(size)) {
      factor *= *number;
      continue;
    }
    Value value = getSizeValue(b, size);
    product = product ? arith::MulIOp::create(b, product, value) : value;
  }
  if (!product || factor == 0)
    return b.getIndexAttr(factor);
  if (factor == 1)
    return product;
  return computeSize(b, b.getAffineDimExpr(0) * factor, {product});
}

RankedTensorType nn::detail::getTensorType(ArrayRef<OpFoldResult> sizes,
                                           Type elementType) {
  return RankedTensorType::get(llvm::map_to_vector(sizes, getStaticSize),
                               elementType);
}

Value nn::detail::castTo(ImplicitLocOpBuilder &b, Value tensor, Type type) {
  if (tensor.getType() == type)
    return tensor;
  return tensor::CastOp::create(b, type, tensor);
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

Value nn::detail::createScalar(ImplicitLocOpBuilder &b, Type type,
                               double value) {
  if (isa<FloatType>(type))
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  return arith::ConstantOp::create(
      b, b.getIntegerAttr(type, static_cast<int64_t>(value)));
}

/// Returns an end of an element type's range.
static Value createLimit(ImplicitLocOpBuilder &b, Type elementType,
                         bool lowest) {
  if (auto type = dyn_cast<FloatType>(elementType))
    return arith::ConstantOp::create(
        b, b.getFloatAttr(type,
                          APFloat::getInf(type.getFloatSemantics(), lowest)));
  Type type = StorageTypeConverter::convertElementType(elementType);
  unsigned width = type.getIntOrFloatBitWidth();
  bool isSigned = elementType.isSignlessInteger() && !elementType.isInteger(1);
  APInt value = lowest ? (isSigned ? APInt::getSignedMinValue(width)
                                   : APInt::getMinValue(width))
                       : (isSigned ? APInt::getSignedMaxValue(width)
                                   : APInt::getMaxValue(width));
  return arith::ConstantOp::create(b, b.getIntegerAttr(type, value));
}

Value nn::detail::createGreatest(ImplicitLocOpBuilder &b, Type elementType) {
  return createLimit(b, elementType, /*lowest=*/false);
}

Value nn::detail::createLowest(ImplicitLocOpBuilder &b, Type elementType) {
  return createLimit(b, elementType, /*lowest=*/true);
}

Value nn::detail::createLowestFinite(ImplicitLocOpBuilder &b,
                                     Type elementType) {
  auto floatType = dyn_cast<FloatType>(elementType);
  if (!floatType)
    return createLowest(b, elementType);
  APFloat lowest = APFloat::getLargest(floatType.getFloatSemantics(),
                                       /*Negative=*/true);
  return arith::ConstantOp::create(b, b.getFloatAttr(elementType, lowest));
}

Type nn::detail::getComputeType(Type elementType) {
  if (isa<FloatType>(elementType) && elementType.getIntOrFloatBitWidth() < 32)
    return Float32Type::get(elementType.getContext());
  return elementType;
}

Value nn::detail::convertFloat(ImplicitLocOpBuilder &b, Value scalar,
                               Type type) {
  unsigned from = scalar.getType().getIntOrFloatBitWidth();
  unsigned to = type.getIntOrFloatBitWidth();
  if (scalar.getType() == type)
    return scalar;
  // f16 and bf16 become each other, and f64 becomes them, by way of f32.
  if (from == to)
    scalar = arith::ExtFOp::create(b, b.getF32Type(), scalar);
  else if (from == 64 && to < 32)
    scalar = arith::TruncFOp::create(b, b.getF32Type(), scalar);
  if (from < to)
    return arith::ExtFOp::create(b, type, scalar);
  return arith::TruncFOp::create(b, type, scalar);
}

Value nn::detail::convertFloats(ImplicitLocOpBuilder &b, Value tensor,
                                Type elementType) {
  if (cast<RankedTensorType>(tensor.getType()).getElementType() == elementType)
    return tensor;
  return createMap(b, getSizes(b, tensor), elementType, tensor,
                   [&](ImplicitLocOpBuilder &b, ValueRange args) {
                     return convertFloat(b, args[0], elementType);
                   });
}

//===----------------------------------------------------------------------===//
// Destinations and loops
//===----------------------------------------------------------------------===//

Value nn::detail::createEmpty(ImplicitLocOpBuilder &b,
                              ArrayRef<OpFoldResult> sizes, Type elementType) {
  return tensor::EmptyOp::create(b, sizes, elementType);
}

Value nn::detail::createEmpty(ImplicitLocOpBuilder &b, Type type) {
  return tensor::EmptyOp::create(b, cast<RankedTensorType>(type), ValueRange());
}

bool nn::detail::isEmpty(Type type) {
  auto tensorType = cast<RankedTensorType>(type);
  return tensorType.hasStaticShape() && tensorType.getNumElements() == 0;
}

bool nn::detail::hasNoElements(ArrayRef<OpFoldResult> sizes) {
  return llvm::any_of(sizes,
                      [](OpFoldResult size) { return isZeroInteger(size); });
}

Value nn::detail::createFilled(ImplicitLocOpBuilder &b,
                               ArrayRef<OpFoldResult> sizes, Value scalar) {
  Value empty = createEmpty(b, sizes, scalar.getType());
  return linalg::FillOp::create(b, scalar, empty).getResult(0);
}

Value nn::detail::createZeros(ImplicitLocOpBuilder &b,
                              ArrayRef<OpFoldResult> sizes, Type elementType) {
  return createFilled(b, sizes,
                      createScalar(b, getComputeType(elementType), 0));
}

/// Returns what builds the region of a linalg op by calling `body`.
static auto getRegionBuilder(Body body) {
  return [body](OpBuilder &builder, Location loc, ValueRange args) {
    ImplicitLocOpBuilder b(loc, builder);
    linalg::YieldOp::create(b, body(b, args));
  };
}

Value nn::detail::createMap(ImplicitLocOpBuilder &b,
                            ArrayRef<OpFoldResult> sizes, Type elementType,
                            ValueRange inputs, ArrayRef<AffineMap> maps,
                            Body body) {
  AffineMap identity = b.getMultiDimIdentityMap(sizes.size());
  SmallVector<AffineMap> allMaps;
  for (AffineMap map : maps)
    allMaps.push_back(map ? map : identity);
  allMaps.push_back(identity);
  SmallVector<utils::IteratorType> iterators(sizes.size(),
                                             utils::IteratorType::parallel);
  Value init = createEmpty(b, sizes, elementType);
  return linalg::GenericOp::create(b, init.getType(), inputs, init, allMaps,
                                   iterators, getRegionBuilder(body))
      .getResult(0);
}

Value nn::detail::createMap(ImplicitLocOpBuilder &b,
                            ArrayRef<OpFoldResult> sizes, Type elementType,
                            ValueRange inputs, Body body) {
  SmallVector<AffineMap> maps(inputs.size());
  return createMap(b, sizes, elementType, inputs, maps, body);
}

Value nn::detail::createReduction(ImplicitLocOpBuilder &b, Value input,
                                  Value init, ArrayRef<int64_t> dims,
                                  Body body) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  for (int64_t dim : dims)
    iterators[dim] = utils::IteratorType::reduction;
  SmallVector<AffineExpr> kept;
  for (int64_t i = 0; i < rank; ++i)
    if (iterators[i] == utils::IteratorType::parallel)
      kept.push_back(b.getAffineDimExpr(i));
  SmallVector<AffineMap> maps = {b.getMultiDimIdentityMap(rank),
                                 AffineMap::get(rank, 0, kept, b.getContext())};
  return linalg::GenericOp::create(b, init.getType(), input, init, maps,
                                   iterators, getRegionBuilder(body))
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// Gives a constant another shape, if the value is one.
static Value reshapeConstant(ImplicitLocOpBuilder &b, Value tensor,
                             RankedTensorType type) {
  auto constant = tensor.getDefiningOp<arith::ConstantOp>();
  if (!constant || !type.hasStaticShape())
    return {};
  if (auto dense = dyn_cast<DenseElementsAttr>(constant.getValue()))
    return arith::ConstantOp::create(b, dense.reshape(type));
  if (auto dense = dyn_cast<DenseResourceElementsAttr>(constant.getValue()))
    return arith::ConstantOp::create(
        b, DenseResourceElementsAttr::get(type, dense.getRawHandle()));
  return {};
}

/// Groups the dimensions of a shape with unit dimensions `dims` so that those
/// join a neighbor. There are no groups if all dimensions are unit ones.
static SmallVector<ReassociationIndices>
getUnitDimGroups(int64_t rank, ArrayRef<int64_t> dims) {
  SmallVector<ReassociationIndices> groups;
  ReassociationIndices leading;
  for (int64_t i = 0; i < rank; ++i) {
    if (!llvm::is_contained(dims, i)) {
      groups.emplace_back(std::move(leading));
      leading.clear();
      groups.back().push_back(i);
    } else if (groups.empty()) {
      leading.push_back(i);
    } else {
      groups.back().push_back(i);
    }
  }
  return groups;
}

Value nn::detail::dropUnitDims(ImplicitLocOpBuilder &b, Value tensor,
                               ArrayRef<int64_t> dims) {
  if (dims.empty())
    return tensor;
  auto type = cast<RankedTensorType>(tensor.getType());
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t dim : dims)
    shape[dim] = 1;
  tensor = castTo(b, tensor, type.clone(shape));
  return collapse(b, tensor, getUnitDimGroups(type.getRank(), dims));
}

Value nn::detail::insertUnitDims(ImplicitLocOpBuilder &b, Value tensor,
                                 ArrayRef<int64_t> dims) {
  if (dims.empty())
    return tensor;
  auto type = cast<RankedTensorType>(tensor.getType());
  int64_t rank = type.getRank() + dims.size();
  Sizes sizes;
  for (int64_t i = 0, source = 0; i < rank; ++i)
    sizes.push_back(llvm::is_contained(dims, i)
                        ? OpFoldResult(b.getIndexAttr(1))
                        : getSize(b, tensor, source++));
  return expand(b, tensor, getUnitDimGroups(rank, dims), sizes);
}

Value nn::detail::collapse(ImplicitLocOpBuilder &b, Value tensor,
                           ArrayRef<ReassociationIndices> groups) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (static_cast<int64_t>(groups.size()) == type.getRank())
    return tensor;
  auto result = tensor::CollapseShapeOp::inferCollapsedType(type, groups);
  if (Value constant = reshapeConstant(b, tensor, result))
    return constant;
  return tensor::CollapseShapeOp::create(b, result, tensor, groups);
}

Value nn::detail::expand(ImplicitLocOpBuilder &b, Value tensor,
                         ArrayRef<ReassociationIndices> groups,
                         ArrayRef<OpFoldResult> sizes) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (static_cast<int64_t>(sizes.size()) == type.getRank())
    return tensor;
  auto result = getTensorType(sizes, type.getElementType());
  if (Value constant = reshapeConstant(b, tensor, result))
    return constant;
  // The op wants a size to be known where all its parts are, and only there.
  tensor = castTo(b, tensor,
                  tensor::CollapseShapeOp::inferCollapsedType(result, groups));
  return tensor::ExpandShapeOp::create(b, result, tensor, groups, sizes);
}

Value nn::detail::transpose(ImplicitLocOpBuilder &b, Value tensor,
                            ArrayRef<int64_t> permutation) {
  if (llvm::equal(permutation, llvm::seq<int64_t>(0, permutation.size())))
    return tensor;
  Sizes sizes;
  for (int64_t dim : permutation)
    sizes.push_back(getSize(b, tensor, dim));
  Value init = createEmpty(
      b, sizes, cast<RankedTensorType>(tensor.getType()).getElementType());
  return linalg::TransposeOp::create(b, tensor, init, permutation)
      ->getResult(0);
}

Value nn::detail::padWith(ImplicitLocOpBuilder &b, Value tensor,
                          ArrayRef<OpFoldResult> low,
                          ArrayRef<OpFoldResult> high, Value scalar) {
  auto isZero = [](OpFoldResult size) { return isZeroInteger(size); };
  if (llvm::all_of(low, isZero) && llvm::all_of(high, isZero))
    return tensor;
  if (Sizes sizes = getSizes(b, tensor); hasNoElements(sizes)) {
    AffineExpr sum =
        b.getAffineDimExpr(0) + b.getAffineDimExpr(1) + b.getAffineDimExpr(2);
    for (auto [i, before, after] : llvm::enumerate(low, high))
      sizes[i] = computeSize(b, sum, {sizes[i], before, after});
    return createFilled(b, sizes, scalar);
  }
  return tensor::PadOp::create(b, /*resultType=*/Type(), tensor, low, high,
                               scalar);
}
