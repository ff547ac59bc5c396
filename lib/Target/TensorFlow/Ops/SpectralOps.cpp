//===- SpectralOps.cpp - Fourier transforms -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A transform of a few elements is a product with the matrix of the roots of
// unity; that of more is two of fewer, by Cooley and Tukey, with a
// multiplication between them. Products of matrices are what runs fastest.
//
//===----------------------------------------------------------------------===//

#include "../Complex.h"
#include "Compose.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Up to here, a matrix; and the largest one, for sizes without small factors.
static constexpr int64_t kLargeSize = 64, kMaxMatrix = 1024;

namespace {
/// Transforms along the last dimension. Whose imaginary part is null is real.
class Transform {
public:
  Transform(NodeContext &node, Type elementType, bool inverse)
      : node(node), elementType(elementType), inverse(inverse) {}

  ComplexParts run(ComplexParts x);

private:
  ComplexParts runMatrix(ComplexParts x, int64_t size);
  ComplexParts multiplyRoots(ComplexParts x, ArrayRef<int64_t> shape,
                             int64_t size);
  /// f(row * column), a constant.
  Value makeTable(int64_t rows, int64_t columns,
                  llvm::function_ref<double(int64_t)> f);
  ComplexParts makeRoots(int64_t rows, int64_t columns, int64_t size);
  template <typename Function>
  static ComplexParts forParts(ComplexParts x, Function function) {
    return {function(x.real), x.imaginary ? function(x.imaginary) : Value()};
  }

  NodeContext &node;
  Type elementType;
  bool inverse;
};
} // namespace

Value Transform::makeTable(int64_t rows, int64_t columns,
                           llvm::function_ref<double(int64_t)> f) {
  if (node.hasFailed() || !node.checkListable(rows * columns))
    return {};
  auto make = [&](auto zero) {
    SmallVector<decltype(zero)> values;
    values.reserve(rows * columns);
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t column = 0; column < columns; ++column)
        values.push_back(f(row * column));
    return node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
        RankedTensorType::get({rows, columns}, elementType),
        ArrayRef<decltype(zero)>(values))));
  };
  return elementType.isF64() ? make(double()) : make(float());
}

/// exp(-2 pi i row column / size), or its inverse.
ComplexParts Transform::makeRoots(int64_t rows, int64_t columns, int64_t size) {
  double step = 2 * M_PI / double(size), sign = inverse ? 1 : -1;
  Value real = makeTable(rows, columns, [&](int64_t k) {
    return std::cos(step * double(k % size));
  });
  Value imaginary = makeTable(rows, columns, [&](int64_t k) {
    return sign * std::sin(step * double(k % size));
  });
  return {real, imaginary};
}

/// A tensor like `like` but for its last dimension, instead of which it has
/// these.
static Value reshapeLast(NodeContext &node, Value value, Value like,
                         ArrayRef<int64_t> sizes) {
  if (!value || !like)
    return {};
  ArrayRef<int64_t> outer = node.getType(like).getShape().drop_back();
  SmallVector<int64_t> shape(outer);
  shape.append(sizes.begin(), sizes.end());
  if (llvm::count_if(shape, ShapedType::isDynamic) <= 1)
    return node.reshape(value, shape);
  Value known = node.ints(sizes, node.getBuilder().getI64Type());
  Value unknown =
      sliceAlong(node, getSizes(node, like), 0, 0, int64_t(outer.size()));
  return node.createTyped<ReshapeOp>(
      node.getType(value).clone(shape),
      {value, concat(node, {unknown, known}, 0)});
}

/// Element by element, with the roots in a matrix of the last two sizes.
ComplexParts Transform::multiplyRoots(ComplexParts x, ArrayRef<int64_t> shape,
                                      int64_t size) {
  ComplexParts roots = makeRoots(shape[shape.size() - 2], shape.back(), size);
  auto multiply = [&](Value lhs, Value rhs) {
    return node.create<MulOp>({lhs, rhs});
  };
  return {node.create<SubOp>({multiply(x.real, roots.real),
                              multiply(x.imaginary, roots.imaginary)}),
          node.create<AddOp>({multiply(x.real, roots.imaginary),
                              multiply(x.imaginary, roots.real)})};
}

ComplexParts Transform::runMatrix(ComplexParts x, int64_t size) {
  int64_t rows = 1;
  for (int64_t dim : node.getType(x.real).getShape().drop_back())
    rows = ShapedType::isDynamic(dim) || ShapedType::isDynamic(rows)
               ? ShapedType::kDynamic
               : rows * dim;
  ComplexParts roots = makeRoots(size, size, size);
  ComplexParts flat = forParts(
      x, [&](Value value) { return node.reshape(value, {rows, size}); });
  auto multiply = [&](Value lhs, Value rhs) {
    return node.create<MatmulOp>({lhs, rhs});
  };
  ComplexParts result = {multiply(flat.real, roots.real),
                         multiply(flat.real, roots.imaginary)};
  if (flat.imaginary)
    result = {node.create<SubOp>(
                  {result.real, multiply(flat.imaginary, roots.imaginary)}),
              node.create<AddOp>(
                  {result.imaginary, multiply(flat.imaginary, roots.real)})};
  return forParts(result, [&](Value value) {
    return reshapeLast(node, value, x.real, {size});
  });
}

