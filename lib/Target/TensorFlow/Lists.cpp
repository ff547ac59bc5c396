//===- Lists.cpp - TensorFlow's lists of tensors --------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is done to lists, on tensors.
//
//===----------------------------------------------------------------------===//

#include "Lists.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static constexpr StringLiteral kElementType = "element_type";
static constexpr StringLiteral kElementShape = "element_shape";
static constexpr StringLiteral kCanGrow = "can_grow";

static Operation *getMaker(Value list) {
  return list.getDefiningOp<UnrealizedConversionCastOp>();
}

static std::optional<ArrayRef<int64_t>> getDeclaredShape(Value list) {
  auto shape = getMaker(list)->getAttrOfType<DenseI64ArrayAttr>(kElementShape);
  return shape ? std::optional<ArrayRef<int64_t>>(shape.asArrayRef())
               : std::nullopt;
}

static Type getDeclaredElementType(Value list) {
  return getMaker(list)->getAttrOfType<TypeAttr>(kElementType).getValue();
}

static RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The type of a list of `size` elements, which may be kDynamic.
static RankedTensorType getListType(int64_t size, ArrayRef<int64_t> element,
                                    Type elementType) {
  SmallVector<int64_t> shape = {size};
  shape.append(element.begin(), element.end());
  return RankedTensorType::get(shape, elementType);
}

static ArrayRef<int64_t> getElementShape(Value list) {
  return getTensorType(list).getShape().drop_front();
}

//===----------------------------------------------------------------------===//
// Making lists
//===----------------------------------------------------------------------===//

static Value makeInts(OpBuilder &builder, Location loc,
                      ArrayRef<int32_t> values) {
  auto type =
      RankedTensorType::get({int64_t(values.size())}, builder.getI32Type());
  return arith::ConstantOp::create(builder, loc,
                                   DenseElementsAttr::get(type, values));
}

/// The size as a list of one i32.
static Value readSize(OpBuilder &builder, Location loc, SizeSource source) {
  auto vector = [&](int64_t size) {
    return RankedTensorType::get({size}, builder.getI32Type());
  };
  int64_t rank = getTensorType(source.value).getRank();
  Value shape = ShapeOp::create(builder, loc, vector(rank), source.value);
  return SliceOp::create(builder, loc, vector(1), shape,
                         ArrayRef<int64_t>(source.dim), ArrayRef<int64_t>(1),
                         ArrayRef<int64_t>(1));
}

Value tf::determineList(OpBuilder &builder, Location loc, Value list,
                        RankedTensorType type,
                        ArrayRef<std::optional<SizeSource>> sizes,
                        EmitError emitError) {
  Type elementType = type.getElementType();
  TypedAttr zero = builder.getZeroAttr(elementType);
  if (type.hasStaticShape())
    return arith::ConstantOp::create(
        builder, loc,
        cast<TypedAttr>(Attribute(DenseElementsAttr::get(type, zero))));
  auto vector = RankedTensorType::get({1}, builder.getI32Type());
  SmallVector<Value> parts = {ReshapeOp::create(
      builder, loc, vector, getMaker(list)->getOperand(0), Value())};
  for (auto [dim, size] : llvm::enumerate(type.getShape().drop_front())) {
    if (!ShapedType::isDynamic(size)) {
      parts.push_back(makeInts(builder, loc, int32_t(size)));
      continue;
    }
    if (dim >= sizes.size() || !sizes[dim]) {
      emitError() << "has a list whose elements' sizes are not statically "
                     "known, which is not supported; give --input-shapes";
      return {};
    }
    parts.push_back(readSize(builder, loc, *sizes[dim]));
  }
  Value shape = parts[0];
  if (parts.size() > 1)
    shape = ConcatOp::create(
        builder, loc,
        RankedTensorType::get({type.getRank()}, builder.getI32Type()), parts,
        /*axis=*/0);
  Value value = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(RankedTensorType::get({}, elementType), zero));
  return FillOp::create(builder, loc, type, shape, value);
}

