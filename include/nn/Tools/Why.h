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
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// Makes each reason for which a pattern of some passes did not apply a remark
/// at the op that it is about. Only passes of this project say why.
class WhyListener {
public:
  explicit WhyListener(ArrayRef<std::string> passes);
  ~WhyListener();

  /// Listens to what the manager runs, which the listener outlives.
  void listen(PassManager &manager);
  /// Fails with a pass that nobody ran since.
  llvm::Error checkRun() const;

private:
  class Impl;
  std::unique_ptr<Impl> impl;
};

/// The option --nn-why=PASS,...: its name and help.
constexpr llvm::StringRef whyOptionName = "nn-why";
constexpr llvm::StringRef whyOptionHelp =
    "Remark why patterns of a pass do not apply, and where";

/// Returns an error if one of the passes is not registered.
llvm::Error checkWhyPasses(ArrayRef<std::string> passes);

} // namespace mlir::nn

#endif // NN_TOOLS_WHY_H
