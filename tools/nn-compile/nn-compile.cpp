//===- nn-compile.cpp - Compiles a model ahead of time --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a TensorFlow graph, or MLIR of any stage, to an object or a shared
// library with a C interface, or to any form on the way there.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/Timing.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/InitAllPasses.h"
#include "nn/Support/Identifiers.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/Native/CHeader.h"
#include "nn/Tools/Cases.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Emission.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/Lowering.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/ModuleText.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;
namespace cl = llvm::cl;

namespace {
enum class Emit {
  NN,
  Linalg,
  Kernels,
  Vector,
  LLVM,
  LLVMIR,
  Assembly,
  PTX,
  SPIRV,
  Object,
  Library
};

struct Options {
  cl::OptionCategory category{"nn-compile options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::desc("MODEL"),
                             cl::cat(category)};
  cl::opt<std::string> output{"o", cl::init("-"), cl::value_desc("FILE"),
                              cl::cat(category), cl::desc("Output file")};
  cl::opt<Emit> emit{
      "emit", cl::init(Emit::Object), cl::cat(category),
      cl::desc("What to write (default: an object)"),
      cl::values(
          clEnumValN(Emit::NN, "nn", "MLIR: the optimized network"),
          clEnumValN(Emit::Linalg, "linalg", "MLIR: linalg on tensors"),
          clEnumValN(Emit::Kernels, "kernels",
                     "MLIR: scheduled kernels and their host"),
          clEnumValN(Emit::Vector, "vector", "MLIR: kernels of vector code"),
          clEnumValN(Emit::LLVM, "llvm", "MLIR: the LLVM dialect"),
          clEnumValN(Emit::LLVMIR, "llvmir", "LLVM IR"),
          clEnumValN(Emit::Assembly, "asm", "assembly, without the weights"),
          clEnumValN(Emit::PTX, "ptx",
                     "PTX of all kernels, with --device=cuda"),
          clEnumValN(Emit::SPIRV, "spirv",
                     "SPIR-V of a kernel, with --device=vulkan"),
          clEnumValN(Emit::Object, "obj", "an object with the weights"),
          clEnumValN(Emit::Library, "lib",
                     "a shared library with the weights"))};
  cl::opt<std::string> kernel{
      "kernel", cl::value_desc("NAME"), cl::cat(category),
      cl::desc("The kernel whose PTX or SPIR-V is written")};
  cl::opt<std::string> header{"header", cl::value_desc("FILE"),
                              cl::cat(category),
                              cl::desc("Write a C header as well")};
  cl::opt<std::string> symbol{
      "symbol", cl::value_desc("PREFIX"), cl::cat(category),
      cl::desc("Prefix of all symbols (default: made of the output's name)")};
  ModuleCommandLine format{category};
  cl::opt<bool> scalarize{
      "scalarize", cl::cat(category),
      cl::desc("Make a plain function on scalars of a network whose tensors "
               "all have one element")};
  cl::opt<bool> cases{
      "cases", cl::cat(category),
      cl::desc("Compile the functions that 'main' calls on constants, as one "
               "network that takes the constants")};
  LoweringCommandLine lowering{category};
  ImportCommandLine import;
  TargetCommandLine target;
};
} // namespace

static Stage getLastStage(Emit emit) {
  switch (emit) {
  case Emit::NN:
    return Stage::NN;
  case Emit::Linalg:
    return Stage::Linalg;
  case Emit::Kernels:
    return Stage::Kernels;
  case Emit::Vector:
    return Stage::Vector;
  default:
    return Stage::LLVM;
  }
}

/// Names the network, and so all symbols. Only a function on tensors has no
/// symbols made of its name yet.
static llvm::Error nameNetwork(const Options &options, ModuleOp module) {
  bool isGiven = options.symbol.getNumOccurrences() != 0;
  StringRef name = options.symbol;
  if (!isGiven)
    name = llvm::sys::path::stem(options.output == "-" ? options.model
                                                       : options.output);
  if (isGiven && makeCIdentifier(name) != name)
    return createStringError("--symbol: '" + name +
                             "' is no name for a network: expected an "
                             "identifier that C, C++ and the runtime leave "
                             "free, such as '" +
                             makeCIdentifier(name) + "'");
  FunctionOpInterface entry = getEntryFunction(module);
  if (!entry || getStage(module) >= Stage::Vector) {
    if (isGiven)
      return createStringError("--symbol: the model is lowered already, and "
                               "has its symbols");
    return llvm::Error::success();
  }
  std::string symbol = makeCIdentifier(name);
  SymbolTable symbols(module);
  Operation *other = symbols.lookup(symbol);
  if (other && other != entry)
    return createStringError("the model has another symbol '" + symbol +
                             "': expected a name for the network by --symbol");
  // It may be called by others, or by itself.
  if (other != entry && failed(symbols.rename(entry, symbol)))
    return createStringError("the network cannot be called '" + symbol + "'");
  return llvm::Error::success();
}

