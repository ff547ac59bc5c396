//===- ConvolutionOps.cpp - Convolutions ----------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions of images and volumes, their depthwise kind, and dilation.
//
//===----------------------------------------------------------------------===//

#include "TransposedConvolution.h"
#include "Window.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// An op of an image and a filter whose first dimensions are spatial.
template <typename OpTy>
static Value makeConv(NodeContext &node, Window &window) {
  if (!node.checkRank(0, window.rank + 2) ||
      !node.checkRank(1, window.rank + 2))
    return {};
  window.readSteps(node, /*hasDilations=*/true);
  if (node.hasFailed())
    return {};
  if (node.getShape(1)[window.rank] == 0) {
    node.emitError() << "has a filter without channels";
    return {};
  }
  window.readPadding(node, window.getSpatial(node.getShape(0)),
                     node.getShape(1).take_front(window.rank));
  return node.create<OpTy>(node.getInputs().take_front(2),
                           window.getAttrs(node, /*withDilations=*/true));
}

template <typename OpTy, unsigned rank>
static LogicalResult importConv(NodeContext &node) {
  Window window(rank);
  return node.setResult(makeConv<OpTy>(node, window));
}

/// Conv is Conv2D or Conv3D, as the input's rank says. It writes the paddings
/// of the dimensions and the groups of channels otherwise.
static LogicalResult importAnyConv(NodeContext &node) {
  int64_t batchDims = node.getInt("batch_dims", 1);
  if (node.hasFailed())
    return failure();
  if (batchDims != 1)
    return node.emitError()
           << batchDims << " batch dimensions are not supported";
  if (node.getRank(0) == 5)
    return importConv<Conv3DOp, 3>(node);
  return importConv<Conv2DOp, 2>(node);
}

/// A convolution and what grappler fused to it.
template <typename OpTy>
static LogicalResult importFusedConv(NodeContext &node) {
  Window window;
  Value result = makeConv<OpTy>(node, window);
  return node.setResult(node.applyFusedOps(result, window.format));
}

static LogicalResult importDilation(NodeContext &node) {
  if (!node.checkRank(0, 4) || !node.checkRank(1, 3))
    return failure();
  Window window;
  window.readSteps(node, /*hasDilations=*/false);
  SmallVector<int64_t> rates = node.getInts("rates");
  if (node.hasFailed())
    return failure();
  if (rates.size() != 4 || llvm::any_of(rates, [](int64_t rate) {
        return rate < 1 || rate > 1 << 24;
      }))
    return node.emitError() << "attribute 'rates' is not 4 positive numbers";
  window.dilations = {rates[1], rates[2]};
  window.readPadding(node, window.getSpatial(node.getShape(0)),
                     node.getShape(1).take_front(2));
  if (node.hasFailed())
    return failure();
  SmallVector<NamedAttribute> attrs = {
      node.intsAttr("strides", window.strides),
      node.intsAttr("dilations", window.dilations),
      node.intsAttr("padding", window.padding)};
  if (window.sameUpper)
    attrs.push_back(node.unitAttr("same_upper"));
  return node.setResult(node.create<Dilation2DOp>(node.getInputs(), attrs));
}

void tf::registerConvolutionOps(OpRegistry &registry) {
  registry.add("Conv", 2, importAnyConv);
  registry.add("Conv2D", 2, importConv<Conv2DOp, 2>);
  registry.add("Conv3D", 2, importConv<Conv3DOp, 3>);
  registry.add("DepthwiseConv2dNative", 2, importConv<DepthwiseConv2DOp, 2>);
  registry.add("Conv2DBackpropInput", 3, importConv2DTranspose);
  registry.add("Conv3DBackpropInputV2", 3, importConv3DTranspose);
  registry.add("Dilation2D", 2, importDilation);
  registry.add("_FusedConv2D", {2, Arity::kUnbounded},
               importFusedConv<Conv2DOp>);
  registry.add("_FusedDepthwiseConv2dNative", {2, Arity::kUnbounded},
               importFusedConv<DepthwiseConv2DOp>);
}
