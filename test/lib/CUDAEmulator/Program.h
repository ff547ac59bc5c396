//===- Program.h --------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PTX as the emulator executes it.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TEST_LIB_CUDAEMULATOR_PROGRAM_H
#define NN_TEST_LIB_CUDAEMULATOR_PROGRAM_H

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ptx {

/// What is wrong with a program, or with what it does.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Block;
struct Instruction;

/// Executes an instruction for the threads of a block that are at it.
using Execute = void (*)(Block &block, const Instruction &instruction);

/// The memory that an access is of.
enum class Space { Global, Shared, Param };

/// An instruction with its operands. Registers, special registers and literals
/// are all rows: one value of 64 bits for each thread.
struct Instruction {
  Execute execute = nullptr;
  /// Rows of the results and of what is read.
  std::vector<unsigned> results, operands;
  /// The row of the predicate, or -1, and whether it has to be false.
  int predicate = -1;
  bool isNegated = false;
  /// Of a branch: the number of the instruction to go on at.
  unsigned target = 0;
  /// Of an access: the constant part of the address, and the bytes of each
  /// element.
  Space space = Space::Global;
  int64_t offset = 0;
  /// The same of the second address, which a copy reads.
  int64_t sourceOffset = 0;
  unsigned bytes = 0, numElements = 1;
  /// Whether another way may lead to the next instruction.
  bool endsSegment = false;
  std::string text;
};

/// One entry.
struct Program {
  std::string name;
  std::vector<Instruction> code;
  unsigned numRows = 0;
  /// The rows that are the same in each launch.
  std::map<unsigned, uint64_t> literals;
  /// The rows of special registers, such as %tid.x.
  std::map<std::string, unsigned> special;
  /// The bytes of each argument.
  std::vector<unsigned> parameters;
  unsigned sharedBytes = 0;
  /// The threads of a workgroup that .maxntid allows; 0 is any number.
  unsigned maxThreads = 0;
};

/// Reads a text with one entry. Throws an Error.
Program parse(const std::string &text);

/// Returns what executes the instructions of tensor cores, by opcode.
std::map<std::string, Execute> getTensorCoreInstructions();

/// Returns what executes an opcode, such as fma.rn.f32, or null.
Execute find(const std::string &opcode);

} // namespace ptx

#endif // NN_TEST_LIB_CUDAEMULATOR_PROGRAM_H
