//===- nn-reduce.cpp - Makes IR small that shows a bug --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Throws ops away as long as a test finds what it looks for: the passes of
// mlir-reduce, on our dialects.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Action.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Reducer/Passes.h"
#include "nn/InitAllPasses.h"
#include "nn/Support/ReportedError.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Diagnostics.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/ModuleText.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;
namespace cl = llvm::cl;

namespace {
struct Options {
  cl::OptionCategory category{"nn-reduce options"};
  cl::opt<std::string> input{cl::Positional, cl::Required, cl::desc("FILE"),
                             cl::cat(category)};
  cl::opt<std::string> output{"o", cl::desc("Output file"),
                              cl::value_desc("FILE"), cl::init("-"),
                              cl::cat(category)};
  PassPipelineCLParser passes{"", "Passes, such as --reduction-tree or "
                                  "--opt-reduction-pass"};
};
} // namespace

/// Runs the passes. Most of what they try is no valid IR, and nobody wants to
/// read why; what they failed on is the last thing that one of them says.
static llvm::Error runQuietly(PassManager &manager, ModuleOp module) {
  MLIRContext *context = module.getContext();
  bool isTrying = false;
  context->registerActionHandler(
      [&](llvm::function_ref<void()> run, const tracing::Action &action) {
        bool wasTrying = isTrying;
        isTrying |= isa<PassExecutionAction>(action);
        run();
        isTrying = wasTrying;
      });
  std::string last;
  ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
    if (!isTrying)
      return failure();
    last = diagnostic.str();
    // What the test does not find at once is a warning, and the end.
    if (diagnostic.getSeverity() == DiagnosticSeverity::Warning)
      last += ": a test exits with 1 on what it looks for";
    return success();
  });
  if (succeeded(manager.run(module)))
    return llvm::Error::success();
  return last.empty() ? makeReportedError() : createStringError(last);
}

static llvm::Error reduce(const Options &options, StringRef program,
                          MLIRContext *context) {
  if (!options.passes.hasAnyOccurrences())
    return createStringError("expected a pass that reduces, as in "
                             "--reduction-tree='test=PROGRAM'");
  ToolDiagnosticHandler handler(context, options.input);
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options.input.getValue(), context);
  if (!module)
    return makeReportedError();
  PassManager manager(context, ModuleOp::getOperationName());
  if (failed(reportInOneLine(program, [&] {
        return options.passes.addToPipeline(manager, [](const Twine &message) {
          llvm::errs() << message << "\n";
          return failure();
        });
      })))
    return makeReportedError();
  if (llvm::Error error = runQuietly(manager, *module))
    return error;
  return writeModule(*module, options.output, ModuleFormat());
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ResetCommandLineParser();
  mlir::registerAllPasses();
  registerReducerPasses();
  nn::registerAllPasses();
  Options options;
  parseCommandLine(argc, argv, "makes IR small that shows a bug\n");
  // Such as a test that cannot be started.
  llvm::install_fatal_error_handler([](void *, const char *reason, bool) {
    std::exit(finishTool(createStringError(reason)));
  });

  DialectRegistry registry;
  registerModelDialects(registry);
  MLIRContext context(registry);
  return finishTool(
      reduce(options, llvm::sys::path::filename(argv[0]), &context));
}
