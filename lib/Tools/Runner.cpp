//===- Runner.cpp - Runs a network for a tool -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls, repeated and watched.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Runner.h"
#include "nn/Execution/GuardedMemory.h"
#include <chrono>
#include <cinttypes>
#include <cstring>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

double nn::getSeconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

llvm::Expected<std::unique_ptr<Runner>>
Runner::create(const Executable &executable, ArrayRef<Array> inputs,
               const RunnerOptions &options) {
  nn_context *context = nn_context_create(options.threads);
  if (!context)
    return createStringError("cannot start " + Twine(options.threads) +
                             " threads");
  std::unique_ptr<Runner> runner(new Runner(executable, context));
  runner->options = options;
  context->user = runner.get();
  if (llvm::Error error = runner->allocate(inputs))
    return std::move(error);
  return runner;
}

Runner::~Runner() {
  nn_scratch_guard_unmap(&scratchGuard, context->threads);
  nn_context_destroy(context);
}

llvm::Error Runner::allocate(ArrayRef<Array> inputArrays) {
  for (const Array &array : inputArrays) {
    inputs.push_back(array);
    if (!options.guard)
      continue;
    llvm::Expected<Array> copy = copyToGuarded(array);
    if (!copy)
      return copy.takeError();
    inputs.back() = *copy;
  }

  if (options.device) {
    char message[512];
    session.reset(nn_session_create(options.device, &executable.getModel(),
                                    message, sizeof message));
    if (!session)
      return createStringError(StringRef(message));
  }

  auto shapes = executable.getOutputShapes(inputs, context);
  if (!shapes)
    return shapes.takeError();
  for (auto [shape, desc] : llvm::zip_equal(*shapes, executable.getOutputs())) {
    if (ShapedType::isDynamicShape(shape)) {
      unknownOutputs.push_back(outputs.size());
      SmallVector<int64_t> none(shape.size(), 0);
      outputs.push_back(Array::adopt(desc.dtype, none, nullptr));
      continue;
    }
    llvm::Expected<Array> array = options.guard
                                      ? allocateGuardedArray(desc.dtype, shape)
                                      : Array::allocate(desc.dtype, shape);
    if (!array)
      return array.takeError();
    outputs.push_back(*array);
  }

  // A session has its workspace on the device.
  if (session)
    return llvm::Error::success();
  llvm::Expected<int64_t> bytes = executable.getWorkspaceBytes(inputs, context);
  if (!bytes)
    return bytes.takeError();
  workspaceBytes = *bytes;
  if (options.guard) {
    context->allocate = allocateBlock;
    context->deallocate = deallocateBlock;
    nn_scratch_guard_init(&scratchGuard, context);
    context->parallel_for = runGuarded;
    auto memory = allocateGuarded(workspaceBytes, NN_ALIGNMENT);
    if (!memory)
      return memory.takeError();
    workspace = *memory;
    return llvm::Error::success();
  }
  void *memory =
      nn_allocate(std::max<int64_t>(workspaceBytes, 1), NN_ALIGNMENT);
  if (!memory)
    return createStringError("no memory for a workspace of " +
                             Twine(workspaceBytes) + " bytes");
  workspace = std::shared_ptr<char>(static_cast<char *>(memory), nn_deallocate);
  return llvm::Error::success();
}

void *Runner::allocateBlock(nn_context *context, int64_t bytes,
                            int64_t alignment) {
  auto memory = allocateGuarded(bytes, alignment);
  if (!memory) {
    llvm::consumeError(memory.takeError());
    return nullptr;
  }
  void *block = memory->get();
  static_cast<Runner *>(context->user)->blocks[block] = std::move(*memory);
  return block;
}

void Runner::deallocateBlock(nn_context *context, void *block) {
  static_cast<Runner *>(context->user)->blocks.erase(block);
}

void Runner::runGuarded(nn_context *context, nn_kernel kernel, const void *args,
                        int64_t count, char *, int64_t) {
  nn_guarded_for(&static_cast<Runner *>(context->user)->scratchGuard, context,
                 kernel, args, count);
}

