//===- TensorCores.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instructions of PTX that a warp executes together, and the copies that feed
// them: who has which element of the matrices is as its manual says.
//
//===----------------------------------------------------------------------===//

#include "Machine.h"
#include <cstring>

using namespace ptx;

static float toFloat(uint64_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// What a tensor core sees of an f32: the upper bits.
static float toTF32(uint64_t bits) { return toFloat(bits & 0xffffe000u); }

static float halfToFloat(uint64_t bits) {
  _Float16 value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// Calls a function for the first thread of each warp, all of which have to be
/// at the instruction.
template <typename F>
static void forWarps(Block &block, const Instruction &instruction, F function) {
  const std::vector<unsigned> &active = block.getActive();
  for (size_t i = 0; i < active.size(); i += 32) {
    if (active[i] % 32 || i + 32 > active.size() ||
        active[i + 31] != active[i] + 31)
      throw Error("a warp is not together at '" + instruction.text + "'");
    function(active[i]);
  }
}

/// mma.m16n8k8 of tf32, and mma.m16n8k16 of f16, whose registers hold two.
template <bool isHalf>
static void multiply(Block &block, const Instruction &instruction) {
  constexpr unsigned depth = isHalf ? 16 : 8;
  forWarps(block, instruction, [&](unsigned first) {
    float a[16][depth], b[depth][8], c[16][8];
    auto read = [&](unsigned operand, unsigned lane) {
      return block.getRow(instruction.operands.at(operand))[first + lane];
    };
    for (unsigned lane = 0; lane < 32; ++lane) {
      unsigned group = lane / 4, place = lane % 4;
      for (unsigned i = 0; i < 4; ++i) {
        unsigned row = group + i % 2 * 8;
        uint64_t bits = read(i, lane);
        if (isHalf)
          for (unsigned half = 0; half < 2; ++half)
            a[row][place * 2 + half + i / 2 * 8] =
                halfToFloat(bits >> (16 * half));
        else
          a[row][place + i / 2 * 4] = toTF32(bits);
        c[group + i / 2 * 8][place * 2 + i % 2] = toFloat(read(6 + i, lane));
      }
      for (unsigned i = 0; i < 2; ++i) {
        uint64_t bits = read(4 + i, lane);
        if (isHalf)
          for (unsigned half = 0; half < 2; ++half)
            b[place * 2 + half + i * 8][group] =
                halfToFloat(bits >> (16 * half));
        else
          b[place + i * 4][group] = toTF32(bits);
      }
    }
    for (auto &row : c)
      for (unsigned n = 0; n < 8; ++n)
        for (unsigned k = 0; k < depth; ++k)
          row[n] += a[&row - c][k] * b[k][n];
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned i = 0; i < 4; ++i) {
        uint64_t bits = 0;
        std::memcpy(&bits, &c[lane / 4 + i / 2 * 8][lane % 4 * 2 + i % 2], 4);
        block.getRow(instruction.results.at(i))[first + lane] = bits;
      }
  });
}

/// Rounds to tf32, ties away from zero.
static void roundToTF32(Block &block, const Instruction &instruction) {
  for (unsigned thread : block.getActive()) {
    uint32_t bits = block.getRow(instruction.operands[0])[thread];
    bool isFinite = (bits & 0x7f800000) != 0x7f800000;
    block.getRow(instruction.results[0])[thread] =
        isFinite ? (bits + 0x1000u) & 0xffffe000u : bits;
  }
}

/// Rounds two to f16; the first one is the upper half.
static void roundPair(Block &block, const Instruction &instruction) {
  for (unsigned thread : block.getActive()) {
    uint64_t result = 0;
    for (unsigned i = 0; i < 2; ++i) {
      _Float16 half =
          toFloat(block.getRow(instruction.operands[1 - i])[thread]);
      uint16_t bits;
      std::memcpy(&bits, &half, sizeof bits);
      result |= uint64_t(bits) << (16 * i);
    }
    block.getRow(instruction.results[0])[thread] = result;
  }
}

static void copy(Block &block, const Instruction &instruction) {
  for (unsigned thread : block.getActive())
    block.beginCopy(instruction, thread,
                    block.getRow(instruction.operands[0])[thread],
                    block.getRow(instruction.operands[1])[thread]);
}

static void endGroup(Block &block, const Instruction &) {
  for (unsigned thread : block.getActive())
    block.endGroup(thread);
}

static void waitForGroups(Block &block, const Instruction &instruction) {
  for (unsigned thread : block.getActive())
    block.waitForGroups(instruction, thread,
                        block.getRow(instruction.operands[0])[thread]);
}

std::map<std::string, Execute> ptx::getTensorCoreInstructions() {
  return {
      {"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", multiply<false>},
      {"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", multiply<true>},
      {"cvt.rna.tf32.f32", roundToTF32},
      {"cvt.rn.f16x2.f32", roundPair},
      {"cp.async.ca.shared.global", copy},
      {"cp.async.cg.shared.global", copy},
      {"cp.async.commit_group", endGroup},
      {"cp.async.wait_group", waitForGroups}};
}
