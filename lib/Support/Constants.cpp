//===- Constants.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Constants.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::nn;

/// Vector loads and cache lines like this alignment.
static constexpr size_t kBlobAlignment = 64;

std::optional<int64_t> mlir::nn::getConstantElementBytes(Type elementType) {
  if (auto complexType = dyn_cast<ComplexType>(elementType)) {
    std::optional<int64_t> width =
        getConstantElementBytes(complexType.getElementType());
    return width ? std::optional<int64_t>(2 * *width) : std::nullopt;
  }
  if (elementType.isIndex())
    return 8;
  if (!elementType.isIntOrFloat())
    return std::nullopt;
  unsigned bits = elementType.getIntOrFloatBitWidth();
  if (bits == 1)
    return 1;
  if (bits % 8 != 0)
    return std::nullopt;
  return bits / 8;
}

//===----------------------------------------------------------------------===//
// ConstantView
//===----------------------------------------------------------------------===//

std::optional<ConstantView> ConstantView::get(Attribute attribute) {
  auto elements = dyn_cast_or_null<ElementsAttr>(attribute);
  if (!elements)
    return std::nullopt;
  ShapedType type = elements.getShapedType();
  std::optional<int64_t> width = getConstantElementBytes(type.getElementType());
  if (!width || !type.hasStaticShape())
    return std::nullopt;

  if (auto dense = dyn_cast<DenseElementsAttr>(attribute)) {
    if (!type.getElementType().isInteger(1))
      return ConstantView(type, dense.getRawData(), *width, dense.isSplat());
    auto unpacked = std::make_shared<SmallVector<char>>();
    if (dense.isSplat())
      unpacked->push_back(dense.getSplatValue<bool>());
    else
      llvm::append_range(*unpacked, dense.getValues<bool>());
    ConstantView view(type, *unpacked, *width, dense.isSplat());
    view.unpacked = std::move(unpacked);
    return view;
  }
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute)) {
    // A blob may be absent from a dump whose weights were left out.
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob || static_cast<int64_t>(blob->getData().size()) !=
                     type.getNumElements() * *width)
      return std::nullopt;
    return ConstantView(type, blob->getData(), *width, /*splat=*/false);
  }
  return std::nullopt;
}

std::optional<ConstantView> ConstantView::get(Value value) {
  Attribute attribute;
  if (!value || !matchPattern(value, m_Constant(&attribute)))
    return std::nullopt;
  return get(attribute);
}

APInt ConstantView::getAPInt(int64_t index) const {
  Type elementType = getElementType();
  unsigned bits =
      elementType.isIndex() ? 64 : elementType.getIntOrFloatBitWidth();
  uint64_t value = 0;
  assert(bits <= 64 && "no wider integers in constants");
  std::memcpy(&value, getElement(index), width);
  return APInt(bits, value, /*isSigned=*/false, /*implicitTrunc=*/true);
}

int64_t ConstantView::getInt(int64_t index) const {
  APInt value = getAPInt(index);
  bool isUnsigned =
      getElementType().isUnsignedInteger() || getElementType().isInteger(1);
  return isUnsigned ? static_cast<int64_t>(value.getZExtValue())
                    : value.getSExtValue();
}

APFloat ConstantView::getAPFloat(int64_t index) const {
  auto floatType = cast<FloatType>(getElementType());
  return APFloat(floatType.getFloatSemantics(), getAPInt(index));
}

