//===- nn-run.cpp - Compiles and runs a model -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a TensorFlow graph, or MLIR of any stage, for this machine, feeds it
// arrays or pictures, and prints, saves, times, profiles or checks what it
// computes. Exits with 1 after an error and with 3 after a crash of a program
// that --runner ran.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/AsmState.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/Timing.h"
#include "nn/Execution/Numpy.h"
#include "nn/InitAllPasses.h"
#include "nn/Support/OutputFile.h"
#include "nn/Tools/Cases.h"
#include "nn/Tools/Check.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Compare.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Feeds.h"
#include "nn/Tools/Guest.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/Lowering.h"
#include "nn/Tools/Names.h"
#include "nn/Tools/Report.h"
#include "nn/Tools/Runner.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/JSON.h"
#include <chrono>
#include <sys/resource.h>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;
namespace cl = llvm::cl;

namespace {
enum class ImageOrder { RGB, BGR };

struct Options {
  cl::OptionCategory category{"nn-run options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::desc("MODEL"),
                             cl::cat(category)};
  cl::list<std::string> inputs{
      "input", cl::value_desc("NAME=FILE"), cl::cat(category),
      cl::desc("Feed a .npy array, or a .png or .jpg picture")};
  cl::list<std::string> archives{
      "inputs", cl::value_desc("FILE"), cl::cat(category),
      cl::desc("Feed the arrays of an .npz archive by their names; if some are "
               "called in:NAME, only those")};
  cl::list<std::string> outputs{
      "output", cl::value_desc("NAME"), cl::cat(category),
      cl::desc("Fetch this tensor, node or scope (may be repeated)")};
  cl::opt<std::string> save{"save", cl::value_desc("FILE"), cl::cat(category),
                            cl::desc("Write the outputs to an .npz archive")};
  cl::opt<std::string> compare{
      "compare", cl::value_desc("FILE"), cl::cat(category),
      cl::desc("Compare with the arrays of an .npz archive; if some are called "
               "out:NAME or inner:NAME, with those, which are fetched unless "
               "--output says otherwise")};
  cl::opt<double> rtol{
      "rtol", cl::init(1e-4), cl::value_desc("X"), cl::cat(category),
      cl::desc("How far --compare lets floats be, of the largest element "
               "(default and at least 1e-4)")};
  cl::opt<double> atol{"atol", cl::init(0.0), cl::value_desc("X"),
                       cl::cat(category), cl::desc("And how far beyond that")};
  cl::opt<unsigned> threads{
      "threads", cl::init(0), cl::value_desc("N"), cl::cat(category),
      cl::desc("Threads to run on (default: one a core)")};
  cl::opt<bool> benchmark{"benchmark", cl::cat(category),
                          cl::desc("Time runs after a warm-up")};
  cl::opt<unsigned> runs{
      "runs", cl::init(0), cl::value_desc("N"), cl::cat(category),
      cl::desc("How often --benchmark and --profile run the model")};
  cl::opt<bool> json{"json", cl::cat(category),
                     cl::desc("Print one JSON object and nothing else")};
  cl::opt<bool> profile{"profile", cl::cat(category),
                        cl::desc("Print what each kernel takes")};
  cl::opt<bool> check{
      "check", cl::cat(category),
      cl::desc("Compare every node with the reference pipeline")};
  cl::opt<bool> cases{
      "cases", cl::cat(category),
      cl::desc("Run the functions that 'main' calls on constants, as one "
               "network that takes the constants")};
  cl::opt<bool> guard{
      "guard", cl::cat(category),
      cl::desc("End every buffer at an unmapped page, and fill the workspace "
               "and the outputs with NaN")};
  cl::opt<bool> repeat{
      "repeat", cl::cat(category),
      cl::desc("Run on other inputs and again; fail if a bit is different")};
  cl::opt<bool> list{"list", cl::cat(category),
                     cl::desc("Print inputs, outputs and layers; run nothing")};
  cl::opt<bool> random{"random", cl::cat(category),
                       cl::desc("Make up the inputs that are not given")};
  cl::opt<uint64_t> seed{"seed", cl::init(0), cl::value_desc("N"),
                         cl::cat(category), cl::desc("Seed of --random")};
  cl::opt<bool> cast{
      "cast", cl::cat(category),
      cl::desc("Convert inputs of another element type than the model's")};
  cl::opt<bool> dynamic{
      "dynamic", cl::cat(category),
      cl::desc("Keep unknown sizes instead of compiling for those given")};
  cl::opt<unsigned> top{"top", cl::init(0), cl::value_desc("K"),
                        cl::cat(category),
                        cl::desc("Print the K largest values of each output")};
  cl::opt<std::string> labels{"labels", cl::value_desc("FILE"),
                              cl::cat(category),
                              cl::desc("Names for --top, one a line")};
  cl::opt<std::string> imageRange{
      "image-range", cl::init("0,1"), cl::value_desc("LOW,HIGH"),
      cl::cat(category), cl::desc("What black and white become (default 0,1)")};
  cl::opt<ImageOrder> imageOrder{
      "image-order", cl::init(ImageOrder::RGB), cl::cat(category),
      cl::desc("Order of a picture's colors"),
      cl::values(clEnumValN(ImageOrder::RGB, "rgb", "red first (default)"),
                 clEnumValN(ImageOrder::BGR, "bgr", "blue first"))};
  cl::opt<std::string> runner{
      "runner", cl::value_desc("COMMAND"), cl::cat(category),
      cl::desc("Run the model in a program of the target, started by this "
               "command, such as 'qemu-aarch64 -L /usr/aarch64-linux-gnu'")};
  LoweringCommandLine lowering{category};
  ImportCommandLine import{/*withInputs=*/false};
  TargetCommandLine target;
};

/// What running a model gave.
struct RunResults {
  SmallVector<TensorDesc> descs;
  SmallVector<Array> outputs;
  std::string target;
  double compileSeconds = 0.0;
  size_t weightsBytes = 0;
  int64_t workspaceBytes = 0;
  unsigned threads = 0;
  std::optional<Timing> timing;
  SmallVector<LaunchProfile> launches;
};

/// A model that is read, and what it is fed.
struct LoadedModel {
  OwningOpRef<ModuleOp> module;
  Signature signature;
  SmallVector<Array> inputs;
};
} // namespace

