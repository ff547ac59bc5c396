//===- ReportedError.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Errors that diagnostics have told already.
//
//===----------------------------------------------------------------------===//

#include "nn/Support/ReportedError.h"

using namespace mlir;

char nn::ReportedError::ID = 0;

llvm::Error nn::makeReportedError() {
  return llvm::make_error<ReportedError>();
}
