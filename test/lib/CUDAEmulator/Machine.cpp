//===- Machine.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs workgroups.
//
//===----------------------------------------------------------------------===//

#include "Machine.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

using namespace ptx;

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

Memory::~Memory() {
  for (auto [address, bytes] : blocks)
    std::free(reinterpret_cast<void *>(address));
}

void *Memory::allocate(size_t bytes) {
  // As CUDA aligns it.
  size_t rounded = (bytes + 255) / 256 * 256;
  void *pointer = std::aligned_alloc(256, rounded);
  if (!pointer)
    return nullptr;
  std::memset(pointer, 0xff, rounded);
  blocks[reinterpret_cast<uint64_t>(pointer)] = bytes;
  return pointer;
}

bool Memory::release(void *pointer) {
  if (!blocks.erase(reinterpret_cast<uint64_t>(pointer)))
    return false;
  std::free(pointer);
  lastBytes = 0;
  return true;
}

bool Memory::contains(uint64_t address, uint64_t bytes) const {
  auto isIn = [&](uint64_t begin, uint64_t size) {
    return address >= begin && address - begin <= size &&
           bytes <= size - (address - begin);
  };
  // Most accesses are where the last one was.
  if (isIn(lastBegin, lastBytes))
    return true;
  auto it = blocks.upper_bound(address);
  if (it == blocks.begin() ||
      !isIn(std::prev(it)->first, std::prev(it)->second))
    return false;
  lastBegin = std::prev(it)->first;
  lastBytes = std::prev(it)->second;
  return true;
}

//===----------------------------------------------------------------------===//
// Workgroups
//===----------------------------------------------------------------------===//

Block::Block(const Program &program, const Memory &memory,
             const std::vector<uint64_t> &arguments, Dim3 grid,
             unsigned numThreads, Traffic *traffic)
    : program(program), memory(memory), arguments(arguments), grid(grid),
      numThreads(numThreads), traffic(traffic),
      rows(size_t(program.numRows) * numThreads), counters(numThreads),
      afterBarrier(numThreads), shared(program.sharedBytes),
      accesses(program.sharedBytes) {}

void Block::run(Dim3 index) {
  for (auto [row, value] : program.literals)
    std::fill_n(getRow(row), numThreads, value);
  for (auto &[name, row] : program.special) {
    uint64_t *values = getRow(row);
    for (unsigned thread = 0; thread < numThreads; ++thread)
      values[thread] = name == "%tid.x"      ? thread
                       : name == "%ntid.x"   ? numThreads
                       : name == "%laneid"   ? thread % 32
                       : name == "%ctaid.x"  ? index.x
                       : name == "%ctaid.y"  ? index.y
                       : name == "%ctaid.z"  ? index.z
                       : name == "%nctaid.x" ? grid.x
                       : name == "%nctaid.y" ? grid.y
                       : name == "%nctaid.z" ? grid.z
                       : name == "%tid.y" || name == "%tid.z"
                           ? 0
                           : throw Error("unknown register '" + name + "'");
  }
  std::fill(shared.begin(), shared.end(), 0xff);
  copies.assign(numThreads, {{}});
  std::fill(counters.begin(), counters.end(), 0);
  ++epoch;
  while (true) {
    unsigned first = atEnd, numWaiting = 0, numLeft = 0;
    for (unsigned counter : counters) {
      numLeft += counter != atEnd;
      numWaiting += counter == atBarrier;
      if (counter < first)
        first = counter;
    }
    if (first < atEnd) {
      runSegment(first);
      continue;
    }
    if (!numLeft)
      return;
    // All that are left wait.
    ++epoch;
    unsigned place = 0;
    for (unsigned thread = 0; thread < numThreads; ++thread) {
      if (counters[thread] != atBarrier)
        continue;
      if (place && place != afterBarrier[thread])
        throw Error("threads wait at different barriers");
      place = counters[thread] = afterBarrier[thread];
    }
    if (numLeft < numThreads && numWaiting < numThreads)
      throw Error("threads have ended that others wait for");
  }
}

/// Runs the threads at an instruction up to where their ways may part, or meet
/// that of others.
void Block::runSegment(unsigned begin) {
  active.clear();
  for (unsigned thread = 0; thread < numThreads; ++thread)
    if (counters[thread] == begin)
      active.push_back(thread);
  std::vector<unsigned> all = active;
  for (current = begin;; ++current) {
    if (current >= program.code.size())
      throw Error("threads run off the end");
    const Instruction &instruction = program.code[current];
    for (unsigned thread : all)
      counters[thread] = current + 1;
    if (instruction.predicate >= 0) {
      const uint64_t *predicate = getRow(instruction.predicate);
      active.clear();
      for (unsigned thread : all)
        if ((predicate[thread] & 1) != instruction.isNegated)
          active.push_back(thread);
    }
    if (traffic && !active.empty())
      countTraffic(instruction);
    if (!active.empty())
      instruction.execute(*this, instruction);
    if (instruction.endsSegment)
      return;
    if (instruction.predicate >= 0)
      active = all;
  }
}

