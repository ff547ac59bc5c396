//===- NodeContext.cpp - What the importer of a node sees -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops are not made by their builders, which end the process when types cannot
// be inferred: a bad graph must become an error. Inference and verification
// run here, and what they say becomes the error of the node.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

InFlightDiagnostic NodeContext::emitError() {
  InFlightDiagnostic error = mlir::emitError(loc);
  if (failedBefore)
    error.abandon();
  failedBefore = true;
  return error;
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

std::optional<SmallVector<int64_t>> NodeContext::getStaticInts(unsigned index) {
  return getStaticInts(inputs[index]);
}

std::optional<SmallVector<int64_t>> NodeContext::getStaticInts(Value value) {
  if (!value)
    return std::nullopt;
  return staticValues.get(value);
}

std::optional<SmallVector<int64_t>> NodeContext::getKnownInts(unsigned index) {
  return getKnownInts(inputs[index]);
}

std::optional<SmallVector<int64_t>> NodeContext::getKnownInts(Value value) {
  std::optional<SmallVector<int64_t>> values = getStaticInts(value);
  if (values && llvm::is_contained(*values, ShapedType::kDynamic))
    return std::nullopt;
  return values;
}

ElementsAttr NodeContext::getStaticValue(Value value) {
  return value ? dyn_cast_or_null<ElementsAttr>(staticValues.getWhole(value))
               : ElementsAttr();
}

SmallVector<int64_t> NodeContext::getConstantInts(unsigned index,
                                                  StringRef what) {
  if (std::optional<SmallVector<int64_t>> values = getKnownInts(index))
    return *values;
  emitError() << "input " << index << " (" << what
              << ") must be a constant of integers";
  return {};
}

int64_t NodeContext::getConstantInt(unsigned index, StringRef what) {
  SmallVector<int64_t> values = getConstantInts(index, what);
  if (values.size() == 1)
    return values.front();
  emitError() << "input " << index << " (" << what << ") has " << values.size()
              << " elements instead of one";
  return 0;
}

std::optional<SmallVector<int64_t>>
NodeContext::readSizes(unsigned index, Type elementType, bool allowsMinusOne) {
  if (hasFailed() || !checkRank(index, 1))
    return std::nullopt;
  SmallVector<int64_t> sizes;
  if (auto known = getStaticInts(index)) {
    sizes = *known;
  } else {
    int64_t count = getShape(index)[0];
    if (ShapedType::isDynamic(count) || count > 254) {
      emitError() << "input " << index
                  << " (shape) has no known number of elements";
      return std::nullopt;
    }
    sizes.assign(count, ShapedType::kDynamic);
  }
  SmallVector<int64_t> given;
  for (int64_t size : sizes) {
    if (size < (allowsMinusOne ? -1 : 0) && !ShapedType::isDynamic(size)) {
      emitError() << "has a shape with the size " << size;
      return std::nullopt;
    }
    if (size != -1)
      given.push_back(size);
  }
  if (failed(checkSize(given, elementType, [&] { return emitError(); })))
    return std::nullopt;
  return sizes;
}

int64_t NodeContext::normalizeAxis(int64_t axis, int64_t rank) {
  if (axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  emitError() << "axis " << axis << " is not in [" << -rank << ", " << rank
              << ")";
  return 0;
}

SmallVector<int64_t> NodeContext::normalizeAxes(ArrayRef<int64_t> axes,
                                                int64_t rank) {
  SmallVector<int64_t> normalized;
  for (int64_t axis : axes) {
    int64_t positive = normalizeAxis(axis, rank);
    if (llvm::is_contained(normalized, positive))
      emitError() << "axis " << axis << " is there twice";
    normalized.push_back(positive);
  }
  return normalized;
}

bool NodeContext::checkRank(unsigned index, int64_t rank) {
  if (getRank(index) == rank)
    return true;
  emitError() << "input " << index << " has rank " << getRank(index)
              << " instead of " << rank;
  return false;
}

bool NodeContext::checkMinRank(unsigned index, int64_t rank) {
  if (getRank(index) >= rank)
    return true;
  emitError() << "input " << index << " has rank " << getRank(index)
              << " instead of " << rank << " or more";
  return false;
}

bool NodeContext::checkStatic(unsigned index) {
  if (getType(index).hasStaticShape())
    return true;
  emitError() << "input " << index << " has unknown sizes";
  return false;
}

bool NodeContext::checkFloats(unsigned index) {
  Type elementType = getType(index).getElementType();
  if (isa<FloatType>(elementType))
    return true;
  emitError() << "input " << index << " has elements of " << elementType
              << " instead of floats";
  return false;
}

bool NodeContext::checkIntegers(unsigned index) {
  Type elementType = getType(index).getElementType();
  if (isa<IntegerType>(elementType))
    return true;
  emitError() << "input " << index << " has elements of " << elementType
              << " instead of integers";
  return false;
}

bool NodeContext::checkListable(int64_t count) {
  constexpr int64_t kMaxListed = 1 << 24;
  if (count <= kMaxListed)
    return true;
  emitError() << "needs a constant of " << count << " elements, more than "
              << kMaxListed;
  return false;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const proto::AttrValue *NodeContext::getAttr(StringRef name) const {
  auto it = node.def->attr().find(name.str());
  return it == node.def->attr().end() ? nullptr : &it->second;
}

bool NodeContext::hasAttr(StringRef name) const { return getAttr(name); }

const proto::AttrValue *
NodeContext::getAttrOfKind(StringRef name, proto::AttrValue::ValueCase kind,
                           bool isRequired) {
  const proto::AttrValue *attr = getAttr(name);
  if (attr && attr->value_case() == kind)
    return attr;
  if (attr)
    emitError() << "attribute '" << name << "' has another kind of value";
  else if (isRequired)
    emitError() << "attribute '" << name << "' is missing";
  return nullptr;
}

int64_t NodeContext::getInt(StringRef name, std::optional<int64_t> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kI, !byDefault);
  return attr ? attr->i() : byDefault.value_or(0);
}

bool NodeContext::getBool(StringRef name, std::optional<bool> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kB, !byDefault);
  return attr ? attr->b() : byDefault.value_or(false);
}

float NodeContext::getFloat(StringRef name, std::optional<float> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kF, !byDefault);
  return attr ? attr->f() : byDefault.value_or(0);
}

