//===- WindowGradientOps.cpp - Gradients of convolutions and pooling ------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The gradients of convolutions by their filters and of pooling by its input,
// as convolutions, pooling and scatters of rearranged tensors.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// An image with its channels last, and with them in the node's format again.
static Value toChannelsLast(NodeContext &node, const Window &window,
                            Value image) {
  if (window.format == DataFormat::NHWC)
    return image;
  SmallVector<int64_t> order = {0};
  llvm::append_range(order, llvm::seq<int64_t>(2, window.rank + 2));
  order.push_back(1);
  return node.create<TransposeOp>(image, node.intsAttr("permutation", order));
}

static Value fromChannelsLast(NodeContext &node, const Window &window,
                              Value image) {
  if (window.format == DataFormat::NHWC)
    return image;
  SmallVector<int64_t> order = {0, window.rank + 1};
  llvm::append_range(order, llvm::seq<int64_t>(1, window.rank + 1));
  return node.create<TransposeOp>(image, node.intsAttr("permutation", order));
}

/// Borders an image, channels last, with zeros; a negative border is cut off.
static Value padOrCut(NodeContext &node, Value image, ArrayRef<int64_t> low,
                      ArrayRef<int64_t> high) {
  if (!image)
    return {};
  RankedTensorType type = node.getType(image);
  int64_t rank = type.getRank();
  SmallVector<int64_t> begin(rank, 0), size(type.getShape());
  SmallVector<int64_t> before(rank, 0), behind(rank, 0);
  for (auto [i, pair] : llvm::enumerate(llvm::zip_equal(low, high))) {
    auto [l, h] = pair;
    begin[i + 1] = std::max<int64_t>(-l, 0);
    size[i + 1] += std::min<int64_t>(l, 0) + std::min<int64_t>(h, 0);
    before[i + 1] = std::max<int64_t>(l, 0);
    behind[i + 1] = std::max<int64_t>(h, 0);
  }
  if (llvm::any_of(size, [](int64_t s) { return s < 0; })) {
    node.emitError() << "has paddings that do not fit its images";
    return {};
  }
  if (ArrayRef<int64_t>(size) != type.getShape())
    image = node.create<SliceOp>(
        image, {node.intsAttr("begin", begin), node.intsAttr("size", size),
                node.intsAttr("strides", SmallVector<int64_t>(rank, 1))});
  NamedAttribute zero = node.getBuilder().getNamedAttr(
      "value", node.getBuilder().getZeroAttr(type.getElementType()));
  return node.create<PadOp>(image, {node.intsAttr("low", before),
                                    node.intsAttr("high", behind), zero});
}

/// An image with `strides - 1` zeros behind each element.
static Value spread(NodeContext &node, const Window &window, Value image) {
  if (!image || llvm::all_of(window.strides, [](int64_t s) { return s == 1; }))
    return image;
  ArrayRef<int64_t> shape = node.getType(image).getShape();
  SmallVector<int64_t> split = {shape[0]}, merged = {shape[0]}, low, high = {0};
  for (unsigned i = 0; i < window.rank; ++i) {
    split.append({shape[i + 1], 1});
    high.append({0, window.strides[i] - 1});
    merged.push_back(shape[i + 1] * window.strides[i]);
  }
  split.push_back(shape.back());
  merged.push_back(shape.back());
  high.push_back(0);
  low.assign(high.size(), 0);
  NamedAttribute zero = node.getBuilder().getNamedAttr(
      "value",
      node.getBuilder().getZeroAttr(node.getType(image).getElementType()));
  Value padded = node.create<PadOp>(
      node.reshape(image, split),
      {node.intsAttr("low", low), node.intsAttr("high", high), zero});
  return node.reshape(padded, merged);
}

