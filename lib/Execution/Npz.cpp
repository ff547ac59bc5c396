//===- Npz.cpp - Numpy's archives of arrays -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An .npz file is a zip archive of .npy files. Only the central directory is
// believed: numpy writes local headers whose sizes are all ones (ZIP64 while
// streaming). Every offset and size is checked before it is used.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Numpy.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include <zlib.h>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;
using namespace llvm::support::endian;

static constexpr uint32_t kLocalHeader = 0x04034b50;
static constexpr uint32_t kCentralHeader = 0x02014b50;
static constexpr uint32_t kEndOfDirectory = 0x06054b50;
static constexpr uint32_t kZip64Locator = 0x07064b50;
static constexpr uint32_t kZip64EndOfDirectory = 0x06064b50;
static constexpr uint16_t kStored = 0, kDeflated = 8;
static constexpr uint32_t kInZip64 = 0xffffffff;

static llvm::Error corrupt(const Twine &what) {
  return createStringError("invalid .npz archive: " + what);
}

/// CRC-32 of a buffer of any size; zlib takes 32-bit lengths.
static uint32_t getCRC(StringRef bytes, uint32_t crc = 0) {
  while (!bytes.empty()) {
    StringRef chunk = bytes.take_front(1u << 30);
    crc =
        crc32(crc, reinterpret_cast<const Bytef *>(chunk.data()), chunk.size());
    bytes = bytes.drop_front(chunk.size());
  }
  return crc;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

llvm::Expected<NpzReader> NpzReader::open(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  llvm::Expected<NpzReader> reader = open(std::move(*buffer));
  if (!reader)
    return createStringError("cannot read '" + path +
                             "': " + llvm::toString(reader.takeError()));
  return reader;
}

llvm::Expected<NpzReader>
NpzReader::open(std::unique_ptr<llvm::MemoryBuffer> buffer) {
  NpzReader reader;
  reader.buffer = std::move(buffer);
  if (llvm::Error error = reader.readDirectory())
    return std::move(error);
  return reader;
}

llvm::Error NpzReader::readDirectory() {
  StringRef file = buffer->getBuffer();
  constexpr size_t endSize = 22, maxComment = 0xffff;
  if (file.size() < endSize)
    return corrupt("too short");
  // The end record is last but for a comment of up to 64 KiB.
  size_t end = file.size() - endSize;
  size_t lowest = end > maxComment ? end - maxComment : 0;
  while (read32le(file.data() + end) != kEndOfDirectory ||
         read16le(file.data() + end + 20) != file.size() - end - endSize) {
    if (end == lowest)
      return corrupt("no end-of-directory record");
    --end;
  }
  const char *record = file.data() + end;
  if (read16le(record + 4) != 0 || read16le(record + 6) != 0)
    return corrupt("more than one disk");
  uint64_t count = read16le(record + 10);
  uint64_t directorySize = read32le(record + 12);
  uint64_t directory = read32le(record + 16);
  uint64_t directoryEnd = end;
  constexpr size_t locatorSize = 20, zip64Size = 56;
  if (end >= locatorSize && read32le(record - locatorSize) == kZip64Locator) {
    uint64_t zip64 = read64le(record - locatorSize + 8);
    uint64_t limit = end - locatorSize;
    if (limit < zip64Size || zip64 > limit - zip64Size ||
        read32le(file.data() + zip64) != kZip64EndOfDirectory)
      return corrupt("no ZIP64 end-of-directory record");
    count = read64le(file.data() + zip64 + 32);
    directorySize = read64le(file.data() + zip64 + 40);
    directory = read64le(file.data() + zip64 + 48);
    directoryEnd = zip64;
  }
  if (directory > directoryEnd || directorySize > directoryEnd - directory)
    return corrupt("the directory is outside the file");

  StringRef rest = file.substr(directory, directorySize);
  llvm::StringSet<> seen;
  uint64_t sumOfSizes = 0;
  constexpr size_t centralSize = 46;
  for (uint64_t i = 0; i < count; ++i) {
    if (rest.size() < centralSize || read32le(rest.data()) != kCentralHeader)
      return corrupt("truncated directory");
    const char *entry = rest.data();
    uint16_t flags = read16le(entry + 8);
    Member member;
    member.method = read16le(entry + 10);
    member.crc = read32le(entry + 16);
    member.compressedSize = read32le(entry + 20);
    member.size = read32le(entry + 24);
    size_t nameSize = read16le(entry + 28), extraSize = read16le(entry + 30),
           commentSize = read16le(entry + 32);
    member.offset = read32le(entry + 42);
    rest = rest.drop_front(centralSize);
    if (rest.size() < nameSize + extraSize + commentSize)
      return corrupt("truncated directory");
    StringRef name = rest.take_front(nameSize);
    StringRef extra = rest.substr(nameSize, extraSize);
    rest = rest.drop_front(nameSize + extraSize + commentSize);

    // A ZIP64 field holds, in this order, the values that did not fit.
    while (extra.size() >= 4) {
      uint16_t tag = read16le(extra.data()), size = read16le(extra.data() + 2);
      extra = extra.drop_front(4);
      if (extra.size() < size)
        return corrupt("truncated extra field of '" + name + "'");
      StringRef field = extra.take_front(size);
      extra = extra.drop_front(size);
      if (tag != 1)
        continue;
      for (uint64_t *value :
           {&member.size, &member.compressedSize, &member.offset}) {
        if (*value != kInZip64)
          continue;
        if (field.size() < 8)
          return corrupt("truncated ZIP64 field of '" + name + "'");
        *value = read64le(field.data());
        field = field.drop_front(8);
      }
    }

    if (!name.consume_back(".npy"))
      return corrupt("member '" + name + "' is not an .npy file");
    if (!seen.insert(name).second)
      return corrupt("two arrays are called '" + name + "'");
    if (flags & 1)
      return corrupt("array '" + name + "' is encrypted");
    if (member.method != kStored && member.method != kDeflated)
      return corrupt("array '" + name + "' is compressed by method " +
                     Twine(member.method) + ", not deflate");
    if (member.offset > directory ||
        member.compressedSize > directory - member.offset)
      return corrupt("array '" + name + "' is outside the file");
    // Deflate shrinks by 1032 at most, and members that share bytes are how an
    // archive of kilobytes unpacks to petabytes.
    sumOfSizes += member.compressedSize;
    if (sumOfSizes > file.size() ||
        (member.method == kStored && member.size != member.compressedSize) ||
        member.size / 1040 > member.compressedSize)
      return corrupt("array '" + name + "' has an impossible size");
    names.push_back(name.str());
    members.push_back(member);
  }
  return llvm::Error::success();
}

bool NpzReader::contains(StringRef name) const {
  return llvm::is_contained(names, name);
}

llvm::Expected<StringRef> NpzReader::getStored(const Member &member) const {
  StringRef file = buffer->getBuffer();
  constexpr size_t localSize = 30;
  StringRef local = file.drop_front(member.offset);
  if (local.size() < localSize || read32le(local.data()) != kLocalHeader)
    return corrupt("no local header");
  size_t skip =
      localSize + read16le(local.data() + 26) + read16le(local.data() + 28);
  if (local.size() < skip || local.size() - skip < member.compressedSize)
    return corrupt("truncated member");
  return local.substr(skip, member.compressedSize);
}

/// Inflates a raw deflate stream that must yield exactly `size` bytes.
static llvm::Expected<std::unique_ptr<llvm::WritableMemoryBuffer>>
inflateTo(StringRef bytes, uint64_t size) {
  auto result = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(size);
  if (!result)
    return createStringError("no memory for %" PRIu64 " bytes", size);
  z_stream stream = {};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    return createStringError("zlib cannot start");
  char *out = result->getBufferStart();
  uint64_t left = size;
  int status = Z_OK;
  // zlib counts in 32 bits.
  constexpr uint64_t maxChunk = 1u << 30;
  while (status == Z_OK) {
    if (stream.avail_in == 0 && !bytes.empty()) {
      StringRef chunk = bytes.take_front(maxChunk);
      stream.next_in =
          reinterpret_cast<Bytef *>(const_cast<char *>(chunk.data()));
      stream.avail_in = chunk.size();
      bytes = bytes.drop_front(chunk.size());
    }
    uint64_t room = std::min(left, maxChunk);
    stream.next_out = reinterpret_cast<Bytef *>(out);
    stream.avail_out = room;
    status = inflate(&stream, Z_NO_FLUSH);
    uint64_t written = room - stream.avail_out;
    out += written;
    left -= written;
  }
  bool isComplete = status == Z_STREAM_END && left == 0 &&
                    stream.avail_in == 0 && bytes.empty();
  inflateEnd(&stream);
  if (!isComplete)
    return corrupt("the deflated data is damaged");
  return result;
}

llvm::Expected<Array> NpzReader::read(StringRef name) const {
  const auto *it = llvm::find(names, name);
  if (it == names.end())
    return createStringError("no array is called '" + name + "'");
  const Member &member = members[it - names.begin()];
  auto addName = [&](llvm::Error error) {
    return createStringError("array '" + name +
                             "': " + llvm::toString(std::move(error)));
  };
  llvm::Expected<StringRef> stored = getStored(member);
  if (!stored)
    return addName(stored.takeError());
  std::unique_ptr<llvm::WritableMemoryBuffer> inflated;
  StringRef bytes = *stored;
  if (member.method == kDeflated) {
    auto result = inflateTo(*stored, member.size);
    if (!result)
      return addName(result.takeError());
    inflated = std::move(*result);
    bytes = StringRef(inflated->getBufferStart(), member.size);
  }
  if (getCRC(bytes) != member.crc)
    return addName(corrupt("the checksum does not match"));
  llvm::Expected<Array> array = readNpy(bytes);
  if (!array)
    return addName(array.takeError());
  return array;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

namespace {
/// Writes little-endian numbers.
struct LittleEndian {
  raw_ostream &os;
  LittleEndian &u16(uint16_t value) { return write(value, 2); }
  LittleEndian &u32(uint32_t value) { return write(value, 4); }
  LittleEndian &u64(uint64_t value) { return write(value, 8); }
  LittleEndian &write(uint64_t value, unsigned width) {
    char bytes[8];
    write64le(bytes, value);
    os.write(bytes, width);
    return *this;
  }
};

/// Computes the checksum of what is written, and keeps nothing.
class ChecksumStream : public raw_ostream {
public:
  ~ChecksumStream() override { flush(); }
  uint32_t getChecksum() {
    flush();
    return crc;
  }

private:
  void write_impl(const char *data, size_t size) override {
    crc = getCRC(StringRef(data, size), crc);
    position += size;
  }
  uint64_t current_pos() const override { return position; }
  uint32_t crc = 0;
  uint64_t position = 0;
};
} // namespace

// Made without a clock, so that equal arrays make equal files: 1980-01-01.
static constexpr uint16_t kTime = 0, kDate = 0x21;
// Every size is in a ZIP64 field, as numpy writes them, whether needed or not.
static constexpr uint16_t kVersion = 45;

void NpzWriter::add(StringRef name, const Array &array) {
  Member member;
  member.name = (name + ".npy").str();
  member.offset = os.tell() - start;
  ChecksumStream checksum;
  writeNpy(array, checksum);
  member.crc = checksum.getChecksum();
  member.size = checksum.tell();
  LittleEndian le{os};
  le.u32(kLocalHeader).u16(kVersion).u16(0).u16(kStored);
  le.u16(kTime).u16(kDate).u32(member.crc).u32(kInZip64).u32(kInZip64);
  le.u16(member.name.size()).u16(20);
  os << member.name;
  le.u16(1).u16(16).u64(member.size).u64(member.size);
  writeNpy(array, os);
  members.push_back(std::move(member));
}

void NpzWriter::finish() {
  LittleEndian le{os};
  uint64_t directory = os.tell() - start;
  for (const Member &member : members) {
    le.u32(kCentralHeader).u16(kVersion).u16(kVersion).u16(0).u16(kStored);
    le.u16(kTime).u16(kDate).u32(member.crc).u32(kInZip64).u32(kInZip64);
    le.u16(member.name.size()).u16(28).u16(0).u16(0).u16(0).u32(0);
    le.u32(kInZip64);
    os << member.name;
    le.u16(1).u16(24).u64(member.size).u64(member.size).u64(member.offset);
  }
  uint64_t end = os.tell() - start;
  uint64_t count = members.size();
  if (count != 0) {
    le.u32(kZip64EndOfDirectory).u64(44).u16(kVersion).u16(kVersion);
    le.u32(0).u32(0).u64(count).u64(count).u64(end - directory).u64(directory);
    le.u32(kZip64Locator).u32(0).u64(end).u32(1);
  }
  auto saturate = [](uint64_t value, uint64_t limit) {
    return std::min(value, limit);
  };
  le.u32(kEndOfDirectory).u16(0).u16(0);
  le.u16(saturate(count, 0xffff)).u16(saturate(count, 0xffff));
  le.u32(saturate(end - directory, kInZip64));
  le.u32(saturate(directory, kInZip64)).u16(0);
}
