//===- MatrixOps.cpp - Diagonals and bands ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts of matrices are chosen by constant masks, so that what is left out may
// be infinite.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// More elements than a mask may have.
static constexpr int64_t kMaxMask = 1 << 24;

/// A constant of bools that says which elements of a matrix are meant.
static Value makeMask(NodeContext &node, int64_t rows, int64_t columns,
                      llvm::function_ref<bool(int64_t, int64_t)> isIn) {
  if (ShapedType::isDynamic(rows) || ShapedType::isDynamic(columns) ||
      (columns && rows > kMaxMask / columns)) {
    node.emitError() << "has matrices of unknown or too large a size";
    return {};
  }
  SmallVector<bool> elements;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j)
      elements.push_back(isIn(i, j));
  auto type =
      RankedTensorType::get({rows, columns}, node.getBuilder().getI1Type());
  return node.constant(
      cast<ElementsAttr>(DenseElementsAttr::get(type, elements)));
}

static bool isOnDiagonal(int64_t i, int64_t j) { return i == j; }

static Value getZero(NodeContext &node) {
  return node.scalar(node.getType(0).getElementType(), 0);
}

/// Square matrices with the elements on their diagonals, and `otherwise`
/// elsewhere.
static Value makeDiagonal(NodeContext &node, Value diagonal, Value otherwise) {
  if (!diagonal)
    return {};
  RankedTensorType type = node.getType(diagonal);
  int64_t rank = type.getRank();
  int64_t size = type.getShape().back();
  Value column =
      node.create<ExpandDimsOp>(diagonal, node.intAttr("axis", rank));
  Value mask = makeMask(node, size, size, isOnDiagonal);
  return node.create<SelectOp>({mask, column, otherwise});
}

static LogicalResult importMatrixDiag(NodeContext &node) {
  if (!node.checkMinRank(0, 1))
    return failure();
  return node.setResult(makeDiagonal(node, node.getInput(0), getZero(node)));
}

static LogicalResult importMatrixDiagPart(NodeContext &node) {
  if (!node.checkMinRank(0, 2))
    return failure();
  int64_t rank = node.getRank(0);
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  int64_t size = std::min(rows, columns);
  if (ShapedType::isDynamic(rows) || ShapedType::isDynamic(columns))
    return node.emitError() << "has matrices of unknown size";
  Value square = node.getInput(0);
  if (rows != columns) {
    SmallVector<int64_t> begin(rank, 0), sizes(rank, -1), strides(rank, 1);
    sizes[rank - 2] = sizes[rank - 1] = size;
    square = node.create<SliceOp>(square, {node.intsAttr("begin", begin),
                                           node.intsAttr("size", sizes),
                                           node.intsAttr("strides", strides)});
  }
  Value mask = makeMask(node, size, size, isOnDiagonal);
  Value only = node.create<SelectOp>({mask, square, getZero(node)});
  return node.setResult(
      node.create<ReduceSumOp>(only, node.intsAttr("axes", {rank - 1})));
}

/// Diag of a tensor is that of its elements, with its shape twice.
static LogicalResult importDiag(NodeContext &node) {
  RankedTensorType type = node.getType(0);
  if (!node.checkStatic(0))
    return failure();
  SmallVector<int64_t> shape(type.getShape());
  shape.append(type.getShape().begin(), type.getShape().end());
  Value flat = node.reshape(node.getInput(0), {type.getNumElements()});
  return node.setResult(
      node.reshape(makeDiagonal(node, flat, getZero(node)), shape));
}

static LogicalResult importDiagPart(NodeContext &node) {
  RankedTensorType type = node.getType(0);
  ArrayRef<int64_t> shape = type.getShape();
  ArrayRef<int64_t> half = shape.take_front(shape.size() / 2);
  if (!type.hasStaticShape() || shape.size() % 2 ||
      half != shape.drop_front(half.size()))
    return node.emitError() << "input 0 is no diagonal tensor of known size";
  int64_t size = 1;
  for (int64_t dim : half)
    size *= dim;
  Value matrix = node.reshape(node.getInput(0), {size, size});
  Value mask = makeMask(node, size, size, isOnDiagonal);
  Value only = node.create<SelectOp>({mask, matrix, getZero(node)});
  return node.setResult(node.reshape(
      node.create<ReduceSumOp>(only, node.intsAttr("axes", {1})), half));
}