StringRef NodeContext::getString(StringRef name,
                                 std::optional<StringRef> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kS, !byDefault);
  return attr ? StringRef(attr->s()) : byDefault.value_or("");
}

SmallVector<int64_t>
NodeContext::getInts(StringRef name,
                     std::optional<SmallVector<int64_t>> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kList, !byDefault);
  if (!attr)
    return byDefault.value_or(SmallVector<int64_t>());
  return SmallVector<int64_t>(attr->list().i().begin(), attr->list().i().end());
}

proto::DataType
NodeContext::getDataType(StringRef name,
                         std::optional<proto::DataType> byDefault) {
  const proto::AttrValue *attr =
      getAttrOfKind(name, proto::AttrValue::kType, !byDefault);
  return attr ? attr->type() : byDefault.value_or(proto::DT_INVALID);
}

Type NodeContext::getElementType(StringRef name,
                                 std::optional<proto::DataType> byDefault) {
  proto::DataType dtype = getDataType(name, byDefault);
  if (hasFailed())
    return {};
  Type type = tf::getElementType(dtype, getContext());
  if (!type)
    emitError() << "attribute '" << name << "' is " << getTypeName(dtype)
                << ", which is not supported";
  return type;
}

DataFormat NodeContext::getDataFormat() {
  StringRef format = getString("data_format", "NHWC");
  if (format == "NCHW" || format == "NCDHW" || format == "CHANNELS_FIRST")
    return DataFormat::NCHW;
  if (format != "NHWC" && format != "NDHWC" && format != "CHANNELS_LAST")
    emitError() << "data_format '" << format << "' is not supported";
  return DataFormat::NHWC;
}

//===----------------------------------------------------------------------===//
// Making ops
//===----------------------------------------------------------------------===//

namespace {
/// Keeps the first error at a location from being printed: inference and
/// verification may emit several, of which the first says it all.
class FirstErrorCapture : public ScopedDiagnosticHandler {
public:
  explicit FirstErrorCapture(Location loc)
      : ScopedDiagnosticHandler(loc.getContext()) {
    setHandler([this, loc](Diagnostic &diagnostic) {
      if (diagnostic.getLocation() != loc)
        return failure();
      if (message.empty() &&
          diagnostic.getSeverity() == DiagnosticSeverity::Error)
        message = diagnostic.str();
      return success();
    });
  }

  std::string message;
};
} // namespace

