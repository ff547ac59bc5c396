//===- HostileCheckpointTest.cpp - Damaged checkpoints --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the bytes of a checkpoint's index are, it opens, or it is an error;
// and what it says lies in its data does.
//
//===----------------------------------------------------------------------===//

#include "Checkpoint.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir::nn::tf;

namespace {

class HostileCheckpointTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("checkpoint", folder));
    prefix = (folder + "/variables").str();
    data = std::string(64, 'd');
    write(prefix + ".data-00000-of-00001", data);

    proto::BundleHeaderProto header;
    header.set_num_shards(1);
    proto::BundleEntryProto entry;
    entry.set_dtype(proto::DT_FLOAT);
    entry.mutable_shape()->add_dim()->set_size(4);
    entry.set_offset(16);
    entry.set_size(16);
    // One block of data, one of its place, and the footer.
    std::string block = makeEntry("", header.SerializeAsString()) +
                        makeEntry("w", entry.SerializeAsString());
    index = finishBlock(block);
    std::string place = {0, char(index.size() - 5)};
    std::string places = finishBlock(makeEntry("w", place));
    std::string footer = {0, 0, char(index.size()), char(places.size() - 5)};
    footer.resize(40);
    index += places + footer;
    index += std::string("\x57\xfb\x80\x8b\x24\x75\x47\xdb", 8);
  }

  void TearDown() override { llvm::sys::fs::remove_directories(folder); }

  static std::string makeEntry(const std::string &key,
                               const std::string &value) {
    return std::string({0, char(key.size()), char(value.size())}) + key + value;
  }

  /// No restarts, no compression, any checksum.
  static std::string finishBlock(const std::string &entries) {
    return entries + std::string(4, '\0') + std::string(5, '\0');
  }

  static void write(const std::string &path, const std::string &bytes) {
    std::error_code error;
    llvm::raw_fd_ostream os(path, error);
    os << bytes;
  }

  /// Whether `w` is found; what is not must be an error.
  bool read(const std::string &bytes) {
    write(prefix + ".index", bytes);
    auto checkpoint = Checkpoint::open(prefix);
    if (!checkpoint) {
      EXPECT_NE(llvm::toString(checkpoint.takeError()), "");
      return false;
    }
    auto entry = (*checkpoint)->lookup("w");
    if (!entry) {
      EXPECT_NE(llvm::toString(entry.takeError()), "");
      return false;
    }
    // Reads every byte that it points to.
    EXPECT_EQ(std::string(entry->bytes.begin(), entry->bytes.end()),
              std::string(entry->bytes.size(), 'd'));
    return true;
  }

  llvm::SmallString<128> folder;
  std::string prefix, data, index;
};

TEST_F(HostileCheckpointTest, Whole) { EXPECT_TRUE(read(index)); }

TEST_F(HostileCheckpointTest, Truncated) {
  for (size_t size = 0; size < index.size(); ++size)
    EXPECT_FALSE(read(index.substr(0, size)));
}

TEST_F(HostileCheckpointTest, ReplacedBytes) {
  for (size_t at = 0; at < index.size(); ++at)
    for (unsigned char value : {0x00, 0x01, 0x04, 0x7f, 0x80, 0xff}) {
      std::string damaged = index;
      damaged[at] = char(value);
      read(damaged);
    }
}

TEST_F(HostileCheckpointTest, NoData) {
  llvm::sys::fs::remove(prefix + ".data-00000-of-00001");
  EXPECT_FALSE(read(index));
}

} // namespace
