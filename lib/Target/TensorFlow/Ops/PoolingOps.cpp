//===- PoolingOps.cpp - Pooling -----------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Maximum and mean in sliding windows over images.
//
//===----------------------------------------------------------------------===//

#include "Window.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

template <typename OpTy>
static LogicalResult importPool(NodeContext &node, ArrayRef<int64_t> ksize,
                                ArrayRef<int64_t> strides) {
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  Window window;
  window.format = node.getDataFormat();
  for (auto [name, values] :
       {std::pair("ksize", ksize), {"strides", strides}}) {
    if (values.size() != 4)
      return node.emitError() << "'" << name << "' has " << values.size()
                              << " elements instead of 4";
    for (int64_t value : values)
      if (value < 1 || value > 1 << 24)
        return node.emitError() << "'" << name << "' has the element " << value;
    for (int64_t value : window.getOthers(values))
      if (value != 1)
        return node.emitError()
               << "pooling over the batch or the channels is not supported";
  }
  std::array<int64_t, 2> size = window.getSpatial(ksize);
  window.strides = window.getSpatial(strides);
  window.readPadding(node, window.getSpatial(node.getShape(0)), size);
  if (node.hasFailed())
    return failure();
  SmallVector<NamedAttribute> attrs =
      window.getAttrs(node, /*withDilations=*/false);
  attrs.push_back(node.intsAttr("window", size));
  return node.setResult(node.create<OpTy>(node.getInput(0), attrs));
}

template <typename OpTy>
static LogicalResult importPoolAttrs(NodeContext &node) {
  SmallVector<int64_t> ksize = node.getInts("ksize");
  SmallVector<int64_t> strides = node.getInts("strides");
  return importPool<OpTy>(node, ksize, strides);
}

/// MaxPoolV2 has window and strides as inputs.
static LogicalResult importMaxPoolV2(NodeContext &node) {
  SmallVector<int64_t> ksize = node.getConstantInts(1, "ksize");
  SmallVector<int64_t> strides = node.getConstantInts(2, "strides");
  return importPool<MaxPool2DOp>(node, ksize, strides);
}

void tf::registerPoolingOps(OpRegistry &registry) {
  registry.add("MaxPool", 1, importPoolAttrs<MaxPool2DOp>);
  registry.add("MaxPoolV2", 3, importMaxPoolV2);
  registry.add("AvgPool", 1, importPoolAttrs<AvgPool2DOp>);
}
