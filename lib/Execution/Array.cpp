//===- Array.cpp - A dense array on the host ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Storage, element access and conversion of arrays.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Array.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemAlloc.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::nn;

static constexpr size_t kAlignment = 64;

unsigned nn::getByteWidth(DType dtype) {
  return NN_DTYPE_BYTES(static_cast<int32_t>(dtype));
}

StringRef nn::getName(DType dtype) {
  switch (dtype) {
  case DType::F16:
    return "float16";
  case DType::BF16:
    return "bfloat16";
  case DType::F32:
    return "float32";
  case DType::F64:
    return "float64";
  case DType::Bool:
    return "bool";
  case DType::I8:
    return "int8";
  case DType::I16:
    return "int16";
  case DType::I32:
    return "int32";
  case DType::I64:
    return "int64";
  case DType::U8:
    return "uint8";
  case DType::U16:
    return "uint16";
  case DType::U32:
    return "uint32";
  case DType::U64:
    return "uint64";
  case DType::C64:
    return "complex64";
  }
  llvm_unreachable("unknown element type");
}

std::optional<DType> nn::getDType(Type type) {
  if (type.isF16())
    return DType::F16;
  if (type.isBF16())
    return DType::BF16;
  if (type.isF32())
    return DType::F32;
  if (type.isF64())
    return DType::F64;
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    if (complexType.getElementType().isF32())
      return DType::C64;
    return std::nullopt;
  }
  auto intType = dyn_cast<IntegerType>(type);
  if (!intType)
    return std::nullopt;
  bool isUnsigned = intType.isUnsigned();
  switch (intType.getWidth()) {
  case 1:
    return DType::Bool;
  case 8:
    return isUnsigned ? DType::U8 : DType::I8;
  case 16:
    return isUnsigned ? DType::U16 : DType::I16;
  case 32:
    return isUnsigned ? DType::U32 : DType::I32;
  case 64:
    return isUnsigned ? DType::U64 : DType::I64;
  default:
    return std::nullopt;
  }
}

Type nn::getType(DType dtype, MLIRContext *context) {
  switch (dtype) {
  case DType::F16:
    return Float16Type::get(context);
  case DType::BF16:
    return BFloat16Type::get(context);
  case DType::F32:
    return Float32Type::get(context);
  case DType::F64:
    return Float64Type::get(context);
  case DType::C64:
    return ComplexType::get(Float32Type::get(context));
  case DType::Bool:
    return IntegerType::get(context, 1);
  case DType::I8:
  case DType::I16:
  case DType::I32:
  case DType::I64:
    return IntegerType::get(context, 8 * getByteWidth(dtype));
  case DType::U8:
  case DType::U16:
  case DType::U32:
  case DType::U64:
    return IntegerType::get(context, 8 * getByteWidth(dtype),
                            IntegerType::Unsigned);
  }
  llvm_unreachable("unknown element type");
}

std::optional<int64_t> nn::getNumElements(ArrayRef<int64_t> shape,
                                          unsigned byteWidth) {
  // A zero size does not excuse others whose product overflows: numpy and
  // compiled code both compute strides from them.
  int64_t product = 1, bytes = byteWidth;
  bool isEmpty = false;
  for (int64_t size : shape) {
    if (size < 0)
      return std::nullopt;
    if (size == 0) {
      isEmpty = true;
      continue;
    }
    if (llvm::MulOverflow(product, size, product) ||
        llvm::MulOverflow(bytes, size, bytes))
      return std::nullopt;
  }
  return isEmpty ? 0 : product;
}

std::string nn::formatShape(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "scalar";
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleave(
      shape, os,
      [&](int64_t size) {
        if (size < 0)
          os << '?';
        else
          os << size;
      },
      "x");
  return text;
}

llvm::Expected<Array> Array::allocate(DType dtype, ArrayRef<int64_t> shape) {
  unsigned width = getByteWidth(dtype);
  std::optional<int64_t> count = nn::getNumElements(shape, width);
  if (!count)
    return llvm::createStringError("an array of " + formatShape(shape) +
                                   " elements is too large");
  Array array;
  array.dtype = dtype;
  array.shape.assign(shape.begin(), shape.end());
  array.numElements = *count;
  size_t bytes = llvm::alignTo(std::max<size_t>(*count * width, 1), kAlignment);
  // Not allocate_buffer, which aborts: sizes come from files and networks.
  void *memory = std::aligned_alloc(kAlignment, bytes);
  if (!memory)
    return llvm::createStringError("no memory for an array of " +
                                   formatShape(shape) + " " +
                                   getName(dtype).str() + " elements");
  std::memset(memory, 0, bytes);
  array.data = std::shared_ptr<char>(static_cast<char *>(memory), std::free);
  return array;
}

Array Array::adopt(DType dtype, ArrayRef<int64_t> shape,
                   std::shared_ptr<char> data) {
  std::optional<int64_t> count = nn::getNumElements(shape, getByteWidth(dtype));
  assert(count && "invalid shape");
  Array array;
  array.dtype = dtype;
  array.shape.assign(shape.begin(), shape.end());
  array.numElements = *count;
  array.data = std::move(data);
  return array;
}

