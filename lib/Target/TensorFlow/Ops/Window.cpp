//===- Window.cpp - Sliding windows -------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SAME padding becomes numbers here, as soon as the image's size is known.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Larger steps or paddings than any image has.
static constexpr int64_t kMaxStep = 1 << 24;

/// A step for each dimension, of which those of batch and channels must be 1.
static SmallVector<int64_t> readStep(NodeContext &node, const Window &window,
                                     StringRef name, ArrayRef<int64_t> steps) {
  SmallVector<int64_t> ones(window.rank, 1);
  if (node.hasFailed())
    return ones;
  if (steps.size() != window.rank + 2) {
    node.emitError() << "attribute '" << name << "' has " << steps.size()
                     << " elements instead of " << window.rank + 2;
    return ones;
  }
  for (int64_t step : steps)
    if (step < 1 || step > kMaxStep)
      node.emitError() << "attribute '" << name << "' has the element " << step;
  for (int64_t step : window.getOthers(steps))
    if (step != 1)
      node.emitError() << "attribute '" << name << "' is " << step
                       << " along the batch or the channels";
  if (node.hasFailed())
    return ones;
  return llvm::to_vector(window.getSpatial(steps));
}

SmallVector<int64_t> Window::getShape(int64_t batch, ArrayRef<int64_t> spatial,
                                      int64_t channels) const {
  SmallVector<int64_t> shape = {batch};
  shape.append(spatial.begin(), spatial.end());
  shape.insert(shape.begin() + getChannels(), channels);
  return shape;
}

void Window::readSteps(NodeContext &node, bool hasDilations) {
  format = node.getDataFormat();
  strides = readStep(node, *this, "strides", node.getInts("strides"));
  if (hasDilations)
    dilations =
        readStep(node, *this, "dilations",
                 node.getInts("dilations", SmallVector<int64_t>(rank + 2, 1)));
}

/// Checks that a window has a place in the padded image, where both are known.
static void checkFit(NodeContext &node, const Window &window,
                     ArrayRef<int64_t> image, ArrayRef<int64_t> size) {
  for (unsigned i = 0; i < window.rank; ++i) {
    if (ShapedType::isDynamic(image[i]) || ShapedType::isDynamic(size[i]))
      continue;
    uint64_t extent = llvm::SaturatingMultiplyAdd<uint64_t>(
        size[i] - 1, window.dilations[i], 1);
    uint64_t padded =
        image[i] + window.padding[2 * i] + window.padding[2 * i + 1];
    if (extent > padded) {
      node.emitError() << "has a window of " << extent << " over " << padded;
      return;
    }
  }
}

void Window::readPadding(NodeContext &node, ArrayRef<int64_t> image,
                         ArrayRef<int64_t> size) {
  StringRef kind = node.getString("padding");
  if (node.hasFailed())
    return;
  if (llvm::is_contained(size, 0)) {
    node.emitError() << "has an empty window";
    return;
  }
  if (kind == "VALID")
    return checkFit(node, *this, image, size);
  if (kind == "EXPLICIT") {
    SmallVector<int64_t> all = node.getInts("explicit_paddings");
    if (node.hasFailed())
      return;
    unsigned count = 2 * (rank + 2), first = 2 * getFirst();
    bool isValid = all.size() == count && llvm::all_of(all, [](int64_t p) {
                     return p >= 0 && p <= kMaxStep;
                   });
    for (unsigned i = 0; isValid && i < count; ++i)
      isValid = (i >= first && i < first + 2 * rank) || all[i] == 0;
    if (!isValid) {
      node.emitError() << "attribute 'explicit_paddings' is not " << count
                       << " numbers, zero along the batch and the channels";
      return;
    }
    std::copy_n(all.begin() + first, 2 * rank, padding.begin());
    return checkFit(node, *this, image, size);
  }
  if (kind != "SAME") {
    node.emitError() << "padding '" << kind << "' is not supported";
    return;
  }
  // A window of one place needs no padding.
  for (unsigned i = 0; i < rank; ++i)
    if (size[i] != 1 &&
        (ShapedType::isDynamic(image[i]) || ShapedType::isDynamic(size[i])))
      sameUpper = true;
  if (sameUpper)
    return;
  for (unsigned i = 0; i < rank; ++i) {
    if (size[i] == 1 || image[i] == 0)
      continue;
    if (size[i] > kMaxStep || image[i] > kMaxStep * kMaxStep) {
      node.emitError() << "a window of " << size[i] << " over " << image[i];
      return;
    }
    int64_t output = llvm::divideCeil(image[i], strides[i]);
    int64_t total = std::max<int64_t>(
        (output - 1) * strides[i] + (size[i] - 1) * dilations[i] + 1 - image[i],
        0);
    padding[2 * i] = total / 2;
    padding[2 * i + 1] = total - total / 2;
  }
}

SmallVector<int64_t> Window::getPlaces(ArrayRef<int64_t> image,
                                       ArrayRef<int64_t> size) const {
  SmallVector<int64_t> places;
  for (unsigned i = 0; i < rank; ++i) {
    int64_t reach = (size[i] - 1) * dilations[i] + 1;
    int64_t space = image[i] + padding[2 * i] + padding[2 * i + 1] - reach;
    places.push_back(space < 0 ? 0 : space / strides[i] + 1);
  }
  return places;
}

SmallVector<NamedAttribute> Window::getAttrs(NodeContext &node,
                                             bool withDilations) const {
  SmallVector<NamedAttribute> attrs = {node.intsAttr("strides", strides),
                                       node.intsAttr("padding", padding),
                                       node.formatAttr(format)};
  if (withDilations)
    attrs.push_back(node.intsAttr("dilations", dilations));
  if (sameUpper)
    attrs.push_back(node.unitAttr("same_upper"));
  return attrs;
}