static LogicalResult importMatrixSetDiag(NodeContext &node) {
  if (!node.checkMinRank(0, 2))
    return failure();
  int64_t rank = node.getRank(0);
  if (!node.checkRank(1, rank - 1))
    return failure();
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  Value mask = makeMask(node, rows, columns, isOnDiagonal);
  int64_t axis = rows <= columns ? rank - 1 : rank - 2;
  Value diagonal =
      node.create<ExpandDimsOp>(node.getInput(1), node.intAttr("axis", axis));
  return node.setResult(
      node.create<SelectOp>({mask, diagonal, node.getInput(0)}));
}

/// The indices along a dimension of input 0.
static Value makeIndices(NodeContext &node, int64_t dim) {
  Type i32 = node.getBuilder().getI32Type();
  Value shape = node.createTyped<ShapeOp>(
      RankedTensorType::get({node.getRank(0)}, i32), node.getInput(0));
  Value size =
      node.reshape(node.create<SliceOp>(shape, {node.intsAttr("begin", dim),
                                                node.intsAttr("size", 1),
                                                node.intsAttr("strides", 1)}),
                   {});
  return node.createTyped<RangeOp>(
      RankedTensorType::get({node.getShape(0)[dim]}, i32),
      {node.scalar(i32, 0), size, node.scalar(i32, 1)});
}

/// Which elements of the matrices of input 0, of which only running tells the
/// size, are in the band; null if all are.
static Value computeBand(NodeContext &node, int64_t lower, int64_t upper) {
  int64_t rank = node.getRank(0);
  Value rows = node.create<ExpandDimsOp>(makeIndices(node, rank - 2),
                                         node.intAttr("axis", 1));
  Value diagonals = node.create<SubOp>({rows, makeIndices(node, rank - 1)});
  Type i32 = node.getBuilder().getI32Type();
  Value band;
  if (lower >= 0)
    band = node.compare(Predicate::LE, diagonals, node.scalar(i32, lower));
  if (upper >= 0) {
    Value isBelow =
        node.compare(Predicate::GE, diagonals, node.scalar(i32, -upper));
    band = band ? node.create<LogicalAndOp>({band, isBelow}) : isBelow;
  }
  return band;
}

static LogicalResult importMatrixBandPart(NodeContext &node) {
  if (!node.checkMinRank(0, 2))
    return failure();
  int64_t lower = node.getConstantInt(1, "num_lower");
  int64_t upper = node.getConstantInt(2, "num_upper");
  if (node.hasFailed())
    return failure();
  int64_t rank = node.getRank(0);
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  Value mask;
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  if (ShapedType::isDynamic(rows) || ShapedType::isDynamic(columns))
    mask = computeBand(node, std::min(lower, kMost), std::min(upper, kMost));
  else
    mask = makeMask(node, rows, columns, [&](int64_t i, int64_t j) {
      return (lower < 0 || i - j <= lower) && (upper < 0 || j - i <= upper);
    });
  if (!mask)
    return node.setResult(node.getInput(0));
  return node.setResult(
      node.create<SelectOp>({mask, node.getInput(0), getZero(node)}));
}

//===----------------------------------------------------------------------===//
// Bands of diagonals
//===----------------------------------------------------------------------===//

namespace {
/// The diagonals `low` to `high` of matrices, each a row as long as the
/// longest, the highest first.
struct Band {
  int64_t low, high, rows, columns;
  bool isUpperLeft, isLowerLeft;

  int64_t getLength(int64_t diagonal) const {
    return std::min(rows + std::min<int64_t>(diagonal, 0),
                    columns - std::max<int64_t>(diagonal, 0));
  }

  /// The longest diagonal is the one nearest to the main one.
  int64_t getLongest() const {
    return getLength(std::clamp<int64_t>(0, low, high));
  }

  int64_t getCount() const { return high - low + 1; }
  bool isMain() const { return low == 0 && high == 0; }

  /// The place in the rows of diagonals of an element of the matrix, or -1.
  int64_t getPlace(int64_t i, int64_t j) const {
    int64_t diagonal = j - i;
    if (diagonal < low || diagonal > high)
      return -1;
    bool isLeft =
        (diagonal >= 0 && isUpperLeft) || (diagonal <= 0 && isLowerLeft);
    int64_t offset = isLeft ? 0 : getLongest() - getLength(diagonal);
    return (high - diagonal) * getLongest() + offset + std::min(i, j);
  }
};
} // namespace