ComplexParts Transform::run(ComplexParts x) {
  if (!x.real)
    return {};
  RankedTensorType type = node.getType(x.real);
  int64_t size = type.getShape().back();
  int64_t outer = 1;
  for (int64_t factor = 2; factor * factor <= size; ++factor)
    if (size % factor == 0)
      outer = factor;
  if (size <= kLargeSize || outer == 1) {
    if (size <= kMaxMatrix)
      return runMatrix(x, size);
    node.emitError() << "transforms " << size
                     << " elements, a prime number above " << kMaxMatrix;
    return {};
  }
  // x[j1 inner + j2] contributes to k1 + outer k2.
  int64_t inner = size / outer;
  int64_t rank = type.getRank();
  SmallVector<int64_t> swapped =
      llvm::to_vector(llvm::seq<int64_t>(0, rank + 1));
  std::swap(swapped[rank - 1], swapped[rank]);
  auto swap = [&](Value value) {
    return node.create<TransposeOp>(value,
                                    node.intsAttr("permutation", swapped));
  };
  ComplexParts parts = forParts(x, [&](Value value) {
    return swap(reshapeLast(node, value, x.real, {outer, inner}));
  });
  parts = run(parts);
  if (!parts.real)
    return {};
  parts = multiplyRoots(parts, node.getType(parts.real).getShape(), size);
  parts = run(forParts(parts, swap));
  return forParts(parts, [&](Value value) {
    return reshapeLast(node, swap(value), x.real, {size});
  });
}

/// Transforms along the last `count` dimensions.
static ComplexParts transform(NodeContext &node, ComplexParts x, int64_t count,
                              bool inverse) {
  if (!x.real)
    return {};
  RankedTensorType type = node.getType(x.real);
  int64_t rank = type.getRank();
  if (rank < count) {
    node.emitError() << "input 0 has rank " << rank << " instead of " << count
                     << " at least";
    return {};
  }
  double total = 1;
  for (int64_t dim = rank - count; dim < rank; ++dim) {
    if (type.isDynamicDim(dim)) {
      node.emitError() << "transforms an unknown number of elements";
      return {};
    }
    total *= double(type.getDimSize(dim));
  }
  if (total == 0)
    return {x.real, x.imaginary ? x.imaginary : x.real};
  Transform along(node, type.getElementType(), inverse);
  for (int64_t i = 0; i < count; ++i) {
    SmallVector<int64_t> swapped = llvm::to_vector(llvm::seq<int64_t>(0, rank));
    std::swap(swapped[rank - 1 - i], swapped[rank - 1]);
    auto swap = [&](Value value) {
      return i == 0 || !value
                 ? value
                 : node.create<TransposeOp>(
                       value, node.intsAttr("permutation", swapped));
    };
    x = along.run({swap(x.real), swap(x.imaginary)});
    x = {swap(x.real), swap(x.imaginary)};
  }
  if (!inverse || !x.real)
    return x;
  Value scale = node.scalar(type.getElementType(), 1 / total);
  return {node.create<MulOp>({x.real, scale}),
          node.create<MulOp>({x.imaginary, scale})};
}

/// The complex numbers in input 0; null after an error.
static ComplexParts readInput(NodeContext &node) {
  ComplexParts parts = splitComplex(node, node.getInput(0));
  if (!parts.real)
    return {};
  if (isa<Float32Type, Float64Type>(node.getType(parts.real).getElementType()))
    return parts;
  node.emitError() << "input 0 has elements of "
                   << node.getType(parts.real).getElementType()
                   << " instead of complex numbers";
  return {};
}

template <int64_t count, bool inverse>
static LogicalResult importTransform(NodeContext &node) {
  ComplexParts parts = readInput(node);
  return node.setResult(
      joinComplex(node, transform(node, parts, count, inverse)));
}

/// Cuts or fills with zeros to these sizes of the last dimensions.
static Value fit(NodeContext &node, Value value, ArrayRef<int64_t> sizes) {
  if (!value)
    return {};
  int64_t rank = node.getType(value).getRank(), count = sizes.size();
  SmallVector<int64_t> low(rank, 0), high(rank, 0);
  for (int64_t i = 0; i < count; ++i) {
    int64_t dim = rank - count + i;
    int64_t have = node.getType(value).getDimSize(dim);
    if (ShapedType::isDynamic(have)) {
      node.emitError() << "transforms an unknown number of elements";
      return {};
    }
    if (have > sizes[i])
      value = sliceAlong(node, value, dim, 0, sizes[i]);
    if (!value)
      return {};
    high[dim] = std::max<int64_t>(sizes[i] - have, 0);
  }
  if (llvm::all_of(high, [](int64_t size) { return size == 0; }))
    return value;
  FloatAttr zero =
      node.getBuilder().getFloatAttr(node.getType(value).getElementType(), 0);
  return node.create<PadOp>(
      value, {node.intsAttr("low", low), node.intsAttr("high", high),
              node.getBuilder().getNamedAttr("value", zero)});
}

