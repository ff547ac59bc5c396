//===- ModuleText.h - Modules as tools write them ---------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text with locations, whose weights stay in files, or bytecode.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_MODULETEXT_H
#define NN_TOOLS_MODULETEXT_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// How a module is written.
struct ModuleFormat {
  /// As bytecode, weights and all.
  bool bytecode = false;
  /// Text with the elements of large weights.
  bool printWeights = false;
};

/// Writes a module, which is good for nothing afterwards. Large weights that
/// lie in a file are named by their place there. The others are moved to
/// `PATH.weights` beside the text; without a path that can have such a
/// neighbour, small ones are printed and larger ones left out, with a warning.
llvm::Error writeModule(ModuleOp module, StringRef path,
                        const ModuleFormat &format);

/// The options --emit-bytecode and --print-weights.
class ModuleCommandLine {
public:
  explicit ModuleCommandLine(llvm::cl::OptionCategory &category);
  /// Fails with an option that is given though no MLIR is written, which the
  /// text says behind the option, or that says what another one does.
  llvm::Error checkUse(bool writesMLIR, StringRef text) const;
  ModuleFormat getFormat() const { return {bytecode, printWeights}; }

private:
  llvm::cl::opt<bool> bytecode, printWeights;
};

} // namespace mlir::nn

#endif // NN_TOOLS_MODULETEXT_H
