//===- LossOps.cpp - Losses ---------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cross entropies, with the gradients that are their second results.
//
//===----------------------------------------------------------------------===//

#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importSoftmaxCrossEntropy(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  Value labels = node.getInput(1);
  Value logs = node.create<LogSoftmaxOp>(node.getInput(0));
  Value sum = node.create<ReduceSumOp>(node.create<MulOp>({labels, logs}),
                                       node.intsAttr("axes", {1}));
  Value loss = node.create<NegOp>(sum);
  Value softmax = node.create<SoftmaxOp>(node.getInput(0));
  return node.setResults({loss, node.create<SubOp>({softmax, labels})});
}

static LogicalResult importSparseSoftmaxCrossEntropy(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 1))
    return failure();
  int64_t classes = node.getShape(0)[1];
  if (ShapedType::isDynamic(classes))
    return node.emitError() << "has an unknown number of classes";
  Value labels = node.getInput(1);
  Value logs = node.create<LogSoftmaxOp>(node.getInput(0));
  Value picked = node.create<GatherOp>(
      {logs, labels}, {node.intAttr("axis", 1), node.intAttr("batch_dims", 1)});
  Value loss = node.create<NegOp>(picked);
  Type elementType = node.getType(0).getElementType();
  Value target = node.create<OneHotOp>(
      {labels, node.scalar(elementType, 1), node.scalar(elementType, 0)},
      {node.intAttr("depth", classes), node.intAttr("axis", 1)});
  Value softmax = node.create<SoftmaxOp>(node.getInput(0));
  return node.setResults({loss, node.create<SubOp>({softmax, target})});
}

//===----------------------------------------------------------------------===//
// Connectionist temporal classification
//===----------------------------------------------------------------------===//

namespace {
/// The loss by the forward recursion over `alpha`, [batch, places]: of the ways
/// to emit the labels up to a place, with blanks before, between and behind
/// them, the logarithm of their probability.
class Ctc {
public:
  explicit Ctc(NodeContext &node)
      : node(node), b(node.getBuilder()),
        type(node.getType(0).getElementType()),
        // No probability at all; sums with it stay finite.
        nothing(node.scalar(type, -1e30)) {}

  Value computeLoss(int64_t labelCount, bool collapses, bool merges,
                    bool ignoresLonger);

private:
  void readLabels(int64_t count, bool collapses);
  Value slice(Value value, ArrayRef<int64_t> begin, ArrayRef<int64_t> size) {
    SmallVector<int64_t> strides(begin.size(), 1);
    return node.create<SliceOp>(value, {node.intsAttr("begin", begin),
                                        node.intsAttr("size", size),
                                        node.intsAttr("strides", strides)});
  }
  Value castTo(Value value, Type type) {
    return value ? node.createTyped<CastOp>(node.getType(value).clone(type),
                                            value)
                 : Value();
  }
  Value count(int64_t size) { return node.positions(size, b.getI32Type()); }
  Value expand(Value value, int64_t axis) {
    return node.create<ExpandDimsOp>(value, node.intAttr("axis", axis));
  }
  Value select(Value condition, Value onTrue, Value onFalse) {
    return node.create<SelectOp>({condition, onTrue, onFalse});
  }
  /// `alpha` so many places further on.
  Value shift(Value alpha, int64_t by) {
    Value none = node.createTyped<BroadcastToOp>(
        RankedTensorType::get({batch, by}, type), nothing);
    return node.create<ConcatOp>(
        {none, slice(alpha, {0, 0}, {-1, places - by})},
        node.intAttr("axis", 1));
  }
  /// log(exp(x) + ...)
  Value addUp(ArrayRef<Value> logarithms) {
    Value greatest = logarithms[0], sum;
    for (Value x : logarithms.drop_front())
      greatest = node.create<MaximumOp>({greatest, x});
    for (Value x : logarithms) {
      Value term = node.create<ExpOp>(node.create<SubOp>({x, greatest}));
      sum = sum ? node.create<AddOp>({sum, term}) : term;
    }
    return node.create<AddOp>({greatest, node.create<LogOp>(sum)});
  }

  NodeContext &node;
  Builder &b;
  Type type;
  Value nothing;
  int64_t batch = 0, classes = 0, places = 0;
  /// [batch, labels] and [batch]
  Value labels, lengths;
};
} // namespace

