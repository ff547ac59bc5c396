//===- nn-translate.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Translates between what is outside and MLIR: TensorFlow graphs to nn, and the
// LLVM dialect to LLVM IR.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "mlir/Target/SPIRV/Serialization.h"
#include "nn/InitAllDialects.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/ImportCommandLine.h"
#include "nn/Tools/ModuleText.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/InitLLVM.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

namespace {
enum class Action { ImportGraphDef, ImportSavedModel, ToLLVMIR, EmitSPIRV };

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
                 clEnumValN(Action::EmitSPIRV, "emit-spirv",
                            "A kernel in the spirv dialect to its binary"))};
  cl::opt<std::string> kernel{
      "kernel", cl::value_desc("NAME"), cl::cat(category),
      cl::desc("The kernel of --emit-spirv, if there are several")};
  ModuleCommandLine format{category};
  ImportCommandLine import;
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

static llvm::Error emitSPIRV(const Options &options, MLIRContext &context) {
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), &context);
  if (!module)
    return makeReportedError();
  SmallVector<spirv::ModuleOp> found;
  module->walk([&](spirv::ModuleOp op) {
    auto kernel = op->getParentOfType<ModuleOp>();
    if (options.kernel.empty() || kernel.getSymName() == options.kernel)
      found.push_back(op);
  });
  if (found.size() != 1)
    return llvm::createStringError(
        "expected one spirv.module" +
        (options.kernel.empty() ? "" : " in kernel '" + options.kernel + "'") +
        ", found " + Twine(found.size()));
  SmallVector<uint32_t> words;
  if (failed(spirv::serialize(found.front(), words)))
    return makeReportedError();
  return writeFile(options.output, [&](raw_ostream &os) {
    os.write(reinterpret_cast<const char *>(words.data()),
             words.size() * sizeof(uint32_t));
    return llvm::Error::success();
  });
}

static llvm::Error translate(const Options &options, MLIRContext &context) {
  if (options.action.getNumOccurrences() == 0)
    return llvm::createStringError("expected --import-graphdef, "
                                   "--import-saved-model, --mlir-to-llvmir or "
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
  case Action::EmitSPIRV:
    return emitSPIRV(options, context);
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
  cl::HideUnrelatedOptions({&options.category, &options.import.getCategory()});
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
