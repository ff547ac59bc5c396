//===- PoolingOps.cpp - Pooling -------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Maximum and mean in sliding windows over images and volumes.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Reads the window, `ksize` and `strides`, and the padding of an input.
/// Returns the window's size.
static SmallVector<int64_t> readPool(NodeContext &node, Window &window,
                                     ArrayRef<int64_t> ksize,
                                     ArrayRef<int64_t> strides) {
  if (node.hasFailed() || !node.checkRank(0, window.rank + 2))
    return {};
  window.format = node.getDataFormat();
  for (auto [name, values] :
       {std::pair("ksize", ksize), {"strides", strides}}) {
    if (values.size() != window.rank + 2) {
      node.emitError() << "'" << name << "' has " << values.size()
                       << " elements instead of " << window.rank + 2;
      return {};
    }
    for (int64_t value : values)
      if (value < 1 || value > 1 << 24)
        node.emitError() << "'" << name << "' has the element " << value;
    for (int64_t value : window.getOthers(values))
      if (value != 1)
        node.emitError()
            << "pooling over the batch or the channels is not supported";
  }
  if (node.hasFailed())
    return {};
  SmallVector<int64_t> size(window.getSpatial(ksize));
  window.strides = SmallVector<int64_t>(window.getSpatial(strides));
  window.readPadding(node, window.getSpatial(node.getShape(0)), size);
  return size;
}

/// The maximum over groups of channels: windows that lie side by side.
static LogicalResult importChannelPool(NodeContext &node,
                                       ArrayRef<int64_t> ksize,
                                       ArrayRef<int64_t> strides) {
  ArrayRef<int64_t> shape = node.getShape(0);
  int64_t group = ksize[3], channels = shape[3];
  if (ksize[0] != 1 || ksize[1] != 1 || ksize[2] != 1 || strides[0] != 1 ||
      strides[1] != 1 || strides[2] != 1 || strides[3] != group || group < 1 ||
      ShapedType::isDynamic(channels) || channels % group != 0)
    return node.emitError() << "pooling over channels in windows that do not "
                               "divide them is not supported";
  if (llvm::count_if(shape, ShapedType::isDynamic) > 1)
    return node.emitError() << "pools channels of images of unknown size";
  SmallVector<int64_t> split(shape);
  split[3] = channels / group;
  split.push_back(group);
  return node.setResult(node.create<ReduceMaxOp>(
      node.reshape(node.getInput(0), split), node.intsAttr("axes", {4})));
}

template <typename OpTy, unsigned rank>
static LogicalResult importPool(NodeContext &node, ArrayRef<int64_t> ksize,
                                ArrayRef<int64_t> strides) {
  if (std::is_same_v<OpTy, MaxPool2DOp> && !node.hasFailed() &&
      ksize.size() == 4 && strides.size() == 4 && ksize[3] != 1 &&
      node.getRank(0) == 4 && node.getDataFormat() == DataFormat::NHWC)
    return importChannelPool(node, ksize, strides);
  Window window(rank);
  SmallVector<int64_t> size = readPool(node, window, ksize, strides);
  if (node.hasFailed())
    return failure();
  SmallVector<NamedAttribute> attrs =
      window.getAttrs(node, /*withDilations=*/false);
  attrs.push_back(node.intsAttr("window", size));
  return node.setResult(node.create<OpTy>(node.getInput(0), attrs));
}

template <typename OpTy, unsigned rank>
static LogicalResult importPoolAttrs(NodeContext &node) {
  SmallVector<int64_t> ksize = node.getInts("ksize");
  SmallVector<int64_t> strides = node.getInts("strides");
  return importPool<OpTy, rank>(node, ksize, strides);
}

/// MaxPoolV2 has window and strides as inputs.
static LogicalResult importMaxPoolV2(NodeContext &node) {
  SmallVector<int64_t> ksize = node.getConstantInts(1, "ksize");
  SmallVector<int64_t> strides = node.getConstantInts(2, "strides");
  return importPool<MaxPool2DOp, 2>(node, ksize, strides);
}

static LogicalResult importMaxPoolWithArgmax(NodeContext &node) {
  SmallVector<int64_t> ksize = node.getInts("ksize");
  SmallVector<int64_t> strides = node.getInts("strides");
  bool includesBatch = node.getBool("include_batch_in_index", false);
  Type indexType = node.getElementType("Targmax", proto::DT_INT64);
  Window window;
  SmallVector<int64_t> size = readPool(node, window, ksize, strides);
  if (node.hasFailed())
    return failure();
  SmallVector<NamedAttribute> attrs = {node.intsAttr("strides", window.strides),
                                       node.intsAttr("padding", window.padding),
                                       node.intsAttr("window", size)};
  if (window.sameUpper)
    attrs.push_back(node.unitAttr("same_upper"));
  Value greatest = node.create<MaxPool2DOp>(node.getInput(0), attrs);
  attrs.push_back(node.boolAttr("include_batch", includesBatch));
  Value place = node.create<ArgMaxPool2DOp>(node.getInput(0), attrs);
  if (place && node.getType(place).getElementType() != indexType)
    place =
        node.createTyped<CastOp>(node.getType(place).clone(indexType), place);
  return node.setResults({greatest, place});
}

void tf::registerPoolingOps(OpRegistry &registry) {
  registry.add("AvgPool", 1, importPoolAttrs<AvgPool2DOp, 2>);
  registry.add("AvgPool3D", 1, importPoolAttrs<AvgPool3DOp, 3>);
  registry.add("MaxPool", 1, importPoolAttrs<MaxPool2DOp, 2>);
  registry.add("MaxPool3D", 1, importPoolAttrs<MaxPool3DOp, 3>);
  registry.add("MaxPoolV2", 3, importMaxPoolV2);
  registry.add("MaxPoolWithArgmax", 1, importMaxPoolWithArgmax,
               "output,argmax");
}