static double getSeconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

static llvm::Expected<FeedOptions> getFeedOptions(const Options &options) {
  FeedOptions feedOptions;
  feedOptions.cast = options.cast;
  feedOptions.random = options.random;
  feedOptions.seed = options.seed;
  feedOptions.image.isBGR = options.imageOrder == ImageOrder::BGR;
  auto [low, high] = StringRef(options.imageRange).split(',');
  if (low.getAsDouble(feedOptions.image.low) ||
      high.getAsDouble(feedOptions.image.high))
    return createStringError("expected --image-range=LOW,HIGH, not '" +
                             options.imageRange + "'");
  return feedOptions;
}

/// Reads the module. Feeds that are no inputs of the graph by themselves become
/// inputs; arrays fix unknown sizes.
static llvm::Error load(const Options &options, const ModelFile &file,
                        ArrayRef<Feed> feeds, ArrayRef<std::string> outputs,
                        MLIRContext *context, LoadedModel &model) {
  llvm::Expected<ImportOptions> importOptions = options.import.getOptions();
  if (!importOptions)
    return importOptions.takeError();
  llvm::append_range(importOptions->outputs, outputs);
  auto loadOnce = [&]() -> llvm::Error {
    model.module = file.load(*importOptions, context);
    if (!model.module)
      return makeReportedError();
    FailureOr<Signature> signature = getSignature(*model.module);
    if (failed(signature))
      return makeReportedError();
    model.signature = std::move(*signature);
    return llvm::Error::success();
  };
  if (!file.isGraph())
    return loadOnce();

  if (!options.dynamic)
    for (const Feed &feed : feeds) {
      if (feed.isImage)
        continue;
      ArrayRef<int64_t> shape = feed.array.getShape();
      importOptions->inputShapes.emplace_back(
          feed.name, std::vector<int64_t>(shape.begin(), shape.end()));
    }
  // What the graph needs is known only after reading it; reading takes a
  // millisecond. As in TensorFlow, a feed may be of no use to the outputs.
  importOptions->allowsUnusedShapes = true;
  if (llvm::Error error = loadOnce())
    return error;
  SmallVector<StringRef> names = model.signature.getInputNames();
  if (llvm::all_of(feeds, [&](const Feed &feed) {
        return findName(names, feed.name).has_value();
      }))
    return llvm::Error::success();
  for (const Feed &feed : feeds)
    importOptions->inputs.push_back(feed.name);
  return loadOnce();
}

