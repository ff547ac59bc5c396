//===- RunReport.h --------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a run gave: compared, saved, and told.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_RUNREPORT_H
#define NN_TOOLS_RUNREPORT_H

#include "nn/Tools/Compare.h"
#include "nn/Tools/Feeds.h"
#include "nn/Tools/RunNetwork.h"
#include "nn/Tools/TopValues.h"

namespace mlir::nn {

/// Returns the names of outputs: those that they were fetched by if there are
/// as many, else their own.
SmallVector<StringRef> getOutputNames(const RunResults &results,
                                      ArrayRef<std::string> fetched);

/// Writes the outputs by these names to an .npz archive.
llvm::Error saveOutputs(const RunResults &results, ArrayRef<StringRef> names,
                        StringRef path);

/// Compares outputs with what they should be, prints how far off they are, and
/// returns an error if one departs. Without `byName` they are in the order of
/// the expected arrays, which `path` holds.
llvm::Error compareOutputs(const RunResults &results, ArrayRef<StringRef> names,
                           bool byName, ArrayRef<Feed> expected, StringRef path,
                           const Tolerance &tolerance, raw_ostream &os);

/// Prints one JSON object of what a run took; with the launches, if it was
/// profiled, and with the largest values that were asked for.
void printRunAsJSON(const RunResults &results, StringRef model, bool isProfiled,
                    ArrayRef<TopRow> top, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TOOLS_RUNREPORT_H
