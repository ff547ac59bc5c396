//===- SparseOps.cpp - Sparse tensors -------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sparse tensor is a matrix of positions, a row each, the values there, and
// the sizes of the dense tensor. Positions are in order, as TensorFlow has
// them. Ops that join two sparse tensors do it in dense ones, where equal
// positions meet.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
struct Sparse {
  Value indices, values, shape;

  int64_t getRank() const {
    return cast<RankedTensorType>(indices.getType()).getDimSize(1);
  }
};
} // namespace

/// The sparse tensor of three inputs, whose rank must be known; without values
/// if `values` is null.
static FailureOr<Sparse> readSparse(NodeContext &node, unsigned indices,
                                    std::optional<unsigned> values,
                                    unsigned shape) {
  if (!node.checkRank(indices, 2) || !node.checkRank(shape, 1))
    return failure();
  int64_t rank = node.getShape(indices)[1];
  if (ShapedType::isDynamic(rank))
    rank = node.getShape(shape)[0];
  if (ShapedType::isDynamic(rank)) {
    node.emitError() << "has a sparse tensor of unknown rank";
    return failure();
  }
  if (!ShapedType::isDynamic(node.getShape(shape)[0]) &&
      node.getShape(shape)[0] != rank) {
    node.emitError() << "has positions of rank " << rank << " in a tensor of "
                     << "rank " << node.getShape(shape)[0];
    return failure();
  }
  Sparse sparse{node.getInput(indices), Value(), node.getInput(shape)};
  if (ShapedType::isDynamic(node.getShape(indices)[1]))
    sparse.indices =
        node.reshape(sparse.indices, {node.getShape(indices)[0], rank});
  sparse.shape = node.reshape(sparse.shape, {rank});
  if (values)
    sparse.values = node.getInput(*values);
  return sparse;
}

/// How far apart elements are, that differ by one in a dimension, in a dense
/// tensor of these sizes.
static Value getStrides(NodeContext &node, Value shape) {
  return node.create<CumprodOp>(shape, {node.intAttr("axis", 0),
                                        node.boolAttr("exclusive", true),
                                        node.boolAttr("reverse", true)});
}

/// The numbers of positions in a dense tensor.
static Value linearize(NodeContext &node, Value indices, Value shape) {
  Value terms = node.create<MulOp>({indices, getStrides(node, shape)});
  return reduce<ReduceSumOp>(node, terms, {1});
}

/// The positions of which these are the numbers.
static Value delinearize(NodeContext &node, Value numbers, Value shape) {
  Value one = node.scalar(node.getBuilder().getI64Type(), 1);
  auto atLeastOne = [&](Value value) {
    return node.create<MaximumOp>({value, one});
  };
  Value whole = node.create<FloorDivOp>(
      {expandDims(node, numbers, 1), atLeastOne(getStrides(node, shape))});
  return node.create<FloorModOp>({whole, atLeastOne(shape)});
}

/// Some of the positions and values.
static void select(NodeContext &node, Sparse &sparse, Value rows) {
  sparse.indices = gatherRows(node, sparse.indices, rows);
  if (sparse.values)
    sparse.values = gatherRows(node, sparse.values, rows);
}

/// The values, and zeros elsewhere; and whether there is a value.
static Value toDense(NodeContext &node, const Sparse &sparse) {
  if (!sparse.values)
    return {};
  Value zero = node.scalar(node.getType(sparse.values).getElementType(), 0);
  return scatter(node, fill(node, sparse.shape, zero), sparse.indices,
                 sparse.values, ScatterMode::Add);
}
static Value findPresent(NodeContext &node, const Sparse &sparse) {
  Type i1 = node.getBuilder().getI1Type();
  Value none = fill(node, sparse.shape, node.scalar(i1, 0));
  Value all = makeFilledLike(node, takeColumn(node, sparse.indices, 0),
                             node.scalar(i1, 1));
  return scatter(node, none, sparse.indices, all, ScatterMode::Update);
}

static LogicalResult importReorder(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse))
    return failure();
  select(node, *sparse,
         sortOrder(node, linearize(node, sparse->indices, sparse->shape)));
  return node.setResults({sparse->indices, sparse->values});
}