/// Prints how to call nn-run.
static llvm::Error makeNoInputsError(const Options &options,
                                     const Signature &signature) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "the model has inputs and none is given\n";
  printTensors(signature.inputs, "inputs", os);
  printTensors(signature.outputs, "outputs", os);
  os << "run, for example\n  " << makeExampleCommand(options.model, signature)
     << "\nor --random for numbers that mean nothing";
  return createStringError(text);
}

static size_t getPeakMemory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

static llvm::Error saveOutputs(const Options &options,
                               const RunResults &results) {
  return writeFile(options.save, [&](raw_ostream &os) {
    NpzWriter writer(os);
    for (auto [i, array] : llvm::enumerate(results.outputs)) {
      // A key is the name as given.
      bool isGiven = options.outputs.size() == results.outputs.size();
      writer.add(isGiven ? StringRef(options.outputs[i])
                         : StringRef(results.descs[i].name),
                 array);
    }
    writer.finish();
    return llvm::Error::success();
  });
}

/// Compares outputs with what they should be, and says how far they are.
static llvm::Error compareOutputs(const Options &options,
                                  const RunResults &results,
                                  ArrayRef<Feed> expected) {
  ArrayRef<Array> outputs = results.outputs;
  SmallVector<StringRef> names = llvm::map_to_vector(
      results.descs,
      [](const TensorDesc &desc) -> StringRef { return desc.name; });
  SmallVector<StringRef> expectedNames = llvm::map_to_vector(
      expected, [](const Feed &feed) -> StringRef { return feed.name; });
  raw_ostream &os = options.json ? llvm::errs() : llvm::outs();
  Tolerance tolerance;
  tolerance.relative = std::max(tolerance.relative, options.rtol.getValue());
  tolerance.absolute = options.atol;
  bool departs = false;
  for (auto [i, actual] : llvm::enumerate(outputs)) {
    // Outputs have the names that they were fetched by.
    StringRef name = options.outputs.size() == outputs.size()
                         ? StringRef(options.outputs[i])
                         : names[i];
    std::optional<size_t> index = i;
    if (!options.outputs.empty() || outputs.size() != expected.size())
      index = findName(expectedNames, name);
    if (!index)
      return makeUnknownNameError("array of '" + options.compare + "'", name,
                                  expectedNames);
    const Array &array = expected[*index].array;
    if (actual.getDType() != array.getDType() ||
        actual.getShape() != array.getShape())
      return createStringError(
          "output '" + name + "' is " + getName(actual.getDType()) + " " +
          formatShape(actual.getShape()) + ", not " +
          getName(array.getDType()) + " " + formatShape(array.getShape()));
    departs |= !printComparison(name, actual, array, os, tolerance);
  }
  if (departs)
    return createStringError("the outputs are not those of '" +
                             options.compare + "'");
  return llvm::Error::success();
}