FailureOr<SmallVector<Type>> NodeContext::inferTypes(OperationName name,
                                                     ValueRange operands,
                                                     DictionaryAttr attrs) {
  auto emit = [&] { return mlir::emitError(loc); };
  std::optional<RegisteredOperationName> info = name.getRegisteredInfo();
  if (!info)
    return emit() << "op '" << name << "' is not registered";
  auto *interface = info->getInterface<InferTypeOpInterface>();
  if (!interface)
    return emit() << "op '" << name << "' does not infer its type";

  SmallVector<char> storage(info->getOpPropertyByteSize() +
                            alignof(std::max_align_t));
  OpaqueProperties properties(nullptr);
  if (info->getOpPropertyByteSize()) {
    properties = OpaqueProperties(reinterpret_cast<void *>(
        llvm::alignAddr(storage.data(), llvm::Align::Of<std::max_align_t>())));
    info->initOpProperties(properties, OpaqueProperties(nullptr));
  }
  llvm::scope_exit destroy([&] {
    if (info->getOpPropertyByteSize())
      info->destroyOpProperties(properties);
  });
  if (info->getOpPropertyByteSize()) {
    if (failed(
            info->setOpPropertiesFromAttribute(*info, properties, attrs, emit)))
      return failure();
    info->populateDefaultProperties(properties);
  }
  SmallVector<Type> types;
  if (failed(interface->inferReturnTypes(getContext(), loc, operands, attrs,
                                         properties, RegionRange(), types)))
    return failure();
  return types;
}

Value NodeContext::create(StringRef op, Type type, ValueRange operands,
                          ArrayRef<NamedAttribute> attrs) {
  SmallVector<Value> results = create(
      op, type ? ArrayRef<Type>(type) : ArrayRef<Type>(), operands, attrs);
  return results.empty() ? Value() : results.front();
}

SmallVector<Value> NodeContext::create(StringRef op, ArrayRef<Type> types,
                                       ValueRange operands,
                                       ArrayRef<NamedAttribute> attrs) {
  if (hasFailed() || llvm::is_contained(operands, Value()))
    return {};
  std::string message;
  Operation *created = nullptr;
  {
    FirstErrorCapture capture(loc);
    OperationName name(op, getContext());
    FailureOr<SmallVector<Type>> results = SmallVector<Type>(types);
    if (types.empty())
      results = inferTypes(name, operands, builder.getDictionaryAttr(attrs));
    if (succeeded(results)) {
      OperationState state(loc, name, operands, TypeRange(*results), attrs);
      created = builder.create(state);
      if (failed(verify(created))) {
        created->erase();
        created = nullptr;
      }
    }
    message = capture.message;
  }
  if (!created) {
    emitError() << (message.empty()
                        ? "operands of '" + op.str() + "' do not fit each other"
                        : message);
    return {};
  }
  for (Type result : created->getResultTypes()) {
    auto type = cast<RankedTensorType>(result);
    if (failed(checkSize(type.getShape(), type.getElementType(),
                         [&] { return emitError(); })))
      return {};
  }
  return SmallVector<Value>(created->getResults());
}

Value NodeContext::compare(Predicate predicate, Value lhs, Value rhs) {
  NamedAttribute attr = builder.getNamedAttr(
      "predicate", PredicateAttr::get(getContext(), predicate));
  return create<CompareOp>({lhs, rhs}, attr);
}

void NodeContext::createAssert(Value condition, const Twine &message) {
  if (!hasFailed() && condition)
    AssertOp::create(builder, loc, condition, message.str());
}

Value NodeContext::constant(ElementsAttr value) {
  return arith::ConstantOp::create(builder, loc, cast<TypedAttr>(value));
}

Value NodeContext::scalar(Type elementType, double value) {
  return constant(cast<ElementsAttr>(
      getSplat(RankedTensorType::get({}, elementType), value)));
}

Value NodeContext::scalar(double value) {
  return scalar(getType(0).getElementType(), value);
}

Value NodeContext::ints(ArrayRef<int64_t> values, Type elementType) {
  if (!isa<IntegerType>(elementType)) {
    emitError() << "has elements of " << elementType << " instead of integers";
    return {};
  }
  auto type = RankedTensorType::get({int64_t(values.size())}, elementType);
  SmallVector<APInt> elements;
  for (int64_t value : values)
    elements.emplace_back(elementType.getIntOrFloatBitWidth(), value,
                          /*isSigned=*/true, /*implicitTrunc=*/true);
  return constant(cast<ElementsAttr>(DenseElementsAttr::get(type, elements)));
}

Value NodeContext::positions(int64_t count, Type elementType) {
  if (!checkListable(count))
    return {};
  return ints(llvm::to_vector(llvm::seq<int64_t>(0, count)), elementType);
}

Value NodeContext::castTo(Value value, Type elementType) {
  if (!value || getType(value).getElementType() == elementType)
    return value;
  return createTyped<CastOp>(getType(value).clone(elementType), value);
}

