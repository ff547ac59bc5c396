//===- Checkpoint.cpp - Variables of a SavedModel -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The index is a table in LevelDB's format: blocks of sorted keys, each of
// which shares a prefix with the one before, and a block of the blocks' places.
//
//===----------------------------------------------------------------------===//

#include "Checkpoint.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;
using llvm::createStringError;

static constexpr uint64_t kTableMagic = 0xdb4775248b80fb57ull;
static constexpr size_t kFooterSize = 48;

/// Takes a varint off the front; false if there is none.
static bool takeVarint(StringRef &bytes, uint64_t &value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    uint8_t byte = bytes.front();
    bytes = bytes.drop_front();
    value |= uint64_t(byte & 127) << shift;
    if (byte < 128)
      return true;
  }
  return false;
}

llvm::Error Checkpoint::readBlock(
    StringRef table, uint64_t offset, uint64_t size,
    llvm::function_ref<llvm::Error(StringRef, StringRef)> handleEntry) const {
  // Behind the block are a byte of its compression, and a checksum.
  if (offset > table.size() || size > table.size() - offset ||
      table.size() - offset - size < 5)
    return createStringError("the checkpoint's index is truncated");
  if (table[offset + size] != 0)
    return createStringError("the checkpoint's index is compressed");
  StringRef block = table.substr(offset, size);
  if (size < 4)
    return createStringError("the checkpoint's index is malformed");
  uint32_t restarts =
      llvm::support::endian::read32le(block.take_back(4).data());
  if (restarts > (size - 4) / 4)
    return createStringError("the checkpoint's index is malformed");
  block = block.drop_back(4 * (size_t(restarts) + 1));
  std::string key;
  while (!block.empty()) {
    uint64_t shared, added, length;
    if (!takeVarint(block, shared) || !takeVarint(block, added) ||
        !takeVarint(block, length) || shared > key.size() ||
        added > block.size() || length > block.size() - added)
      return createStringError("the checkpoint's index is malformed");
    key.resize(shared);
    key += block.take_front(added);
    if (llvm::Error error = handleEntry(key, block.substr(added, length)))
      return error;
    block = block.drop_front(added + length);
  }
  return llvm::Error::success();
}

llvm::Error Checkpoint::readTable(StringRef table) {
  if (table.size() < kFooterSize ||
      llvm::support::endian::read64le(table.take_back(8).data()) != kTableMagic)
    return createStringError("the checkpoint's index is not one, or truncated");
  StringRef footer = table.take_back(kFooterSize);
  uint64_t metaOffset, metaSize, offset, size;
  if (!takeVarint(footer, metaOffset) || !takeVarint(footer, metaSize) ||
      !takeVarint(footer, offset) || !takeVarint(footer, size))
    return createStringError("the checkpoint's index is malformed");
  uint64_t left = table.size();
  return readBlock(table, offset, size, [&](StringRef, StringRef place) {
    uint64_t blockOffset, blockSize;
    if (!takeVarint(place, blockOffset) || !takeVarint(place, blockSize))
      return createStringError("the checkpoint's index is malformed");
    // Blocks do not overlap: reading all takes no longer than the file is.
    if (blockSize > left)
      return createStringError("the checkpoint's index is malformed");
    left -= blockSize;
    return readBlock(table, blockOffset, blockSize,
                     [&](StringRef key, StringRef value) {
                       entries[key] = value.str();
                       return llvm::Error::success();
                     });
  });
}

static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
mapFile(const Twine &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  return std::move(*buffer);
}

llvm::Expected<std::unique_ptr<Checkpoint>> Checkpoint::open(StringRef prefix) {
  auto index = mapFile(prefix + ".index");
  if (!index)
    return index.takeError();
  auto checkpoint = std::make_unique<Checkpoint>();
  if (llvm::Error error = checkpoint->readTable((*index)->getBuffer()))
    return std::move(error);
  // The header is what has no name.
  proto::BundleHeaderProto header;
  auto it = checkpoint->entries.find("");
  if (it == checkpoint->entries.end() || !header.ParseFromString(it->second))
    return createStringError("the checkpoint's index has no header");
  if (header.endianness() != proto::BundleHeaderProto::LITTLE)
    return createStringError("the checkpoint is of a big-endian machine");
  if (header.num_shards() < 1 || header.num_shards() > 10000)
    return createStringError("the checkpoint has " +
                             Twine(header.num_shards()) + " files of data");
  for (int i = 0; i < header.num_shards(); ++i) {
    auto shard = mapFile(llvm::formatv("{0}.data-{1,0+5}-of-{2,0+5}", prefix, i,
                                       header.num_shards())
                             .str());
    if (!shard)
      return shard.takeError();
    checkpoint->shards.push_back(std::move(*shard));
  }
  return checkpoint;
}

llvm::Expected<Checkpoint::Entry> Checkpoint::lookup(StringRef key) const {
  auto it = entries.find(key);
  if (it == entries.end())
    return createStringError("the checkpoint has no tensor '" + key + "'");
  Entry entry;
  if (!entry.info.ParseFromString(it->second))
    return createStringError("the checkpoint's entry of '" + key +
                             "' is malformed");
  if (entry.info.slices_size())
    return createStringError("the checkpoint has '" + key +
                             "' in slices, which is not supported");
  if (entry.info.shard_id() < 0 ||
      size_t(entry.info.shard_id()) >= shards.size())
    return createStringError("the checkpoint has no file with '" + key + "'");
  entry.file = shards[entry.info.shard_id()];
  StringRef bytes = entry.file->getBuffer();
  uint64_t offset = entry.info.offset(), size = entry.info.size();
  if (offset > bytes.size() || size > bytes.size() - offset)
    return createStringError("the checkpoint's data ends before '" + key +
                             "' does");
  entry.bytes = ArrayRef<char>(bytes.data() + offset, size);
  return entry;
}