/// Reports the outputs and times, as text or as JSON.
static llvm::Error report(const Options &options, const RunResults &results) {
  ArrayRef<Array> outputs = results.outputs;
  const std::optional<Timing> &timing = results.timing;
  if (!options.save.empty())
    if (llvm::Error error = saveOutputs(options, results))
      return error;

  raw_ostream &os = llvm::outs();
  if (options.json) {
    llvm::json::OStream json(os, /*IndentSize=*/2);
    json.object([&] {
      json.attribute("schema", 1);
      json.attribute("model", options.model.getValue());
      json.attribute("compile_s", results.compileSeconds);
      if (timing) {
        json.attribute("median_ms", timing->median * 1e3);
        json.attribute("min_ms", timing->min * 1e3);
        json.attribute("runs", timing->runs);
      }
      json.attribute("peak_rss_bytes", getPeakMemory());
      json.attribute("workspace_bytes", results.workspaceBytes);
      json.attribute("weights_bytes", results.weightsBytes);
      json.attribute("threads", results.threads);
      json.attribute("target", results.target);
      if (options.profile)
        json.attributeArray("launches", [&] {
          for (const LaunchProfile &launch : results.launches)
            json.object([&] {
              json.attribute("kernel", launch.kernel);
              json.attribute("nodes", launch.nodes);
              json.attribute("us", launch.seconds * 1e6);
            });
        });
    });
    os << "\n";
    return llvm::Error::success();
  }

  std::vector<std::string> labels;
  if (!options.labels.empty()) {
    auto read = readLabels(options.labels);
    if (!read)
      return read.takeError();
    labels = std::move(*read);
  }
  if (options.top != 0) {
    for (auto [desc, array] : llvm::zip_equal(results.descs, outputs))
      printTop(desc.name, array, options.top, labels, os);
  } else if (options.save.empty() && options.compare.empty() &&
             !options.benchmark && !options.profile) {
    for (auto [desc, array] : llvm::zip_equal(results.descs, outputs))
      printSummary(desc.name, array, os);
  }
  if (options.profile)
    printProfile(results.launches, os);
  if (timing)
    os << llvm::format("median %.4f ms, min %.4f ms, %u runs, %u threads, "
                       "compiled in %.2f s\n",
                       timing->median * 1e3, timing->min * 1e3, timing->runs,
                       results.threads, results.compileSeconds);
  return llvm::Error::success();
}