/// Reads which diagonals are meant, and how their rows are aligned. The sizes
/// of the matrices are for the caller to set.
static std::optional<Band> readBand(NodeContext &node, unsigned index) {
  SmallVector<int64_t> k = node.getConstantInts(index, "k");
  // Before the third version all rows began on the left.
  StringRef align = node.getString(
      "align", node.getOp().ends_with("V2") ? "LEFT_LEFT" : "RIGHT_LEFT");
  if (node.hasFailed())
    return std::nullopt;
  auto [upper, lower] = align.split('_');
  if (k.empty() || k.size() > 2 || k.front() > k.back() ||
      !llvm::all_of(k, [](int64_t i) { return llvm::isInt<32>(i); }) ||
      (upper != "LEFT" && upper != "RIGHT") ||
      (lower != "LEFT" && lower != "RIGHT")) {
    node.emitError() << "has no valid range of diagonals and their alignment";
    return std::nullopt;
  }
  return Band{k.front(), k.back(), 0, 0, upper == "LEFT", lower == "LEFT"};
}

/// Emits an error unless the diagonals are in the matrices, which are small
/// enough.
static bool checkBand(NodeContext &node, const Band &band) {
  if (ShapedType::isDynamic(band.rows) || ShapedType::isDynamic(band.columns) ||
      (band.columns && band.rows > kMaxMask / band.columns))
    node.emitError() << "has matrices of unknown or too large a size";
  else if (!band.isMain())
    if (band.low <= -std::max<int64_t>(band.rows, 1) ||
        band.high >= std::max<int64_t>(band.columns, 1))
      node.emitError() << "has no diagonals " << band.low << " to " << band.high
                       << " in matrices of " << band.rows << " rows and "
                       << band.columns << " columns";
  return !node.hasFailed();
}

/// Takes elements of the rows that `value` is after its last `joined`
/// dimensions became one, and makes matrices of them; where a place is -1, it
/// is an element of `otherwise`.
static Value pick(NodeContext &node, Value value, int64_t joined,
                  ArrayRef<int64_t> places, ArrayRef<int64_t> sizes,
                  Value otherwise) {
  RankedTensorType type = node.getType(value);
  ArrayRef<int64_t> batch = type.getShape().drop_back(joined);
  int64_t count = 1;
  for (int64_t size : type.getShape().take_back(joined))
    count *= size;
  SmallVector<int64_t> flat(batch), shape(batch), safe;
  flat.push_back(count);
  llvm::append_range(shape, sizes);
  SmallVector<bool> isThere;
  for (int64_t place : places) {
    isThere.push_back(place >= 0);
    safe.push_back(std::max<int64_t>(place, 0));
  }
  Builder &b = node.getBuilder();
  Value taken = node.create<GatherOp>(
      {node.reshape(value, flat), node.ints(safe, b.getI32Type())},
      {node.intAttr("axis", batch.size()), node.intAttr("batch_dims", 0)});
  taken = node.reshape(taken, shape);
  if (!llvm::is_contained(isThere, false))
    return taken;
  Value mask = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get(sizes, b.getI1Type()), isThere)));
  return node.create<SelectOp>({mask, taken, otherwise});
}

/// The dimensions that diagonals have: one, or two if there are several.
static int64_t getDiagonalRank(NodeContext &node, unsigned index,
                               const Band &band) {
  int64_t rank = band.getCount() > 1 ? 2 : 1;
  if (node.getRank(index) < rank ||
      llvm::is_contained(node.getShape(index).take_back(rank),
                         ShapedType::kDynamic))
    node.emitError() << "input " << index << " has no diagonals of known size";
  else if (rank == 2 && node.getShape(index).take_back(2)[0] != band.getCount())
    node.emitError() << "input " << index << " has "
                     << node.getShape(index).take_back(2)[0]
                     << " diagonals instead of " << band.getCount();
  return rank;
}

static SmallVector<int64_t> getPlaces(const Band &band) {
  SmallVector<int64_t> places;
  for (int64_t i = 0; i < band.rows; ++i)
    for (int64_t j = 0; j < band.columns; ++j)
      places.push_back(band.getPlace(i, j));
  return places;
}

