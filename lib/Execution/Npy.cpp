//===- Npy.cpp - Numpy's file format for one array ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A .npy file is a magic number, a Python dictionary that says what the array
// is, and the elements. The dictionary is parsed here, never evaluated.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Numpy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Endian.h"
#include <cstring>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

static constexpr StringLiteral kMagic("\x93NUMPY");
// numpy's own limit.
static constexpr size_t kMaxRank = 64;

namespace {
/// What the header's dictionary says.
struct Header {
  DType dtype = DType::F32;
  bool isBigEndian = false;
  bool isFortran = false;
  SmallVector<int64_t> shape;
};

/// Parses the Python literal `{'descr': '<f4', 'fortran_order': False, 'shape':
/// (2, 3)}`, with keys in any order.
class HeaderParser {
public:
  explicit HeaderParser(StringRef text) : text(text) {}
  llvm::Expected<Header> parse();

private:
  bool consume(char c) {
    text = text.ltrim();
    return text.consume_front(StringRef(&c, 1));
  }
  llvm::Error fail(const Twine &what) {
    return createStringError("invalid .npy header: " + what);
  }
  llvm::Expected<StringRef> parseString();
  llvm::Error parseDescr(Header &header);
  llvm::Error parseShape(Header &header);

  StringRef text;
};
} // namespace

llvm::Expected<StringRef> HeaderParser::parseString() {
  text = text.ltrim();
  if (text.empty() || (text[0] != '\'' && text[0] != '"'))
    return fail("expected a string");
  size_t end = text.find(text[0], 1);
  if (end == StringRef::npos)
    return fail("unterminated string");
  StringRef result = text.slice(1, end);
  text = text.drop_front(end + 1);
  return result;
}

llvm::Error HeaderParser::parseDescr(Header &header) {
  text = text.ltrim();
  if (text.starts_with("["))
    return createStringError("a structured array is not supported");
  llvm::Expected<StringRef> descr = parseString();
  if (!descr)
    return descr.takeError();
  StringRef code = *descr;
  header.isBigEndian = code.consume_front(">");
  if (!header.isBigEndian && !code.consume_front("<") &&
      !code.consume_front("|"))
    code.consume_front("=");
  // bfloat16 is no type of numpy: its arrays arrive as two opaque bytes.
  std::optional<DType> dtype = llvm::StringSwitch<std::optional<DType>>(code)
                                   .Case("f2", DType::F16)
                                   .Case("V2", DType::BF16)
                                   .Case("f4", DType::F32)
                                   .Case("f8", DType::F64)
                                   .Cases({"b1", "?"}, DType::Bool)
                                   .Case("i1", DType::I8)
                                   .Case("i2", DType::I16)
                                   .Case("i4", DType::I32)
                                   .Case("i8", DType::I64)
                                   .Case("u1", DType::U8)
                                   .Case("u2", DType::U16)
                                   .Case("u4", DType::U32)
                                   .Case("u8", DType::U64)
                                   .Case("c8", DType::C64)
                                   .Default(std::nullopt);
  if (!dtype)
    return createStringError("the numpy element type '" + *descr +
                             "' is not supported");
  header.dtype = *dtype;
  return llvm::Error::success();
}

llvm::Error HeaderParser::parseShape(Header &header) {
  if (!consume('('))
    return fail("expected a tuple as 'shape'");
  while (!consume(')')) {
    text = text.ltrim();
    int64_t size;
    if (text.consumeInteger(10, size) || size < 0)
      return fail("expected a size in 'shape'");
    text.consume_front("L"); // Python 2's long
    header.shape.push_back(size);
    if (header.shape.size() > kMaxRank)
      return fail("more than 64 dimensions");
    if (!consume(',') && !text.ltrim().starts_with(")"))
      return fail("expected ',' or ')' in 'shape'");
  }
  return llvm::Error::success();
}

llvm::Expected<Header> HeaderParser::parse() {
  Header header;
  bool hasDescr = false, hasOrder = false, hasShape = false;
  if (!consume('{'))
    return fail("expected a dictionary");
  while (!consume('}')) {
    llvm::Expected<StringRef> key = parseString();
    if (!key)
      return key.takeError();
    if (!consume(':'))
      return fail("expected ':'");
    if (*key == "descr" && !hasDescr) {
      hasDescr = true;
      if (llvm::Error error = parseDescr(header))
        return std::move(error);
    } else if (*key == "fortran_order" && !hasOrder) {
      hasOrder = true;
      text = text.ltrim();
      header.isFortran = text.consume_front("True");
      if (!header.isFortran && !text.consume_front("False"))
        return fail("expected True or False as 'fortran_order'");
    } else if (*key == "shape" && !hasShape) {
      hasShape = true;
      if (llvm::Error error = parseShape(header))
        return std::move(error);
    } else {
      return fail("unexpected key '" + *key + "'");
    }
    if (!consume(',') && !text.ltrim().starts_with("}"))
      return fail("expected ',' or '}'");
  }
  if (!hasDescr || !hasOrder || !hasShape)
    return fail("expected the keys 'descr', 'fortran_order' and 'shape'");
  if (!text.trim().empty())
    return fail("unexpected text after the dictionary");
  return header;
}