/// Positions keep their numbers. A size of -1 is what the others leave.
static LogicalResult importReshape(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, std::nullopt, 1);
  if (failed(sparse) || !node.checkRank(2, 1))
    return failure();
  Type i64 = node.getBuilder().getI64Type();
  Value one = node.scalar(i64, 1), wanted = node.getInput(2);
  Value isInferred = node.compare(Predicate::LT, wanted, node.scalar(i64, 0));
  Value known = reduceAll<ReduceProdOp>(
      node, node.create<SelectOp>({isInferred, one, wanted}));
  Value left =
      node.create<FloorDivOp>({reduceAll<ReduceProdOp>(node, sparse->shape),
                               node.create<MaximumOp>({known, one})});
  Value shape = node.create<SelectOp>({isInferred, left, wanted});
  Value numbers = linearize(node, sparse->indices, sparse->shape);
  return node.setResults({delinearize(node, numbers, shape), shape});
}

/// Reduces to a dense tensor; where there is no value, it is zero.
template <ScatterMode mode>
static LogicalResult importReduction(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse))
    return failure();
  int64_t rank = sparse->getRank();
  SmallVector<int64_t> axes =
      node.normalizeAxes(node.getConstantInts(3, "axes"), rank);
  if (node.hasFailed())
    return failure();
  llvm::sort(axes);
  axes.erase(llvm::unique(axes), axes.end());
  if (axes.empty())
    axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  SmallVector<int64_t> kept;
  for (int64_t dim = 0; dim < rank; ++dim)
    if (!llvm::is_contained(axes, dim))
      kept.push_back(dim);
  Value keptDims = node.ints(kept, node.getBuilder().getI64Type());
  Value sizes = gatherRows(node, sparse->shape, keptDims);
  Value places = gatherRows(node, sparse->indices, keptDims, /*axis=*/1);
  Type elementType = node.getType(1).getElementType();
  Value zero = node.scalar(elementType, 0);
  Value result = scatter(node, fill(node, sizes, zero), places, sparse->values,
                         ScatterMode::Add);
  if (mode == ScatterMode::Max) {
    // Any value is one to begin with, so long as it is of the same element.
    Value first = scatter(node, fill(node, sizes, zero), places, sparse->values,
                          ScatterMode::Update);
    result = scatter(node, first, places, sparse->values, mode);
  }
  if (node.getBool("keep_dims", false))
    for (int64_t axis : axes)
      result = expandDims(node, result, axis);
  return node.setResult(result);
}

/// Gives each row without a value one, the default, in column 0.
static LogicalResult importFillEmptyRows(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse) || !node.checkRank(3, 0))
    return failure();
  Type i64 = node.getBuilder().getI64Type();
  Value zero = node.scalar(i64, 0), one = node.scalar(i64, 1);
  Value rows = takeColumn(node, sparse->indices, 0);
  Value numRows = takeElement(node, sparse->shape, 0);
  Value noRows = makeRows(node, numRows, zero, 0, zero);
  Value counts = scatterRows(node, noRows, rows,
                             makeFilledLike(node, rows, one), ScatterMode::Add);
  Value isEmpty = node.compare(Predicate::EQ, counts, zero);
  Value lengths = node.create<MaximumOp>({counts, one});
  Value begins = cumsum(node, lengths, /*exclusive=*/true);
  // Rows are in order, so that values are where they are in their row.
  Value before = cumsum(node, counts, /*exclusive=*/true);
  Value shift = node.create<SubOp>({begins, before});
  Value places = node.create<AddOp>(
      {numberRows(node, rows, i64), gatherRows(node, shift, rows)});
  node.createAssert(isSorted(node, rows),
                    "the rows of a sparse tensor are not in order");
  Value total = reduceAll<ReduceSumOp>(node, lengths);
  Value emptyRows = findTrue(node, isEmpty);
  Value emptyPlaces = gatherRows(node, begins, emptyRows);

  // All is the default in column 0, until values are put where they belong.
  Value newRows = scatterRows(node, makeRows(node, total, zero, 0, zero),
                              emptyPlaces, emptyRows, ScatterMode::Update);
  SmallVector<Value> columns = {
      scatterRows(node, newRows, places, rows, ScatterMode::Update)};
  for (int64_t dim = 1; dim < sparse->getRank(); ++dim)
    columns.push_back(scatterRows(
        node, makeRows(node, total, zero, 0, zero), places,
        takeColumn(node, sparse->indices, dim), ScatterMode::Update));
  Value values = scatterRows(
      node, makeRows(node, total, node.getInput(3), 0, node.getInput(3)),
      places, sparse->values, ScatterMode::Update);
  return node.setResults({joinColumns(node, columns), values, isEmpty, places});
}

