//===- nn-reduce.cpp - Makes IR small that shows a bug --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Throws ops away as long as a test finds what it looks for: mlir-reduce with
// our dialects and passes.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Action.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"
#include "nn/InitAllPasses.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Model.h"
#include "llvm/Support/InitLLVM.h"

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  mlir::nn::UnknownArguments unknown(/*hasPositional=*/true);
  mlir::registerAllPasses();
  mlir::nn::registerAllPasses();
  mlir::DialectRegistry registry;
  mlir::nn::registerModelDialects(registry);
  mlir::MLIRContext context(registry);
  // Most of what is tried is no valid IR, and nobody wants to read why.
  bool isTrying = false;
  context.registerActionHandler(
      [&](llvm::function_ref<void()> run, const mlir::tracing::Action &action) {
        bool wasTrying = isTrying;
        isTrying |= llvm::isa<mlir::PassExecutionAction>(action);
        run();
        isTrying = wasTrying;
      });
  mlir::ScopedDiagnosticHandler handler(
      &context, [&](mlir::Diagnostic &diagnostic) {
        return mlir::success(isTrying && diagnostic.getSeverity() ==
                                             mlir::DiagnosticSeverity::Error);
      });
  return mlir::failed(mlir::mlirReduceMain(argc, argv, context));
}
