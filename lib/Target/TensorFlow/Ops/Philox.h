//===- Philox.h -------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// TensorFlow's generator of random words, for what is drawn when a graph is
// imported: orders and regions, which follow from seeds alone.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_PHILOX_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_PHILOX_H

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace mlir::nn::tf {

/// The words of Philox4x32-10, one after the other, from a counter on whose
/// high half is given and whose low half is `low`. A TensorFlow op with seeds
/// draws from key `seed`, with `seed2` as the high half.
class PhiloxSequence {
public:
  PhiloxSequence(uint64_t key, uint64_t high, uint64_t low = 0)
      : key(key), high(high), low(low) {}

  uint32_t next() {
    if (place == 4) {
      generate();
      place = 0;
      ++low;
    }
    return words[place++];
  }

  /// A float in [0, 1) from two words.
  double nextUnit() {
    uint64_t upper = next(), lower = next();
    uint64_t mantissa = (upper << 32 | lower) & ((uint64_t(1) << 52) - 1);
    return std::ldexp(double(mantissa), -52);
  }

private:
  void generate() {
    uint32_t key0 = key, key1 = key >> 32;
    words = {uint32_t(low), uint32_t(low >> 32), uint32_t(high),
             uint32_t(high >> 32)};
    for (int round = 0; round < 10; ++round) {
      uint64_t first = uint64_t(words[0]) * 0xD2511F53;
      uint64_t second = uint64_t(words[2]) * 0xCD9E8D57;
      words = {uint32_t(second >> 32) ^ words[1] ^ key0, uint32_t(second),
               uint32_t(first >> 32) ^ words[3] ^ key1, uint32_t(first)};
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
  }

  uint64_t key, high, low;
  std::array<uint32_t, 4> words;
  unsigned place = 4;
};

/// Brings the elements of a range into TensorFlow's order.
template <typename Range>
void shuffle(Range &range, PhiloxSequence &words) {
  uint32_t count = range.size();
  for (uint32_t i = 0; i + 1 < count; ++i)
    std::swap(range[i], range[i + words.next() % (count - i)]);
}

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_PHILOX_H