std::optional<SizeSource>
tf::traceSize(Value value, int64_t dim,
              llvm::function_ref<bool(Value)> isOutside,
              llvm::function_ref<Value(BlockArgument)> getInitial) {
  SmallVector<SizeSource> reached = {{value, dim}};
  llvm::DenseSet<std::pair<Value, int64_t>> seen;
  while (!reached.empty()) {
    SizeSource source = reached.pop_back_val();
    if (!seen.insert({source.value, source.dim}).second)
      continue;
    if (isOutside(source.value))
      return source;
    if (auto argument = dyn_cast<BlockArgument>(source.value)) {
      Value initial = getInitial(argument);
      if (initial && !isUndeterminedList(initial))
        reached.push_back({initial, source.dim});
      continue;
    }
    Operation *op = source.value.getDefiningOp();
    // An element is as large as those that are written to its list.
    if (auto write = dyn_cast<DynamicUpdateSliceOp>(op);
        write && source.dim > 0)
      reached.push_back({write.getUpdate(), source.dim});
    // The last one is looked at first.
    llvm::append_range(reached,
                       llvm::reverse(getSizeSources(op, source.dim).dims));
  }
  return std::nullopt;
}

Value tf::makeListHandle(NodeContext &node, Value size, Type elementType,
                         std::optional<ArrayRef<int64_t>> elementShape,
                         bool canGrow) {
  if (node.hasFailed() || !size || !elementType)
    return {};
  auto type = dyn_cast<RankedTensorType>(size.getType());
  if (!type || type.getRank() != 0 || !type.getElementType().isInteger(32)) {
    node.emitError() << "has a number of elements of type " << size.getType();
    return {};
  }
  auto known = node.getStaticInts(size);
  if (known && known->front() < 0) {
    node.emitError() << "has " << known->front() << " elements";
    return {};
  }
  Builder &builder = node.getBuilder();
  auto list = UnrealizedConversionCastOp::create(
      node.getOpBuilder(), node.getLoc(), builder.getNoneType(), size);
  list->setAttr(kElementType, TypeAttr::get(elementType));
  if (elementShape)
    list->setAttr(kElementShape, builder.getDenseI64ArrayAttr(*elementShape));
  if (canGrow)
    list->setAttr(kCanGrow, builder.getUnitAttr());
  return list.getResult(0);
}

bool tf::canGrow(Value handle) {
  Operation *maker =
      handle && isUndeterminedList(handle) ? getMaker(handle) : nullptr;
  return maker && maker->hasAttr(kCanGrow);
}

/// The number of elements as far as it is known.
static int64_t getKnownSize(NodeContext &node, Value list) {
  if (!isUndeterminedList(list))
    return getTensorType(list).getDimSize(0);
  auto size = node.getStaticInts(getMaker(list)->getOperand(0));
  return size ? size->front() : ShapedType::kDynamic;
}

/// The list as a tensor whose elements have the given shape: that of `like`,
/// without its first `skipped` dimensions, if that is given.
static Value determine(NodeContext &node, Value list, ArrayRef<int64_t> element,
                       Value like = {}, int64_t skipped = 0) {
  if (!list || !isUndeterminedList(list))
    return list;
  RankedTensorType type = getListType(getKnownSize(node, list), element,
                                      getDeclaredElementType(list));
  if (failed(checkSize(type.getShape(), type.getElementType(),
                       [&] { return node.emitError(); })))
    return {};
  SmallVector<std::optional<SizeSource>> sizes;
  for (int64_t dim : llvm::seq<int64_t>(like ? element.size() : 0))
    sizes.push_back(SizeSource{like, dim + skipped});
  return determineList(node.getOpBuilder(), node.getLoc(), list, type, sizes,
                       [&] { return node.emitError(); });
}

Value tf::makeList(NodeContext &node, Value size, Type elementType,
                   std::optional<ArrayRef<int64_t>> elementShape,
                   bool canGrow) {
  Value list = makeListHandle(node, size, elementType, elementShape, canGrow);
  bool isKnown = list && elementShape &&
                 !llvm::is_contained(*elementShape, ShapedType::kDynamic);
  return isKnown ? determine(node, list, *elementShape) : list;
}

