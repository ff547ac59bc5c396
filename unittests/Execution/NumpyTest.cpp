//===- NumpyTest.cpp - .npy and .npz files --------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What numpy writes is read; what it would never write is one error.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Numpy.h"
#include "llvm/Support/Endian.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <zlib.h>

using namespace mlir;
using namespace mlir::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {
std::string number(uint64_t value, unsigned width) {
  char bytes[8];
  llvm::support::endian::write64le(bytes, value);
  return std::string(bytes, width);
}

/// A .npy file with this dictionary and these elements.
std::string npy(StringRef dictionary, StringRef data, char version = 1) {
  std::string file("\x93NUMPY");
  file += version;
  file += '\0';
  std::string header = dictionary.str() + "\n";
  return file + number(header.size(), version == 1 ? 2 : 4) + header +
         data.str();
}

std::string describe(StringRef descr, StringRef shape, bool isFortran = false) {
  return ("{'descr': '" + descr + "', 'fortran_order': " +
          (isFortran ? "True" : "False") + ", 'shape': " + shape + ", }")
      .str();
}

std::string getError(StringRef bytes) {
  llvm::Expected<Array> array = readNpy(bytes);
  return array ? "" : llvm::toString(array.takeError());
}

/// A zip archive, built with whatever is wrong with it.
struct Zip {
  struct Options {
    bool isDeflated = false;
    bool isZip64 = false;
    uint16_t flags = 0;
    std::optional<uint32_t> crc, size;
    std::optional<uint16_t> method;
  };
  std::string file, directory;
  unsigned count = 0;

  void add(StringRef name, StringRef content) { add(name, content, Options()); }
  void add(StringRef name, StringRef content, Options options) {
    std::string stored = content.str();
    if (options.isDeflated) {
      stored.resize(compressBound(content.size()) + 64);
      z_stream stream = {};
      deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
      stream.next_in = (Bytef *)const_cast<char *>(content.data());
      stream.avail_in = content.size();
      stream.next_out = (Bytef *)stored.data();
      stream.avail_out = stored.size();
      deflate(&stream, Z_FINISH);
      stored.resize(stream.total_out);
      deflateEnd(&stream);
    }
    uint32_t crc = options.crc.value_or(
        crc32(0, (const Bytef *)content.data(), content.size()));
    uint64_t size = options.size.value_or(content.size());
    uint16_t method = options.method.value_or(options.isDeflated ? 8 : 0);
    uint64_t offset = file.size();
    // The local header's sizes are all ones: only the directory counts.
    file += number(0x04034b50, 4) + number(20, 2) + number(options.flags, 2) +
            number(method, 2) + number(0, 4) + number(crc, 4) +
            number(0xffffffff, 4) + number(0xffffffff, 4) +
            number(name.size(), 2) + number(0, 2) + name.str() + stored;
    bool zip64 = options.isZip64;
    directory += number(0x02014b50, 4) + number(20, 2) + number(20, 2) +
                 number(options.flags, 2) + number(method, 2) + number(0, 4) +
                 number(crc, 4) + number(zip64 ? ~0u : stored.size(), 4) +
                 number(zip64 ? ~0u : size, 4) + number(name.size(), 2) +
                 number(zip64 ? 28 : 0, 2) + number(0, 2) + number(0, 2) +
                 number(0, 2) + number(0, 4) + number(zip64 ? ~0u : offset, 4) +
                 name.str();
    if (zip64)
      directory += number(1, 2) + number(24, 2) + number(size, 8) +
                   number(stored.size(), 8) + number(offset, 8);
    ++count;
  }
  std::string finish(StringRef comment = "") const {
    return file + directory + number(0x06054b50, 4) + number(0, 4) +
           number(count, 2) + number(count, 2) + number(directory.size(), 4) +
           number(file.size(), 4) + number(comment.size(), 2) + comment.str();
  }
};

llvm::Expected<NpzReader> openNpz(StringRef bytes) {
  return NpzReader::open(llvm::MemoryBuffer::getMemBufferCopy(bytes));
}

/// The error of opening the archive, or else of reading its first array.
std::string getNpzError(StringRef bytes) {
  llvm::Expected<NpzReader> reader = openNpz(bytes);
  if (!reader)
    return llvm::toString(reader.takeError());
  for (StringRef name : reader->getNames()) {
    llvm::Expected<Array> array = reader->read(name);
    if (!array)
      return llvm::toString(array.takeError());
  }
  return "";
}

std::string twoInts() {
  return npy(describe("<i4", "(2,)"), number(7, 4) + number(8, 4));
}
} // namespace

//===----------------------------------------------------------------------===//
// .npy
//===----------------------------------------------------------------------===//

