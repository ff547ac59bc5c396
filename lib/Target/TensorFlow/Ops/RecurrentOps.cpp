//===- RecurrentOps.cpp - Recurrent cells -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The fused cells of recurrent networks are products and elementwise ops; a
// fused layer is its cells one after the other.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Longer sequences would make graphs that nobody wants.
static constexpr int64_t kMaxSteps = 1024;

/// Columns [part, part + 1) of `count` equal parts of a matrix.
static Value takeColumns(NodeContext &node, Value matrix, int64_t part,
                         int64_t count) {
  if (!matrix)
    return {};
  int64_t width = node.getType(matrix).getShape().back();
  if (ShapedType::isDynamic(width) || width % count) {
    node.emitError() << "has gates of unknown or unequal sizes";
    return {};
  }
  int64_t size = width / count;
  return node.create<SliceOp>(matrix, {node.intsAttr("begin", {0, part * size}),
                                       node.intsAttr("size", {-1, size}),
                                       node.intsAttr("strides", {1, 1})});
}

static Value concatColumns(NodeContext &node, Value a, Value b) {
  return node.create<ConcatOp>({a, b}, node.intAttr("axis", 1));
}

/// inputs * weights + bias
static Value makeAffine(NodeContext &node, Value inputs, Value weights,
                        Value bias) {
  return node.create<AddOp>({node.create<MatmulOp>({inputs, weights}), bias});
}

namespace {
/// The parameters of an LSTM cell.
struct Lstm {
  Value weights, inputPeephole, forgetPeephole, outputPeephole, bias;
  float forgetBias, clip;
  bool usesPeepholes;
  /// The place of the forget gate; the candidate has the other of 1 and 2.
  int64_t forgetPart;

  /// i, cs, f, o, ci, co, h
  using State = std::array<Value, 7>;

  State step(NodeContext &node, Value x, Value state, Value h) const {
    Type type = node.getType(weights).getElementType();
    Value gates = makeAffine(node, concatColumns(node, x, h), weights, bias);
    Value i = takeColumns(node, gates, 0, 4);
    Value ci = takeColumns(node, gates, 3 - forgetPart, 4);
    Value f = takeColumns(node, gates, forgetPart, 4);
    Value o = takeColumns(node, gates, 3, 4);
    auto look = [&](Value gate, Value cell, Value peephole) {
      if (!usesPeepholes)
        return gate;
      return node.create<AddOp>({gate, node.create<MulOp>({cell, peephole})});
    };
    i = node.create<SigmoidOp>(look(i, state, inputPeephole));
    f = look(f, state, forgetPeephole);
    if (forgetBias != 0)
      f = node.create<AddOp>({f, node.scalar(type, forgetBias)});
    f = node.create<SigmoidOp>(f);
    ci = node.create<TanhOp>(ci);
    Value cs = node.create<AddOp>(
        {node.create<MulOp>({ci, i}), node.create<MulOp>({state, f})});
    if (clip > 0) {
      cs = node.create<MaximumOp>({cs, node.scalar(type, -clip)});
      cs = node.create<MinimumOp>({cs, node.scalar(type, clip)});
    }
    o = node.create<SigmoidOp>(look(o, cs, outputPeephole));
    Value co = node.create<TanhOp>(cs);
    return {i, cs, f, o, ci, co, node.create<MulOp>({co, o})};
  }
};
} // namespace

/// Reads w, wci, wcf, wco and b from the input `first` on.
static Lstm readLstm(NodeContext &node, unsigned first) {
  Lstm lstm;
  lstm.weights = node.getInput(first);
  lstm.inputPeephole = node.getInput(first + 1);
  lstm.forgetPeephole = node.getInput(first + 2);
  lstm.outputPeephole = node.getInput(first + 3);
  lstm.bias = node.getInput(first + 4);
  bool isSecondVersion = node.getOp() == "BlockLSTMV2";
  lstm.forgetBias = isSecondVersion ? 0 : node.getFloat("forget_bias", 1);
  lstm.clip = node.getFloat("cell_clip", isSecondVersion ? 0 : 3);
  lstm.usesPeepholes = node.getBool("use_peephole", false);
  lstm.forgetPart = isSecondVersion ? 1 : 2;
  node.checkRank(first, 2);
  return lstm;
}

