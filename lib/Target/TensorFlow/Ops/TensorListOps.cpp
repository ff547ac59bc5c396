//===- TensorListOps.cpp - Lists of tensors -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// TensorList*, whose lists are values, and TensorArray*V3, whose arrays change:
// there the `flow` that orders the changes is the array.
//
//===----------------------------------------------------------------------===//

#include "../Lists.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// What an input says of the shape of the elements; a scalar says nothing.
static std::optional<SmallVector<int64_t>> readElementShape(NodeContext &node,
                                                            unsigned index) {
  if (isUndeterminedList(node.getInput(index)) || node.getRank(index) != 1)
    return std::nullopt;
  int64_t rank = node.getShape(index)[0];
  if (ShapedType::isDynamic(rank) || rank > 254)
    return std::nullopt;
  SmallVector<int64_t> shape(rank, ShapedType::kDynamic);
  if (auto known = node.getStaticInts(index))
    shape = *known;
  for (int64_t &size : shape)
    if (size < 0)
      size = ShapedType::kDynamic;
  return shape;
}

static std::optional<ArrayRef<int64_t>>
toRef(const std::optional<SmallVector<int64_t>> &shape) {
  return shape ? std::optional<ArrayRef<int64_t>>(*shape) : std::nullopt;
}

/// The input, which must be an ordinary tensor.
static Value getTensor(NodeContext &node, unsigned index) {
  Value value = node.getInput(index);
  if (!isUndeterminedList(value))
    return value;
  node.emitError() << "input " << index << " is a list, and no tensor";
  return {};
}

/// The input, which must be a scalar integer.
static Value getScalar(NodeContext &node, unsigned index) {
  Value value = getTensor(node, index);
  if (!value || !node.checkRank(index, 0))
    return {};
  Type type = node.getType(value).getElementType();
  if (type.isSignlessInteger(32) || type.isSignlessInteger(64))
    return value;
  node.emitError() << "input " << index << " has elements of type " << type
                   << " instead of i32 or i64";
  return {};
}

/// The input, which must be a list: other than a tensor it has a dimension
/// more.
static Value getList(NodeContext &node, unsigned index) {
  Value value = node.getInput(index);
  if (isUndeterminedList(value) || node.getRank(index) > 0)
    return value;
  node.emitError() << "input " << index << " is a scalar, and no list";
  return {};
}

/// The input, as the integer type in which sizes of lists are counted.
static Value getCount(NodeContext &node, unsigned index) {
  Value count = getScalar(node, index);
  Type i32 = node.getBuilder().getI32Type();
  if (!count || node.getType(count).getElementType() == i32)
    return count;
  return node.createTyped<CastOp>(node.getType(count).clone(i32), count);
}

//===----------------------------------------------------------------------===//
// TensorList
//===----------------------------------------------------------------------===//

static LogicalResult importReserve(NodeContext &node) {
  auto shape = readElementShape(node, 0);
  return node.setResult(makeList(node, getCount(node, 1),
                                 node.getElementType("element_dtype"),
                                 toRef(shape)));
}

static LogicalResult importEmptyList(NodeContext &node) {
  auto shape = readElementShape(node, 0);
  Value zero = node.reshape(node.ints(0, node.getBuilder().getI32Type()), {});
  return node.setResult(
      makeList(node, zero, node.getElementType("element_dtype"), toRef(shape)));
}

static LogicalResult importFromTensor(NodeContext &node) {
  return node.setResult(getList(node, 0));
}

static LogicalResult importStack(NodeContext &node) {
  Value list = stackList(node, getList(node, 0));
  if (!list)
    return failure();
  int64_t expected = node.getInt("num_elements", -1);
  int64_t size = node.getType(list).getDimSize(0);
  if (expected >= 0 && !ShapedType::isDynamic(size) && size != expected)
    return node.emitError()
           << "stacks " << size << " elements instead of " << expected;
  return node.setResult(list);
}

static LogicalResult importGetItem(NodeContext &node) {
  return node.setResult(
      getListItem(node, getList(node, 0), getScalar(node, 1)));
}

