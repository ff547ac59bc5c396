//===- ConstantTensor.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading, writing and making constant tensors.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/DialectResourceBlobManager.h"
#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::nn;

/// Larger constants become resources: an attribute's elements are hashed and
/// live as long as the context.
static constexpr int64_t kResourceBytes = 64 * 1024;

/// The bytes of an element in a constant tensor; 0 for types that have none.
static int64_t getBytesOf(Type type) {
  if (auto complexType = dyn_cast<ComplexType>(type))
    return 2 * getBytesOf(complexType.getElementType());
  if (type.isInteger(1))
    return 1;
  if (!type.isIntOrFloat() || type.getIntOrFloatBitWidth() % 8 != 0 ||
      type.getIntOrFloatBitWidth() > 64)
    return 0;
  return type.getIntOrFloatBitWidth() / 8;
}

ConstantTensor::ConstantTensor(RankedTensorType type, bool splat)
    : type(type), elementBytes(getBytesOf(type.getElementType())),
      splat(splat) {}

ConstantTensor ConstantTensor::allocate(RankedTensorType type, bool isSplat) {
  ConstantTensor tensor(type, isSplat);
  int64_t count = isSplat ? 1 : type.getNumElements();
  // Weights are read by vector loads: a cache line's alignment suits all.
  tensor.storage = std::make_shared<AsmResourceBlob>(
      HeapAsmResourceBlob::allocate(count * tensor.elementBytes, /*align=*/64));
  tensor.bytes = tensor.storage->getData();
  return tensor;
}

std::optional<ConstantTensor> ConstantTensor::get(Attribute attribute) {
  auto elements = dyn_cast_or_null<ElementsAttr>(attribute);
  if (!elements)
    return std::nullopt;
  auto type = dyn_cast<RankedTensorType>(elements.getShapedType());
  if (!type || !type.hasStaticShape() || !getBytesOf(type.getElementType()))
    return std::nullopt;

  if (auto dense = dyn_cast<DenseElementsAttr>(attribute)) {
    bool isSplat = dense.isSplat() && type.getNumElements() > 0;
    if (type.getElementType().isInteger(1)) {
      ConstantTensor tensor = allocate(type, isSplat);
      char *bytes = tensor.getMutableBytes();
      if (isSplat)
        *bytes = dense.getSplatValue<bool>();
      else
        llvm::copy(dense.getValues<bool>(), bytes);
      return tensor;
    }
    ConstantTensor tensor(type, isSplat);
    tensor.bytes = dense.getRawData();
    return tensor;
  }
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    ConstantTensor tensor(type, /*splat=*/false);
    if (!blob || static_cast<int64_t>(blob->getData().size()) !=
                     type.getNumElements() * tensor.elementBytes)
      return std::nullopt;
    tensor.bytes = blob->getData();
    return tensor;
  }
  return std::nullopt;
}

char *ConstantTensor::getMutableBytes() {
  assert(storage && "the elements belong to an attribute");
  return storage->getMutableData().data();
}

template <typename T>
static T load(const char *element) {
  T value;
  std::memcpy(&value, element, sizeof(T));
  return value;
}

template <typename T>
static void store(char *element, T value) {
  std::memcpy(element, &value, sizeof(T));
}

/// Reads an integer of the bits of T, which is unsigned.
template <typename T>
static int64_t loadInt(const char *element, bool isUnsigned) {
  if (isUnsigned)
    return load<T>(element);
  return load<std::make_signed_t<T>>(element);
}

int64_t ConstantTensor::getInt(int64_t index) const {
  const char *element = getElement(index);
  bool isUnsigned = getElementType().isUnsignedInteger();
  switch (elementBytes) {
  case 1:
    return loadInt<uint8_t>(element, isUnsigned);
  case 2:
    return loadInt<uint16_t>(element, isUnsigned);
  case 4:
    return loadInt<uint32_t>(element, isUnsigned);
  default:
    return load<int64_t>(element);
  }
}

void ConstantTensor::setInt(int64_t index, int64_t value) {
  char *element = getMutableBytes() + index * elementBytes;
  switch (elementBytes) {
  case 1:
    return store<int8_t>(element, value);
  case 2:
    return store<int16_t>(element, value);
  case 4:
    return store<int32_t>(element, value);
  default:
    return store<int64_t>(element, value);
  }
}

double ConstantTensor::getFloat(int64_t index) const {
  const char *element = getElement(index);
  if (getElementType().isF32())
    return load<float>(element);
  if (getElementType().isF64())
    return load<double>(element);
  const llvm::fltSemantics &semantics =
      cast<FloatType>(getElementType()).getFloatSemantics();
  APFloat value(semantics, APInt(8 * elementBytes,
                                 elementBytes == 1 ? load<uint8_t>(element)
                                                   : load<uint16_t>(element)));
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

void ConstantTensor::setFloat(int64_t index, double value) {
  char *element = getMutableBytes() + index * elementBytes;
  if (getElementType().isF32())
    return store<float>(element, value);
  if (getElementType().isF64())
    return store<double>(element, value);
  APFloat rounded(value);
  bool losesInfo;
  rounded.convert(cast<FloatType>(getElementType()).getFloatSemantics(),
                  APFloat::rmNearestTiesToEven, &losesInfo);
  uint64_t bits = rounded.bitcastToAPInt().getZExtValue();
  if (elementBytes == 1)
    store<uint8_t>(element, bits);
  else
    store<uint16_t>(element, bits);
}

SmallVector<int64_t> ConstantTensor::getStrides() const {
  SmallVector<int64_t> strides(type.getRank(), 0);
  int64_t stride = splat ? 0 : elementBytes;
  for (int64_t axis = type.getRank() - 1; axis >= 0; --axis) {
    strides[axis] = stride;
    stride *= type.getDimSize(axis);
  }
  return strides;
}

ConstantTensor ConstantTensor::reshape(RankedTensorType newType) const {
  ConstantTensor result = *this;
  result.type = newType;
  return result;
}

TypedAttr ConstantTensor::getAttribute() const {
  if (getElementType().isInteger(1)) {
    SmallVector<bool> values(getBytes().begin(), getBytes().end());
    return DenseElementsAttr::get(type, values);
  }
  if (static_cast<int64_t>(bytes.size()) <= kResourceBytes || !storage)
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  AsmResourceBlob blob(
      bytes, /*dataAlignment=*/64,
      [keep = storage](void *, size_t, size_t) mutable { keep.reset(); },
      /*dataIsMutable=*/false);
  return DenseResourceElementsAttr::get(type, "folded", std::move(blob));
}
