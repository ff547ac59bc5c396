//===- RunNetwork.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs of a lowered network, here or in a program of its target.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/RunNetwork.h"
#include "nn/Support/ReportedError.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Guest.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

llvm::Expected<std::shared_ptr<nn_device>>
nn::openDevice(DeviceTarget &target) {
  if (target.kind == DeviceKind::None)
    return nullptr;
  char message[512];
  std::string kind = getDeviceName(target.kind).str() + ":";
  std::shared_ptr<nn_device> device(
      nn_device_open((kind + target.name).c_str(), message, sizeof message),
      nn_device_close);
  if (!device)
    return createStringError(StringRef(message));
  const nn_device_info *info = nn_device_get_info(device.get());
  if (target.types.empty() && target.kind == DeviceKind::Vulkan) {
    const std::pair<uint32_t, StringRef> types[] = {{NN_DEVICE_F16, "f16"},
                                                    {NN_DEVICE_F64, "f64"},
                                                    {NN_DEVICE_I8, "i8"},
                                                    {NN_DEVICE_I16, "i16"},
                                                    {NN_DEVICE_I64, "i64"}};
    for (auto [bit, name] : types)
      if (info->types & bit)
        target.types += (target.types.empty() ? "" : ",") + name.str();
  }
  if (target.chip.empty())
    target.chip = info->chip;
  target.workgroupBytes = info->workgroup_bytes;
  return device;
}

/// Loads a lowered module into this process and runs it.
static llvm::Error runHere(ModuleOp module, ArrayRef<Array> inputs,
                           const CompileOptions &compile,
                           const RunOptions &options, RunResults &results) {
  double start = getSeconds();
  ExecutableOptions executableOptions;
  executableOptions.compile = compile;
  executableOptions.guard = options.runner.guard;
  auto executable = Executable::create(module, executableOptions);
  if (failed(executable))
    return makeReportedError();
  results.compileSeconds += getSeconds() - start;
  auto runner = Runner::create(**executable, inputs, options.runner);
  if (!runner)
    return runner.takeError();
  if (llvm::Error error = (*runner)->run())
    return error;
  if (options.repeat)
    if (llvm::Error error = (*runner)->repeat())
      return error;
  if (options.benchmark) {
    llvm::Expected<Timing> measured = (*runner)->benchmark(options.runs);
    if (!measured)
      return measured.takeError();
    results.timing = *measured;
  }
  if (options.profile) {
    auto profile = (*runner)->profile(options.runs ? options.runs : 10);
    if (!profile)
      return profile.takeError();
    results.launches = std::move(*profile);
  }
  llvm::append_range(results.descs, (*executable)->getOutputs());
  llvm::append_range(results.outputs, (*runner)->getOutputs());
  const char *target = (*executable)->getModel().target;
  results.target = target ? target : "";
  results.weightsBytes = (*executable)->getConstantBytes();
  results.workspaceBytes = (*runner)->getWorkspaceBytes();
  results.threads = (*runner)->getNumThreads();
  return llvm::Error::success();
}

/// Runs a lowered module in a program of its target.
static llvm::Error runGuest(ModuleOp module, ArrayRef<Array> inputs,
                            const CompileOptions &compile,
                            const RunOptions &options, RunResults &results) {
  double start = getSeconds();
  auto guest = Guest::create(module, compile, options.command, options.runner);
  if (!guest)
    return guest.takeError();
  results.compileSeconds += getSeconds() - start;
  SmallVector<SmallVector<Array>> calls{SmallVector<Array>(inputs)};
  if (options.repeat) {
    SmallVector<Array> &others = calls.emplace_back();
    for (const Array &input : inputs) {
      llvm::Expected<Array> other = perturb(input);
      if (!other)
        return other.takeError();
      others.push_back(std::move(*other));
    }
    calls.emplace_back(inputs);
  }
  auto outputs = (*guest)->run(calls);
  if (!outputs)
    return outputs.takeError();
  llvm::append_range(results.descs, (*guest)->getOutputs());
  results.outputs = outputs->back();
  if (options.repeat)
    if (llvm::Error error =
            compareBits(outputs->front(), results.outputs, results.descs))
      return error;
  const NativeTarget &target = compile.target;
  results.target = target.getTriple().str() + " " + target.getCPU().str() +
                   " " + target.getFeatures().str();
  results.weightsBytes = (*guest)->getConstantBytes();
  results.workspaceBytes = (*guest)->getWorkspaceBytes();
  results.threads = (*guest)->getNumThreads();
  return llvm::Error::success();
}

llvm::Error nn::runNetwork(ModuleOp module, ArrayRef<Array> inputs,
                           const CompileOptions &compile,
                           const RunOptions &options, RunResults &results) {
  auto run = options.command.empty() ? runHere : runGuest;
  return run(module, inputs, compile, options, results);
}
