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
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/Timing.h"
#include "nn/Execution/Image.h"
#include "nn/InitAllPasses.h"
#include "nn/Support/ReportedError.h"
#include "nn/Tools/Cases.h"
#include "nn/Tools/Check.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Guest.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/Lowering.h"
#include "nn/Tools/Names.h"
#include "nn/Tools/Report.h"
#include "nn/Tools/RunReport.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include <cmath>

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

/// A model that is read, and what it is fed.
struct LoadedModel {
  OwningOpRef<ModuleOp> module;
  Signature signature;
  SmallVector<Array> inputs;
};
} // namespace

static llvm::Expected<FeedOptions> getFeedOptions(const Options &options) {
  FeedOptions feedOptions;
  feedOptions.cast = options.cast;
  feedOptions.random = options.random;
  feedOptions.seed = options.seed;
  feedOptions.image.isBGR = options.imageOrder == ImageOrder::BGR;
  auto [low, high] = StringRef(options.imageRange).split(',');
  if (low.getAsDouble(feedOptions.image.low) ||
      high.getAsDouble(feedOptions.image.high) ||
      !std::isfinite(feedOptions.image.low) ||
      !std::isfinite(feedOptions.image.high))
    return createStringError("expected --image-range=LOW,HIGH, not '" +
                             options.imageRange + "'");
  return feedOptions;
}

/// Fails with an option that would be without effect, whatever the model is.
static llvm::Error checkUse(const Options &options) {
  bool isTimed = options.benchmark || options.profile;
  bool hasPicture = llvm::any_of(
      options.inputs, [](StringRef input) { return isImagePath(input); });
  bool isFed = !options.inputs.empty() || !options.archives.empty();
  if (options.list)
    return checkOnlyOptions(
        {&options.category, &options.target.getCategory()},
        {"list", "json", "input", "inputs", "output", "dynamic"},
        "does not go with --list, which runs nothing");
  constexpr StringLiteral notWithCases =
      "does not go with --cases, which brings its own inputs";
  constexpr StringLiteral notWithCheck = "does not go with --check";
  return checkOptions({
      {options.threads, options.threads != 0, "is at least 1"},
      {options.runs, options.runs != 0, "is at least 1"},
      {options.top, options.top != 0, "is at least 1"},
      {options.runs, isTimed, "goes with --benchmark or --profile"},
      {options.seed, options.random || options.benchmark, "goes with --random"},
      {options.labels, options.top != 0, "goes with --top"},
      {options.rtol, !options.compare.empty(), "goes with --compare"},
      {options.atol, !options.compare.empty(), "goes with --compare"},
      {options.imageRange, hasPicture, "goes with a picture as --input"},
      {options.imageOrder, hasPicture, "goes with a picture as --input"},
      {options.cast, isFed, "goes with --input or --inputs"},
      {options.inputs, !options.cases, notWithCases},
      {options.archives, !options.cases, notWithCases},
      {options.random, !options.cases, notWithCases},
      {options.compare, !options.cases, notWithCases},
      {options.outputs, !options.cases, notWithCases},
      {options.save, !options.check, notWithCheck},
      {options.compare, !options.check, notWithCheck},
      {options.top, !options.check, notWithCheck},
      {options.json, !options.check, notWithCheck},
      {options.benchmark, !options.check, notWithCheck},
      {options.profile, !options.check, notWithCheck},
  });
}

/// Reads the module. Feeds that are no inputs of the graph by themselves become
/// inputs; arrays fix unknown sizes.
static llvm::Error loadModel(const Options &options, const ModelFile &file,
                             ArrayRef<Feed> feeds,
                             ArrayRef<std::string> outputs,
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
      importOptions->arrayShapes.emplace_back(
          feed.name, std::vector<int64_t>(shape.begin(), shape.end()));
    }
  // What the graph needs is known only after reading it; reading takes a
  // millisecond. As in TensorFlow, a feed may be of no use to the outputs.
  importOptions->allowsUnusedShapes = true;
  if (feeds.empty())
    return loadOnce();
  // A feed may also stand for what cannot be imported, so this may fail.
  auto loadQuietly = [&]() -> llvm::Error {
    ScopedDiagnosticHandler handler(context, [](Diagnostic &diagnostic) {
      return success(diagnostic.getSeverity() == DiagnosticSeverity::Error);
    });
    return loadOnce();
  };
  if (llvm::Error error = loadQuietly()) {
    llvm::consumeError(std::move(error));
  } else {
    SmallVector<StringRef> names = model.signature.getInputNames();
    if (llvm::all_of(feeds, [&](const Feed &feed) {
          return findName(names, feed.name).has_value();
        }))
      return llvm::Error::success();
  }
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