/// Asserts that two tensors have one shape; false if their ranks differ.
static bool checkSameShape(NodeContext &node, const Sparse &a,
                           const Sparse &b) {
  if (a.getRank() != b.getRank()) {
    node.emitError() << "has sparse tensors of the ranks " << a.getRank()
                     << " and " << b.getRank();
    return false;
  }
  node.createAssert(
      reduce<ReduceAllOp>(node, node.compare(Predicate::EQ, a.shape, b.shape),
                          {0}),
      "sparse tensors have different shapes");
  return true;
}

/// Sums of less than the threshold are left out.
static LogicalResult importAdd(NodeContext &node) {
  FailureOr<Sparse> a = readSparse(node, 0, 1, 2),
                    b = readSparse(node, 3, 4, 5);
  if (failed(a) || failed(b) || !checkSameShape(node, *a, *b))
    return failure();
  Value sum = node.create<AddOp>({toDense(node, *a), toDense(node, *b)});
  Value present =
      node.create<LogicalOrOp>({findPresent(node, *a), findPresent(node, *b)});
  Value isLarge =
      node.compare(Predicate::GE, node.create<AbsOp>(sum), node.getInput(6));
  Value indices =
      node.create<WhereOp>(node.create<LogicalAndOp>({present, isLarge}));
  return node.setResults(
      {indices, node.create<GatherNdOp>({sum, indices}), a->shape});
}

/// What only one of the two has is compared with zero.
template <typename OpTy>
static LogicalResult importJoin(NodeContext &node) {
  FailureOr<Sparse> a = readSparse(node, 0, 1, 2),
                    b = readSparse(node, 3, 4, 5);
  if (failed(a) || failed(b) || !checkSameShape(node, *a, *b))
    return failure();
  Value joined = node.create<OpTy>({toDense(node, *a), toDense(node, *b)});
  Value indices = node.create<WhereOp>(
      node.create<LogicalOrOp>({findPresent(node, *a), findPresent(node, *b)}));
  return node.setResults({indices, node.create<GatherNdOp>({joined, indices})});
}

/// The part that begins at `start`, of `size` at most.
static Sparse slice(NodeContext &node, Sparse sparse, Value start, Value size) {
  Value places = node.create<SubOp>({sparse.indices, start});
  Value zero = node.scalar(node.getBuilder().getI64Type(), 0);
  Value isInside =
      node.create<LogicalAndOp>({node.compare(Predicate::GE, places, zero),
                                 node.compare(Predicate::LT, places, size)});
  Value rest = node.create<SubOp>({sparse.shape, start});
  Value shape =
      node.create<MaximumOp>({node.create<MinimumOp>({size, rest}), zero});
  sparse.indices = places;
  sparse.shape = shape;
  select(node, sparse,
         findTrue(node, reduce<ReduceAllOp>(node, isInside, {1})));
  return sparse;
}

static LogicalResult importSlice(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse))
    return failure();
  Sparse part = slice(node, *sparse, node.getInput(3), node.getInput(4));
  return node.setResults({part.indices, part.values, part.shape});
}

/// Into parts of equal size, the first of which take one more of what is left.
static LogicalResult importSplit(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 1, 2, 3);
  int64_t axis = node.getConstantInt(0, "split_dim");
  int64_t count = node.getInt("num_split");
  if (failed(sparse) || node.hasFailed())
    return failure();
  axis = node.normalizeAxis(axis, sparse->getRank());
  if (count < 1 || count > 1 << 12)
    return node.emitError() << "splits into " << count << " parts";
  Type i64 = node.getBuilder().getI64Type();
  auto number = [&](int64_t value) { return node.scalar(i64, value); };
  Value size = takeElement(node, sparse->shape, axis);
  Value quotient = node.create<FloorDivOp>({size, number(count)});
  Value rest = node.create<FloorModOp>({size, number(count)});
  auto setAxis = [&](Value values, Value element) {
    SmallVector<Value> elements;
    for (int64_t dim = 0; dim < sparse->getRank(); ++dim)
      elements.push_back(dim == axis ? element
                                     : takeElement(node, values, dim));
    return joinElements(node, elements);
  };
  Value none = makeFilledLike(node, sparse->shape, number(0));
  SmallVector<Value> indices, values, shapes;
  for (int64_t i = 0; i < count && !node.hasFailed(); ++i) {
    auto getBegin = [&](int64_t i) {
      return node.create<AddOp>({node.create<MulOp>({quotient, number(i)}),
                                 node.create<MinimumOp>({rest, number(i)})});
    };
    Value begin = getBegin(i);
    Value length = node.create<SubOp>({getBegin(i + 1), begin});
    Sparse part = slice(node, *sparse, setAxis(none, begin),
                        setAxis(sparse->shape, length));
    indices.push_back(part.indices);
    values.push_back(part.values);
    shapes.push_back(part.shape);
  }
  llvm::append_range(indices, values);
  llvm::append_range(indices, shapes);
  return node.setResults(indices);
}

