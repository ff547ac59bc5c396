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
#include "nn/Tools/Model.h"
#include "nn/Tools/Runner.h"

namespace mlir::nn {

/// Prints a table of inputs or outputs.
void printTensors(ArrayRef<TensorDesc> tensors, StringRef title,
                  raw_ostream &os);

/// Prints the ops of a network by the nodes they are of, with their types.
void printLayers(ModuleOp module, raw_ostream &os);

/// Prints inputs, outputs and ops as one JSON object.
void printModelAsJSON(ModuleOp module, const Signature &signature,
                      StringRef model, raw_ostream &os);

/// Prints an array's name, type, shape, range and first values.
void printSummary(StringRef name, const Array &array, raw_ostream &os);

/// Prints an element of an array of the type.
void printNumber(double value, DType dtype, raw_ostream &os);

/// Prints what each launch took, the longest first.
void printProfile(ArrayRef<LaunchProfile> launches, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TOOLS_REPORT_H
