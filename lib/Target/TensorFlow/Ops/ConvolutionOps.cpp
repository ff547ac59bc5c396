//===- ConvolutionOps.cpp - Convolutions --------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two-dimensional convolutions, their depthwise and transposed kinds.
//
//===----------------------------------------------------------------------===//

#include "Window.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

template <typename OpTy>
static Value makeConv(NodeContext &node, Window &window) {
  if (!node.checkRank(0, 4) || !node.checkRank(1, 4))
    return {};
  window.readSteps(node, /*hasDilations=*/true);
  if (node.hasFailed())
    return {};
  ArrayRef<int64_t> filter = node.getShape(1);
  if (filter[2] == 0) {
    node.emitError() << "has a filter without channels";
    return {};
  }
  window.readPadding(node, window.getSpatial(node.getShape(0)),
                     {filter[0], filter[1]});
  return node.create<OpTy>(node.getInputs().take_front(2),
                           window.getAttrs(node, /*withDilations=*/true));
}

template <typename OpTy>
static LogicalResult importConv(NodeContext &node) {
  Window window;
  return node.setResult(makeConv<OpTy>(node, window));
}

/// The gradient of a convolution by its input, which people use as a layer. Its
/// inputs are the result's shape, the filter and the image.
static LogicalResult importConvTranspose(NodeContext &node) {
  if (!node.checkRank(1, 4) || !node.checkRank(2, 4))
    return failure();
  Window window;
  window.readSteps(node, /*hasDilations=*/true);
  std::optional<SmallVector<int64_t>> sizes = node.getStaticInts(0);
  if (node.hasFailed())
    return failure();
  if (window.dilations != std::array<int64_t, 2>{1, 1})
    return node.emitError() << "dilations are not supported";
  if (!sizes)
    return node.emitError() << "input 0 (input_sizes) must be known";
  ArrayRef<int64_t> filter = node.getShape(1);
  ArrayRef<int64_t> image = node.getShape(2);
  SmallVector<int64_t> shape = *sizes;
  // Two numbers are the spatial sizes only.
  if (shape.size() == 2)
    shape = window.format == DataFormat::NCHW
                ? SmallVector<int64_t>{image[0], filter[2], shape[0], shape[1]}
                : SmallVector<int64_t>{image[0], shape[0], shape[1], filter[2]};
  if (shape.size() != 4)
    return node.emitError() << "input 0 (input_sizes) has " << shape.size()
                            << " elements instead of 4";
  for (int64_t size : shape)
    if (size < 0 && !ShapedType::isDynamic(size))
      return node.emitError() << "input 0 (input_sizes) has the size " << size;
  if (ShapedType::isDynamic(shape[0]))
    shape[0] = image[0];
  window.readPadding(node, window.getSpatial(shape), {filter[0], filter[1]});
  if (node.hasFailed())
    return failure();
  if (window.sameUpper)
    return node.emitError() << "input 0 (input_sizes) must be known for SAME "
                               "padding";
  auto type = RankedTensorType::get(shape, node.getType(2).getElementType());
  return node.setResult(node.createTyped<Conv2DTransposeOp>(
      type, {node.getInput(2), node.getInput(1)},
      window.getAttrs(node, /*withDilations=*/false)));
}

/// A convolution and what grappler fused to it: a bias and an activation.
static LogicalResult importFusedConv(NodeContext &node) {
  Window window;
  Value result = makeConv<Conv2DOp>(node, window);
  return node.setResult(node.applyFusedOps(result, window.format));
}

void tf::registerConvolutionOps(OpRegistry &registry) {
  registry.add("Conv2D", 2, importConv<Conv2DOp>);
  registry.add("DepthwiseConv2dNative", 2, importConv<DepthwiseConv2DOp>);
  registry.add("Conv2DBackpropInput", 3, importConvTranspose);
  registry.add("_FusedConv2D", {2, Arity::kUnbounded}, importFusedConv);
}
