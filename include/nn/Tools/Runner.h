//===- Runner.h - Runs a network for a tool ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Memory, threads, timing and profiles around the calls of a network.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_RUNNER_H
#define NN_TOOLS_RUNNER_H

#include "nn/Execution/Executable.h"
#include "nn_device.h"
#include "nn_guard.h"

namespace mlir::nn {

/// How a network is run.
struct RunnerOptions {
  /// 0: one thread for each core that the process may run on.
  unsigned threads = 0;
  /// Ends every buffer at an unmapped page, and fills the workspace and the
  /// outputs with NaN.
  bool guard = false;
  /// What runs the kernels of a network that was compiled for a device.
  nn_device *device = nullptr;
};

/// The seconds of a clock that never goes back.
double getSeconds();

/// The times of calls.
struct Timing {
  double median = 0.0, min = 0.0;
  unsigned runs = 0;
};

/// The time that a launch of a kernel takes in a run.
struct LaunchProfile {
  std::string kernel, nodes;
  double seconds = 0.0;
};

/// Copies an array, every float of it another one; integers, which may be
/// indices, stay as they are.
llvm::Expected<Array> perturb(const Array &array);

/// Returns an error that names the output if two runs differ in a bit.
llvm::Error compareBits(ArrayRef<Array> first, ArrayRef<Array> second,
                        ArrayRef<TensorDesc> outputs);

/// A network with inputs, memory and a context of its own.
class Runner {
public:
  static llvm::Expected<std::unique_ptr<Runner>>
  create(const Executable &executable, ArrayRef<Array> inputs,
         const RunnerOptions &options);
  ~Runner();

  /// Runs once.
  llvm::Error run();

  /// Runs on other inputs and then again on these; an error if the outputs are
  /// not those of the run before, bit by bit.
  llvm::Error repeat();

  /// Runs some times without and then with a clock: for a second and ten times
  /// at least, or `runs` times.
  llvm::Expected<Timing> benchmark(unsigned runs);

  /// Runs `runs` times and returns the median of what each launch takes, in
  /// order.
  llvm::Expected<SmallVector<LaunchProfile>> profile(unsigned runs);

  ArrayRef<Array> getOutputs() const { return outputs; }
  int64_t getWorkspaceBytes() const {
    return session ? nn_session_workspace_bytes(session.get()) : workspaceBytes;
  }
  unsigned getNumThreads() const { return context->threads; }

private:
  Runner(const Executable &executable, nn_context *context)
      : executable(executable), context(context) {}
  llvm::Error allocate(ArrayRef<Array> inputArrays);

  /// The hooks of a guarded context: for what has a size that is known only by
  /// running, and for kernels, to guard their scratch.
  static void *allocateBlock(nn_context *context, int64_t bytes,
                             int64_t alignment);
  static void deallocateBlock(nn_context *context, void *block);
  static void runGuarded(nn_context *context, nn_kernel kernel,
                         const void *args, int64_t count, char *scratch,
                         int64_t scratchStride);
  /// The profile hook.
  static void watchLaunch(nn_context *context, int32_t launch, int32_t begin);

  const Executable &executable;
  nn_context *context;
  RunnerOptions options;
  SmallVector<Array> inputs, outputs;
  /// The network on the device, if there is one.
  std::unique_ptr<nn_session, decltype(&nn_session_destroy)> session{
      nullptr, nn_session_destroy};
  /// The outputs whose memory each run brings.
  SmallVector<unsigned> unknownOutputs;
  llvm::DenseMap<void *, std::shared_ptr<char>> blocks;
  nn_scratch_guard scratchGuard = {};
  /// Of each launch, how long it took each time; and since when one runs.
  SmallVector<SmallVector<double>> launchTimes;
  double launchBegin = 0.0;
  std::shared_ptr<char> workspace;
  int64_t workspaceBytes = 0;
};

} // namespace mlir::nn

#endif // NN_TOOLS_RUNNER_H