static LogicalResult importBandDiag(NodeContext &node) {
  std::optional<Band> band = readBand(node, 1);
  if (!band)
    return failure();
  int64_t rank = getDiagonalRank(node, 0, *band);
  band->rows = node.getConstantInt(2, "num_rows");
  band->columns = node.getConstantInt(3, "num_cols");
  if (node.hasFailed())
    return failure();
  int64_t longest = node.getShape(0).back();
  int64_t minRows = longest - std::min<int64_t>(band->high, 0);
  int64_t minColumns = longest + std::max<int64_t>(band->low, 0);
  if (band->rows == -1 && band->columns == -1)
    band->rows = band->columns = std::max(minRows, minColumns);
  else if (band->rows == -1)
    band->rows = minRows;
  else if (band->columns == -1)
    band->columns = minColumns;
  if (!checkBand(node, *band))
    return failure();
  if (band->getLongest() != longest)
    return node.emitError() << "has diagonals of " << longest
                            << " elements instead of " << band->getLongest();
  if (band->isMain() && band->rows == band->columns)
    return node.setResult(
        makeDiagonal(node, node.getInput(0), node.getInput(4)));
  return node.setResult(pick(node, node.getInput(0), rank, getPlaces(*band),
                             {band->rows, band->columns}, node.getInput(4)));
}

static LogicalResult importBandPart(NodeContext &node) {
  if (!node.checkMinRank(0, 2))
    return failure();
  std::optional<Band> band = readBand(node, 1);
  if (!band)
    return failure();
  if (band->isMain())
    return importMatrixDiagPart(node);
  band->rows = node.getShape(0).take_back(2)[0];
  band->columns = node.getShape(0).back();
  if (!checkBand(node, *band))
    return failure();
  int64_t longest = std::max<int64_t>(band->getLongest(), 0);
  SmallVector<int64_t> places(band->getCount() * longest, -1), sizes;
  for (int64_t i = 0; i < band->rows; ++i)
    for (int64_t j = 0; j < band->columns; ++j)
      if (int64_t place = band->getPlace(i, j); place >= 0)
        places[place] = i * band->columns + j;
  if (band->getCount() > 1)
    sizes.push_back(band->getCount());
  sizes.push_back(longest);
  return node.setResult(
      pick(node, node.getInput(0), 2, places, sizes, node.getInput(2)));
}

static LogicalResult importBandSet(NodeContext &node) {
  if (!node.checkMinRank(0, 2))
    return failure();
  std::optional<Band> band = readBand(node, 2);
  if (!band)
    return failure();
  if (band->isMain())
    return importMatrixSetDiag(node);
  int64_t rank = getDiagonalRank(node, 1, *band);
  band->rows = node.getShape(0).take_back(2)[0];
  band->columns = node.getShape(0).back();
  if (node.hasFailed() || !checkBand(node, *band))
    return failure();
  if (band->getLongest() != node.getShape(1).back())
    return node.emitError() << "has diagonals of " << node.getShape(1).back()
                            << " elements instead of " << band->getLongest();
  return node.setResult(pick(node, node.getInput(1), rank, getPlaces(*band),
                             {band->rows, band->columns}, node.getInput(0)));
}

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

void tf::registerMatrixOps(OpRegistry &registry) {
  registry.add("Diag", 1, importDiag);
  registry.add("DiagPart", 1, importDiagPart, "diagonal");
  registry.add("MatrixDiag", 1, importMatrixDiag);
  registry.add("MatrixDiagV2", 5, importBandDiag);
  registry.add("MatrixDiagV3", 5, importBandDiag);
  registry.add("MatrixDiagPart", 1, importMatrixDiagPart, "diagonal");
  registry.add("MatrixDiagPartV2", 3, importBandPart, "diagonal");
  registry.add("MatrixDiagPartV3", 3, importBandPart, "diagonal");
  registry.add("MatrixSetDiag", 2, importMatrixSetDiag);
  registry.add("MatrixSetDiagV2", 3, importBandSet);
  registry.add("MatrixSetDiagV3", 3, importBandSet);
  registry.add("MatrixBandPart", 3, importMatrixBandPart, "band");
}
