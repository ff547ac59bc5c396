//===- GraphDefFuzzer.cpp - Bytes as a graph ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "nn/InitAllDialects.h"
#include "nn/Target/TensorFlow/Import.h"

using namespace mlir;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  DialectRegistry registry;
  nn::registerAllDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  unsigned numErrors = 0;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    numErrors += diagnostic.getSeverity() == DiagnosticSeverity::Error;
    return success();
  });
  OwningOpRef<ModuleOp> module = nn::importGraphDefFromBytes(
      StringRef(reinterpret_cast<const char *>(data), size), "fuzz.pb", {},
      &context);
  // A network that is valid, or one error.
  if (module ? failed(verify(*module)) : numErrors != 1)
    abort();
  return 0;
}