Value NodeContext::slice(Value value, ArrayRef<int64_t> begin,
                         ArrayRef<int64_t> size, ArrayRef<int64_t> steps) {
  SmallVector<int64_t> ones(begin.size(), 1);
  return create<SliceOp>(
      value, {intsAttr("begin", begin), intsAttr("size", size),
              intsAttr("strides", steps.empty() ? ArrayRef(ones) : steps)});
}

Value NodeContext::getSize(Value value, int64_t dim) {
  if (!value)
    return {};
  RankedTensorType type = getType(value);
  Type i64 = builder.getI64Type();
  if (!type.isDynamicDim(dim))
    return scalar(i64, type.getDimSize(dim));
  Value shape =
      createTyped<ShapeOp>(RankedTensorType::get({type.getRank()}, i64), value);
  return reshape(slice(shape, {dim}, {1}), {});
}

Value NodeContext::positionsAlong(Value value, int64_t axis, Type elementType) {
  if (!value)
    return {};
  int64_t size = getType(value).getDimSize(axis);
  if (!ShapedType::isDynamic(size))
    return positions(size, elementType);
  Value limit = castTo(getSize(value, axis), elementType);
  return createTyped<RangeOp>(
      RankedTensorType::get({size}, elementType),
      {scalar(elementType, 0), limit, scalar(elementType, 1)});
}

Value NodeContext::reshape(Value value, ArrayRef<int64_t> shape,
                           function_ref<Value(unsigned)> getSize) {
  if (llvm::count_if(shape, ShapedType::isDynamic) <= 1)
    return reshape(value, shape);
  if (!value)
    return {};
  SmallVector<Value> sizes;
  for (unsigned i = 0; i < shape.size(); ++i)
    sizes.push_back(reshape(getSize(i), {1}));
  auto type = RankedTensorType::get(shape, getType(value).getElementType());
  return createTyped<ReshapeOp>(
      type, {value, create<ConcatOp>(sizes, intAttr("axis", 0))});
}

Value NodeContext::reshape(Value value, ArrayRef<int64_t> shape) {
  if (!value)
    return {};
  RankedTensorType type = getType(value);
  if (type.getShape() == shape)
    return value;
  return createTyped<ReshapeOp>(
      RankedTensorType::get(shape, type.getElementType()), value);
}

Value NodeContext::applyFusedOps(Value value, DataFormat format) {
  const proto::AttrValue *fused = getAttr("fused_ops");
  if (!fused)
    return value;
  // The operands behind the product's own, in the order of the ops.
  unsigned next = 2;
  auto takeInputs = [&](unsigned count) {
    if (next + count > getNumInputs()) {
      emitError() << "has no inputs for all of its 'fused_ops'";
      return ArrayRef<Value>();
    }
    next += count;
    return getInputs().slice(next - count, count);
  };
  for (StringRef op : fused->list().s()) {
    if (op == "BiasAdd") {
      ArrayRef<Value> bias = takeInputs(1);
      if (hasFailed())
        return {};
      Value addend = bias[0];
      if (format == DataFormat::NCHW && getType(addend).getRank() == 1)
        addend = reshape(addend, {getType(addend).getDimSize(0), 1, 1});
      value = create<AddOp>({value, addend});
    } else if (op == "Add") {
      ArrayRef<Value> addend = takeInputs(1);
      if (hasFailed())
        return {};
      value = create<AddOp>({value, addend[0]});
    } else if (op == "FusedBatchNorm") {
      ArrayRef<Value> statistics = takeInputs(4);
      float epsilon = getFloat("epsilon", 0.0001f);
      if (hasFailed())
        return {};
      value = create<BatchNormOp>(
          {value, statistics[0], statistics[1], statistics[2], statistics[3]},
          {floatAttr("epsilon", epsilon), formatAttr(format)});
    } else if (op == "GeluExact" || op == "GeluApproximate") {
      value = create<GeluOp>(value,
                             boolAttr("approximate", op == "GeluApproximate"));
    } else if (op == "Relu") {
      value = create<ReluOp>(value);
    } else if (op == "Relu6") {
      value = create<Relu6Op>(value);
    } else if (op == "Elu") {
      value = create<EluOp>(value);
    } else if (op == "Tanh") {
      value = create<TanhOp>(value);
    } else if (op == "Sigmoid") {
      value = create<SigmoidOp>(value);
    } else if (op == "LeakyRelu") {
      float alpha = getFloat("leakyrelu_alpha", 0.2f);
      value = create<LeakyReluOp>(value, floatAttr("alpha", alpha));
    } else {
      emitError() << "fused op '" << op << "' is not supported";
      return {};
    }
  }
  return value;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

LogicalResult NodeContext::setResults(ArrayRef<Value> values) {
  if (hasFailed())
    return failure();
  results.assign(values.begin(), values.end());
  return success();
}
