//===- RunNetwork.h -------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs of a lowered network in this process, on a device, or in a program of
// another target; and what they gave.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_RUNNETWORK_H
#define NN_TOOLS_RUNNETWORK_H

#include "nn/Tools/Lowering.h"
#include "nn/Tools/Runner.h"

namespace mlir::nn {

/// What is asked of a run.
struct RunOptions {
  RunnerOptions runner;
  /// The command that starts programs of the target; empty for this process.
  std::string command;
  /// Runs on other inputs and again; a bit that differs is an error.
  bool repeat = false;
  /// Takes times of whole runs, and of each launch. Not with a command.
  bool benchmark = false, profile = false;
  /// How often these run the network; 0 for as often as they choose.
  unsigned runs = 0;
};

/// What running a network gave.
struct RunResults {
  SmallVector<TensorDesc> descs;
  SmallVector<Array> outputs;
  /// "TRIPLE CPU FEATURES".
  std::string target;
  double compileSeconds = 0.0;
  size_t weightsBytes = 0;
  int64_t workspaceBytes = 0;
  unsigned threads = 0;
  std::optional<Timing> timing;
  SmallVector<LaunchProfile> launches;
};

/// Opens the device that is asked for, and notes in the target what it has that
/// nobody has said. Null if none is asked for.
llvm::Expected<std::shared_ptr<nn_device>> openDevice(DeviceTarget &target);

/// Compiles a lowered module and runs it on the arrays. Adds to
/// `results.compileSeconds`.
llvm::Error runNetwork(ModuleOp module, ArrayRef<Array> inputs,
                       const CompileOptions &compile, const RunOptions &options,
                       RunResults &results);

} // namespace mlir::nn

#endif // NN_TOOLS_RUNNETWORK_H
