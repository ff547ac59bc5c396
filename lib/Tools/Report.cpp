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
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/ScopedPrinter.h"
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

/// The ops of a network but constants.
static SmallVector<Operation *> getLayers(ModuleOp module) {
  SmallVector<Operation *> layers;
  if (FunctionOpInterface function = getEntryFunction(module))
    for (Operation &op : function.getFunctionBody().front())
      if (!op.hasTrait<OpTrait::ConstantLike>() &&
          !op.hasTrait<OpTrait::IsTerminator>())
        layers.push_back(&op);
  return layers;
}

void nn::printLayers(ModuleOp module, raw_ostream &os) {
  os << "layers:\n";
  for (Operation *op : getLayers(module)) {
    os << "  " << op->getName();
    if (std::string where = describeLocation(op->getLoc()); !where.empty())
      os << "  " << where;
    for (Type type : op->getResultTypes())
      os << "  " << type;
    os << "\n";
  }
}

static void printTensorsAsJSON(ArrayRef<TensorDesc> tensors, StringRef key,
                               llvm::json::OStream &json) {
  json.attributeArray(key, [&] {
    for (const TensorDesc &tensor : tensors)
      json.object([&] {
        json.attribute("name", tensor.name);
        json.attribute("type", getName(tensor.dtype));
        json.attributeArray("shape", [&] {
          for (int64_t size : tensor.shape)
            if (ShapedType::isDynamic(size))
              json.value(nullptr);
            else
              json.value(size);
        });
      });
  });
}

void nn::printModelAsJSON(ModuleOp module, const Signature &signature,
                          StringRef model, raw_ostream &os) {
  llvm::json::OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("schema", 1);
    json.attribute("model", model);
    printTensorsAsJSON(signature.inputs, "inputs", json);
    printTensorsAsJSON(signature.outputs, "outputs", json);
    json.attributeArray("layers", [&] {
      for (Operation *op : getLayers(module))
        json.object([&] {
          json.attribute("op", op->getName().getStringRef());
          llvm::SetVector<StringAttr> nodes;
          collectNodeNames(op->getLoc(), nodes);
          json.attributeArray("nodes", [&] {
            for (StringAttr node : nodes)
              json.value(node.getValue());
          });
          json.attributeArray("types", [&] {
            for (Type type : op->getResultTypes())
              json.value(llvm::to_string(type));
          });
        });
    });
  });
  os << "\n";
}

void nn::printNumber(double value, DType dtype, raw_ostream &os) {
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

void nn::printProfile(ArrayRef<LaunchProfile> launches, raw_ostream &os) {
  double total = 0.0;
  size_t width = 6;
  for (const LaunchProfile &launch : launches) {
    total += launch.seconds;
    width = std::max(width, launch.kernel.size());
  }
  os << "      us      %  " << llvm::left_justify("kernel", width)
     << "  nodes\n";
  // What takes longest comes first.
  SmallVector<LaunchProfile> sorted(launches);
  llvm::sort(sorted, [](const auto &a, const auto &b) {
    return std::tie(b.seconds, a.kernel) < std::tie(a.seconds, b.kernel);
  });
  for (const LaunchProfile &launch : sorted)
    os << llvm::format("%8.1f %6.2f  ", launch.seconds * 1e6,
                       total > 0.0 ? 100.0 * launch.seconds / total : 0.0)
       << llvm::left_justify(launch.kernel, width) << "  " << launch.nodes
       << "\n";
  os << llvm::format("%8.1f %6.2f  ", total * 1e6, 100.0) << "all\n";
}
