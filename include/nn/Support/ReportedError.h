//===- ReportedError.h ----------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function that returns an llvm::Error returns for a failure that
// diagnostics have told already.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_REPORTEDERROR_H
#define NN_SUPPORT_REPORTEDERROR_H

#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// An error without a message, as a diagnostic has said what is wrong.
class ReportedError : public llvm::ErrorInfo<ReportedError> {
public:
  static char ID;
  void log(raw_ostream &os) const override {}
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }
};

/// Returns an error that a diagnostic has told already.
llvm::Error makeReportedError();

} // namespace mlir::nn

#endif // NN_SUPPORT_REPORTEDERROR_H