/// A gradient, channels last, spread and bordered so that a window of `size`,
/// without strides, has the places of an image of `image`.
static Value spreadOver(NodeContext &node, const Window &window, Value gradient,
                        ArrayRef<int64_t> image, ArrayRef<int64_t> size) {
  Value wide = spread(node, window, gradient);
  if (!wide)
    return {};
  SmallVector<int64_t> low, high;
  for (unsigned i = 0; i < window.rank; ++i) {
    int64_t reach = (size[i] - 1) * window.dilations[i];
    low.push_back(reach - window.padding[2 * i]);
    high.push_back(image[i] + window.padding[2 * i] -
                   node.getType(wide).getDimSize(i + 1));
  }
  return padOrCut(node, wide, low, high);
}

/// Sizes given as a constant of `count` elements.
static SmallVector<int64_t> readSizes(NodeContext &node, unsigned index,
                                      unsigned count) {
  auto sizes = node.readSizes(index, node.getType(2).getElementType());
  if (!sizes)
    return {};
  if (sizes->size() != count || ShapedType::isDynamicShape(*sizes)) {
    node.emitError() << "input " << index << " (sizes) must be " << count
                     << " known sizes";
    return {};
  }
  return *sizes;
}

/// The gradient of a convolution by its filter, which is a convolution too: the
/// batch is what is summed over, the channels are the batch, the gradient is
/// the filter, and strides and dilations change places. Groups stay groups, and
/// those of a depthwise convolution are its channels.
template <typename ConvOp, unsigned rank, bool isDepthwise>
static LogicalResult importFilterGradient(NodeContext &node) {
  if (!node.checkRank(0, rank + 2) || !node.checkRank(2, rank + 2) ||
      !node.checkStatic(0) || !node.checkStatic(2))
    return failure();
  Window window(rank);
  window.readSteps(node, /*hasDilations=*/true);
  SmallVector<int64_t> filter = readSizes(node, 1, rank + 2);
  if (node.hasFailed())
    return failure();
  window.readPadding(node, window.getSpatial(node.getShape(0)),
                     ArrayRef<int64_t>(filter).take_front(rank));
  Value image = toChannelsLast(node, window, node.getInput(0));
  Value gradient = toChannelsLast(node, window, node.getInput(2));
  if (!image || !gradient)
    return failure();
  ArrayRef<int64_t> imageShape = node.getType(image).getShape();
  ArrayRef<int64_t> gradientShape = node.getType(gradient).getShape();
  int64_t batch = imageShape[0], channels = imageShape.back();
  int64_t depth = isDepthwise ? 1 : filter[rank];
  int64_t results =
      isDepthwise ? filter[rank] * filter[rank + 1] : filter[rank + 1];
  if (depth < 1 || channels % depth != 0 || results != gradientShape.back() ||
      batch != gradientShape[0] || (isDepthwise && filter[rank] != channels) ||
      results % std::max<int64_t>(channels / depth, 1) != 0)
    return node.emitError()
           << "has a filter that does not fit its images' channels";
  for (int64_t size : filter)
    if (size < 1)
      return node.emitError() << "has an empty filter";

  // The image as [depth, .., groups * batch].
  int64_t groups = channels / depth;
  SmallVector<int64_t> split(imageShape), order = {rank + 2};
  split.back() = groups;
  split.push_back(depth);
  llvm::append_range(order, llvm::seq<int64_t>(1, rank + 1));
  order.append({rank + 1, 0});
  SmallVector<int64_t> merged = {depth};
  merged.append(imageShape.begin() + 1, imageShape.end() - 1);
  merged.push_back(groups * batch);
  Value turned = node.reshape(
      node.create<TransposeOp>(node.reshape(image, split),
                               node.intsAttr("permutation", order)),
      merged);
  SmallVector<int64_t> low, high;
  for (unsigned i = 0; i < rank; ++i) {
    low.push_back(window.padding[2 * i]);
    int64_t reach = (filter[i] - 1) * window.dilations[i] +
                    (gradientShape[i + 1] - 1) * window.strides[i] + 1;
    high.push_back(reach - imageShape[i + 1] - low.back());
  }
  turned = padOrCut(node, turned, low, high);
  // The gradient as [.., batch, results].
  order.clear();
  llvm::append_range(order, llvm::seq<int64_t>(1, rank + 1));
  order.append({0, rank + 1});
  Value weights =
      node.create<TransposeOp>(gradient, node.intsAttr("permutation", order));
  Value result = node.create<ConvOp>(
      {turned, weights}, {node.intsAttr("strides", window.dilations),
                          node.intsAttr("dilations", window.strides)});
  if (isDepthwise)
    return node.setResult(node.reshape(result, filter));
  // From [depth, .., results]: as the gradient.
  return node.setResult(
      node.create<TransposeOp>(result, node.intsAttr("permutation", order)));
}

