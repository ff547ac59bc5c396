//===- RunReport.cpp ------------------------------------------------------===//
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

#include "nn/Tools/RunReport.h"
#include "nn/Execution/Numpy.h"
#include "nn/Support/OutputFile.h"
#include "nn/Tools/Names.h"
#include "nn/Tools/Report.h"
#include "llvm/Support/JSON.h"
#include <sys/resource.h>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

static size_t getPeakMemory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

SmallVector<StringRef> nn::getOutputNames(const RunResults &results,
                                          ArrayRef<std::string> fetched) {
  if (fetched.size() == results.outputs.size())
    return SmallVector<StringRef>(fetched.begin(), fetched.end());
  return llvm::map_to_vector(
      results.descs,
      [](const TensorDesc &desc) -> StringRef { return desc.name; });
}

llvm::Error nn::saveOutputs(const RunResults &results,
                            ArrayRef<StringRef> names, StringRef path) {
  return writeFile(path, [&](raw_ostream &os) {
    NpzWriter writer(os);
    for (auto [name, array] : llvm::zip_equal(names, results.outputs))
      writer.add(name, array);
    writer.finish();
    return llvm::Error::success();
  });
}

llvm::Error nn::compareOutputs(const RunResults &results,
                               ArrayRef<StringRef> names, bool byName,
                               ArrayRef<Feed> expected, StringRef path,
                               const Tolerance &tolerance, raw_ostream &os) {
  SmallVector<StringRef> expectedNames = llvm::map_to_vector(
      expected, [](const Feed &feed) -> StringRef { return feed.name; });
  bool departs = false;
  for (auto [i, actual] : llvm::enumerate(results.outputs)) {
    std::optional<size_t> index = i;
    if (byName || results.outputs.size() != expected.size())
      index = findName(expectedNames, names[i]);
    if (!index)
      return makeUnknownNameError(("array of '" + path + "'").str(), names[i],
                                  expectedNames);
    const Array &array = expected[*index].array;
    if (actual.getDType() != array.getDType() ||
        actual.getShape() != array.getShape())
      return createStringError(
          "output '" + names[i] + "' is " + getName(actual.getDType()) + " " +
          formatShape(actual.getShape()) + ", not " +
          getName(array.getDType()) + " " + formatShape(array.getShape()));
    departs |= !printComparison(names[i], actual, array, os, tolerance);
  }
  if (departs)
    return createStringError("the outputs are not those of '" + path + "'");
  return llvm::Error::success();
}

void nn::printRunAsJSON(const RunResults &results, StringRef model,
                        bool isProfiled, ArrayRef<TopRow> top,
                        raw_ostream &os) {
  llvm::json::OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("schema", 1);
    json.attribute("model", model);
    json.attribute("compile_s", results.compileSeconds);
    if (const std::optional<Timing> &timing = results.timing) {
      json.attribute("median_ms", timing->median * 1e3);
      json.attribute("min_ms", timing->min * 1e3);
      json.attribute("runs", timing->runs);
    }
    json.attribute("peak_rss_bytes", getPeakMemory());
    json.attribute("workspace_bytes", results.workspaceBytes);
    json.attribute("weights_bytes", results.weightsBytes);
    json.attribute("threads", results.threads);
    json.attribute("target", results.target);
    if (!top.empty())
      json.attributeArray("top", [&] { printTopRowsAsJSON(top, json); });
    if (isProfiled)
      json.attributeArray("launches", [&] {
        for (const LaunchProfile &launch : results.launches)
          json.object([&] {
            json.attribute("kernel", launch.kernel);
            json.attribute("nodes", launch.nodes);
            json.attribute("us", launch.seconds * 1e6);
          });
      });
  });
  os << "\n";
}
