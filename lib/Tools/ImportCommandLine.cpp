//===- ImportCommandLine.cpp - Options of reading a model -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options' names, help texts and syntax.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/ImportCommandLine.h"
#include "mlir/Support/LLVM.h"
#include "nn/Tools/CommandLine.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

ImportCommandLine::ImportCommandLine(bool withInputs)
    : category("Options of reading a TensorFlow graph"),
      outputs("outputs", cl::CommaSeparated, cl::value_desc("NAME,..."),
              cl::desc("What to fetch: tensors, nodes or scopes (default: the "
                       "sinks that compute something)"),
              cl::cat(category)),
      inputShapes("input-shapes", cl::value_desc("NAME=2x3x?,..."),
                  cl::desc("Shapes of inputs, instead of the declared ones"),
                  cl::cat(category)),
      constants("set", cl::value_desc("NAME=VALUE"),
                cl::desc("Make a placeholder a constant"), cl::cat(category)),
      signature("signature", cl::value_desc("NAME"),
                cl::desc("Signature of a SavedModel (default: "
                         "serving_default)"),
                cl::cat(category)),
      tags("tags", cl::CommaSeparated, cl::value_desc("TAG,..."),
           cl::desc("Graph of a SavedModel (default: serve)"),
           cl::cat(category)) {
  if (withInputs)
    inputs.emplace("inputs", cl::CommaSeparated, cl::value_desc("NAME,..."),
                   cl::desc("What to feed, in this order (default: the "
                            "placeholders that the outputs need)"),
                   cl::cat(category));
}

llvm::Error ImportCommandLine::checkUse(bool isGraph, bool isSavedModel) const {
  constexpr StringLiteral graph = "goes with a TensorFlow graph";
  constexpr StringLiteral savedModel = "goes with a SavedModel";
  SmallVector<OptionNeed> needs = {{outputs, isGraph, graph},
                                   {inputShapes, isGraph, graph},
                                   {constants, isGraph, graph},
                                   {signature, isSavedModel, savedModel},
                                   {tags, isSavedModel, savedModel}};
  if (inputs)
    needs.push_back({*inputs, isGraph, graph});
  return checkOptions(needs);
}

llvm::Expected<ImportOptions> ImportCommandLine::getOptions() const {
  ImportOptions options;
  if (inputs)
    llvm::append_range(options.inputs, *inputs);
  options.feedsFiles = !inputs;
  llvm::append_range(options.outputs, outputs);
  options.signature = signature;
  llvm::append_range(options.tags, tags);
  for (StringRef text : inputShapes) {
    auto shapes = parseInputShapes(text);
    if (!shapes)
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "--input-shapes: " +
                                         llvm::toString(shapes.takeError()));
    llvm::append_range(options.inputShapes, *shapes);
  }
  for (StringRef text : constants) {
    auto [name, value] = text.split('=');
    if (name.empty() || value.empty())
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "--set: '" + text + "' is not NAME=VALUE");
    options.constants.emplace_back(name.str(), value.str());
  }
  return options;
}
