//===- Diagnostics.cpp - How tools print errors ---------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "nn/Tools/Diagnostics.h"
#include "nn/Support/Locations.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::nn;

/// A message must stay one line, whatever names are in it.
static std::string makeOneLine(StringRef text) {
  std::string line;
  llvm::raw_string_ostream os(line);
  for (unsigned char c : text) {
    if (c == '\n')
      os << ' ';
    else if (c < 32 || c == 127)
      os << llvm::format("\\x%02x", c);
    else
      os << char(c);
  }
  return line;
}

static void print(raw_ostream &os, StringRef severity, StringRef file,
                  StringRef where, StringRef message) {
  std::string line;
  llvm::raw_string_ostream stream(line);
  stream << severity << ": ";
  // A place in a text names its file itself.
  if (!file.empty() && !where.starts_with(file))
    stream << file << ": ";
  if (!where.empty())
    stream << where << ": ";
  stream << message;
  os << makeOneLine(line) << "\n";
}

static StringRef getSeverityName(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Remark:
    return "remark";
  case DiagnosticSeverity::Note:
    return "note";
  }
  llvm_unreachable("unknown severity");
}

ToolDiagnosticHandler::ToolDiagnosticHandler(MLIRContext *context,
                                             StringRef file, raw_ostream &os)
    : ScopedDiagnosticHandler(context) {
  bool hasError = false;
  setHandler(
      [hasError, file = file.str(), &os](Diagnostic &diagnostic) mutable {
        DiagnosticSeverity severity = diagnostic.getSeverity();
        if (severity == DiagnosticSeverity::Error) {
          if (hasError)
            severity = DiagnosticSeverity::Note; // not another error
          hasError = true;
        }
        print(os, getSeverityName(severity), file,
              describeLocation(diagnostic.getLocation()), diagnostic.str());
        return success();
      });
}

void nn::printNodeDiagnostics(MLIRContext *context, StringRef file) {
  auto handler = [file = file.str()](Diagnostic &diagnostic) -> LogicalResult {
    Location loc = diagnostic.getLocation();
    std::string nodes = describeLocation(loc);
    if (nodes.empty() || loc->findInstanceOf<FileLineColLoc>())
      return failure();
    print(llvm::errs(), getSeverityName(diagnostic.getSeverity()), file, nodes,
          diagnostic.str());
    for (const Diagnostic &note : diagnostic.getNotes())
      print(llvm::errs(), "note", file, describeLocation(note.getLocation()),
            note.str());
    return success();
  };
  context->getDiagEngine().registerHandler(std::move(handler));
}
