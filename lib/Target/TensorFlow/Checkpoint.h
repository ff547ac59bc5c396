//===- Checkpoint.h - Variables of a SavedModel -----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads TensorFlow's checkpoints of version 2: an index (an SSTable of protocol
// buffers) and files of raw tensors, which stay mapped.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_CHECKPOINT_H
#define NN_LIB_TARGET_TENSORFLOW_CHECKPOINT_H

#include "mlir/Support/LLVM.h"
#include "nn/Target/TensorFlow/proto/checkpoint.pb.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace mlir::nn::tf {

namespace proto = ::nn::tensorflow;

/// The variables of a SavedModel, in the files that TensorFlow writes: an
/// index, which is a sorted table of LevelDB, and shards of data, which are
/// mapped.
class Checkpoint {
public:
  /// Where a tensor is.
  struct Entry {
    proto::BundleEntryProto info;
    ArrayRef<char> bytes;
    /// What `bytes` are part of.
    std::shared_ptr<llvm::MemoryBuffer> file;
  };

  /// Opens `<prefix>.index` and the files of data that it lists.
  static llvm::Expected<std::unique_ptr<Checkpoint>> open(StringRef prefix);

  /// The tensor of this name.
  llvm::Expected<Entry> lookup(StringRef key) const;

  /// The files with the tensors' elements.
  ArrayRef<std::shared_ptr<llvm::MemoryBuffer>> getShards() const {
    return shards;
  }

private:
  llvm::Error readTable(StringRef table);
  llvm::Error readBlock(
      StringRef table, uint64_t offset, uint64_t size,
      llvm::function_ref<llvm::Error(StringRef, StringRef)> handleEntry) const;

  llvm::StringMap<std::string> entries;
  std::vector<std::shared_ptr<llvm::MemoryBuffer>> shards;
};

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_CHECKPOINT_H