void Block::countTraffic(const Instruction &instruction) {
  if (instruction.bytes == 0 || instruction.space == Space::Param)
    return;
  unsigned bytes = instruction.bytes * instruction.numElements;
  // Adds what threads cost that go at once; `unit` is what is moved as one.
  auto add = [&](Traffic::Cost &cost, unsigned operand, int64_t offset,
                 unsigned numAtOnce, unsigned unit, bool hasBanks) {
    const uint64_t *addresses = getRow(instruction.operands[operand]);
    for (size_t i = 0; i < active.size();) {
      unsigned group = active[i] / numAtOnce;
      std::set<uint64_t> touched, units;
      for (; i < active.size() && active[i] / numAtOnce == group; ++i) {
        uint64_t begin = addresses[active[i]] + offset;
        for (uint64_t at = begin; at < begin + bytes; ++at) {
          touched.insert(at);
          units.insert(at / unit);
        }
      }
      uint64_t atOnce = hasBanks ? 32 * unit : unit;
      cost.ideal += (touched.size() + atOnce - 1) / atOnce;
      if (!hasBanks) {
        cost.taken += units.size();
        continue;
      }
      unsigned words[32] = {}, most = 0;
      for (uint64_t word : units)
        most = std::max(most, ++words[word % 32]);
      cost.taken += most;
    }
  };
  auto addGlobal = [&](Traffic::Cost &cost, unsigned operand, int64_t offset) {
    add(cost, operand, offset, /*numAtOnce=*/32, /*unit=*/32,
        /*hasBanks=*/false);
  };
  auto addShared = [&] {
    add(traffic->shared, 0, instruction.offset, 128 / std::max(4u, bytes),
        /*unit=*/4, /*hasBanks=*/true);
  };
  if (instruction.text.find("cp.async") != std::string::npos) {
    addGlobal(traffic->loads, 1, instruction.sourceOffset);
    addShared();
  } else if (instruction.space == Space::Shared) {
    addShared();
  } else {
    addGlobal(instruction.results.empty() ? traffic->stores : traffic->loads, 0,
              instruction.offset);
  }
}

void Block::jump(const std::vector<unsigned> &threads, unsigned to) {
  for (unsigned thread : threads)
    counters[thread] = to;
}

void Block::wait() {
  for (unsigned thread : active) {
    afterBarrier[thread] = current + 1;
    counters[thread] = atBarrier;
  }
}

void Block::exit() {
  for (unsigned thread : active)
    counters[thread] = atEnd;
}

void Block::checkRace(const Instruction &instruction, unsigned thread,
                      uint64_t address, unsigned bytes, bool isWrite) {
  for (uint64_t at = address; at < address + bytes; ++at) {
    Access &access = accesses[at];
    bool isRace =
        (access.writeEpoch == epoch && access.writer != thread) ||
        (isWrite && access.readEpoch == epoch && access.reader != thread);
    if (isRace)
      throw Error("threads race for shared memory at '" + instruction.text +
                  "'");
    if (isWrite) {
      access.writeEpoch = epoch;
      access.writer = thread;
    } else {
      // A second reader counts as nobody's friend.
      access.reader = access.readEpoch == epoch && access.reader != thread
                          ? numThreads
                          : thread;
      access.readEpoch = epoch;
    }
  }
}

/// Returns where an element is on the host.
void *Block::find(const Instruction &instruction, unsigned thread,
                  uint64_t address, unsigned element, bool isWrite) {
  unsigned bytes = instruction.bytes;
  auto fail = [&](const char *what) {
    throw Error(std::string(what) + " at '" + instruction.text + "', thread " +
                std::to_string(thread));
  };
  address += instruction.offset;
  if (address % (bytes * instruction.numElements))
    fail("an address is not aligned");
  address += element * bytes;
  switch (instruction.space) {
  case Space::Param:
    if (address + bytes > arguments.size() * 8)
      fail("no such argument");
    return reinterpret_cast<char *>(const_cast<uint64_t *>(arguments.data())) +
           address;
  case Space::Global:
    if (!memory.contains(address, bytes))
      fail("an address is in no memory");
    return reinterpret_cast<void *>(address);
  case Space::Shared:
    if (address + bytes > shared.size())
      fail("an address is in no shared memory");
    checkRace(instruction, thread, address, bytes, isWrite);
    return shared.data() + address;
  }
  return nullptr;
}

uint64_t Block::load(const Instruction &instruction, unsigned thread,
                     uint64_t address, unsigned element) {
  uint64_t value = 0;
  std::memcpy(&value, find(instruction, thread, address, element, false),
              instruction.bytes);
  return value;
}

void Block::store(const Instruction &instruction, unsigned thread,
                  uint64_t address, unsigned element, uint64_t value) {
  std::memcpy(find(instruction, thread, address, element, true), &value,
              instruction.bytes);
}

void Block::beginCopy(const Instruction &instruction, unsigned thread,
                      uint64_t to, uint64_t from) {
  unsigned bytes = instruction.bytes;
  to += instruction.offset;
  from += instruction.sourceOffset;
  if (to % bytes || from % bytes || to + bytes > shared.size() ||
      !memory.contains(from, bytes))
    throw Error("a copy is not aligned, or outside of memory, at '" +
                instruction.text + "'");
  checkRace(instruction, thread, to, bytes, true);
  copies[thread].back().push_back({to, from, bytes});
}

void Block::endGroup(unsigned thread) { copies[thread].emplace_back(); }

void Block::waitForGroups(const Instruction &instruction, unsigned thread,
                          uint64_t numLeft) {
  auto &groups = copies[thread];
  while (groups.size() > numLeft + 1) {
    for (const Copy &copy : groups.front()) {
      checkRace(instruction, thread, copy.to, copy.bytes, true);
      std::memcpy(&shared[copy.to], reinterpret_cast<void *>(copy.from),
                  copy.bytes);
    }
    groups.erase(groups.begin());
  }
}