TEST(NpyTest, RoundTripOfEveryType) {
  for (DType dtype :
       {DType::F16, DType::BF16, DType::F32, DType::F64, DType::Bool, DType::I8,
        DType::I16, DType::I32, DType::I64, DType::U8, DType::U16, DType::U32,
        DType::U64, DType::C64}) {
    Array array = llvm::cantFail(Array::allocate(dtype, {2, 1, 3}));
    for (int i = 0; i < 6; ++i)
      array.setFromDouble(i, i % 2);
    std::string bytes;
    llvm::raw_string_ostream os(bytes);
    writeNpy(array, os);
    EXPECT_EQ((bytes.size() - array.getNumBytes()) % 64, 0u);
    Array read = llvm::cantFail(readNpy(bytes));
    EXPECT_EQ(read.getDType(), dtype);
    EXPECT_THAT(read.getShape(), ElementsAre(2, 1, 3));
    EXPECT_EQ(StringRef(read.getData(), read.getNumBytes()),
              StringRef(array.getData(), array.getNumBytes()));
  }
}

TEST(NpyTest, FortranOrder) {
  std::string data;
  for (int value : {0, 3, 1, 4, 2, 5}) // columns of ((0, 1, 2), (3, 4, 5))
    data += number(value, 2);
  Array array =
      llvm::cantFail(readNpy(npy(describe("<i2", "(2, 3)", true), data)));
  EXPECT_THAT(array.getElements<int16_t>(), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(NpyTest, BigEndian) {
  Array array = llvm::cantFail(
      readNpy(npy(describe(">i4", "(2,)"), StringRef("\0\0\0\1\1\0\0\0", 8))));
  EXPECT_THAT(array.getElements<int32_t>(), ElementsAre(1, 1 << 24));
}

TEST(NpyTest, ScalarAndEmpty) {
  Array scalar =
      llvm::cantFail(readNpy(npy(describe("<i4", "()"), number(5, 4))));
  EXPECT_TRUE(scalar.getShape().empty());
  EXPECT_EQ(scalar.getAsDouble(0), 5.0);
  Array empty = llvm::cantFail(readNpy(npy(describe("<f4", "(0, 3)"), "")));
  EXPECT_THAT(empty.getShape(), ElementsAre(0, 3));
}

TEST(NpyTest, BrainFloatIsTwoOpaqueBytes) {
  Array array =
      llvm::cantFail(readNpy(npy(describe("<V2", "(1,)"), number(0x3fc0, 2))));
  EXPECT_EQ(array.getDType(), DType::BF16);
  EXPECT_EQ(array.getAsDouble(0), 1.5);
}

TEST(NpyTest, Versions) {
  for (char version : {1, 2, 3})
    EXPECT_EQ(getError(npy(describe("<i4", "(1,)"), "abcd", version)), "");
  EXPECT_THAT(getError(npy(describe("<i4", "(1,)"), "abcd", 4)),
              HasSubstr("unknown version 4"));
}

TEST(NpyTest, KeysInAnyOrderAndPythonTwo) {
  Array array = llvm::cantFail(
      readNpy(npy("{\"shape\":(2L,),'fortran_order':False,'descr':'|b1'}",
                  StringRef("\0\5", 2))));
  EXPECT_THAT(array.getElements<uint8_t>(), ElementsAre(0, 1));
}

TEST(NpyTest, Refused) {
  EXPECT_THAT(getError(""), HasSubstr("not a .npy file"));
  EXPECT_THAT(getError(StringRef("\x93NUMPY\1\0\xff\xff{", 11)),
              HasSubstr("truncated"));
  EXPECT_THAT(getError(npy(describe("<i4", "(2,)"), "abcd")),
              HasSubstr("an array of 2 int32 elements does not have 4 bytes"));
  EXPECT_THAT(getError(npy(describe("<i4", "(1,)"), "abcde")),
              HasSubstr("does not have 5 bytes"));
  EXPECT_THAT(
      getError(npy(describe("<i4", "(4611686018427387904, 4)"), "abcd")),
      HasSubstr("does not have 4 bytes"));
  EXPECT_THAT(getError(npy(describe("<i4", "(99999999999999999999,)"), "")),
              HasSubstr("expected a size"));
  EXPECT_THAT(getError(npy(describe("<i4", "(-1,)"), "")),
              HasSubstr("expected a size"));
  EXPECT_THAT(getError(npy(describe("|O", "(1,)"), "")),
              HasSubstr("element type '|O' is not supported"));
  EXPECT_THAT(getError(npy(describe("<U4", "(1,)"), "")),
              HasSubstr("element type '<U4' is not supported"));
  EXPECT_THAT(getError(npy("{'descr': [('a', '<f4')], 'fortran_order': False, "
                           "'shape': (1,)}",
                           "")),
              HasSubstr("structured"));
  EXPECT_THAT(getError(npy("{'descr': '<f4', 'shape': (1,)}", "abcd")),
              HasSubstr("expected the keys"));
  EXPECT_THAT(getError(npy("{'evil': __import__('os')}", "")),
              HasSubstr("unexpected key 'evil'"));
  EXPECT_THAT(getError(npy(describe("<f4", "(1"), "abcd")),
              HasSubstr("invalid .npy header"));
}

//===----------------------------------------------------------------------===//
// .npz
//===----------------------------------------------------------------------===//

TEST(NpzTest, RoundTrip) {
  Array a = llvm::cantFail(Array::allocate(DType::F32, {2, 2}));
  a.setFromDouble(3, 1.5);
  Array b = llvm::cantFail(Array::allocate(DType::I64, {}));
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  NpzWriter writer(os);
  writer.add("in:a:0", a);
  writer.add("scope/b", b);
  writer.finish();
  NpzReader reader = llvm::cantFail(openNpz(bytes));
  EXPECT_THAT(reader.getNames(), ElementsAre("in:a:0", "scope/b"));
  EXPECT_TRUE(reader.contains("scope/b"));
  EXPECT_EQ(llvm::cantFail(reader.read("in:a:0")).getAsDouble(3), 1.5);
  EXPECT_THAT(llvm::toString(reader.read("c").takeError()),
              HasSubstr("no array is called 'c'"));
}

TEST(NpzTest, EmptyArchiveHas22Bytes) {
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  NpzWriter(os).finish();
  EXPECT_EQ(bytes.size(), 22u);
  EXPECT_TRUE(llvm::cantFail(openNpz(bytes)).getNames().empty());
}

TEST(NpzTest, StoredDeflatedZip64AndComment) {
  Zip zip;
  zip.add("stored.npy", twoInts());
  Zip::Options options;
  options.isDeflated = true;
  zip.add("deflated.npy", twoInts(), options);
  options.isZip64 = true;
  zip.add("zip64.npy", twoInts(), options);
  NpzReader reader = llvm::cantFail(openNpz(zip.finish("a comment PK\5\6")));
  EXPECT_THAT(reader.getNames(), ElementsAre("stored", "deflated", "zip64"));
  for (StringRef name : reader.getNames())
    EXPECT_THAT(llvm::cantFail(reader.read(name)).getElements<int32_t>(),
                ElementsAre(7, 8));
}

TEST(NpzTest, Refused) {
  EXPECT_THAT(getNpzError(""), HasSubstr("too short"));
  EXPECT_THAT(getNpzError(std::string(100, 'x')),
              HasSubstr("no end-of-directory record"));
  {
    Zip zip;
    zip.add("a.txt", "hello");
    EXPECT_THAT(getNpzError(zip.finish()), HasSubstr("is not an .npy file"));
  }
  {
    Zip zip;
    zip.add("a.npy", twoInts());
    zip.add("a.npy", twoInts());
    EXPECT_THAT(getNpzError(zip.finish()),
                HasSubstr("two arrays are called 'a'"));
    std::string file = zip.finish();
    EXPECT_THAT(getNpzError(StringRef(file).drop_front(10)),
                HasSubstr("invalid .npz archive"));
    EXPECT_THAT(getNpzError(StringRef(file).drop_back(10)),
                HasSubstr("invalid .npz archive"));
  }
  auto withOptions = [](Zip::Options options) {
    Zip zip;
    zip.add("a.npy", twoInts(), options);
    return getNpzError(zip.finish());
  };
  Zip::Options encrypted;
  encrypted.flags = 1;
  EXPECT_THAT(withOptions(encrypted), HasSubstr("is encrypted"));
  Zip::Options wrongChecksum;
  wrongChecksum.crc = 1;
  EXPECT_THAT(withOptions(wrongChecksum),
              HasSubstr("array 'a': invalid .npz archive: the checksum"));
  Zip::Options lzma;
  lzma.method = 14;
  EXPECT_THAT(withOptions(lzma), HasSubstr("method 14, not deflate"));
  Zip::Options notDeflate;
  notDeflate.method = 8;
  EXPECT_THAT(withOptions(notDeflate),
              HasSubstr("the deflated data is damaged"));
  Zip::Options bomb;
  bomb.isDeflated = true;
  bomb.size = 0xfffffff0;
  EXPECT_THAT(withOptions(bomb), HasSubstr("impossible size"));
  Zip::Options tooShort;
  tooShort.isDeflated = true;
  tooShort.size = 8;
  EXPECT_THAT(withOptions(tooShort), HasSubstr("the deflated data is damaged"));
}

TEST(NpzTest, EveryTruncationIsAnError) {
  Zip zip;
  Zip::Options options;
  options.isDeflated = options.isZip64 = true;
  zip.add("a.npy", twoInts(), options);
  std::string file = zip.finish();
  for (size_t size = 0; size < file.size(); ++size)
    EXPECT_NE(getNpzError(StringRef(file).take_front(size)), "") << size;
}

TEST(NpzTest, EveryFlippedByteIsHandled) {
  // Not all are errors (a time stamp means nothing); none may crash.
  Zip zip;
  Zip::Options options;
  options.isDeflated = options.isZip64 = true;
  zip.add("a.npy", twoInts(), options);
  std::string file = zip.finish();
  for (size_t i = 0; i < file.size(); ++i)
    for (char mask : {'\x01', '\x80', '\xff'}) {
      std::string damaged = file;
      damaged[i] ^= mask;
      (void)getNpzError(damaged);
    }
}
