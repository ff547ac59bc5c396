//===- ImportCommandLine.h - Options of reading a model ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command-line options that all tools share which read a model.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_IMPORTCOMMANDLINE_H
#define NN_TOOLS_IMPORTCOMMANDLINE_H

#include "nn/Target/TensorFlow/Import.h"
#include "llvm/Support/CommandLine.h"
#include <optional>

namespace mlir::nn {

/// Registers --inputs, --outputs, --input-shapes, --set, --signature and
/// --tags. An object of a tool's main(), made before the command line is
/// parsed.
class ImportCommandLine {
public:
  /// A tool whose own --inputs means something else goes without ours.
  explicit ImportCommandLine(bool withInputs = true);

  /// What the command line says; an error names the option at fault.
  llvm::Expected<ImportOptions> getOptions() const;

  /// Fails with an option that is given and means nothing to such a model.
  llvm::Error checkUse(bool isGraph, bool isSavedModel) const;

  const llvm::cl::OptionCategory &getCategory() const { return category; }

private:
  llvm::cl::OptionCategory category;
  std::optional<llvm::cl::list<std::string>> inputs;
  llvm::cl::list<std::string> outputs;
  llvm::cl::list<std::string> inputShapes;
  llvm::cl::list<std::string> constants;
  llvm::cl::opt<std::string> signature;
  llvm::cl::list<std::string> tags;
};

} // namespace mlir::nn

#endif // NN_TOOLS_IMPORTCOMMANDLINE_H