/// The gradient of a depthwise convolution by its input: a convolution of the
/// spread gradient, whose groups are the channels, with the filter turned
/// around.
static LogicalResult importDepthwiseInputGradient(NodeContext &node) {
  if (!node.checkRank(1, 4) || !node.checkRank(2, 4) || !node.checkStatic(1) ||
      !node.checkStatic(2))
    return failure();
  Window window;
  window.readSteps(node, /*hasDilations=*/true);
  SmallVector<int64_t> shape = readSizes(node, 0, 4);
  if (node.hasFailed())
    return failure();
  ArrayRef<int64_t> filter = node.getShape(1), size = filter.take_front(2);
  ArrayRef<int64_t> image = window.getSpatial(shape);
  window.readPadding(node, image, size);
  Value gradient = toChannelsLast(node, window, node.getInput(2));
  Value wide = spreadOver(node, window, gradient, image, size);
  Value turned =
      node.create<ReverseOp>(node.getInput(1), node.intsAttr("axes", {0, 1}));
  turned = node.create<TransposeOp>(turned,
                                    node.intsAttr("permutation", {0, 1, 3, 2}));
  Value result = node.create<Conv2DOp>(
      {wide, turned}, node.intsAttr("dilations", window.dilations));
  return node.setResult(fromChannelsLast(node, window, result));
}

/// Reads the window of a pooling op, over an image of `image` in its format.
static SmallVector<int64_t> readPool(NodeContext &node, Window &window,
                                     ArrayRef<int64_t> image) {
  SmallVector<int64_t> ksize = node.getInts("ksize");
  window.readSteps(node, /*hasDilations=*/false);
  if (node.hasFailed())
    return {};
  if (ksize.size() != window.rank + 2 || image.size() != window.rank + 2) {
    node.emitError() << "'ksize' or the image has not " << window.rank + 2
                     << " elements";
    return {};
  }
  for (int64_t size : window.getOthers(ksize))
    if (size != 1)
      node.emitError() << "pooling over the batch or the channels is not "
                          "supported";
  SmallVector<int64_t> size(window.getSpatial(ksize));
  for (int64_t extent : size)
    if (extent < 1 || extent > 1 << 20)
      node.emitError() << "'ksize' has the element " << extent;
  if (!node.hasFailed())
    window.readPadding(node, window.getSpatial(image), size);
  return size;
}

