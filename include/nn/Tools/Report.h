//===- Report.h - What a tool prints about results --------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Outputs, layers and profiles as text for people.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_REPORT_H
#define NN_TOOLS_REPORT_H

#include "nn/Execution/Executable.h"
#include "nn/Tools/Runner.h"

namespace mlir::nn {

/// Prints a table of inputs or outputs.
void printTensors(ArrayRef<TensorDesc> tensors, StringRef title,
                  raw_ostream &os);

/// Prints the ops of a network by the nodes they are of, with their types.
void printLayers(ModuleOp module, raw_ostream &os);

/// Prints an array's name, type, shape, range and first values.
void printSummary(StringRef name, const Array &array, raw_ostream &os);

/// Prints the `count` largest elements along the last dimension, with the label
/// of each if there are labels.
void printTop(StringRef name, const Array &array, unsigned count,
              ArrayRef<std::string> labels, raw_ostream &os);

/// Reads one label a line.
llvm::Expected<std::vector<std::string>> readLabels(StringRef path);

/// Prints what each launch took, in the order of launches.
void printProfile(ArrayRef<LaunchProfile> launches, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TOOLS_REPORT_H