static LogicalResult importSetItem(NodeContext &node) {
  return node.setResult(setListItem(
      node, getList(node, 0), getScalar(node, 1), getTensor(node, 2),
      node.getBool("resize_if_index_out_of_bounds", false)));
}

static LogicalResult importPushBack(NodeContext &node) {
  return node.setResult(appendToList(node, getList(node, 0),
                                     makeListOf(node, getTensor(node, 1))));
}

static LogicalResult importPopBack(NodeContext &node) {
  Value list = stackList(node, getList(node, 0));
  if (!list)
    return failure();
  int64_t size = node.getType(list).getDimSize(0);
  if (ShapedType::isDynamic(size) || size == 0)
    return node.emitError() << "takes the last element of a list that is empty "
                               "or of unknown size";
  Value last =
      node.reshape(node.ints(size - 1, node.getBuilder().getI32Type()), {});
  return node.setResults(
      {resizeList(node, list, size - 1), getListItem(node, list, last)});
}

static LogicalResult importLength(NodeContext &node) {
  return node.setResult(getListSize(node, getList(node, 0)));
}

static LogicalResult importElementShape(NodeContext &node) {
  Value list = stackList(node, getList(node, 0));
  Type type = node.getElementType("shape_type", proto::DataType::DT_INT32);
  if (!list || !type)
    return failure();
  ArrayRef<int64_t> shape = node.getType(list).getShape();
  Value sizes = node.createTyped<ShapeOp>(
      RankedTensorType::get({int64_t(shape.size())}, type), list);
  return node.setResult(node.create<SliceOp>(
      sizes, {node.intsAttr("begin", 1), node.intsAttr("size", -1),
              node.intsAttr("strides", 1)}));
}

static LogicalResult importResize(NodeContext &node) {
  return node.setResult(
      resizeList(node, getList(node, 0), node.getConstantInt(1, "size")));
}

static LogicalResult importListGather(NodeContext &node) {
  return node.setResult(gatherList(node, getList(node, 0), getTensor(node, 1)));
}

/// A new list, as long as the greatest index asks for if no number is given.
static LogicalResult importListScatter(NodeContext &node) {
  auto shape = readElementShape(node, 2);
  Value tensor = getTensor(node, 0), indices = getTensor(node, 1);
  if (!tensor || !indices)
    return failure();
  Type i32 = node.getBuilder().getI32Type();
  Value size = node.reshape(node.ints(0, i32), {});
  bool grows = true;
  if (node.getNumInputs() > 3) {
    auto known = node.getStaticInts(3);
    if (!known || known->front() >= 0) {
      size = getCount(node, 3);
      grows = false;
    }
  }
  Value list = makeListHandle(node, size, node.getType(0).getElementType(),
                              toRef(shape), grows);
  return node.setResult(scatterList(node, list, indices, tensor, grows));
}

static LogicalResult importScatterInto(NodeContext &node) {
  return node.setResult(scatterList(node, getList(node, 0), getTensor(node, 2),
                                    getTensor(node, 1),
                                    /*canGrow=*/false));
}

static LogicalResult importListSplit(NodeContext &node) {
  return node.setResult(
      splitToList(node, getTensor(node, 0), getTensor(node, 2)));
}

static LogicalResult importListConcat(NodeContext &node) {
  auto [joined, lengths] = concatList(node, getList(node, 0));
  return node.setResults({joined, lengths});
}

static LogicalResult importConcatLists(NodeContext &node) {
  return node.setResult(
      appendToList(node, getList(node, 0), stackList(node, getList(node, 1))));
}

//===----------------------------------------------------------------------===//
// TensorArray: input 0 is the array's handle, the last is its flow
//===----------------------------------------------------------------------===//

/// Results: the handle, and the flow, which is the array.
static LogicalResult importTensorArray(NodeContext &node) {
  Type type = node.getElementType("dtype");
  bool grows = node.getBool("dynamic_size", false);
  std::optional<SmallVector<int64_t>> shape;
  const proto::AttrValue *attr = node.getAttr("element_shape");
  if (attr && attr->has_shape() && !attr->shape().unknown_rank()) {
    FailureOr<SmallVector<int64_t>> declared =
        importShape(attr->shape(), [&] { return node.emitError(); });
    if (failed(declared))
      return failure();
    shape = *declared;
  }
  Value size = getCount(node, 0);
  return node.setResults({makeListHandle(node, size, type, toRef(shape), grows),
                          makeList(node, size, type, toRef(shape))});
}