/// Loads a lowered module into this process and runs it.
static llvm::Error runHere(const Options &options, ModuleOp module,
                           ArrayRef<Array> inputs,
                           const CompileOptions &compile,
                           const RunnerOptions &runnerOptions,
                           RunResults &results) {
  double start = getSeconds();
  ExecutableOptions executableOptions;
  executableOptions.compile = compile;
  executableOptions.guard = runnerOptions.guard;
  auto executable = Executable::create(module, executableOptions);
  if (failed(executable))
    return makeReportedError();
  results.compileSeconds += getSeconds() - start;
  auto runner = Runner::create(**executable, inputs, runnerOptions);
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
static llvm::Error runGuest(const Options &options, ModuleOp module,
                            ArrayRef<Array> inputs,
                            const CompileOptions &compile,
                            const RunnerOptions &runnerOptions,
                            RunResults &results) {
  double start = getSeconds();
  auto guest = Guest::create(module, compile, options.runner, runnerOptions);
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

/// Opens the device that is asked for, and notes what it has.
static llvm::Expected<std::shared_ptr<nn_device>>
openDevice(DeviceTarget &target) {
  if (target.kind == DeviceKind::None)
    return nullptr;
  char message[512];
  std::string kind = target.kind == DeviceKind::CUDA ? "cuda:" : "vulkan:";
  std::shared_ptr<nn_device> device(
      nn_device_open((kind + target.name).c_str(), message, sizeof message),
      nn_device_close);
  if (!device)
    return createStringError(StringRef(message));
  const nn_device_info *info = nn_device_get_info(device.get());
  if (target.types.empty()) {
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

/// Compiles the network and runs it on the arrays.
static llvm::Error runLoaded(const Options &options, const NativeTarget &target,
                             ModuleOp module, ArrayRef<Array> inputs,
                             ArrayRef<Feed> expected) {
  llvm::Expected<LoweringOptions> lowering =
      options.lowering.getOptions(target);
  if (!lowering)
    return lowering.takeError();
  llvm::Expected<DeviceTarget> deviceTarget = options.target.getDevice();
  if (!deviceTarget)
    return deviceTarget.takeError();
  auto device = openDevice(*deviceTarget);
  if (!device)
    return device.takeError();
  lowering->device = *deviceTarget;
  CompileOptions compile = lowering->getCompileOptions();
  RunnerOptions runnerOptions;
  runnerOptions.threads = options.threads;
  runnerOptions.guard = options.guard;
  runnerOptions.device = device->get();
  auto run = options.runner.empty() ? runHere : runGuest;
  if (options.check)
    return checkAgainstReference(
        module, inputs, *lowering,
        [&](ModuleOp lowered,
            ArrayRef<Array> arrays) -> llvm::Expected<SmallVector<Array>> {
          RunResults results;
          if (llvm::Error error = run(options, lowered, arrays, compile,
                                      runnerOptions, results))
            return std::move(error);
          return results.outputs;
        },
        llvm::outs());

  RunResults results;
  double start = getSeconds();
  if (failed(lowerModule(module, Stage::LLVM, *lowering)))
    return makeReportedError();
  results.compileSeconds = getSeconds() - start;
  if (llvm::Error error =
          run(options, module, inputs, compile, runnerOptions, results))
    return error;
  if (!options.compare.empty())
    if (llvm::Error error = compareOutputs(options, results, expected))
      return error;
  return report(options, results);
}

static llvm::Error runModel(const Options &options, MLIRContext *context) {
  llvm::Expected<FeedOptions> feedOptions = getFeedOptions(options);
  if (!feedOptions)
    return feedOptions.takeError();
  llvm::Expected<NativeTarget> target = options.target.getTarget();
  if (!target)
    return target.takeError();
  bool isGuest = !options.runner.empty();
  if (!isGuest && target->getTriple().getArch() !=
                      NativeTarget::getHost().getTriple().getArch())
    return createStringError("code for '" + target->getTriple().str() +
                             "' does not run on this machine: expected "
                             "--runner='COMMAND', such as an emulator");
  if (isGuest && (options.benchmark || options.profile))
    return createStringError("--benchmark and --profile measure this machine, "
                             "not what --runner runs on");
  if (isGuest && options.target.hasDevice())
    return createStringError("--runner runs no networks for a --device");
  llvm::Expected<ModelFile> file = ModelFile::open(options.model);
  if (!file)
    return file.takeError();
  auto feeds = readFeeds(options.inputs, options.archives);
  if (!feeds)
    return feeds.takeError();

  SmallVector<Feed> expected;
  SmallVector<std::string> outputs(options.outputs.begin(),
                                   options.outputs.end());
  if (!options.compare.empty()) {
    auto read = readExpected(options.compare);
    if (!read)
      return read.takeError();
    expected = std::move(*read);
    if (outputs.empty())
      for (const Feed &array : expected)
        outputs.push_back(array.name);
  }

  ToolDiagnosticHandler handler(context, options.model);
  LoadedModel model;
  if (llvm::Error error = load(options, *file, *feeds, outputs, context, model))
    return error;
  if (options.cases) {
    if (!feeds->empty())
      return createStringError("--cases brings its own inputs");
    auto arrays = makeNetworkOfCases(*model.module);
    if (!arrays)
      return arrays.takeError();
    return runLoaded(options, *target, *model.module, *arrays, {});
  }
  if (options.list) {
    printTensors(model.signature.inputs, "inputs", llvm::outs());
    printTensors(model.signature.outputs, "outputs", llvm::outs());
    printLayers(*model.module, llvm::outs());
    return llvm::Error::success();
  }
  if (feeds->empty() && !model.signature.inputs.empty() && !options.random) {
    if (!options.benchmark)
      return makeNoInputsError(options, model.signature);
    feedOptions->random = true;
  }
  if (feedOptions->random && !options.json &&
      feeds->size() < model.signature.inputs.size())
    llvm::errs() << "note: inputs are random, seed " << options.seed << "\n";
  auto inputs = bindFeeds(*feeds, model.signature, *feedOptions);
  if (!inputs)
    return inputs.takeError();

  return runLoaded(options, *target, *model.module, *inputs, expected);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  // LLVM's own options, some by the names of ours, serve its developers.
  cl::ResetCommandLineParser();
  Options options;
  nn::registerAllPasses();
  registerAsmPrinterCLOptions();
  registerMLIRContextCLOptions();
  registerPassManagerCLOptions();
  registerDefaultTimingManagerCLOptions();
  cl::HideUnrelatedOptions({&options.category, &options.import.getCategory(),
                            &options.target.getCategory()});
  parseCommandLine(
      argc, argv,
      "compiles a TensorFlow graph or MLIR of any stage, and runs it\n");

  DialectRegistry registry;
  registerModelDialects(registry);
  MLIRContext context(registry);
  llvm::Error error = runModel(options, &context);
  if (error.isA<GuestCrash>()) {
    llvm::outs().flush();
    llvm::errs() << "crash: " << llvm::toString(std::move(error)) << "\n";
    return 3;
  }
  return finishTool(std::move(error));
}
