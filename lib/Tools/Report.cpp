//===- Report.cpp - What a tool prints about results ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text output.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Report.h"
#include "nn/Support/Locations.h"
#include "nn/Tools/Model.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/LineIterator.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;

void nn::printTensors(ArrayRef<TensorDesc> tensors, StringRef title,
                      raw_ostream &os) {
  os << title << ":\n";
  for (const TensorDesc &tensor : tensors)
    os << "  " << tensor.name << "  " << getName(tensor.dtype) << " "
       << formatShape(tensor.shape) << "\n";
}

void nn::printLayers(ModuleOp module, raw_ostream &os) {
  os << "layers:\n";
  FunctionOpInterface function = getEntryFunction(module);
  if (!function)
    return;
  for (Operation &op : function.getFunctionBody().front()) {
    if (op.hasTrait<OpTrait::ConstantLike>() ||
        op.hasTrait<OpTrait::IsTerminator>())
      continue;
    os << "  " << op.getName();
    if (std::string where = describeLocation(op.getLoc()); !where.empty())
      os << "  " << where;
    for (Type type : op.getResultTypes())
      os << "  " << type;
    os << "\n";
  }
}

static void printNumber(double value, DType dtype, raw_ostream &os) {
  switch (dtype) {
  case DType::F16:
  case DType::BF16:
  case DType::F32:
  case DType::F64:
  case DType::C64:
    os << llvm::format("%.6g", value);
    return;
  default:
    os << llvm::format("%.0f", value);
  }
}

void nn::printSummary(StringRef name, const Array &array, raw_ostream &os) {
  os << name << "  " << getName(array.getDType()) << " "
     << formatShape(array.getShape());
  int64_t count = array.getNumElements();
  double low = INFINITY, high = -INFINITY;
  int64_t numNaN = 0;
  for (int64_t i = 0; i < count; ++i) {
    double value = array.getAsDouble(i);
    numNaN += std::isnan(value);
    low = std::fmin(low, value);
    high = std::fmax(high, value);
  }
  if (numNaN < count) {
    os << "  ";
    printNumber(low, array.getDType(), os);
    os << "..";
    printNumber(high, array.getDType(), os);
  }
  if (numNaN != 0)
    os << "  " << numNaN << " NaN";
  constexpr int64_t maxValues = 8;
  os << "  [";
  for (int64_t i = 0; i < std::min(count, maxValues); ++i) {
    if (i != 0)
      os << ", ";
    printNumber(array.getAsDouble(i), array.getDType(), os);
  }
  os << (count > maxValues ? ", ...]\n" : "]\n");
}

void nn::printTop(StringRef name, const Array &array, unsigned count,
                  ArrayRef<std::string> labels, raw_ostream &os) {
  ArrayRef<int64_t> shape = array.getShape();
  int64_t classes = shape.empty() ? 1 : shape.back();
  if (array.getNumElements() == 0)
    return;
  int64_t rows = array.getNumElements() / classes;
  for (int64_t row = 0; row < rows; ++row) {
    os << name;
    if (rows > 1)
      os << " row " << row;
    os << ":\n";
    SmallVector<std::pair<double, int64_t>> ranked;
    for (int64_t i = 0; i < classes; ++i)
      ranked.push_back({-array.getAsDouble(row * classes + i), i});
    llvm::sort(ranked);
    for (auto [negated, index] :
         ArrayRef(ranked).take_front(std::min<size_t>(count, ranked.size()))) {
      os << llvm::format("  %6lld  ", static_cast<long long>(index));
      printNumber(-negated, array.getDType(), os);
      if (static_cast<size_t>(index) < labels.size())
        os << "  " << labels[index];
      os << "\n";
    }
  }
}

llvm::Expected<std::vector<std::string>> nn::readLabels(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path +
                                   "': " + buffer.getError().message());
  std::vector<std::string> labels;
  for (llvm::line_iterator line(**buffer, /*SkipBlanks=*/false);
       !line.is_at_end(); ++line)
    labels.push_back(line->trim().str());
  return labels;
}

void nn::printProfile(ArrayRef<LaunchProfile> launches, raw_ostream &os) {
  double total = 0.0;
  size_t width = 6;
  for (const LaunchProfile &launch : launches) {
    total += launch.seconds;
    width = std::max(width, launch.kernel.size());
  }
  os << "      us      %  " << llvm::left_justify("kernel", width)
     << "  nodes\n";
  for (const LaunchProfile &launch : launches)
    os << llvm::format("%8.1f %6.2f  ", launch.seconds * 1e6,
                       total > 0.0 ? 100.0 * launch.seconds / total : 0.0)
       << llvm::left_justify(launch.kernel, width) << "  " << launch.nodes
       << "\n";
  os << llvm::format("%8.1f %6.2f  ", total * 1e6, 100.0) << "all\n";
}
