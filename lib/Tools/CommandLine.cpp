//===- CommandLine.cpp - The main() of a tool -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Errors of the command line in the form of all others.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/CommandLine.h"
#include "nn/Support/ReportedError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <unistd.h>

using namespace mlir;
using namespace mlir::nn;

namespace {
/// Keeps what is written to standard error while it lives: some parsers of
/// options write their errors there, and to no other stream.
class StandardErrorCapture {
public:
  StandardErrorCapture() : file(std::tmpfile()), original(::dup(2)) {
    if (file && original >= 0)
      ::dup2(::fileno(file), 2);
  }
  ~StandardErrorCapture() {
    restore();
    if (file)
      std::fclose(file);
  }

  /// Ends the capture and returns what was written.
  std::string finish() {
    restore();
    std::string text;
    if (!file)
      return text;
    std::rewind(file);
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file))
      text.push_back(static_cast<char>(c));
    return text;
  }

private:
  void restore() {
    if (original < 0)
      return;
    ::dup2(original, 2);
    ::close(original);
    original = -1;
  }

  std::FILE *file;
  int original;
};
} // namespace

/// Makes a line of what LLVM and MLIR write as several, behind the program's
/// name or a severity.
static std::string makeOneLine(StringRef text, StringRef program) {
  SmallVector<std::string> parts;
  for (StringRef line : llvm::split(text, '\n')) {
    line.consume_front("<unknown>:0: error: ");
    if (line.consume_front(program))
      line.consume_front(":");
    // The parser of pipelines shows where in a line of its own.
    if (line.starts_with("MLIR Textual PassPipeline Parser:"))
      line = line.split(" error: ").second;
    line = line.trim();
    if (line.empty())
      continue;
    if (line == "^" && !parts.empty()) {
      parts.pop_back();
      continue;
    }
    std::string part = line.str();
    if (parts.empty())
      part[0] = llvm::toLower(part[0]);
    parts.push_back(std::move(part));
  }
  StringRef rest = parts.empty() ? StringRef() : StringRef(parts.back());
  if (rest.consume_back(" Request ignored.")) // it is not: the tool ends
    parts.back() = rest.str();
  return llvm::join(parts, " ");
}

void nn::parseCommandLine(int argc, char **argv, StringRef overview) {
  llvm::cl::SetVersionPrinter([](raw_ostream &os) {
    os << "nn-mlir " NN_VERSION ", LLVM " LLVM_VERSION_STRING "\n";
  });
  std::string errors;
  {
    StandardErrorCapture capture;
    // With a stream for errors it returns instead of ending the process.
    bool isParsed =
        llvm::cl::ParseCommandLineOptions(argc, argv, overview, &llvm::errs());
    errors = capture.finish();
    if (isParsed && errors.empty())
      return;
  }
  StringRef program = llvm::sys::path::filename(argv[0]);
  llvm::errs() << "error: " << makeOneLine(errors, program) << "\n";
  std::exit(1);
}

static constexpr auto refuseArgument = [](const std::string &argument) {
  std::exit(nn::finishTool(llvm::createStringError(
      "unknown command line argument '" + argument + "'")));
};

UnknownArguments::UnknownArguments(bool hasPositional)
    : named(llvm::cl::Sink, llvm::cl::callback(refuseArgument)) {
  if (!hasPositional)
    positional.emplace(llvm::cl::Positional,
                       llvm::cl::callback(refuseArgument));
}

LogicalResult nn::reportInOneLine(StringRef program,
                                  llvm::function_ref<LogicalResult()> action) {
  StandardErrorCapture capture;
  LogicalResult result = action();
  std::string errors = capture.finish();
  if (failed(result)) {
    // Upstream says nothing of a pipeline that takes no options.
    std::string line = makeOneLine(errors, program);
    llvm::errs() << "error: "
                 << (line.empty() ? "the passes' options cannot be parsed"
                                  : line)
                 << "\n";
  } else
    llvm::errs() << errors;
  return result;
}

llvm::Error nn::checkOptions(ArrayRef<OptionNeed> needs) {
  for (const OptionNeed &need : needs)
    if (!need.isMet && need.option.getNumOccurrences() != 0)
      return llvm::createStringError("--" + need.option.ArgStr + " " +
                                     need.text);
  return llvm::Error::success();
}

llvm::Error
nn::checkOnlyOptions(ArrayRef<const llvm::cl::OptionCategory *> categories,
                     ArrayRef<StringRef> allowed, StringRef text) {
  SmallVector<const llvm::cl::Option *> options;
  for (auto &[name, option] : llvm::cl::getRegisteredOptions())
    if (!llvm::is_contained(allowed, name) &&
        llvm::any_of(option->Categories,
                     [&](const llvm::cl::OptionCategory *category) {
                       return llvm::is_contained(categories, category);
                     }))
      options.push_back(option);
  // The error has the first one: let it be the same one always.
  llvm::sort(options, [](const llvm::cl::Option *a, const llvm::cl::Option *b) {
    return a->ArgStr < b->ArgStr;
  });
  for (const llvm::cl::Option *option : options)
    if (llvm::Error error = checkOptions({{*option, /*isMet=*/false, text}}))
      return error;
  return llvm::Error::success();
}

int nn::finishTool(llvm::Error error) {
  if (!error)
    return 0;
  llvm::outs().flush();
  llvm::handleAllErrors(
      std::move(error), [](const ReportedError &) {},
      [](const llvm::ErrorInfoBase &info) {
        llvm::errs() << "error: " << info.message() << "\n";
      });
  return 1;
}
