//===- Tensors.cpp - TensorFlow's types and constants ---------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A TensorProto has its elements as bytes, or in the field of its type, where a
// last value stands for all that follow. Small ones become dense attributes,
// which everybody can fold; large ones blobs, which nobody prints or copies.
//
//===----------------------------------------------------------------------===//

#include "Tensors.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// No tensor is as large as this.
static constexpr int64_t kMaxTensorBytes = int64_t(1) << 40;
/// Nor is a constant that has more elements than the file spells out.
static constexpr int64_t kMaxRepeatedBytes = int64_t(1) << 28;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Type tf::getElementType(proto::DataType dtype, MLIRContext *context) {
  Builder b(context);
  // A reference to a variable reads as its value.
  if (dtype > 100)
    dtype = proto::DataType(dtype - 100);
  switch (dtype) {
  case proto::DT_HALF:
    return b.getF16Type();
  case proto::DT_BFLOAT16:
    return b.getBF16Type();
  case proto::DT_FLOAT:
    return b.getF32Type();
  case proto::DT_DOUBLE:
    return b.getF64Type();
  case proto::DT_BOOL:
    return b.getI1Type();
  case proto::DT_INT8:
  case proto::DT_QINT8:
    return b.getI8Type();
  case proto::DT_INT16:
  case proto::DT_QINT16:
    return b.getI16Type();
  case proto::DT_INT32:
  case proto::DT_QINT32:
    return b.getI32Type();
  case proto::DT_INT64:
    return b.getI64Type();
  case proto::DT_UINT8:
  case proto::DT_QUINT8:
    return b.getIntegerType(8, /*isSigned=*/false);
  case proto::DT_UINT16:
  case proto::DT_QUINT16:
    return b.getIntegerType(16, /*isSigned=*/false);
  case proto::DT_UINT32:
    return b.getIntegerType(32, /*isSigned=*/false);
  case proto::DT_UINT64:
    return b.getIntegerType(64, /*isSigned=*/false);
  default:
    return {};
  }
}

std::string tf::getTypeName(proto::DataType dtype) {
  const std::string &name = proto::DataType_Name(dtype);
  return name.empty() ? "type " + std::to_string(int(dtype)) : name;
}

/// Bytes of an element in a file: a bool takes one.
static int64_t getByteWidth(Type elementType) {
  return llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
}

LogicalResult tf::checkSize(ArrayRef<int64_t> shape, Type elementType,
                            EmitError emitError) {
  // Zero sizes do not excuse absurd ones.
  int64_t bytes = getByteWidth(elementType);
  for (int64_t size : shape) {
    if (ShapedType::isDynamic(size) || size == 0)
      continue;
    if (size > kMaxTensorBytes / bytes)
      return emitError() << "a tensor of more than " << (kMaxTensorBytes >> 40)
                         << " TiB";
    bytes *= size;
  }
  return success();
}

