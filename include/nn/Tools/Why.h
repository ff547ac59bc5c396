//===- Why.h - Asks a pass why it does not do more --------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The option --nn-why.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_WHY_H
#define NN_TOOLS_WHY_H

#include "mlir/Pass/PassManager.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// Makes each reason for which a pattern of these passes did not apply a remark
/// at the op that it is about. Only passes of this project say why.
void explainMatchFailures(PassManager &manager, ArrayRef<std::string> passes);

/// The option --nn-why=PASS,...
class WhyCommandLine {
public:
  explicit WhyCommandLine(llvm::cl::OptionCategory &category);

  /// The passes; one that is not registered is an error.
  llvm::Expected<SmallVector<std::string>> getPasses() const;

private:
  llvm::cl::list<std::string> passes;
};

} // namespace mlir::nn

#endif // NN_TOOLS_WHY_H
