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

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "nn/InitAllDialects.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/Native/Compile.h"
#include "nn/Target/Native/Link.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/DeviceFiles.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/Lowering.h"
#include "nn/Tools/ModuleText.h"
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

/// Writes what machines run: code of the module, or of its kernels for devices.
static llvm::Error emitCode(const Options &options, MLIRContext &context) {
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), &context);
  if (!module)
    return makeReportedError();
  if (options.action == Action::EmitPTX || options.action == Action::EmitSPIRV)
    return writeFile(options.output, [&](raw_ostream &os) {
      return options.action == Action::EmitPTX
                 ? writePTX(*module, options.kernel, os)
                 : writeSPIRV(*module, options.kernel, os);
    });

  llvm::Expected<NativeTarget> target = options.target.getTarget(*module);
  if (!target)
    return target.takeError();
  CompileOptions compile;
  compile.target = *target;
  bool isNetwork = isLoweredNetwork(*module);
  bool isObject = options.action == Action::EmitObject;
  if (isObject && options.output == "-")
    return llvm::createStringError("expected -o FILE for an object");
  if (isObject && isNetwork)
    return linkNetwork(*module, compile, LinkKind::Object, options.output);
  FailureOr<LLVMModule> code = isNetwork
                                   ? translateToLLVMModule(*module, compile)
                                   : translatePlainModule(*module, compile);
  if (failed(code))
    return makeReportedError();
  return writeFile(options.output, [&](raw_ostream &os) {
    return isObject ? emitObject(*code->module, *target, os)
                    : emitAssembly(*code->module, *target, os);
  });
}

static llvm::Error translate(const Options &options, MLIRContext &context) {
  if (options.action.getNumOccurrences() == 0)
    return llvm::createStringError("expected --import-graphdef, "
                                   "--import-saved-model, --mlir-to-llvmir, "
                                   "--emit-asm, --emit-obj, --emit-ptx or "
                                   "--emit-spirv");
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
  case Action::EmitAssembly:
  case Action::EmitObject:
  case Action::EmitPTX:
  case Action::EmitSPIRV:
    return emitCode(options, context);
  }
  llvm_unreachable("unknown action");
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
  nn::registerAllDialects(registry);
  // What stands beside kernels in the spirv dialect.
  registry.insert<arith::ArithDialect, func::FuncDialect, math::MathDialect,
                  scf::SCFDialect, spirv::SPIRVDialect>();
  registerAllToLLVMIRTranslations(registry);
  MLIRContext context(registry);
  return finishTool(translate(options, context));
}