static double halfToDouble(uint16_t bits, const llvm::fltSemantics &semantics) {
  llvm::APFloat value(semantics, llvm::APInt(16, bits));
  return value.convertToDouble();
}

static uint16_t doubleToHalf(double number,
                             const llvm::fltSemantics &semantics) {
  llvm::APFloat value(number);
  bool losesInfo;
  value.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return value.bitcastToAPInt().getZExtValue();
}

template <typename T>
static T load(const char *data, int64_t index) {
  T value;
  std::memcpy(&value, data + index * sizeof(T), sizeof(T));
  return value;
}

double Array::getAsDouble(int64_t index) const {
  const char *base = data.get();
  switch (dtype) {
  case DType::F16:
    return halfToDouble(load<uint16_t>(base, index), llvm::APFloat::IEEEhalf());
  case DType::BF16:
    return llvm::bit_cast<float>(uint32_t(load<uint16_t>(base, index)) << 16);
  case DType::F32:
    return load<float>(base, index);
  case DType::F64:
    return load<double>(base, index);
  case DType::Bool:
    return load<uint8_t>(base, index) != 0;
  case DType::I8:
    return load<int8_t>(base, index);
  case DType::I16:
    return load<int16_t>(base, index);
  case DType::I32:
    return load<int32_t>(base, index);
  case DType::I64:
    return load<int64_t>(base, index);
  case DType::U8:
    return load<uint8_t>(base, index);
  case DType::U16:
    return load<uint16_t>(base, index);
  case DType::U32:
    return load<uint32_t>(base, index);
  case DType::U64:
    return load<uint64_t>(base, index);
  case DType::C64:
    return load<float>(base, 2 * index);
  }
  llvm_unreachable("unknown element type");
}

/// Converts to an integer without undefined behaviour: out of range saturates,
/// NaN is zero.
template <typename T>
static T toInteger(double value) {
  if (!(value == value))
    return 0;
  if (value <= double(std::numeric_limits<T>::min()))
    return std::numeric_limits<T>::min();
  if (value >= double(std::numeric_limits<T>::max()))
    return std::numeric_limits<T>::max();
  return static_cast<T>(value);
}

template <typename T>
static void store(char *data, int64_t index, T value) {
  std::memcpy(data + index * sizeof(T), &value, sizeof(T));
}

void Array::setFromDouble(int64_t index, double value) {
  char *base = data.get();
  switch (dtype) {
  case DType::F16:
    return store(base, index, doubleToHalf(value, llvm::APFloat::IEEEhalf()));
  case DType::BF16:
    return store(base, index, doubleToHalf(value, llvm::APFloat::BFloat()));
  case DType::F32:
    return store(base, index, static_cast<float>(value));
  case DType::F64:
    return store(base, index, value);
  case DType::Bool:
    return store<uint8_t>(base, index, value != 0);
  case DType::I8:
    return store(base, index, toInteger<int8_t>(value));
  case DType::I16:
    return store(base, index, toInteger<int16_t>(value));
  case DType::I32:
    return store(base, index, toInteger<int32_t>(value));
  case DType::I64:
    return store(base, index, toInteger<int64_t>(value));
  case DType::U8:
    return store(base, index, toInteger<uint8_t>(value));
  case DType::U16:
    return store(base, index, toInteger<uint16_t>(value));
  case DType::U32:
    return store(base, index, toInteger<uint32_t>(value));
  case DType::U64:
    return store(base, index, toInteger<uint64_t>(value));
  case DType::C64:
    store(base, 2 * index, static_cast<float>(value));
    return store(base, 2 * index + 1, 0.0f);
  }
}

static bool isInteger(DType dtype) {
  switch (dtype) {
  case DType::I8:
  case DType::I16:
  case DType::I32:
  case DType::I64:
  case DType::U8:
  case DType::U16:
  case DType::U32:
  case DType::U64:
    return true;
  default:
    return false;
  }
}

llvm::Expected<Array> Array::cast(DType to) const {
  if (to == dtype)
    return *this;
  if (dtype == DType::C64)
    return llvm::createStringError(
        "complex elements have no conversion to real ones");
  llvm::Expected<Array> result = allocate(to, shape);
  if (!result)
    return result;
  if (isInteger(dtype) && isInteger(to)) {
    // The low bytes are the number modulo two to the width, as numpy has it.
    bool isWide = dtype == DType::I64 || dtype == DType::U64;
    unsigned width = getByteWidth(to);
    for (int64_t i = 0; i < numElements; ++i) {
      uint64_t value = isWide ? load<uint64_t>(data.get(), i)
                              : static_cast<int64_t>(getAsDouble(i));
      std::memcpy(result->getData() + i * width, &value, width);
    }
    return result;
  }
  for (int64_t i = 0; i < numElements; ++i)
    result->setFromDouble(i, getAsDouble(i));
  return result;
}

Array Array::reshape(ArrayRef<int64_t> newShape) const {
  Array result = *this;
  result.shape.assign(newShape.begin(), newShape.end());
  assert(nn::getNumElements(newShape) == numElements &&
         "reshape changes the number of elements");
  return result;
}