static LogicalResult importConcat(NodeContext &node) {
  unsigned count = node.getNumInputs() / 3;
  if (count == 0 || node.getNumInputs() % 3)
    return node.emitError() << "has " << node.getNumInputs()
                            << " inputs, no sparse tensors of three each";
  SmallVector<Value> indices, values;
  Value end, shape;
  int64_t axis = node.getInt("concat_dim");
  for (unsigned i = 0; i < count; ++i) {
    FailureOr<Sparse> part = readSparse(node, i, count + i, 2 * count + i);
    if (failed(part))
      return failure();
    int64_t rank = part->getRank();
    if (i == 0) {
      axis = node.normalizeAxis(axis, rank);
      end = node.scalar(node.getBuilder().getI64Type(), 0);
      shape = part->shape;
    } else if (rank != node.getShape(0)[1]) {
      return node.emitError() << "joins tensors of different ranks";
    }
    if (node.hasFailed())
      return failure();
    SmallVector<Value> columns;
    for (int64_t dim = 0; dim < rank; ++dim) {
      Value column = takeColumn(node, part->indices, dim);
      columns.push_back(dim == axis ? node.create<AddOp>({column, end})
                                    : column);
    }
    indices.push_back(joinColumns(node, columns));
    values.push_back(part->values);
    end = node.create<AddOp>({end, takeElement(node, part->shape, axis)});
  }
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < node.getType(shape).getDimSize(0); ++dim)
    sizes.push_back(dim == axis ? end : takeElement(node, shape, dim));
  Sparse joined{concat(node, indices, 0), concat(node, values, 0),
                joinElements(node, sizes)};
  select(node, joined,
         sortOrder(node, linearize(node, joined.indices, joined.shape)));
  return node.setResults({joined.indices, joined.values, joined.shape});
}

/// Of the values that have all but the last dimension in common.
static LogicalResult importSoftmax(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse))
    return failure();
  int64_t rank = sparse->getRank();
  if (rank < 2)
    return node.emitError() << "has rank " << rank << " instead of 2 at least";
  Value sizes = sliceAlong(node, sparse->shape, 0, 0, rank - 1);
  Value rows =
      linearize(node, sliceAlong(node, sparse->indices, 1, 0, rank - 1), sizes);
  Value count = reduceAll<ReduceProdOp>(node, sizes);
  Type elementType = node.getType(1).getElementType();
  Value zero = node.scalar(elementType, 0);
  Value zeros = makeRows(node, count, zero, 0, zero);
  Value first =
      scatterRows(node, zeros, rows, sparse->values, ScatterMode::Update);
  Value greatest =
      scatterRows(node, first, rows, sparse->values, ScatterMode::Max);
  Value exponential = node.create<ExpOp>(
      node.create<SubOp>({sparse->values, gatherRows(node, greatest, rows)}));
  Value sums = scatterRows(node, zeros, rows, exponential, ScatterMode::Add);
  return node.setResult(
      node.create<DivOp>({exponential, gatherRows(node, sums, rows)}));
}

/// The values and the elements of a dense tensor that are there when it is
/// broadcast.
template <typename OpTy>
static LogicalResult importDenseBinary(NodeContext &node) {
  FailureOr<Sparse> sparse = readSparse(node, 0, 1, 2);
  if (failed(sparse))
    return failure();
  int64_t rank = sparse->getRank(), denseRank = node.getRank(3);
  if (denseRank > rank)
    return node.emitError() << "input 3 has rank " << denseRank
                            << " instead of " << rank << " at most";
  Value dense = node.getInput(3);
  Value elements = dense;
  if (denseRank > 0) {
    Value zero = node.scalar(node.getBuilder().getI64Type(), 0);
    SmallVector<Value> columns;
    for (int64_t dim = 0; dim < denseRank; ++dim) {
      Value column = takeColumn(node, sparse->indices, rank - denseRank + dim);
      Value isOne =
          node.compare(Predicate::EQ, node.getSize(dense, dim),
                       node.scalar(node.getBuilder().getI64Type(), 1));
      columns.push_back(node.create<SelectOp>({isOne, zero, column}));
    }
    elements = node.create<GatherNdOp>({dense, joinColumns(node, columns)});
  }
  return node.setResult(node.create<OpTy>({sparse->values, elements}));
}