/// Checks that the network became a function on scalars.
static llvm::Error checkScalar(ModuleOp module) {
  FunctionOpInterface entry = getEntryFunction(module);
  if (entry && entry->hasAttr(abi::scalarAttrName))
    return llvm::Error::success();
  return createStringError("--scalarize: the network cannot be a function on "
                           "scalars; --nn-why=nn-scalarize-abi says why");
}

/// The form of code, unless MLIR is written.
static std::optional<CodeForm> getCodeForm(Emit emit) {
  switch (emit) {
  case Emit::LLVMIR:
    return CodeForm::LLVMIR;
  case Emit::Assembly:
    return CodeForm::Assembly;
  case Emit::PTX:
    return CodeForm::PTX;
  case Emit::SPIRV:
    return CodeForm::SPIRV;
  case Emit::Object:
    return CodeForm::Object;
  case Emit::Library:
    return CodeForm::Library;
  default:
    return std::nullopt;
  }
}

/// Fails with an option that would be without effect, whatever the model is.
static llvm::Error checkUse(const Options &options) {
  std::optional<CodeForm> form = getCodeForm(options.emit);
  bool isLinked = form == CodeForm::Object || form == CodeForm::Library;
  if (llvm::Error error = options.format.checkUse(
          !form, "goes with a form of --emit that is MLIR"))
    return error;
  if (llvm::Error error = options.lowering.checkUse(isLinked))
    return error;
  return checkOptions(
      {{options.kernel, form && isDeviceForm(*form),
        "goes with --emit=ptx or --emit=spirv"},
       {options.header, getLastStage(options.emit) == Stage::LLVM,
        "needs a form of --emit that is past MLIR on tensors"},
       {options.scalarize, options.emit != Emit::NN,
        "needs a form of --emit that is past the stage 'nn'"}});
}

static llvm::Error compileModel(const Options &options, MLIRContext *context) {
  std::optional<CodeForm> form = getCodeForm(options.emit);
  if (llvm::Error error = checkUse(options))
    return error;
  if (form)
    if (llvm::Error error = checkCodeFile(*form, options.output))
      return error;
  llvm::Expected<ImportOptions> importOptions = options.import.getOptions();
  if (!importOptions)
    return importOptions.takeError();
  llvm::Expected<ModelFile> file = ModelFile::open(options.model);
  if (!file)
    return file.takeError();
  if (llvm::Error error =
          options.import.checkUse(file->isGraph(), file->isSavedModel()))
    return error;

  ToolDiagnosticHandler handler(context, options.model);
  OwningOpRef<ModuleOp> module = file->load(*importOptions, context);
  if (!module)
    return makeReportedError();
  llvm::Expected<NativeTarget> target = options.target.getTarget(*module);
  if (!target)
    return target.takeError();
  if (options.cases)
    if (auto constants = makeNetworkOfCases(*module); !constants)
      return constants.takeError();
  Stage stage = getLastStage(options.emit);
  if (stage >= Stage::Kernels && failed(getSignature(*module)))
    return makeReportedError();
  if (llvm::Error error = nameNetwork(options, *module))
    return error;
  llvm::Expected<LoweringOptions> lowering =
      options.lowering.getOptions(*target);
  if (!lowering)
    return lowering.takeError();
  llvm::Expected<DeviceTarget> device = options.target.getDevice(*module);
  if (!device)
    return device.takeError();
  lowering->device = *device;
  lowering->scalarize = options.scalarize;
  if (failed(lowerModule(*module, stage, *lowering)))
    return makeReportedError();
  if (options.scalarize)
    if (llvm::Error error = checkScalar(*module))
      return error;

  if (!options.header.empty())
    if (llvm::Error error =
            writeFile(options.header, [&](raw_ostream &os) -> llvm::Error {
              if (failed(writeCHeader(*module, os)))
                return makeReportedError();
              return llvm::Error::success();
            }))
      return error;
  if (form)
    return writeCode(*module, *form, lowering->getCompileOptions(),
                     options.kernel, options.output);
  return writeModule(*module, options.output, options.format.getFormat());
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
  parseCommandLine(argc, argv,
                   "compiles a TensorFlow graph or MLIR of any stage\n");

  DialectRegistry registry;
  registerModelDialects(registry);
  MLIRContext context(registry);
  return finishTool(compileModel(options, &context));
}
