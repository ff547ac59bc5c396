//===- TopValues.h - The classes that outputs name --------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The largest values of classifiers' outputs, and what they are called.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_TOPVALUES_H
#define NN_TOOLS_TOPVALUES_H

#include "nn/Tools/RunNetwork.h"
#include "llvm/Support/JSON.h"

namespace mlir::nn {

/// One of the largest values of a row: its place, and the label of that if
/// there are labels.
struct TopValue {
  int64_t index;
  double value;
  std::string label;
};

/// The largest values along the last dimension of an output, in falling order.
struct TopRow {
  std::string output;
  DType dtype;
  /// Which row, and of how many.
  int64_t row, numRows;
  SmallVector<TopValue> values;
};

/// Returns the `count` largest values of each row of each output. Labels are
/// those of a file, one a line, unless its path is empty; one that has fewer
/// than an output has classes is an error.
llvm::Expected<std::vector<TopRow>>
getTopRows(const RunResults &results, unsigned count, StringRef labelsPath);

/// Prints each output, or row of one, and below it a line for each value:
/// index, value, label.
void printTopRows(ArrayRef<TopRow> rows, raw_ostream &os);
/// Writes the rows as elements of the array that is open.
void printTopRowsAsJSON(ArrayRef<TopRow> rows, llvm::json::OStream &json);

} // namespace mlir::nn

#endif // NN_TOOLS_TOPVALUES_H
