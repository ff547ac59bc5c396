//===- Guest.h - Runs a network on a foreign machine ------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A network compiled for another machine is a shared library; a small program
// of that machine (nn-guest) calls it, under a command such as an emulator.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_GUEST_H
#define NN_TOOLS_GUEST_H

#include "nn/Support/TemporaryDirectory.h"
#include "nn/Tools/Runner.h"

namespace mlir::nn {

/// A signal ended the program that ran compiled code.
class GuestCrash : public llvm::ErrorInfo<GuestCrash> {
public:
  static char ID;
  explicit GuestCrash(std::string message) : message(std::move(message)) {}
  void log(raw_ostream &os) const override { os << message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  std::string message;
};

/// A network in a shared library of its target.
class Guest {
public:
  /// Compiles a lowered module. `runner` is the command, in words of a shell,
  /// before the program: empty where this machine runs the target's programs.
  /// An error without a message was a diagnostic.
  static llvm::Expected<std::unique_ptr<Guest>>
  create(ModuleOp module, const CompileOptions &compile, StringRef runner,
         const RunnerOptions &options);

  /// Starts the program once and lets it call the network on each of these
  /// lists of inputs. Returns the outputs of each call; one that the network
  /// refuses has none, and if it is the last, this is the error.
  llvm::Expected<SmallVector<SmallVector<Array>>>
  run(ArrayRef<SmallVector<Array>> calls);

  ArrayRef<TensorDesc> getOutputs() const { return outputs; }
  size_t getConstantBytes() const;
  /// What the last run said.
  int64_t getWorkspaceBytes() const { return workspaceBytes; }
  unsigned getNumThreads() const { return numThreads; }

private:
  explicit Guest(TemporaryDirectory directory)
      : directory(std::move(directory)) {}
  llvm::Error writeRequest(StringRef path,
                           ArrayRef<SmallVector<Array>> calls) const;
  llvm::Error execute(StringRef request, StringRef response) const;
  llvm::Expected<SmallVector<SmallVector<Array>>> readResponse(StringRef path,
                                                               size_t numCalls);

  TemporaryDirectory directory;
  RunnerOptions options;
  std::string network;
  /// The program and the words before it.
  std::vector<std::string> command;
  SmallVector<TensorDesc> outputs;
  SmallVector<int64_t> constantSizes;
  int64_t workspaceBytes = 0;
  unsigned numThreads = 0;
};

} // namespace mlir::nn

#endif // NN_TOOLS_GUEST_H
