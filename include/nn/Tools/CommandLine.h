//===- CommandLine.h - The main() of a tool ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What every tool does first and last.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_COMMANDLINE_H
#define NN_TOOLS_COMMANDLINE_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace mlir::nn {

/// Parses the command line. One that is wrong is one line of `error:`, and ends
/// the process with 1. So does what a parser of an option only complains about,
/// such as a plug-in that cannot be loaded.
void parseCommandLine(int argc, char **argv, StringRef overview);

/// For tools whose command line upstream parses: while it lives, arguments that
/// no option takes are one line of `error:`, and end the process with 1.
class UnknownArguments {
public:
  /// Refuses all arguments without a name, too, unless the tool has some.
  explicit UnknownArguments(bool hasPositional);

private:
  llvm::cl::list<std::string> named;
  std::optional<llvm::cl::list<std::string>> positional;
};

/// Does what may write its errors to standard error in whatever form, such as
/// parsing the options of passes. If it fails, they are one line of `error:`.
LogicalResult reportInOneLine(StringRef program,
                              llvm::function_ref<LogicalResult()> action);

/// An option that is of no use unless a condition is met.
struct OptionNeed {
  const llvm::cl::Option &option;
  bool isMet;
  /// What the error says behind the option: "goes with --top".
  StringRef text;
};

/// Fails with the first option that is given in vain.
llvm::Error checkOptions(ArrayRef<OptionNeed> needs);

/// Fails if any option of the categories is given but those that are allowed;
/// the text is what the error says behind the option.
llvm::Error
checkOnlyOptions(ArrayRef<const llvm::cl::OptionCategory *> categories,
                 ArrayRef<StringRef> allowed, StringRef text);

/// Prints the error of a tool, unless it has none or it is a ReportedError, and
/// returns what the process returns.
int finishTool(llvm::Error error);

} // namespace mlir::nn

#endif // NN_TOOLS_COMMANDLINE_H
