//===- ConstantGather.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConstantGather.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns the strides of a tensor whose elements lie one after another.
static SmallVector<int64_t> getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (int64_t i = static_cast<int64_t>(shape.size()) - 2; i >= 0; --i)
    strides[i] = strides[i + 1] * shape[i + 1];
  return strides;
}

ConstantGather ConstantGather::getPacking(const Packing &packing,
                                          ArrayRef<int64_t> shape) {
  // The steps of what is left of each dimension, and of each tile.
  SmallVector<int64_t> outerSteps(shape.size(), 1);
  SmallVector<int64_t> tileSteps(packing.innerTiles.size(), 1);
  SmallVector<int64_t> last(shape.size(), -1);
  for (auto [i, dim] : llvm::enumerate(packing.innerDims)) {
    int64_t &cut = last[dim] < 0 ? outerSteps[dim] : tileSteps[last[dim]];
    cut = packing.innerTiles[i];
    last[dim] = i;
  }
  ConstantGather gather;
  SmallVector<int64_t> sizes = packing.getPackedShape(shape);
  for (auto [i, dim] : llvm::enumerate(packing.order))
    gather.dims.push_back({sizes[i], dim, outerSteps[dim]});
  for (auto [i, dim] : llvm::enumerate(packing.innerDims))
    gather.dims.push_back({sizes[shape.size() + i], dim, tileSteps[i]});
  gather.begin.assign(shape.size(), 0);
  return gather;
}

bool ConstantGather::isIdentity(ArrayRef<int64_t> sourceShape) const {
  int64_t numElements = 1;
  for (const Dim &dim : dims)
    numElements *= dim.size;
  if (numElements != ShapedType::getNumElements(sourceShape) ||
      llvm::any_of(begin, [](int64_t index) { return index != 0; }))
    return false;
  SmallVector<int64_t> strides = getStrides(sourceShape);
  int64_t expected = 1;
  for (const Dim &dim : llvm::reverse(dims)) {
    if (dim.size == 1)
      continue;
    if (dim.step * strides[dim.sourceDim] != expected)
      return false;
    expected *= dim.size;
  }
  return true;
}

namespace {

/// Copies elements of `Width` bytes, or of as many as the constant has if that
/// is 0.
template <int64_t Width>
class Copier {
public:
  Copier(const ConstantGather &gather, const ConstantView &source,
         ConstantBuilder &result)
      : gather(gather), source(source), width(source.getElementBytes()),
        shape(source.getShape()), strides(getStrides(shape)),
        index(gather.begin), to(result.getBytes().data()) {}

  void copy() { copyDim(0, 0); }

private:
  /// Copies the part of the result from dimension `d` on whose first element is
  /// element `first`.
  void copyDim(unsigned d, int64_t first);

  /// Copies elements of the result's last dimension.
  void copyRow(int64_t first);

  void copyElement(int64_t toIndex, int64_t fromIndex) {
    std::memcpy(to + toIndex * getWidth(), source.getElement(fromIndex),
                getWidth());
  }

  int64_t getWidth() const { return Width ? Width : width; }

  const ConstantGather &gather;
  const ConstantView &source;
  int64_t width;
  ArrayRef<int64_t> shape;
  SmallVector<int64_t> strides;
  /// The source's element that the current one of the result is.
  SmallVector<int64_t> index;
  char *to;
};

} // namespace

template <int64_t Width>
void Copier<Width>::copyDim(unsigned d, int64_t first) {
  if (d + 1 == gather.dims.size())
    return copyRow(first);
  const ConstantGather::Dim &dim = gather.dims[d];
  int64_t stride = 1;
  for (const ConstantGather::Dim &inner :
       ArrayRef(gather.dims).drop_front(d + 1))
    stride *= inner.size;
  int64_t &position = index[dim.sourceDim];
  int64_t begin = position;
  for (int64_t i = 0; i < dim.size; ++i, position += dim.step)
    copyDim(d + 1, first + i * stride);
  position = begin;
}

template <int64_t Width>
void Copier<Width>::copyRow(int64_t first) {
  const ConstantGather::Dim &row = gather.dims.back();
  int64_t from = 0;
  for (auto [dim, position] : llvm::enumerate(index)) {
    from += position * strides[dim];
    if (static_cast<int64_t>(dim) != row.sourceDim &&
        (position < 0 || position >= shape[dim]))
      return;
  }
  // The elements of the row that are in the source.
  int64_t position = index[row.sourceDim];
  int64_t size = shape[row.sourceDim];
  int64_t begin =
      position < 0 ? llvm::divideCeil(-position, row.step) : int64_t(0);
  int64_t end = position < size
                    ? std::min<int64_t>(
                          row.size, llvm::divideCeil(size - position, row.step))
                    : int64_t(0);
  int64_t step = row.step * strides[row.sourceDim];
  if (step == 1 && !source.isSplat() && begin < end) {
    std::memcpy(to + (first + begin) * getWidth(),
                source.getElement(from + begin), (end - begin) * getWidth());
    return;
  }
  for (int64_t i = begin; i < end; ++i)
    copyElement(first + i, from + i * step);
}

ElementsAttr ConstantGather::evaluate(ElementsAttr source, ShapedType type,
                                      Attribute padding) const {
  std::optional<ConstantView> view = ConstantView::get(source);
  assert(view && "expects a constant whose elements are there");
  if (isIdentity(view->getShape()))
    return reshapeConstant(source, type);
  ConstantBuilder builder(type);
  if (padding) {
    auto splat = DenseElementsAttr::get(type, padding);
    std::optional<ConstantView> paddingView = ConstantView::get(splat);
    for (int64_t i = 0, e = type.getNumElements(); i < e; ++i)
      builder.copyElement(i, *paddingView, i);
  }
  if (type.getNumElements() == 0)
    return builder.finish(getConstantName(source));
  ConstantGather gather = *this;
  if (gather.dims.empty()) {
    // A single element is a row of one.
    gather.dims.push_back({1, 0, 1});
    if (gather.begin.empty())
      return reshapeConstant(source, type);
  }
  switch (view->getElementBytes()) {
  case 1:
    Copier<1>(gather, *view, builder).copy();
    break;
  case 2:
    Copier<2>(gather, *view, builder).copy();
    break;
  case 4:
    Copier<4>(gather, *view, builder).copy();
    break;
  case 8:
    Copier<8>(gather, *view, builder).copy();
    break;
  default:
    Copier<0>(gather, *view, builder).copy();
    break;
  }
  return builder.finish(getConstantName(source));
}
