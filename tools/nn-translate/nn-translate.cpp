//===- nn-translate.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Translates between what is outside and MLIR: TensorFlow graphs to nn, and the
// LLVM dialect to LLVM IR and to what machines run.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Emission.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/ModuleText.h"
#include "nn/Tools/TargetCommandLine.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/InitLLVM.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

namespace {
enum class Action {
  ImportGraphDef,
  ImportSavedModel,
  ToLLVMIR,
  EmitAssembly,
  EmitObject,
  EmitPTX,
  EmitSPIRV
};

struct Options {
  cl::OptionCategory category{"nn-translate options"};
  cl::opt<std::string> input{cl::Positional, cl::desc("<input file>"),
                             cl::init("-"), cl::cat(category)};
  cl::opt<std::string> output{"o", cl::desc("Output file"),
                              cl::value_desc("FILE"), cl::init("-"),
                              cl::cat(category)};
  cl::opt<Action> action{
      cl::desc("Translation:"), cl::cat(category),
      cl::values(clEnumValN(Action::ImportGraphDef, "import-graphdef",
                            "TensorFlow GraphDef, binary or text, to nn"),
                 clEnumValN(Action::ImportSavedModel, "import-saved-model",
                            "TensorFlow SavedModel directory to nn"),
                 clEnumValN(Action::ToLLVMIR, "mlir-to-llvmir",
                            "LLVM dialect to LLVM IR"),
                 clEnumValN(Action::EmitAssembly, "emit-asm",
                            "LLVM dialect to assembly"),
                 clEnumValN(Action::EmitObject, "emit-obj",
                            "LLVM dialect to an object, a network's with its "
                            "weights"),
                 clEnumValN(Action::EmitPTX, "emit-ptx",
                            "Kernels of a network for CUDA to PTX"),
                 clEnumValN(Action::EmitSPIRV, "emit-spirv",
                            "A kernel for Vulkan to SPIR-V"))};
  cl::opt<std::string> kernel{
      "kernel", cl::value_desc("NAME"), cl::cat(category),
      cl::desc("The kernel of --emit-ptx, or of --emit-spirv if there are "
               "several")};
  ModuleCommandLine format{category};
  ImportCommandLine import;
  NativeTargetCommandLine target;
};
} // namespace

static llvm::Error importGraph(const Options &options,
                               const ImportOptions &importOptions,
                               MLIRContext &context) {
  OwningOpRef<ModuleOp> module =
      options.action == Action::ImportSavedModel
          ? importSavedModel(options.input, importOptions, &context)
          : importGraphDef(options.input, importOptions, &context);
  if (!module)
    return makeReportedError();
  return writeModule(*module, options.output, options.format.getFormat());
}

static llvm::Error translateToLLVMIR(const Options &options,
                                     MLIRContext &context) {
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), &context);
  if (!module)
    return makeReportedError();
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(*module, llvmContext);
  if (!translated)
    return makeReportedError();
  return writeFile(options.output, [&](raw_ostream &os) {
    translated->print(os, nullptr);
    return llvm::Error::success();
  });
}

/// The form of what machines or devices run, if the action writes such.
static std::optional<CodeForm> getCodeForm(Action action) {
  switch (action) {
  case Action::EmitAssembly:
    return CodeForm::Assembly;
  case Action::EmitObject:
    return CodeForm::Object;
  case Action::EmitPTX:
    return CodeForm::PTX;
  case Action::EmitSPIRV:
    return CodeForm::SPIRV;
  default:
    return std::nullopt;
  }
}

static llvm::Error emitCode(const Options &options, CodeForm form,
                            MLIRContext &context) {
  if (llvm::Error error = checkCodeFile(form, options.output))
    return error;
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), &context);
  if (!module)
    return makeReportedError();
  llvm::Expected<NativeTarget> target = options.target.getTarget(*module);
  if (!target)
    return target.takeError();
  CompileOptions compile;
  compile.target = *target;
  return writeCode(*module, form, compile, options.kernel, options.output);
}

/// Fails with an option that would be without effect.
static llvm::Error checkUse(const Options &options) {
  Action action = options.action;
  std::optional<CodeForm> form = getCodeForm(action);
  bool isImport =
      action == Action::ImportGraphDef || action == Action::ImportSavedModel;
  bool isDevice = form && isDeviceForm(*form);
  if (llvm::Error error =
          options.import.checkUse(isImport, action == Action::ImportSavedModel))
    return error;
  if (llvm::Error error = options.target.checkUse(
          form && !isDevice, "goes with --emit-asm or --emit-obj"))
    return error;
  if (llvm::Error error = options.format.checkUse(
          isImport, "goes with --import-graphdef or --import-saved-model"))
    return error;
  return checkOptions(
      {{options.kernel, isDevice, "goes with --emit-ptx or --emit-spirv"}});
}

static llvm::Error translate(const Options &options, MLIRContext &context) {
  if (options.action.getNumOccurrences() != 1)
    return llvm::createStringError("expected one of --import-graphdef, "
                                   "--import-saved-model, --mlir-to-llvmir, "
                                   "--emit-asm, --emit-obj, --emit-ptx and "
                                   "--emit-spirv");
  if (llvm::Error error = checkUse(options))
    return error;
  llvm::Expected<ImportOptions> importOptions = options.import.getOptions();
  if (!importOptions)
    return importOptions.takeError();
  ToolDiagnosticHandler handler(
      &context, options.input == "-" ? "<stdin>" : options.input.getValue());
  switch (options.action) {
  case Action::ImportGraphDef:
  case Action::ImportSavedModel:
    return importGraph(options, *importOptions, context);
  case Action::ToLLVMIR:
    return translateToLLVMIR(options, context);
  default:
    return emitCode(options, *getCodeForm(options.action), context);
  }
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  // LLVM's own options, some by the names of ours, serve its developers.
  cl::ResetCommandLineParser();
  Options options;
  registerAsmPrinterCLOptions();
  registerMLIRContextCLOptions();
  cl::HideUnrelatedOptions({&options.category, &options.import.getCategory(),
                            &options.target.getCategory()});
  parseCommandLine(argc, argv, "nn-mlir translation driver\n");

  DialectRegistry registry;
  registerModelDialects(registry);
  MLIRContext context(registry);
  return finishTool(translate(options, context));
}