static LogicalResult importArrayRead(NodeContext &node) {
  return node.setResult(
      getListItem(node, getList(node, 2), getScalar(node, 1)));
}

static LogicalResult importArrayWrite(NodeContext &node) {
  return node.setResult(setListItem(node, getList(node, 3), getScalar(node, 1),
                                    getTensor(node, 2),
                                    canGrow(node.getInput(0))));
}

static LogicalResult importArraySize(NodeContext &node) {
  return node.setResult(getListSize(node, getList(node, 1)));
}

static LogicalResult importArrayGather(NodeContext &node) {
  return node.setResult(gatherList(node, getList(node, 2), getTensor(node, 1)));
}

static LogicalResult importArrayScatter(NodeContext &node) {
  return node.setResult(scatterList(node, getList(node, 3), getTensor(node, 1),
                                    getTensor(node, 2),
                                    canGrow(node.getInput(0))));
}

static LogicalResult importArraySplit(NodeContext &node) {
  return node.setResult(
      splitToList(node, getTensor(node, 1), getTensor(node, 2)));
}

static LogicalResult importArrayConcat(NodeContext &node) {
  auto [joined, lengths] = concatList(node, getList(node, 1));
  return node.setResults({joined, lengths});
}

static LogicalResult importNothing(NodeContext &node) {
  return node.setResults({});
}

void tf::registerTensorListOps(OpRegistry &registry) {
  auto add = [&](StringRef op, Arity inputs, ImportFunction import,
                 StringRef outputs = "output") {
    registry.add(op, inputs, import, outputs);
    registry.allowLists(op);
  };
  add("TensorListReserve", 2, importReserve, "handle");
  add("EmptyTensorList", 2, importEmptyList, "handle");
  add("TensorListFromTensor", 2, importFromTensor, "output_handle");
  add("TensorListStack", 2, importStack, "tensor");
  add("TensorListGetItem", 3, importGetItem, "item");
  add("TensorListSetItem", 3, importSetItem, "output_handle");
  add("TensorListPushBack", 2, importPushBack, "output_handle");
  add("TensorListPopBack", 2, importPopBack, "output_handle,tensor");
  add("TensorListLength", 1, importLength, "length");
  add("TensorListElementShape", 1, importElementShape, "element_shape");
  add("TensorListResize", 2, importResize, "output_handle");
  add("TensorListGather", 3, importListGather, "values");
  add("TensorListScatter", 3, importListScatter, "output_handle");
  add("TensorListScatterV2", 4, importListScatter, "output_handle");
  add("TensorListScatterIntoExistingList", 3, importScatterInto,
      "output_handle");
  add("TensorListSplit", 3, importListSplit, "output_handle");
  add("TensorListConcat", 1, importListConcat, "tensor,lengths");
  add("TensorListConcatV2", 3, importListConcat, "tensor,lengths");
  add("TensorListConcatLists", 2, importConcatLists);

  add("TensorArrayV3", 1, importTensorArray, "handle,flow");
  add("TensorArrayReadV3", 3, importArrayRead, "value");
  add("TensorArrayWriteV3", 4, importArrayWrite, "flow_out");
  add("TensorArraySizeV3", 2, importArraySize, "size");
  add("TensorArrayGatherV3", 3, importArrayGather, "value");
  add("TensorArrayScatterV3", 4, importArrayScatter, "flow_out");
  add("TensorArraySplitV3", 4, importArraySplit, "flow_out");
  add("TensorArrayConcatV3", 2, importArrayConcat, "value,lengths");
  registry.addPartial("TensorArrayCloseV3", 1, 0, importNothing, "");

  // What passes on any value.
  for (const char *op : {"Identity", "IdentityN", "StopGradient", "Enter",
                         "RefEnter", "NextIteration", "RefNextIteration",
                         "Switch", "RefSwitch", "_SwitchN", "RefIdentity"})
    registry.allowLists(op);
}