/// Swaps the bytes of each element in place.
static void swapBytes(const Array &array) {
  // A complex number is two of its parts.
  unsigned width =
      array.getDType() == DType::C64 ? 4 : getByteWidth(array.getDType());
  char *data = array.getData();
  for (size_t i = 0, e = array.getNumBytes(); i < e; i += width)
    std::reverse(data + i, data + i + width);
}

/// Copies elements in Fortran order into row-major order.
static void copyFromFortranOrder(const char *source, const Array &array) {
  ArrayRef<int64_t> shape = array.getShape();
  unsigned width = getByteWidth(array.getDType());
  SmallVector<int64_t> index(shape.size(), 0), strides(shape.size(), 1);
  for (size_t i = 1; i < shape.size(); ++i)
    strides[i] = strides[i - 1] * shape[i - 1];
  int64_t offset = 0;
  for (int64_t i = 0, e = array.getNumElements(); i < e; ++i) {
    std::memcpy(array.getData() + i * width, source + offset * width, width);
    for (int64_t dim = shape.size() - 1; dim >= 0; --dim) {
      offset += strides[dim];
      if (++index[dim] < shape[dim])
        break;
      offset -= strides[dim] * shape[dim];
      index[dim] = 0;
    }
  }
}

llvm::Expected<Array> nn::readNpy(StringRef bytes) {
  if (!bytes.consume_front(kMagic))
    return createStringError("not a .npy file");
  if (bytes.size() < 4)
    return createStringError("truncated .npy header");
  unsigned version = static_cast<uint8_t>(bytes[0]);
  if (version < 1 || version > 3)
    return createStringError("unknown version %u of the .npy format", version);
  bytes = bytes.drop_front(2);
  size_t headerSize;
  if (version == 1) {
    headerSize = llvm::support::endian::read16le(bytes.data());
    bytes = bytes.drop_front(2);
  } else {
    if (bytes.size() < 4)
      return createStringError("truncated .npy header");
    headerSize = llvm::support::endian::read32le(bytes.data());
    bytes = bytes.drop_front(4);
  }
  if (bytes.size() < headerSize)
    return createStringError("truncated .npy header");
  llvm::Expected<Header> header =
      HeaderParser(bytes.take_front(headerSize)).parse();
  if (!header)
    return header.takeError();
  bytes = bytes.drop_front(headerSize);

  // Compare before allocating: the sizes may be anything.
  unsigned width = getByteWidth(header->dtype);
  std::optional<int64_t> count = getNumElements(header->shape, width);
  if (!count || static_cast<uint64_t>(*count) * width != bytes.size())
    return createStringError("an array of " + formatShape(header->shape) + " " +
                             getName(header->dtype) +
                             " elements does not have " + Twine(bytes.size()) +
                             " bytes");
  llvm::Expected<Array> array = Array::allocate(header->dtype, header->shape);
  if (!array)
    return array;
  if (header->isFortran && header->shape.size() > 1)
    copyFromFortranOrder(bytes.data(), *array);
  else
    std::memcpy(array->getData(), bytes.data(), bytes.size());
  if (header->isBigEndian != llvm::sys::IsBigEndianHost && width > 1)
    swapBytes(*array);
  // Any byte but zero is true to numpy; compiled code reads exactly 0 and 1.
  if (header->dtype == DType::Bool)
    for (uint8_t &value : array->getElements<uint8_t>())
      value = value != 0;
  return array;
}

llvm::Expected<Array> nn::readNpyFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  llvm::Expected<Array> array = readNpy((*buffer)->getBuffer());
  if (!array)
    return createStringError("cannot read '" + path +
                             "': " + llvm::toString(array.takeError()));
  return array;
}

static StringRef getDescr(DType dtype) {
  switch (dtype) {
  case DType::F16:
    return "<f2";
  case DType::BF16:
    return "<V2";
  case DType::F32:
    return "<f4";
  case DType::F64:
    return "<f8";
  case DType::Bool:
    return "|b1";
  case DType::I8:
    return "|i1";
  case DType::I16:
    return "<i2";
  case DType::I32:
    return "<i4";
  case DType::I64:
    return "<i8";
  case DType::U8:
    return "|u1";
  case DType::U16:
    return "<u2";
  case DType::U32:
    return "<u4";
  case DType::U64:
    return "<u8";
  case DType::C64:
    return "<c8";
  }
  llvm_unreachable("unknown element type");
}

void nn::writeNpy(const Array &array, raw_ostream &os) {
  std::string header;
  llvm::raw_string_ostream headerOS(header);
  headerOS << "{'descr': '" << getDescr(array.getDType())
           << "', 'fortran_order': False, 'shape': (";
  for (int64_t size : array.getShape())
    headerOS << size << ", ";
  headerOS << "), }";
  // The elements start at a multiple of 64, as numpy has it.
  constexpr size_t prefix = 10;
  header.append(llvm::alignTo(prefix + header.size() + 1, 64) - prefix -
                    header.size() - 1,
                ' ');
  header.push_back('\n');
  char length[2];
  llvm::support::endian::write16le(length, header.size());
  os << kMagic << StringRef("\x01\x00", 2) << StringRef(length, 2) << header;
  os.write(array.getData(), array.getNumBytes());
}