/// The lengths of the last dimensions that a transform between real and complex
/// numbers has. Empty if it has failed.
static SmallVector<int64_t> readLengths(NodeContext &node, int64_t count) {
  SmallVector<int64_t> lengths = node.getConstantInts(1, "fft_length");
  if (node.hasFailed())
    return {};
  bool isGood = int64_t(lengths.size()) == count && node.getRank(0) >= count &&
                llvm::all_of(lengths, [](int64_t length) {
                  return length > 0 && length <= 1 << 24;
                });
  if (!isGood) {
    node.emitError() << "input 1 (fft_length) does not fit input 0";
    return {};
  }
  return lengths;
}

/// Transforms the `count` last dimensions but the very last one.
static ComplexParts transformOuter(NodeContext &node, ComplexParts x,
                                   int64_t count, bool inverse) {
  if (count < 2 || !x.real)
    return x;
  // Behind the last dimension, and back.
  SmallVector<int64_t> rotated =
      llvm::to_vector(llvm::seq<int64_t>(node.getType(x.real).getRank()));
  std::rotate(rotated.end() - count, rotated.end() - 1, rotated.end());
  auto permute = [&](ComplexParts parts, ArrayRef<int64_t> permutation) {
    NamedAttribute attr = node.intsAttr("permutation", permutation);
    return ComplexParts{node.create<TransposeOp>(parts.real, attr),
                        node.create<TransposeOp>(parts.imaginary, attr)};
  };
  return permute(transform(node, permute(x, rotated), count - 1, inverse),
                 invertPermutationVector(rotated));
}

/// Of a real tensor, of which half of the last dimension says all.
template <int64_t count>
static LogicalResult importReal(NodeContext &node) {
  SmallVector<int64_t> lengths = readLengths(node, count);
  Type elementType = node.getType(0).getElementType();
  if (lengths.empty())
    return failure();
  if (!isa<Float32Type, Float64Type>(elementType))
    return node.emitError() << "input 0 has elements of " << elementType
                            << " instead of f32 or f64";
  Value input = fit(node, node.getInput(0), lengths);
  if (!input)
    return failure();
  int64_t rank = node.getRank(0);
  // The last dimension first, so that the others have but half to do.
  ComplexParts parts = transform(node, {input, Value()}, 1, /*inverse=*/false);
  auto halve = [&](Value value) {
    return sliceAlong(node, value, rank - 1, 0, lengths.back() / 2 + 1);
  };
  parts = {halve(parts.real), halve(parts.imaginary)};
  parts = transformOuter(node, parts, count, /*inverse=*/false);
  return node.setResult(joinComplex(node, parts));
}

/// To a real tensor: the other half of the last dimension is conjugate.
template <int64_t count>
static LogicalResult importInverseReal(NodeContext &node) {
  SmallVector<int64_t> lengths = readLengths(node, count);
  if (lengths.empty())
    return failure();
  int64_t rank = node.getRank(0), length = lengths.back();
  SmallVector<int64_t> sizes = lengths;
  sizes.back() = length / 2 + 1;
  ComplexParts parts = readInput(node);
  parts = {fit(node, parts.real, sizes), fit(node, parts.imaginary, sizes)};
  if (node.hasFailed())
    return failure();
  parts = transformOuter(node, parts, count, /*inverse=*/true);
  // Elements 1, 2, .. from behind are those from the front.
  int64_t mirrored = length - sizes.back();
  auto mirror = [&](Value value) {
    return node.create<ReverseOp>(
        sliceAlong(node, value, rank - 1, 1, mirrored),
        node.intsAttr("axes", {rank - 1}));
  };
  if (mirrored > 0)
    parts = {
        concat(node, {parts.real, mirror(parts.real)}, rank - 1),
        concat(node,
               {parts.imaginary, node.create<NegOp>(mirror(parts.imaginary))},
               rank - 1)};
  return node.setResult(transform(node, parts, 1, /*inverse=*/true).real);
}

void tf::registerSpectralOps(OpRegistry &registry) {
  for (StringRef prefix : {"", "Batch"}) {
    auto add = [&](StringRef name, ImportFunction import) {
      registry.add((prefix + name).str(), 1, import);
      registry.allowComplex(OnComplex::Own, {(prefix + name).str()});
    };
    add("FFT", importTransform<1, false>);
    add("FFT2D", importTransform<2, false>);
    add("FFT3D", importTransform<3, false>);
    add("IFFT", importTransform<1, true>);
    add("IFFT2D", importTransform<2, true>);
    add("IFFT3D", importTransform<3, true>);
  }
  registry.add("RFFT", 2, importReal<1>);
  registry.add("RFFT2D", 2, importReal<2>);
  registry.add("RFFT3D", 2, importReal<3>);
  registry.add("IRFFT", 2, importInverseReal<1>);
  registry.add("IRFFT2D", 2, importInverseReal<2>);
  registry.add("IRFFT3D", 2, importInverseReal<3>);
  registry.allowComplex(OnComplex::Own, {"IRFFT", "IRFFT2D", "IRFFT3D"});
}