/// Makes rows of the labels, which come with their row and place in it.
void Ctc::readLabels(int64_t size, bool collapses) {
  Type i32 = b.getI32Type();
  Value given = castTo(node.getInput(2), i32);
  Value blanks = makeFilled(node, {batch, size}, node.scalar(i32, classes - 1));
  labels = scatter(node, blanks, node.getInput(1), given, ScatterMode::Update);
  Value rows = node.create<SqueezeOp>(slice(node.getInput(1), {0, 0}, {-1, 1}),
                                      node.intsAttr("axes", {1}));
  Value ones = makeFilled(node, {node.getShape(2)[0]}, node.scalar(i32, 1));
  lengths = scatterRows(node, makeZeros(node, {batch}, i32), rows, ones,
                        ScatterMode::Add);
  if (!collapses)
    return;
  // The label of a run of equal ones moves to where the run stands among runs.
  Value previous =
      node.create<ConcatOp>({makeFilled(node, {batch, 1}, node.scalar(i32, -1)),
                             slice(labels, {0, 0}, {-1, size - 1})},
                            node.intAttr("axis", 1));
  Value isThere = node.compare(Predicate::LT, count(size), expand(lengths, 1));
  Value isFirst = node.create<LogicalAndOp>(
      {isThere, node.compare(Predicate::NE, labels, previous)});
  Value one = castTo(isFirst, i32);
  Value place = node.create<CumsumOp>(one, {node.intAttr("axis", 1),
                                            node.boolAttr("exclusive", true),
                                            node.boolAttr("reverse", false)});
  Value isIt = node.create<LogicalAndOp>(
      {expand(isFirst, 2),
       node.compare(Predicate::EQ, expand(place, 2), count(size))});
  labels = node.create<ReduceSumOp>(
      select(isIt, expand(labels, 2), node.scalar(i32, 0)),
      node.intsAttr("axes", {1}));
  lengths = node.create<ReduceSumOp>(one, node.intsAttr("axes", {1}));
}

Value Ctc::computeLoss(int64_t size, bool collapses, bool merges,
                       bool ignoresLonger) {
  ArrayRef<int64_t> shape = node.getShape(0);
  int64_t steps = shape[0];
  batch = shape[1];
  classes = shape[2];
  places = 2 * size + 1;
  Type i32 = b.getI32Type();
  readLabels(size, collapses);

  Value blank = node.scalar(i32, classes - 1);
  Value pairs = node.create<ConcatOp>(
      {makeFilled(node, {batch, size, 1}, blank), expand(labels, 2)},
      node.intAttr("axis", 2));
  Value emitted = node.create<ConcatOp>({node.reshape(pairs, {batch, 2 * size}),
                                         makeFilled(node, {batch, 1}, blank)},
                                        node.intAttr("axis", 1));
  // [batch, time, places]
  Value logs =
      node.create<TransposeOp>(node.create<LogSoftmaxOp>(node.getInput(0)),
                               node.intsAttr("permutation", {1, 0, 2}));
  logs =
      node.create<GatherOp>({logs, emitted}, {node.intAttr("axis", 2),
                                              node.intAttr("batch_dims", 1)});

  Value place = count(places);
  Value isLabel = node.compare(
      Predicate::NE, node.create<BitwiseAndOp>({place, node.scalar(i32, 1)}),
      node.scalar(i32, 0));
  // Between two labels the blank may be left out, unless they would merge.
  Value maySkip = node.create<LogicalAndOp>(
      {isLabel, node.compare(Predicate::GT, place, node.scalar(i32, 1))});
  if (merges && size > 1) {
    Value before = node.create<ConcatOp>(
        {makeFilled(node, {batch, 2}, node.scalar(i32, -1)),
         slice(emitted, {0, 0}, {-1, places - 2})},
        node.intAttr("axis", 1));
    maySkip = node.create<LogicalAndOp>(
        {maySkip, node.compare(Predicate::NE, emitted, before)});
  }
  auto getStep = [&](int64_t step) {
    return node.create<SqueezeOp>(slice(logs, {0, step, 0}, {-1, 1, -1}),
                                  node.intsAttr("axes", {1}));
  };
  Value available = expand(node.getInput(3), 1);
  Value alpha = select(node.compare(Predicate::LE, place, node.scalar(i32, 1)),
                       getStep(0), nothing);
  for (int64_t step = 1; step < steps && !node.hasFailed(); ++step) {
    Value stay = merges ? alpha : select(isLabel, nothing, alpha);
    Value skipped = select(maySkip, shift(alpha, 2), nothing);
    Value next = node.create<AddOp>(
        {addUp({stay, shift(alpha, 1), skipped}), getStep(step)});
    alpha =
        select(node.compare(Predicate::LT, node.scalar(i32, step), available),
               next, alpha);
  }
  // The last label and the blank behind it are where an emission may end.
  Value end = expand(node.create<AddOp>({lengths, lengths}), 1);
  Value isEnd = node.create<LogicalAndOp>(
      {node.compare(Predicate::LE, place, end),
       node.compare(Predicate::GE, place,
                    node.create<SubOp>({end, node.scalar(i32, 1)}))});
  Value ends = select(isEnd, alpha, nothing);
  NamedAttribute axis = node.intsAttr("axes", {1});
  Value greatest = node.create<ReduceMaxOp>(ends, axis);
  Value sum = node.create<ReduceSumOp>(
      node.create<ExpOp>(node.create<SubOp>({ends, expand(greatest, 1)})),
      axis);
  Value loss = node.create<NegOp>(
      node.create<AddOp>({greatest, node.create<LogOp>(sum)}));
  Value infinity = node.scalar(type, std::numeric_limits<double>::infinity());
  loss = select(node.compare(Predicate::GT, loss, node.scalar(type, 1e29)),
                infinity, loss);
  // Without time, and if asked to where there is too little, nothing counts.
  Value isNone =
      node.compare(Predicate::EQ, node.getInput(3), node.scalar(i32, 0));
  if (ignoresLonger)
    isNone = node.create<LogicalOrOp>(
        {isNone, node.compare(Predicate::GT, lengths, node.getInput(3))});
  return select(isNone, node.scalar(type, 0), loss);
}

