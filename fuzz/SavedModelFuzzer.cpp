//===- SavedModelFuzzer.cpp - Bytes as the graph of a SavedModel ----------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bytes are saved_model.pb: graphs by tags, and their signatures. There is
// no checkpoint beside it, which has a fuzzer of its own.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "nn/InitAllDialects.h"
#include "nn/Target/TensorFlow/Import.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const std::string folder = [] {
    SmallString<128> folder;
    if (llvm::sys::fs::createUniqueDirectory("saved_model", folder))
      abort();
    return folder.str().str();
  }();
  {
    std::error_code error;
    llvm::raw_fd_ostream os(folder + "/saved_model.pb", error);
    os << StringRef(reinterpret_cast<const char *>(data), size);
  }
  DialectRegistry registry;
  nn::registerAllDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  unsigned numErrors = 0;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    numErrors += diagnostic.getSeverity() == DiagnosticSeverity::Error;
    return success();
  });
  OwningOpRef<ModuleOp> module = nn::importSavedModel(folder, {}, &context);
  // A network that is valid, or one error.
  if (module ? failed(verify(*module)) : numErrors != 1)
    abort();
  return 0;
}