double ConstantView::getDouble(int64_t index) const {
  Type elementType = getElementType();
  if (elementType.isF32())
    return getAs<float>(index);
  if (elementType.isF64())
    return getAs<double>(index);
  if (!isa<FloatType>(elementType))
    return elementType.isUnsignedInteger(64)
               ? static_cast<double>(static_cast<uint64_t>(getInt(index)))
               : static_cast<double>(getInt(index));
  APFloat value = getAPFloat(index);
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

bool ConstantView::allEqual() const {
  int64_t count = getNumElements();
  if (splat || count <= 1)
    return true;
  // Comparing the bytes with themselves, one element on, compares neighbours.
  return std::memcmp(bytes.data(), bytes.data() + width, (count - 1) * width) ==
         0;
}

bool ConstantView::allEqualTo(double value) const {
  if (isa<ComplexType>(getElementType()))
    return false;
  int64_t count = splat ? 1 : getNumElements();
  for (int64_t i = 0; i < count; ++i)
    if (getDouble(i) != value)
      return false;
  return true;
}

//===----------------------------------------------------------------------===//
// ConstantBuilder
//===----------------------------------------------------------------------===//

ConstantBuilder::ConstantBuilder(ShapedType type)
    : type(type), width(*getConstantElementBytes(type.getElementType())),
      blob(HeapAsmResourceBlob::allocate(type.getNumElements() * width,
                                         kBlobAlignment,
                                         /*dataIsMutable=*/true)) {
  std::memset(getBytes().data(), 0, getBytes().size());
}

void ConstantBuilder::setInt(int64_t index, int64_t value) {
  if (type.getElementType().isInteger(1))
    value = value != 0;
  std::memcpy(getElement(index), &value, width);
}

void ConstantBuilder::setDouble(int64_t index, double value) {
  Type elementType = type.getElementType();
  if (elementType.isF32())
    return setAs(index, static_cast<float>(value));
  if (elementType.isF64())
    return setAs(index, value);
  setAPFloat(index, APFloat(value));
}

void ConstantBuilder::setAPFloat(int64_t index, const APFloat &value) {
  auto floatType = cast<FloatType>(type.getElementType());
  APFloat rounded = value;
  bool losesInfo;
  rounded.convert(floatType.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                  &losesInfo);
  uint64_t bits = rounded.bitcastToAPInt().getZExtValue();
  std::memcpy(getElement(index), &bits, width);
}

ElementsAttr ConstantBuilder::finish(StringRef name) {
  ArrayRef<char> bytes = blob.getData();
  bool isSplat = bytes.size() > static_cast<size_t>(width) &&
                 std::memcmp(bytes.data(), bytes.data() + width,
                             bytes.size() - width) == 0;
  if (isSplat || static_cast<int64_t>(bytes.size()) <= kMaxInlineConstantBytes)
    return makeConstant(type, isSplat ? bytes.take_front(width) : bytes, name);
  return makeConstant(type, std::move(blob), name);
}

ElementsAttr mlir::nn::makeConstant(ShapedType type, ArrayRef<char> bytes,
                                    StringRef name) {
  int64_t width = *getConstantElementBytes(type.getElementType());
  bool isSplat =
      static_cast<int64_t>(bytes.size()) == width && type.getNumElements() != 1;
  assert((isSplat || static_cast<int64_t>(bytes.size()) ==
                         type.getNumElements() * width) &&
         "expects the bytes of one or of all elements");
  if (isSplat ||
      static_cast<int64_t>(bytes.size()) <= kMaxInlineConstantBytes) {
    if (type.getElementType().isInteger(1)) {
      SmallVector<bool> values(bytes.begin(), bytes.end());
      return DenseElementsAttr::get(type, values);
    }
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  }
  return makeConstant(type,
                      HeapAsmResourceBlob::allocateAndCopyWithAlign(
                          bytes, kBlobAlignment, /*dataIsMutable=*/false),
                      name);
}

ElementsAttr mlir::nn::makeConstant(ShapedType type, AsmResourceBlob blob,
                                    StringRef name) {
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

ElementsAttr mlir::nn::reshapeConstant(ElementsAttr attribute,
                                       ShapedType type) {
  if (auto dense = dyn_cast<DenseElementsAttr>(attribute))
    return dense.reshape(type);
  return DenseResourceElementsAttr::get(
      type, cast<DenseResourceElementsAttr>(attribute).getRawHandle());
}

StringRef mlir::nn::getConstantName(Attribute attribute) {
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(attribute))
    return resource.getRawHandle().getKey();
  return "constant";
}