Value tf::getListSize(NodeContext &node, Value list) {
  if (!list)
    return {};
  if (isUndeterminedList(list))
    return getMaker(list)->getOperand(0);
  Type i32 = node.getBuilder().getI32Type();
  int64_t size = getTensorType(list).getDimSize(0);
  if (!ShapedType::isDynamic(size))
    return node.reshape(node.ints(size, i32), {});
  Value shape = node.createTyped<ShapeOp>(
      RankedTensorType::get({getTensorType(list).getRank()}, i32), list);
  return node.reshape(
      node.create<SliceOp>(shape,
                           {node.intsAttr("begin", 0), node.intsAttr("size", 1),
                            node.intsAttr("strides", 1)}),
      {});
}

Value tf::stackList(NodeContext &node, Value list) {
  if (!list || !isUndeterminedList(list))
    return list;
  std::optional<ArrayRef<int64_t>> shape = getDeclaredShape(list);
  if (!shape || llvm::is_contained(*shape, ShapedType::kDynamic)) {
    node.emitError() << "reads a list to which nothing has been written, and "
                        "whose elements' shape is not known";
    return {};
  }
  return determine(node, list, *shape);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Whether an op runs whenever the graph does. What is in a branch or a loop
/// may be wrong and never run.
static bool runsAlways(NodeContext &node) {
  return isa_and_nonnull<func::FuncOp>(
      node.getOpBuilder().getInsertionBlock()->getParentOp());
}

/// An index that is known, and that a list of `size` elements can have. One out
/// of range is an error, or is left to the run if the access is in a branch.
static std::optional<int64_t> getKnownIndex(NodeContext &node, Value index,
                                            int64_t size, bool canGrow) {
  auto known = node.getKnownInts(index);
  if (!known || known->size() != 1)
    return std::nullopt;
  int64_t number = known->front();
  bool isBeyond = !ShapedType::isDynamic(size) && !canGrow && number >= size;
  if (number >= 0 && !isBeyond)
    return number;
  if (runsAlways(node))
    node.emitError() << "has no element " << number << " in its list"
                     << (isBeyond ? " of " + std::to_string(size) : "");
  return std::nullopt;
}

/// Where an element begins, for a tensor of `rank` dimensions.
static Value getBegin(NodeContext &node, Value index, int64_t rank) {
  Type type = getTensorType(index).getElementType();
  Value begin = node.reshape(index, {1});
  if (rank == 1)
    return begin;
  Value zeros = node.ints(SmallVector<int64_t>(rank - 1, 0), type);
  return node.create<ConcatOp>({begin, zeros}, node.intAttr("axis", 0));
}

Value tf::makeListOf(NodeContext &node, Value element) {
  return node.create<ExpandDimsOp>(element, node.intAttr("axis", 0));
}

Value tf::getListItem(NodeContext &node, Value list, Value index) {
  list = stackList(node, list);
  if (!list || !index)
    return {};
  RankedTensorType type = getTensorType(list);
  SmallVector<int64_t> sizes(type.getShape());
  Value item;
  if (std::optional<int64_t> known =
          getKnownIndex(node, index, sizes[0], /*canGrow=*/false)) {
    SmallVector<int64_t> begin(sizes.size(), 0), all(sizes.size(), -1);
    begin[0] = *known;
    all[0] = 1;
    item = node.slice(list, begin, all);
  } else {
    sizes[0] = 1;
    RankedTensorType itemType = type.clone(sizes);
    for (int64_t &size : sizes)
      if (ShapedType::isDynamic(size))
        size = -1;
    Value lengths = node.ints(sizes, getTensorType(index).getElementType());
    item = node.createTyped<DynamicSliceOp>(
        itemType, {list, getBegin(node, index, type.getRank()), lengths});
  }
  return node.create<SqueezeOp>(item, node.intsAttr("axes", 0));
}

/// Whether an element of a shape can be one of a list.
static bool fits(NodeContext &node, Value list, ArrayRef<int64_t> element) {
  ArrayRef<int64_t> expected = getElementShape(list);
  bool isEqual = expected.size() == element.size();
  for (auto [x, y] : llvm::zip(expected, element))
    isEqual &= x == y || ShapedType::isDynamic(x) || ShapedType::isDynamic(y);
  if (!isEqual) {
    InFlightDiagnostic error = node.emitError();
    error << "writes an element of shape [" << element
          << "] to a list of elements of shape [" << expected
          << "]; lists whose elements differ are not supported";
  }
  return isEqual;
}

Value tf::setListItem(NodeContext &node, Value list, Value index, Value item,
                      bool canGrow) {
  if (!list || !index || !item)
    return {};
  list = determine(node, list, getTensorType(item).getShape(), item);
  if (!list || !fits(node, list, getTensorType(item).getShape()))
    return {};
  RankedTensorType type = getTensorType(list);
  int64_t size = type.getDimSize(0);
  std::optional<int64_t> known = getKnownIndex(node, index, size, canGrow);
  if (known && !ShapedType::isDynamic(size) && *known >= size) {
    list = resizeList(node, list, *known + 1);
  } else if (!known && canGrow && size == 0) {
    node.emitError() << "writes an element whose index is not statically known "
                        "to a list that grows, which is not supported";
    return {};
  }
  return node.create<DynamicUpdateSliceOp>(
      {list, makeListOf(node, item), getBegin(node, index, type.getRank())});
}

//===----------------------------------------------------------------------===//
// Many elements
//===----------------------------------------------------------------------===//

/// Whether the indices are known to be 0, 1, ... to the end of a list of `size`
/// elements.
static bool areAll(NodeContext &node, Value indices, int64_t size) {
  auto known = node.getStaticInts(indices);
  return known && int64_t(known->size()) == size &&
         llvm::equal(*known, llvm::seq<int64_t>(size));
}

/// Whether the indices are 0, 1, ... up to a number of which only running
/// tells.
static bool areFirst(NodeContext &node, Value indices) {
  auto range = indices.getDefiningOp<RangeOp>();
  if (!range || !ShapedType::isDynamic(getTensorType(indices).getDimSize(0)))
    return false;
  auto start = node.getStaticInts(range.getStart());
  auto delta = node.getStaticInts(range.getDelta());
  return start && delta && start->front() == 0 && delta->front() == 1;
}

Value tf::gatherList(NodeContext &node, Value list, Value indices) {
  list = stackList(node, list);
  if (!list || !indices)
    return {};
  if (areAll(node, indices, getTensorType(list).getDimSize(0)))
    return list;
  return node.create<GatherOp>({list, indices}, {node.intAttr("axis", 0)});
}

Value tf::scatterList(NodeContext &node, Value list, Value indices,
                      Value tensor, bool canGrow) {
  if (!list || !indices || !tensor)
    return {};
  if (getTensorType(tensor).getRank() == 0) {
    node.emitError() << "takes the elements of a scalar";
    return {};
  }
  Value count = getListSize(node, list);
  list = determine(node, list, getElementShape(tensor), tensor, 1);
  if (!list || !fits(node, list, getElementShape(tensor)))
    return {};
  if (areAll(node, indices, getTensorType(list).getDimSize(0)))
    return tensor;
  // An array that is as long as the tensor, if only running tells how long.
  if (areFirst(node, indices) &&
      ShapedType::isDynamic(getTensorType(list).getDimSize(0))) {
    Value isEqual = node.create<CompareOp>(
        {count, getListSize(node, tensor)},
        node.getBuilder().getNamedAttr(
            "predicate", PredicateAttr::get(node.getContext(), Predicate::EQ)));
    if (!isEqual)
      return {};
    AssertOp::create(node.getOpBuilder(), node.getLoc(), isEqual,
                     "expected as many rows as the list has elements");
    return tensor;
  }
  auto known = node.getStaticInts(indices);
  int64_t size = getTensorType(list).getDimSize(0);
  if (!known || llvm::is_contained(*known, ShapedType::kDynamic) ||
      ShapedType::isDynamic(size)) {
    node.emitError()
        << "writes elements whose indices are not statically known to a list, "
           "which is not supported";
    return {};
  }
  for (int64_t index : *known) {
    if (index < 0 || (index >= size && !canGrow) || index > 1 << 20) {
      node.emitError() << "writes element " << index << " of a list of "
                       << size;
      return {};
    }
    size = std::max(size, index + 1);
  }
  // A row of the tensor where it is the last to be written, else the old one.
  list = resizeList(node, list, size);
  SmallVector<int64_t> rows = llvm::to_vector(llvm::seq<int64_t>(size));
  for (auto [row, index] : llvm::enumerate(*known))
    rows[index] = size + row;
  Value both = node.create<ConcatOp>({list, tensor}, node.intAttr("axis", 0));
  return node.create<GatherOp>(
      {both, node.ints(rows, node.getBuilder().getI32Type())},
      {node.intAttr("axis", 0)});
}

Value tf::splitToList(NodeContext &node, Value tensor, Value lengths) {
  if (!tensor || !lengths)
    return {};
  auto known = node.getStaticInts(lengths);
  ArrayRef<int64_t> shape = getTensorType(tensor).getShape();
  if (shape.empty() || !known || known->empty() || !llvm::all_equal(*known) ||
      shape[0] != known->front() * int64_t(known->size())) {
    node.emitError() << "splits to parts of unknown or unequal lengths, which "
                        "is not supported";
    return {};
  }
  SmallVector<int64_t> parts = {int64_t(known->size()), known->front()};
  parts.append(shape.begin() + 1, shape.end());
  return node.reshape(tensor, parts);
}

std::pair<Value, Value> tf::concatList(NodeContext &node, Value list) {
  list = stackList(node, list);
  if (!list)
    return {};
  ArrayRef<int64_t> shape = getTensorType(list).getShape();
  if (shape.size() < 2 || ShapedType::isDynamic(shape[0]) ||
      ShapedType::isDynamic(shape[1])) {
    node.emitError() << "joins elements that are scalars, or of a number or "
                        "length that is not statically known";
    return {};
  }
  SmallVector<int64_t> joined = {shape[0] * shape[1]};
  joined.append(shape.begin() + 2, shape.end());
  auto lengthsType =
      RankedTensorType::get({shape[0]}, node.getBuilder().getI64Type());
  Value lengths =
      node.constant(cast<ElementsAttr>(getSplat(lengthsType, shape[1])));
  return {node.reshape(list, joined), lengths};
}

Value tf::appendToList(NodeContext &node, Value list, Value elements) {
  if (!list || !elements)
    return {};
  if (getKnownSize(node, list) == 0)
    return elements;
  list = determine(node, list, getElementShape(elements), elements, 1);
  if (!list || !fits(node, list, getElementShape(elements)))
    return {};
  return node.create<ConcatOp>({list, elements}, node.intAttr("axis", 0));
}

Value tf::resizeList(NodeContext &node, Value list, int64_t size) {
  list = stackList(node, list);
  if (!list)
    return {};
  RankedTensorType type = getTensorType(list);
  int64_t old = type.getDimSize(0), rank = type.getRank();
  if (ShapedType::isDynamic(old)) {
    node.emitError() << "resizes a list whose size is not statically known";
    return {};
  }
  if (size == old)
    return list;
  SmallVector<int64_t> low(rank, 0), high(rank, 0), all(rank, -1);
  if (size < old) {
    all[0] = size;
    return node.create<SliceOp>(
        list, {node.intsAttr("begin", low), node.intsAttr("size", all),
               node.intsAttr("strides", SmallVector<int64_t>(rank, 1))});
  }
  high[0] = size - old;
  return node.create<PadOp>(
      list,
      {node.intsAttr("low", low), node.intsAttr("high", high),
       node.getBuilder().getNamedAttr(
           "value", node.getBuilder().getZeroAttr(type.getElementType()))});
}