FailureOr<SmallVector<int64_t>>
tf::importShape(const proto::TensorShapeProto &shape, EmitError emitError) {
  SmallVector<int64_t> sizes;
  for (const proto::TensorShapeProto::Dim &dim : shape.dim()) {
    if (dim.size() < -1)
      return emitError() << "a shape with the size " << dim.size();
    sizes.push_back(dim.size() == -1 ? ShapedType::kDynamic : dim.size());
  }
  // TensorFlow itself has at most 254 dimensions.
  if (sizes.size() > 254)
    return emitError() << "a shape of " << sizes.size() << " dimensions";
  return sizes;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static void appendBytes(std::vector<char> &bytes, const void *value,
                        size_t size) {
  const char *begin = static_cast<const char *>(value);
  bytes.insert(bytes.end(), begin, begin + size);
}

template <typename T, typename Field>
static std::vector<char> packField(const Field &field) {
  std::vector<char> bytes;
  bytes.reserve(field.size() * sizeof(T));
  for (auto value : field) {
    T element = static_cast<T>(value);
    appendBytes(bytes, &element, sizeof(T));
  }
  return bytes;
}

/// The elements of the field that holds values of the tensor's type.
static std::vector<char> packValues(const proto::TensorProto &tensor,
                                    Type elementType) {
  if (elementType.isF32())
    return packField<float>(tensor.float_val());
  if (elementType.isF64())
    return packField<double>(tensor.double_val());
  if (isa<FloatType>(elementType))
    return packField<uint16_t>(tensor.half_val());
  bool isUnsigned = elementType.isUnsignedInteger();
  switch (elementType.getIntOrFloatBitWidth()) {
  case 1:
    return packField<uint8_t>(tensor.bool_val());
  case 8:
    return packField<uint8_t>(tensor.int_val());
  case 16:
    return packField<uint16_t>(tensor.int_val());
  case 32:
    return isUnsigned ? packField<uint32_t>(tensor.uint32_val())
                      : packField<int32_t>(tensor.int_val());
  default:
    return isUnsigned ? packField<uint64_t>(tensor.uint64_val())
                      : packField<int64_t>(tensor.int64_val());
  }
}

/// A dense attribute of raw elements, or of one that stands for all.
static DenseElementsAttr getDense(RankedTensorType type, ArrayRef<char> bytes) {
  if (!type.getElementType().isInteger(1))
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  SmallVector<bool> values(
      llvm::map_range(bytes, [](char c) { return c != 0; }));
  return DenseElementsAttr::get(type, values);
}

/// Whether all elements have the same bits. Costs one comparison where they
/// have not.
static bool isSplat(ArrayRef<char> bytes, size_t width) {
  return bytes.size() >= width &&
         std::memcmp(bytes.data(), bytes.data() + width,
                     bytes.size() - width) == 0;
}

/// The type of a constant, all of whose sizes must be known.
static FailureOr<RankedTensorType>
getConstantType(proto::DataType dtype, const proto::TensorShapeProto &proto,
                MLIRContext *context, EmitError emitError) {
  Type elementType = getElementType(dtype, context);
  if (!elementType)
    return emitError() << "constants of " << getTypeName(dtype)
                       << " are not supported";
  if (proto.unknown_rank())
    return emitError() << "a constant of unknown rank";
  FailureOr<SmallVector<int64_t>> shape = importShape(proto, emitError);
  if (failed(shape) || failed(checkSize(*shape, elementType, emitError)))
    return failure();
  if (ShapedType::isDynamicShape(*shape))
    return emitError() << "a constant with an unknown size";
  return RankedTensorType::get(*shape, elementType);
}

/// As makeConstant, of as many bytes as the type needs.
static ElementsAttr getConstant(RankedTensorType type, ArrayRef<char> bytes,
                                std::shared_ptr<llvm::MemoryBuffer> owner,
                                StringRef name) {
  Type elementType = type.getElementType();
  size_t width = getByteWidth(elementType);
  if (isSplat(bytes, width))
    return getDense(type, bytes.take_front(width));
  if (bytes.size() < kInPlaceThreshold || elementType.isInteger(1))
    return getDense(type, bytes);
  // The mapping lives as long as the last blob in it. Its bytes lie as the file
  // has them: whoever reads them assumes no alignment.
  AsmResourceBlob blob =
      owner
          ? AsmResourceBlob(
                bytes, /*dataAlignment=*/1, [owner](void *, size_t, size_t) {},
                /*dataIsMutable=*/false)
          : HeapAsmResourceBlob::allocateAndCopyWithAlign(
                bytes, /*align=*/64, /*dataIsMutable=*/false);
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

FailureOr<ElementsAttr>
tf::makeConstant(proto::DataType dtype, const proto::TensorShapeProto &shape,
                 ArrayRef<char> bytes,
                 std::shared_ptr<llvm::MemoryBuffer> owner, StringRef name,
                 MLIRContext *context, EmitError emitError) {
  FailureOr<RankedTensorType> type =
      getConstantType(dtype, shape, context, emitError);
  if (failed(type))
    return failure();
  size_t needed = type->getNumElements() * getByteWidth(type->getElementType());
  if (bytes.size() != needed)
    return emitError() << "a constant of " << bytes.size()
                       << " bytes, of which its shape needs " << needed;
  return getConstant(*type, bytes, std::move(owner), name);
}

FailureOr<ElementsAttr> tf::importTensor(const GraphFile &file,
                                         const proto::TensorProto &tensor,
                                         StringRef name, MLIRContext *context,
                                         EmitError emitError) {
  bool inFile;
  StringRef content = file.getContent(tensor, inFile);
  if (!content.empty())
    return makeConstant(tensor.dtype(), tensor.tensor_shape(),
                        ArrayRef<char>(content.data(), content.size()),
                        inFile ? file.buffer : nullptr, name, context,
                        emitError);
  FailureOr<RankedTensorType> type = getConstantType(
      tensor.dtype(), tensor.tensor_shape(), context, emitError);
  if (failed(type))
    return failure();
  int64_t count = type->getNumElements();
  size_t width = getByteWidth(type->getElementType());
  std::vector<char> values = packValues(tensor, type->getElementType());
  // No value at all stands for zeros, the last one for all that follow.
  if (values.empty() && count)
    values.resize(width);
  int64_t given = values.size() / width;
  if (given > count)
    return emitError() << "a constant with " << given
                       << " values, of which its shape has " << count;
  if (given > 1 && given < count) {
    if (count * int64_t(width) > kMaxRepeatedBytes)
      return emitError() << "a constant of " << count << " elements with "
                         << given << " values";
    std::vector<char> last(values.end() - width, values.end());
    values.reserve(count * width);
    for (; given < count; ++given)
      values.insert(values.end(), last.begin(), last.end());
  }
  return getConstant(*type, values, nullptr, name);
}

//===----------------------------------------------------------------------===//
// Values that a user or an op's definition gives
//===----------------------------------------------------------------------===//

static Attribute getElement(Type type, double value) {
  if (isa<FloatType>(type))
    return FloatAttr::get(type, value);
  // The nearest integer that there is; of what is no number, zero.
  constexpr double limit = 9223372036854775808.0;
  int64_t integer = std::isnan(value) ? 0
                    : value >= limit  ? std::numeric_limits<int64_t>::max()
                    : value < -limit  ? std::numeric_limits<int64_t>::min()
                                      : static_cast<int64_t>(value);
  return IntegerAttr::get(type,
                          APInt(type.getIntOrFloatBitWidth(), integer,
                                /*isSigned=*/true, /*implicitTrunc=*/true));
}

DenseElementsAttr tf::getSplat(RankedTensorType type, double value) {
  return DenseElementsAttr::get(type, getElement(type.getElementType(), value));
}

/// One element from its text; null if it is none.
static Attribute parseElement(StringRef text, Type type) {
  text = text.trim();
  if (isa<FloatType>(type)) {
    double value;
    return text.getAsDouble(value) ? Attribute() : FloatAttr::get(type, value);
  }
  if (type.isInteger(1) && (text == "true" || text == "false"))
    return BoolAttr::get(type.getContext(), text == "true");
  APInt value;
  bool isNegative = text.consume_front("-");
  if (text.getAsInteger(10, value))
    return {};
  // One bit for the sign.
  value = value.zext(value.getBitWidth() + 1);
  if (isNegative)
    value.negate();
  unsigned width = type.getIntOrFloatBitWidth();
  bool isUnsigned = type.isUnsignedInteger() || width == 1;
  bool fits = isUnsigned ? !value.isNegative() && value.isIntN(width)
                         : value.isSignedIntN(width);
  if (!fits)
    return {};
  return IntegerAttr::get(type, value.sextOrTrunc(width));
}

FailureOr<ElementsAttr> tf::parseTensor(StringRef text, RankedTensorType type,
                                        EmitError emitError) {
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  SmallVector<Attribute> elements;
  for (StringRef part : parts) {
    elements.push_back(parseElement(part, type.getElementType()));
    if (!elements.back())
      return emitError() << "'" << part << "' is not a value of "
                         << type.getElementType();
  }
  if (elements.size() != 1 && int64_t(elements.size()) != type.getNumElements())
    return emitError() << elements.size() << " values for a tensor of "
                       << type.getNumElements() << " elements";
  return cast<ElementsAttr>(DenseElementsAttr::get(type, elements));
}
