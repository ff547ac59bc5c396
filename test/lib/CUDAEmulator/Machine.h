//===- Machine.h --------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Memory, and the threads of a workgroup.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TEST_LIB_CUDAEMULATOR_MACHINE_H
#define NN_TEST_LIB_CUDAEMULATOR_MACHINE_H

#include "Program.h"
#include <memory>

namespace ptx {

/// The device's memory: blocks of the host's. What nobody wrote is NaN.
class Memory {
public:
  ~Memory();
  void *allocate(size_t bytes);
  bool release(void *pointer);
  /// Whether all bytes are in one block.
  bool contains(uint64_t address, uint64_t bytes) const;
  size_t getNumBlocks() const { return blocks.size(); }

private:
  std::map<uint64_t, uint64_t> blocks;
  mutable uint64_t lastBegin = 0, lastBytes = 0;
};

/// How well the threads of warps access memory together.
struct Traffic {
  /// What accesses take, and what they would take if all that they touch lay
  /// together.
  struct Cost {
    uint64_t taken = 0, ideal = 0;
    double getRatio() const { return ideal ? double(taken) / ideal : 1; }
  };
  /// Of global memory: sectors of 32 bytes, by the accesses of a warp.
  Cost loads, stores;
  /// Of shared memory: rounds in each of which 32 banks move a word.
  Cost shared;
};

struct Dim3 {
  unsigned x = 1, y = 1, z = 1;
};

/// A workgroup. Its threads go through the program in lockstep as long as they
/// are at the same instruction; those that are behind go first. Threads that
/// touch the same byte of shared memory without a barrier in between, one of
/// them to write, are an error, as are accesses outside of memory or not
/// aligned, and barriers that some threads miss.
class Block {
public:
  Block(const Program &program, const Memory &memory,
        const std::vector<uint64_t> &arguments, Dim3 grid, unsigned numThreads,
        Traffic *traffic = nullptr);

  /// Runs it from the beginning to the end. Throws an Error.
  void run(Dim3 index);

  // For instructions: the threads that execute it, and rows of values.
  const std::vector<unsigned> &getActive() const { return active; }
  uint64_t *getRow(unsigned row) { return &rows[size_t(row) * numThreads]; }
  unsigned getNumThreads() const { return numThreads; }
  /// Reads or writes an element of an access for a thread.
  uint64_t load(const Instruction &instruction, unsigned thread,
                uint64_t address, unsigned element);
  void store(const Instruction &instruction, unsigned thread, uint64_t address,
             unsigned element, uint64_t value);
  /// Begins a copy from global to shared memory. It may take place whenever it
  /// likes until the thread waits for its group: here, as late as it can.
  void beginCopy(const Instruction &instruction, unsigned thread, uint64_t to,
                 uint64_t from);
  void endGroup(unsigned thread);
  void waitForGroups(const Instruction &instruction, unsigned thread,
                     uint64_t numLeft);
  void jump(const std::vector<unsigned> &threads, unsigned to);
  void wait();
  void exit();

private:
  static constexpr unsigned atBarrier = ~0u, atEnd = ~0u - 1;

  void runSegment(unsigned begin);
  void checkRace(const Instruction &instruction, unsigned thread,
                 uint64_t address, unsigned bytes, bool isWrite);
  /// Adds what the active threads' accesses cost.
  void countTraffic(const Instruction &instruction);
  void *find(const Instruction &instruction, unsigned thread, uint64_t address,
             unsigned element, bool isWrite);

  const Program &program;
  const Memory &memory;
  const std::vector<uint64_t> &arguments;
  Dim3 grid;
  unsigned numThreads;
  Traffic *traffic;
  std::vector<uint64_t> rows;
  /// Where each thread is, and where it goes on after the barrier.
  std::vector<unsigned> counters, afterBarrier, active;
  unsigned current = 0;
  std::vector<uint8_t> shared;
  struct Copy {
    uint64_t to, from;
    unsigned bytes;
  };
  /// The copies of each thread, group by group; the last one is not complete.
  std::vector<std::vector<std::vector<Copy>>> copies;
  /// Who wrote and read each byte of shared memory since the last barrier.
  struct Access {
    unsigned writeEpoch = 0, writer = 0, readEpoch = 0, reader = 0;
  };
  std::vector<Access> accesses;
  unsigned epoch = 0;
};

} // namespace ptx

#endif // NN_TEST_LIB_CUDAEMULATOR_MACHINE_H