static LogicalResult importCtcLoss(NodeContext &node) {
  /// Longer sequences would make graphs that nobody wants.
  constexpr int64_t kMaxSteps = 1024;
  bool collapses = node.getBool("preprocess_collapse_repeated", false);
  bool merges = node.getBool("ctc_merge_repeated", true);
  bool ignoresLonger = node.getBool("ignore_longer_outputs_than_inputs", false);
  if (node.hasFailed() || !node.checkRank(0, 3) || !node.checkRank(1, 2) ||
      !node.checkRank(2, 1) || !node.checkRank(3, 1))
    return failure();
  ArrayRef<int64_t> shape = node.getShape(0);
  if (!node.getType(0).hasStaticShape() || shape[0] < 1 ||
      shape[0] > kMaxSteps || shape[1] < 1 || shape[2] < 1)
    return node.emitError() << "input 0 has an unknown or too large shape";
  int64_t count = node.getShape(1)[0];
  if (ShapedType::isDynamic(count) || count > kMaxSteps ||
      node.getShape(1)[1] != 2 || node.getShape(2)[0] != count)
    return node.emitError() << "has an unknown number of labels, or no two "
                               "coordinates for each";
  // No row has more labels than there are, or than its last place says.
  int64_t size = std::max<int64_t>(count, 1);
  if (auto indices = node.getStaticInts(1);
      indices && !llvm::is_contained(*indices, ShapedType::kDynamic)) {
    size = 1;
    for (int64_t i = 0; i < count; ++i)
      if (int64_t place = (*indices)[2 * i + 1]; place >= 0 && place < count)
        size = std::max(size, place + 1);
  }
  Value loss = Ctc(node).computeLoss(size, collapses, merges, ignoresLonger);
  return node.setResults({loss, Value()});
}

void tf::registerLossOps(OpRegistry &registry) {
  registry.add("CTCLoss", 4, importCtcLoss, "loss,gradient");
  registry.add("SoftmaxCrossEntropyWithLogits", 2, importSoftmaxCrossEntropy,
               "loss,backprop");
  registry.add("SparseSoftmaxCrossEntropyWithLogits", 2,
               importSparseSoftmaxCrossEntropy, "loss,backprop");
}