/// The indices are positions, scalars or a vector of them; the values one for
/// each, or one for all.
static LogicalResult importSparseToDense(NodeContext &node) {
  Value indices = node.getInput(0), values = node.getInput(2);
  Value into = fillInput(node, 1, node.getInput(3));
  if (!into)
    return failure();
  if (node.getRank(0) > 2)
    return node.emitError()
           << "input 0 has rank " << node.getRank(0) << " instead of 2 at most";
  if (node.getRank(0) < 2) {
    int64_t count = node.getRank(0) ? node.getShape(0)[0] : 1;
    indices = node.reshape(indices, {count, 1});
  }
  if (node.hasFailed())
    return failure();
  if (node.getRank(2) == 0) {
    Value column =
        node.create<SliceOp>(indices, {node.intsAttr("begin", {0, 0}),
                                       node.intsAttr("size", {-1, 1}),
                                       node.intsAttr("strides", {1, 1})});
    values = makeFilledLike(
        node, node.create<SqueezeOp>(column, node.intsAttr("axes", {1})),
        values);
  }
  return node.setResult(
      scatter(node, into, indices, values, ScatterMode::Update));
}

static LogicalResult importSparseTensorDenseAdd(NodeContext &node) {
  return node.setResult(scatter(node, node.getInput(3), node.getInput(0),
                                node.getInput(1), ScatterMode::Add));
}

/// A sparse matrix of positions and values times a matrix: each value adds a
/// multiple of a row to another one.
static LogicalResult importSparseTensorDenseMatMul(NodeContext &node) {
  FailureOr<Sparse> a = readSparse(node, 0, 1, 2);
  if (failed(a) || !node.checkRank(3, 2))
    return failure();
  bool adjointA = node.getBool("adjoint_a", false);
  bool adjointB = node.getBool("adjoint_b", false);
  if (node.hasFailed())
    return failure();
  if (a->getRank() != 2)
    return node.emitError() << "input 0 holds no positions in a matrix";
  Value b = node.getInput(3);
  if (adjointB)
    b = node.create<TransposeOp>(b, node.intsAttr("permutation", {1, 0}));
  Value row = takeColumn(node, a->indices, adjointA ? 1 : 0);
  Value column = takeColumn(node, a->indices, adjointA ? 0 : 1);
  Value updates = node.create<MulOp>(
      {gatherRows(node, b, column), expandDims(node, a->values, 1)});
  Value zeros = makeRows(node, takeElement(node, a->shape, adjointA ? 1 : 0), b,
                         /*numSkipped=*/1,
                         node.scalar(node.getType(3).getElementType(), 0));
  return node.setResult(
      scatterRows(node, zeros, row, updates, ScatterMode::Add));
}

void tf::registerSparseOps(OpRegistry &registry) {
  StringRef tensor = "output_indices,output_values";
  StringRef withShape = "output_indices,output_values,output_shape";
  registry.add("SparseAdd", 7, importAdd, "sum_indices,sum_values,sum_shape");
  registry.add("SparseConcat", {3, Arity::kUnbounded}, importConcat, withShape);
  registry.add("SparseDenseCwiseAdd", 4, importDenseBinary<AddOp>);
  registry.add("SparseDenseCwiseDiv", 4, importDenseBinary<DivOp>);
  registry.add("SparseDenseCwiseMul", 4, importDenseBinary<MulOp>);
  registry.add("SparseFillEmptyRows", 4, importFillEmptyRows,
               "output_indices,output_values,empty_row_indicator,"
               "reverse_index_map");
  registry.add("SparseReduceMax", 4, importReduction<ScatterMode::Max>);
  registry.add("SparseReduceSum", 4, importReduction<ScatterMode::Add>);
  registry.add("SparseReorder", 3, importReorder, tensor);
  registry.add("SparseReshape", 3, importReshape,
               "output_indices,output_shape");
  registry.add("SparseSlice", 5, importSlice, withShape);
  registry.add("SparseSoftmax", 3, importSoftmax);
  registry.add("SparseSparseMaximum", 6, importJoin<MaximumOp>, tensor);
  registry.add("SparseSparseMinimum", 6, importJoin<MinimumOp>, tensor);
  registry.add("SparseSplit", 4, importSplit,
               "output_indices*num_split,output_values*num_split,"
               "output_shape*num_split");
  registry.add("SparseTensorDenseAdd", 4, importSparseTensorDenseAdd);
  registry.add("SparseTensorDenseMatMul", 4, importSparseTensorDenseMatMul,
               "product");
  registry.add("SparseToDense", 4, importSparseToDense, "dense");
}
