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

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "nn/InitAllDialects.h"
#include "nn/Support/OutputFile.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/ImportCommandLine.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/InitLLVM.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

namespace {
enum class Action { ImportGraphDef, ImportSavedModel, ToLLVMIR };

struct Options {
  cl::opt<std::string> input{cl::Positional, cl::desc("<input file>"),
                             cl::init("-")};
  cl::opt<std::string> output{"o", cl::desc("Output file"),
                              cl::value_desc("FILE"), cl::init("-")};
  cl::opt<Action> action{
      cl::desc("Translation:"), cl::Required,
      cl::values(clEnumValN(Action::ImportGraphDef, "import-graphdef",
                            "TensorFlow GraphDef, binary or text, to nn"),
                 clEnumValN(Action::ImportSavedModel, "import-saved-model",
                            "TensorFlow SavedModel directory to nn"),
                 clEnumValN(Action::ToLLVMIR, "mlir-to-llvmir",
                            "LLVM dialect to LLVM IR"))};
  cl::opt<bool> bytecode{"emit-bytecode",
                         cl::desc("Write MLIR bytecode, weights and all")};
  cl::opt<bool> printWeights{
      "print-weights", cl::desc("Print large weights into MLIR text as well")};
  ImportCommandLine import;
};
} // namespace

static LogicalResult importGraph(const Options &options,
                                 const ImportOptions &importOptions,
                                 MLIRContext &context, raw_ostream &os) {
  OwningOpRef<ModuleOp> module =
      options.action == Action::ImportSavedModel
          ? importSavedModel(options.input, importOptions, &context)
          : importGraphDef(options.input, importOptions, &context);
  if (!module)
    return failure();
  if (options.bytecode)
    return writeBytecodeToFile(*module, os);
  OpPrintingFlags flags;
  flags.enableDebugInfo();
  // A limit of zero drops weights before anybody makes hexadecimal of them.
  if (!options.printWeights)
    flags.elideLargeResourceString(0);
  module->print(os, flags);
  os << "\n";
  return success();
}

static LogicalResult translateToLLVMIR(const Options &options,
                                       MLIRContext &context, raw_ostream &os) {
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), &context);
  if (!module)
    return failure();
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(*module, llvmContext);
  if (!translated)
    return failure();
  translated->print(os, nullptr);
  return success();
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  Options options;
  cl::ParseCommandLineOptions(argc, argv, "nn-mlir translation driver\n");

  llvm::Expected<ImportOptions> importOptions = options.import.getOptions();
  if (!importOptions)
    return reportError("", llvm::toString(importOptions.takeError()));

  DialectRegistry registry;
  nn::registerAllDialects(registry);
  registerAllToLLVMIRTranslations(registry);
  MLIRContext context(registry);
  std::string name =
      options.input == "-" ? "<stdin>" : options.input.getValue();
  ToolDiagnosticHandler handler(&context, name);

  bool isReported = false;
  llvm::Error error = writeFile(options.output, [&](raw_ostream &os) {
    LogicalResult result =
        options.action == Action::ToLLVMIR
            ? translateToLLVMIR(options, context, os)
            : importGraph(options, *importOptions, context, os);
    isReported = failed(result);
    return isReported ? llvm::createStringError("translation failed")
                      : llvm::Error::success();
  });
  if (error && !isReported)
    return reportError("", llvm::toString(std::move(error)));
  if (error) {
    llvm::consumeError(std::move(error));
    return 1;
  }
  return 0;
}
