//===- Numpy.h - .npy and .npz files ----------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads and writes numpy's files. Whatever numpy.save and numpy.savez write of
// the element types that networks have is read; all else is an error.
//
//===----------------------------------------------------------------------===//

#ifndef NN_EXECUTION_NUMPY_H
#define NN_EXECUTION_NUMPY_H

#include "nn/Execution/Array.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::nn {

/// Reads the bytes of a .npy file: any byte order, C or Fortran order.
llvm::Expected<Array> readNpy(StringRef bytes);

/// Reads a .npy file.
llvm::Expected<Array> readNpyFile(StringRef path);

/// Writes an array as version 1.0 .npy, little-endian and in C order.
void writeNpy(const Array &array, raw_ostream &os);

/// An open .npz archive. The directory is read and checked at once, arrays when
/// they are asked for.
class NpzReader {
public:
  static llvm::Expected<NpzReader> open(StringRef path);
  static llvm::Expected<NpzReader>
  open(std::unique_ptr<llvm::MemoryBuffer> buffer);

  /// The names of the arrays (without `.npy`) in the order of the archive.
  ArrayRef<std::string> getNames() const { return names; }
  bool contains(StringRef name) const;
  llvm::Expected<Array> read(StringRef name) const;

private:
  struct Member {
    uint64_t offset, compressedSize, size;
    uint32_t crc;
    uint16_t method;
  };
  llvm::Error readDirectory();
  llvm::Expected<StringRef> getStored(const Member &member) const;

  std::unique_ptr<llvm::MemoryBuffer> buffer;
  SmallVector<std::string> names;
  SmallVector<Member> members;
};

/// Writes an archive of stored (not deflated) arrays.
class NpzWriter {
public:
  explicit NpzWriter(raw_ostream &os) : os(os), start(os.tell()) {}
  void add(StringRef name, const Array &array);

  /// Writes the directory. Nothing may be added afterwards.
  void finish();

private:
  struct Member {
    std::string name;
    uint64_t offset, size;
    uint32_t crc;
  };
  raw_ostream &os;
  uint64_t start;
  SmallVector<Member> members;
};

} // namespace mlir::nn

#endif // NN_EXECUTION_NUMPY_H