/// The gradient of a mean: each window's, over the number of its elements, is
/// added to all of them.
template <typename PoolOp, unsigned rank>
static LogicalResult importAvgPoolGrad(NodeContext &node) {
  if (!node.checkRank(1, rank + 2) || !node.checkStatic(1) ||
      !node.checkFloats(1))
    return failure();
  std::optional<SmallVector<int64_t>> shape =
      node.readSizes(0, node.getType(1).getElementType());
  if (!shape)
    return failure();
  if (ShapedType::isDynamicShape(*shape))
    return node.emitError() << "input 0 (orig_input_shape) must be known";
  Window window(rank);
  SmallVector<int64_t> size = readPool(node, window, *shape);
  Value gradient = toChannelsLast(node, window, node.getInput(1));
  if (node.hasFailed())
    return failure();
  ArrayRef<int64_t> image = window.getSpatial(*shape);
  Type type = node.getType(gradient).getElementType();
  // How many elements of the image are in the window at each place, along one
  // dimension after the other.
  for (unsigned i = 0; i < rank; ++i) {
    int64_t places = node.getType(gradient).getDimSize(i + 1);
    if (!node.checkListable(places))
      return failure();
    SmallVector<Attribute> counts;
    for (int64_t place = 0; place < places; ++place) {
      int64_t begin = place * window.strides[i] - window.padding[2 * i];
      int64_t count =
          std::min(begin + size[i], image[i]) - std::max<int64_t>(begin, 0);
      counts.push_back(
          node.getBuilder().getFloatAttr(type, std::max<int64_t>(count, 1)));
    }
    SmallVector<int64_t> along(rank + 1 - i, 1);
    along[0] = places;
    auto table = RankedTensorType::get(along, type);
    gradient = node.create<DivOp>(
        {gradient, node.constant(cast<ElementsAttr>(
                       DenseElementsAttr::get(table, counts)))});
    if (!gradient)
      return failure();
  }
  Value wide = spreadOver(node, window, gradient, image, size);
  int64_t volume = 1;
  for (int64_t extent : size)
    volume *= extent;
  Value mean = node.create<PoolOp>(wide, node.intsAttr("window", size));
  Value sum = node.create<MulOp>({mean, node.scalar(type, volume)});
  return node.setResult(fromChannelsLast(node, window, sum));
}

/// The gradient of a maximum is added where that was found first.
static LogicalResult importMaxPoolGrad(NodeContext &node) {
  if (!node.checkRank(0, 4) || !node.checkRank(2, 4) || !node.checkStatic(0) ||
      !node.checkStatic(2))
    return failure();
  Window window;
  SmallVector<int64_t> size = readPool(node, window, node.getShape(0));
  Value image = toChannelsLast(node, window, node.getInput(0));
  Value gradient = toChannelsLast(node, window, node.getInput(2));
  Value places = node.create<ArgMaxPool2DOp>(
      image,
      {node.intsAttr("window", size), node.intsAttr("strides", window.strides),
       node.intsAttr("padding", window.padding),
       node.boolAttr("include_batch", true)});
  if (!places || !gradient)
    return failure();
  RankedTensorType type = node.getType(image);
  int64_t updates = node.getType(places).getNumElements();
  if (updates != node.getType(gradient).getNumElements())
    return node.emitError() << "input 2 (grad) has another shape than the "
                               "op's result";
  auto flat =
      RankedTensorType::get({type.getNumElements()}, type.getElementType());
  Value zeros = node.constant(cast<ElementsAttr>(getSplat(flat, 0)));
  Value result = node.create<ScatterOp>(
      {zeros, node.reshape(places, {updates, 1}),
       node.reshape(gradient, {updates})},
      node.getBuilder().getNamedAttr(
          "mode", ScatterModeAttr::get(node.getContext(), ScatterMode::Add)));
  return node.setResult(
      fromChannelsLast(node, window, node.reshape(result, type.getShape())));
}

void tf::registerWindowGradientOps(OpRegistry &registry) {
  registry.add("AvgPoolGrad", 2, importAvgPoolGrad<AvgPool2DOp, 2>);
  registry.add("AvgPool3DGrad", 2, importAvgPoolGrad<AvgPool3DOp, 3>);
  registry.add("Conv2DBackpropFilter", 3,
               importFilterGradient<Conv2DOp, 2, /*isDepthwise=*/false>);
  registry.add("Conv3DBackpropFilterV2", 3,
               importFilterGradient<Conv3DOp, 3, /*isDepthwise=*/false>);
  registry.add("DepthwiseConv2dNativeBackpropFilter", 3,
               importFilterGradient<Conv2DOp, 2, /*isDepthwise=*/true>);
  registry.add("DepthwiseConv2dNativeBackpropInput", 3,
               importDepthwiseInputGradient);
  registry.add("MaxPoolGrad", 3, importMaxPoolGrad);
}