/// Reports the outputs and times, as text or as JSON.
static llvm::Error report(const Options &options, const RunResults &results,
                          ArrayRef<Feed> expected) {
  raw_ostream &os = llvm::outs();
  SmallVector<std::string> fetched(options.outputs.begin(),
                                   options.outputs.end());
  SmallVector<StringRef> names = getOutputNames(results, fetched);
  if (!options.compare.empty()) {
    Tolerance tolerance;
    tolerance.relative = std::max(tolerance.relative, options.rtol.getValue());
    tolerance.absolute = options.atol;
    if (llvm::Error error = compareOutputs(
            results, names, /*byName=*/!fetched.empty(), expected,
            options.compare, tolerance, options.json ? llvm::errs() : os))
      return error;
  }
  if (!options.save.empty())
    if (llvm::Error error = saveOutputs(results, names, options.save))
      return error;
  std::vector<TopRow> top;
  if (options.top != 0) {
    auto rows = getTopRows(results, options.top, options.labels);
    if (!rows)
      return rows.takeError();
    top = std::move(*rows);
  }
  if (options.json) {
    printRunAsJSON(results, options.model, options.profile, top, os);
    return llvm::Error::success();
  }

  if (options.top != 0) {
    printTopRows(top, os);
  } else if (options.save.empty() && options.compare.empty() &&
             !options.benchmark && !options.profile) {
    for (auto [desc, array] : llvm::zip_equal(results.descs, results.outputs))
      printSummary(desc.name, array, os);
  }
  if (options.profile)
    printProfile(results.launches, os);
  if (const std::optional<Timing> &timing = results.timing)
    os << llvm::format("median %.4f ms, min %.4f ms, %u runs, %u threads, "
                       "compiled in %.2f s\n",
                       timing->median * 1e3, timing->min * 1e3, timing->runs,
                       results.threads, results.compileSeconds);
  return llvm::Error::success();
}

/// Compiles the network and runs it on the arrays.
static llvm::Error runLoaded(const Options &options, const NativeTarget &target,
                             ModuleOp module, ArrayRef<Array> inputs,
                             ArrayRef<Feed> expected) {
  llvm::Expected<LoweringOptions> lowering =
      options.lowering.getOptions(target);
  if (!lowering)
    return lowering.takeError();
  llvm::Expected<DeviceTarget> deviceTarget = options.target.getDevice(module);
  if (!deviceTarget)
    return deviceTarget.takeError();
  if (!options.runner.empty() && deviceTarget->kind != DeviceKind::None)
    return createStringError("--runner runs no networks for a --device");
  auto device = openDevice(*deviceTarget);
  if (!device)
    return device.takeError();
  lowering->device = *deviceTarget;
  CompileOptions compile = lowering->getCompileOptions();
  RunOptions run;
  run.runner.threads = options.threads;
  run.runner.guard = options.guard;
  run.runner.device = device->get();
  run.command = options.runner;
  run.repeat = options.repeat;
  run.benchmark = options.benchmark;
  run.profile = options.profile;
  run.runs = options.runs;
  if (options.check)
    return checkAgainstReference(
        module, inputs, *lowering,
        [&](ModuleOp lowered,
            ArrayRef<Array> arrays) -> llvm::Expected<SmallVector<Array>> {
          RunResults results;
          if (llvm::Error error =
                  runNetwork(lowered, arrays, compile, run, results))
            return std::move(error);
          return results.outputs;
        },
        llvm::outs());

  RunResults results;
  double start = getSeconds();
  if (failed(lowerModule(module, Stage::LLVM, *lowering)))
    return makeReportedError();
  results.compileSeconds = getSeconds() - start;
  if (llvm::Error error = runNetwork(module, inputs, compile, run, results))
    return error;
  return report(options, results, expected);
}

/// Fails if code for the model's target does not run on this machine.
static llvm::Error checkRunsHere(const NativeTarget &target, ModuleOp module) {
  if (target.getTriple().getArch() !=
      NativeTarget::getHost().getTriple().getArch())
    return createStringError("code for '" + target.getTriple().str() +
                             "' does not run on this machine: expected "
                             "--runner='COMMAND', such as an emulator");
  std::string feature = target.findFeatureNotHere();
  if (feature.empty())
    return llvm::Error::success();
  // What has no kernels yet may become another machine's.
  bool isSettled = getStage(module) >= Stage::Kernels;
  return createStringError("code for '" + target.describe() +
                           "' does not run on this machine, which has no '" +
                           feature + "'" +
                           (isSettled ? "" : ": --target=host is for it"));
}

static llvm::Error runModel(const Options &options, MLIRContext *context) {
  if (llvm::Error error = checkUse(options))
    return error;
  llvm::Expected<FeedOptions> feedOptions = getFeedOptions(options);
  if (!feedOptions)
    return feedOptions.takeError();
  if (llvm::Expected<DeviceTarget> device = options.target.getDevice(); !device)
    return device.takeError();
  bool isGuest = !options.runner.empty();
  if (isGuest && (options.benchmark || options.profile))
    return createStringError("--benchmark and --profile measure this machine, "
                             "not what --runner runs on");
  llvm::Expected<ModelFile> file = ModelFile::open(options.model);
  if (!file)
    return file.takeError();
  if (llvm::Error error =
          options.import.checkUse(file->isGraph(), file->isSavedModel()))
    return error;
  if (llvm::Error error = checkOptions(
          {{options.outputs, file->isGraph(), "goes with a TensorFlow graph"}}))
    return error;
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
  if (llvm::Error error =
          loadModel(options, *file, *feeds, outputs, context, model))
    return error;
  llvm::Expected<NativeTarget> target = options.target.getTarget(*model.module);
  if (!target)
    return target.takeError();
  if (!isGuest && !options.list)
    if (llvm::Error error = checkRunsHere(*target, *model.module))
      return error;
  if (options.cases) {
    auto arrays = makeNetworkOfCases(*model.module);
    if (!arrays)
      return arrays.takeError();
    return runLoaded(options, *target, *model.module, *arrays, {});
  }
  if (options.list && options.json) {
    printModelAsJSON(*model.module, model.signature, options.model,
                     llvm::outs());
    return llvm::Error::success();
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