static LogicalResult importLstmCell(NodeContext &node) {
  Lstm lstm = readLstm(node, 3);
  if (node.hasFailed() || !node.checkRank(0, 2) || !node.checkRank(2, 2))
    return failure();
  return node.setResults(
      lstm.step(node, node.getInput(0), node.getInput(1), node.getInput(2)));
}

/// A layer: inputs of shape [time, batch, size]. The results of steps that are
/// not used are zero.
static LogicalResult importLstmLayer(NodeContext &node) {
  Lstm lstm = readLstm(node, 4);
  if (node.hasFailed() || !node.checkRank(1, 3) || !node.checkRank(2, 2) ||
      !node.checkRank(3, 2))
    return failure();
  ArrayRef<int64_t> shape = node.getShape(1);
  int64_t steps = shape[0];
  if (ShapedType::isDynamic(steps) || steps < 1 || steps > kMaxSteps)
    return node.emitError() << "has an unknown or too large number of steps";
  auto used = node.getStaticInts(0);
  Value isUsed;
  if (!used || *used != ArrayRef(steps)) {
    Value step = node.positions(steps, node.getType(0).getElementType());
    isUsed = node.reshape(node.compare(Predicate::LT, step, node.getInput(0)),
                          {steps, 1, 1});
  }
  std::array<SmallVector<Value>, 7> all;
  Value state = node.getInput(2), h = node.getInput(3);
  for (int64_t step = 0; step < steps && !node.hasFailed(); ++step) {
    Value x = node.create<SliceOp>(node.getInput(1),
                                   {node.intsAttr("begin", {step, 0, 0}),
                                    node.intsAttr("size", {1, -1, -1}),
                                    node.intsAttr("strides", {1, 1, 1})});
    x = node.create<SqueezeOp>(x, node.intsAttr("axes", {0}));
    Lstm::State results = lstm.step(node, x, state, h);
    for (auto [values, result] : llvm::zip_equal(all, results))
      values.push_back(
          node.create<ExpandDimsOp>(result, node.intAttr("axis", 0)));
    state = results[1];
    h = results[6];
  }
  SmallVector<Value> results;
  Value zero = node.scalar(node.getType(1).getElementType(), 0);
  for (ArrayRef<Value> values : all) {
    Value result = node.create<ConcatOp>(values, node.intAttr("axis", 0));
    results.push_back(isUsed ? node.create<SelectOp>({isUsed, result, zero})
                             : result);
  }
  return node.setResults(results);
}

/// Inputs: x, h_prev, w_ru, w_c, b_ru, b_c. Results: r, u, c, h.
static LogicalResult importGruCell(NodeContext &node) {
  for (unsigned i : {0, 1, 2, 3})
    if (!node.checkRank(i, 2))
      return failure();
  Value x = node.getInput(0), h = node.getInput(1);
  Value gates = node.create<SigmoidOp>(makeAffine(
      node, concatColumns(node, x, h), node.getInput(2), node.getInput(4)));
  Value r = takeColumns(node, gates, 0, 2);
  Value u = takeColumns(node, gates, 1, 2);
  Value reset = node.create<MulOp>({h, r});
  Value c = node.create<TanhOp>(makeAffine(node, concatColumns(node, x, reset),
                                           node.getInput(3), node.getInput(5)));
  Value one = node.scalar(node.getType(0).getElementType(), 1);
  Value next = node.create<AddOp>(
      {node.create<MulOp>({u, h}),
       node.create<MulOp>({node.create<SubOp>({one, u}), c})});
  return node.setResults({r, u, c, next});
}

void tf::registerRecurrentOps(OpRegistry &registry) {
  registry.add("LSTMBlockCell", 8, importLstmCell, "i,cs,f,o,ci,co,h");
  registry.add("BlockLSTM", 9, importLstmLayer, "i,cs,f,o,ci,co,h");
  registry.add("BlockLSTMV2", 9, importLstmLayer, "i,cs,f,o,ci,co,h");
  registry.add("GRUBlockCell", 6, importGruCell, "r,u,c,h");
}
