//===- TopValues.cpp - The classes that outputs name ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/TopValues.h"
#include "nn/Tools/Report.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

static llvm::Expected<std::vector<std::string>> readLabels(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  std::vector<std::string> labels;
  for (llvm::line_iterator line(**buffer, /*SkipBlanks=*/false);
       !line.is_at_end(); ++line)
    labels.push_back(line->trim().str());
  return labels;
}

static SmallVector<TopValue> getTopValues(const Array &array, int64_t begin,
                                          int64_t classes, unsigned count,
                                          ArrayRef<std::string> labels) {
  // What is no number comes last: it has no order with the others.
  SmallVector<std::tuple<bool, double, int64_t>> ranked;
  for (int64_t i = 0; i < classes; ++i) {
    double value = array.getAsDouble(begin + i);
    bool isNaN = std::isnan(value);
    ranked.push_back({isNaN, isNaN ? 0 : -value, i});
  }
  llvm::sort(ranked);
  ranked.truncate(std::min<size_t>(count, ranked.size()));
  return llvm::map_to_vector(ranked, [&](auto place) {
    int64_t index = std::get<2>(place);
    return TopValue{index, array.getAsDouble(begin + index),
                    labels.empty() ? "" : labels[index]};
  });
}

llvm::Expected<std::vector<TopRow>> nn::getTopRows(const RunResults &results,
                                                   unsigned count,
                                                   StringRef labelsPath) {
  std::vector<std::string> labels;
  if (!labelsPath.empty()) {
    auto read = readLabels(labelsPath);
    if (!read)
      return read.takeError();
    labels = std::move(*read);
  }
  std::vector<TopRow> rows;
  for (auto [desc, array] : llvm::zip_equal(results.descs, results.outputs)) {
    ArrayRef<int64_t> shape = array.getShape();
    int64_t classes = shape.empty() ? 1 : shape.back();
    if (!labelsPath.empty() && static_cast<int64_t>(labels.size()) < classes)
      return createStringError("'" + labelsPath + "' has " +
                               Twine(labels.size()) + " labels for the " +
                               Twine(classes) + " classes of output '" +
                               desc.name + "'");
    int64_t numRows = classes == 0 ? 0 : array.getNumElements() / classes;
    for (int64_t row = 0; row < numRows; ++row)
      rows.push_back(
          {desc.name, array.getDType(), row, numRows,
           getTopValues(array, row * classes, classes, count, labels)});
  }
  return rows;
}

void nn::printTopRows(ArrayRef<TopRow> rows, raw_ostream &os) {
  for (const TopRow &row : rows) {
    os << row.output;
    if (row.numRows > 1)
      os << " row " << row.row;
    os << ":\n";
    for (const TopValue &value : row.values) {
      os << llvm::format("  %6lld  ", static_cast<long long>(value.index));
      printNumber(value.value, row.dtype, os);
      if (!value.label.empty())
        os << "  " << value.label;
      os << "\n";
    }
  }
}

void nn::printTopRowsAsJSON(ArrayRef<TopRow> rows, llvm::json::OStream &json) {
  for (const TopRow &row : rows)
    json.object([&] {
      json.attribute("output", row.output);
      json.attribute("row", row.row);
      json.attributeArray("values", [&] {
        for (const TopValue &value : row.values)
          json.object([&] {
            json.attribute("index", value.index);
            // JSON has no other numbers.
            if (std::isfinite(value.value))
              json.attribute("value", value.value);
            else
              json.attribute("value", nullptr);
            if (!value.label.empty())
              json.attribute("label", value.label);
          });
      });
    });
}