llvm::Error Runner::run() {
  for (unsigned i : unknownOutputs) {
    SmallVector<int64_t> none(outputs[i].getShape().size(), 0);
    outputs[i] = Array::adopt(outputs[i].getDType(), none, nullptr);
  }
  if (options.guard) {
    if (workspace)
      std::memset(workspace.get(), 0xff, workspaceBytes);
    for (Array &output : outputs)
      if (output.getNumBytes() != 0)
        std::memset(output.getData(), 0xff, output.getNumBytes());
  }
  if (!session) {
    llvm::Error error =
        executable.run(inputs, outputs, workspace.get(), context);
    if (!error && scratchGuard.failure)
      return createStringError("%s of %" PRId64 " bytes", scratchGuard.failure,
                               scratchGuard.bytes);
    return error;
  }
  BufferList in(inputs), out(outputs);
  if (nn_session_run(session.get(), context, in.data(), out.data()) != NN_OK)
    return createStringError(StringRef(context->message));
  return llvm::Error::success();
}

llvm::Expected<Array> nn::perturb(const Array &array) {
  llvm::Expected<Array> copy = copyToGuarded(array);
  if (!copy ||
      !llvm::is_contained({DType::F16, DType::BF16, DType::F32, DType::F64},
                          array.getDType()))
    return copy;
  for (int64_t i = 0, e = array.getNumElements(); i < e; ++i)
    copy->setFromDouble(i, 0.25 - 0.5 * array.getAsDouble(i));
  return copy;
}

llvm::Error nn::compareBits(ArrayRef<Array> first, ArrayRef<Array> second,
                            ArrayRef<TensorDesc> outputs) {
  for (auto [a, b, desc] : llvm::zip_equal(first, second, outputs))
    if (a.getNumBytes() != b.getNumBytes() ||
        std::memcmp(a.getData(), b.getData(), a.getNumBytes()) != 0)
      return createStringError("output '" + desc.name +
                               "' is not bit-identical in a second run");
  return llvm::Error::success();
}

llvm::Error Runner::repeat() {
  SmallVector<Array> first;
  for (const Array &output : outputs) {
    llvm::Expected<Array> copy = copyToGuarded(output);
    if (!copy)
      return copy.takeError();
    first.push_back(std::move(*copy));
  }
  SmallVector<Array> given = inputs;
  for (Array &input : inputs) {
    llvm::Expected<Array> other = perturb(input);
    if (!other)
      return other.takeError();
    input = std::move(*other);
  }
  // The other inputs may be invalid for the network; that is no matter.
  llvm::consumeError(run());
  inputs = given;
  if (llvm::Error error = run())
    return error;
  return compareBits(first, outputs, executable.getOutputs());
}

llvm::Expected<Timing> Runner::benchmark(unsigned runs) {
  constexpr double warmUpSeconds = 0.2, seconds = 1.0;
  constexpr unsigned minWarmUps = 3, minRuns = 10, maxRuns = 100000;
  double start = getSeconds();
  for (unsigned i = 0;
       i < minWarmUps || (runs == 0 && getSeconds() - start < warmUpSeconds);
       ++i)
    if (llvm::Error error = run())
      return std::move(error);

  SmallVector<double> times;
  start = getSeconds();
  double last = start;
  while (runs != 0 ? times.size() < runs
                   : times.size() < minRuns ||
                         (last - start < seconds && times.size() < maxRuns)) {
    double before = getSeconds();
    if (llvm::Error error = run())
      return std::move(error);
    last = getSeconds();
    times.push_back(last - before);
  }
  llvm::sort(times);
  return Timing{times[times.size() / 2], times.front(),
                static_cast<unsigned>(times.size())};
}

void Runner::watchLaunch(nn_context *context, int32_t launch, int32_t begin) {
  auto *runner = static_cast<Runner *>(context->user);
  if (begin) {
    runner->launchBegin = getSeconds();
    return;
  }
  runner->launchTimes[launch].push_back(getSeconds() - runner->launchBegin);
}

llvm::Expected<SmallVector<LaunchProfile>> Runner::profile(unsigned runs) {
  const nn_model &model = executable.getModel();
  launchTimes.assign(model.num_launches, {});
  if (llvm::Error error = run()) // caches and pages get warm
    return std::move(error);
  context->profile = watchLaunch;
  llvm::Error error = llvm::Error::success();
  for (unsigned i = 0; i < runs && !error; ++i)
    error = run();
  context->profile = nullptr;
  if (error)
    return std::move(error);
  SmallVector<LaunchProfile> profiles;
  for (auto [launch, times] : llvm::zip_equal(
           ArrayRef(model.launches, model.num_launches), launchTimes)) {
    llvm::sort(times);
    double median = times.empty() ? 0.0 : times[times.size() / 2];
    // In a loop of the network a launch runs more than once.
    profiles.push_back(
        {launch.kernel, launch.nodes, median * times.size() / runs});
  }
  return profiles;
}
