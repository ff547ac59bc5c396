//===- GuardedMemory.cpp - Memory that ends where it ends -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Page protection by the operating system, which LLVM offers only in part.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/GuardedMemory.h"
#include "llvm/Support/Process.h"
#include <cstring>
#include <sys/mman.h>

using namespace mlir;
using namespace mlir::nn;

llvm::Expected<std::shared_ptr<char>> nn::allocateGuarded(size_t bytes,
                                                          size_t alignment) {
  size_t page = llvm::sys::Process::getPageSizeEstimate();
  size_t used = llvm::alignTo(bytes, alignment);
  size_t mapped = llvm::alignTo(used, page);
  size_t whole = mapped + 2 * page;
  void *memory = mmap(nullptr, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
                      /*fd=*/-1, /*offset=*/0);
  if (memory == MAP_FAILED)
    return llvm::createStringError("no memory for %zu guarded bytes", bytes);
  char *base = static_cast<char *>(memory);
  std::shared_ptr<char> result(base + page + mapped - used,
                               [=](char *) { munmap(memory, whole); });
  if (mapped != 0) {
    if (mprotect(base + page, mapped, PROT_READ | PROT_WRITE) != 0)
      return llvm::createStringError("no memory for %zu guarded bytes", bytes);
    std::memset(base + page, 0xff, mapped);
  }
  return result;
}

llvm::Expected<Array> nn::allocateGuardedArray(DType dtype,
                                               ArrayRef<int64_t> shape) {
  unsigned width = getByteWidth(dtype);
  std::optional<int64_t> count = getNumElements(shape, width);
  if (!count)
    return llvm::createStringError("an array of " + formatShape(shape) +
                                   " elements is too large");
  auto memory = allocateGuarded(*count * width, width);
  if (!memory)
    return memory.takeError();
  return Array::adopt(dtype, shape, std::move(*memory));
}

llvm::Expected<Array> nn::copyToGuarded(const Array &array) {
  llvm::Expected<Array> copy =
      allocateGuardedArray(array.getDType(), array.getShape());
  if (copy)
    std::memcpy(copy->getData(), array.getData(), array.getNumBytes());
  return copy;
}
