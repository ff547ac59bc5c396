//===- SizeSources.cpp - Where sizes come from ----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNSizeSources.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

static RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static SizeSources fromOne(Value value, int64_t dim) {
  return {{SizeSource{value, dim}}, /*mayBroadcast=*/false};
}

/// Of a result that the operands broadcast to.
static SizeSources fromBroadcast(Operation *op, int64_t dim) {
  int64_t rank = getTensorType(op->getResult(0)).getRank();
  SizeSources sources;
  for (Value operand : op->getOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    int64_t operandDim = type ? dim - (rank - type.getRank()) : -1;
    if (operandDim >= 0 && type.getDimSize(operandDim) != 1)
      sources.dims.push_back({operand, operandDim});
  }
  sources.mayBroadcast = sources.dims.size() > 1;
  return sources;
}

/// An element of a vector of constants, or of several behind each other.
static std::optional<int64_t> getKnownElement(Value vector, int64_t index) {
  while (auto concat = vector.getDefiningOp<ConcatOp>()) {
    Value part;
    for (Value input : concat.getInputs()) {
      int64_t size = getTensorType(input).getDimSize(0);
      if (ShapedType::isDynamic(size))
        return std::nullopt;
      if (index < size) {
        part = input;
        break;
      }
      index -= size;
    }
    if (!part)
      return std::nullopt;
    vector = part;
  }
  std::optional<ConstantView> constant = ConstantView::get(vector);
  if (!constant || index >= constant->getNumElements())
    return std::nullopt;
  return constant->getInt(index);
}

SizeSources nn::getSizeSources(Operation *op, int64_t dim) {
  if (op->getNumResults() != 1 ||
      !isa<RankedTensorType>(op->getResult(0).getType()))
    return {};
  int64_t rank = getTensorType(op->getResult(0)).getRank();
  return llvm::TypeSwitch<Operation *, SizeSources>(op)
      .Case<TransposeOp>([&](TransposeOp op) {
        return fromOne(op.getInput(), op.getPermutation()[dim]);
      })
      .Case<ExpandDimsOp>([&](ExpandDimsOp op) -> SizeSources {
        int64_t added = op.getAxis();
        if (dim == added)
          return {};
        return fromOne(op.getInput(), dim - (dim > added ? 1 : 0));
      })
      .Case<SqueezeOp, ReduceSumOp, ReduceMeanOp, ReduceMaxOp, ReduceMinOp,
            ReduceProdOp, ReduceAllOp, ReduceAnyOp>([&](auto op) {
        bool keepsDims = rank == op.getInput().getType().getRank();
        if (keepsDims && llvm::is_contained(op.getAxes(), dim))
          return SizeSources();
        int64_t source = dim;
        for (int64_t i = 0; !keepsDims && i <= source; ++i)
          if (llvm::is_contained(op.getAxes(), i))
            ++source;
        return fromOne(op.getInput(), source);
      })
      .Case<ArgMaxOp, ArgMinOp>([&](auto op) {
        return fromOne(op.getInput(), dim + (int64_t(op.getAxis()) <= dim));
      })
      .Case<SliceOp>([&](SliceOp op) {
        bool isWhole = op.getBegin()[dim] == 0 && op.getSize()[dim] == -1 &&
                       op.getStrides()[dim] == 1;
        return isWhole ? fromOne(op.getInput(), dim) : SizeSources();
      })
      .Case<DynamicSliceOp>([&](DynamicSliceOp op) {
        bool isWhole = getKnownElement(op.getBegin(), dim) == 0 &&
                       getKnownElement(op.getSize(), dim) == -1;
        return isWhole ? fromOne(op.getInput(), dim) : SizeSources();
      })
      .Case<DynamicUpdateSliceOp>(
          [&](DynamicUpdateSliceOp op) { return fromOne(op.getInput(), dim); })
      .Case<ConcatOp>([&](ConcatOp op) {
        SizeSources sources;
        if (dim != static_cast<int64_t>(op.getAxis()))
          for (Value input : op.getInputs())
            sources.dims.push_back({input, dim});
        return sources;
      })
      .Case<PadOp, MirrorPadOp>([&](auto op) {
        bool isKept = op.getLow()[dim] == 0 && op.getHigh()[dim] == 0;
        return isKept ? fromOne(op.getInput(), dim) : SizeSources();
      })
      .Case<GatherOp>([&](GatherOp op) {
        int64_t first = op.getAxis(), batchDims = op.getBatchDims();
        int64_t added = op.getIndices().getType().getRank() - batchDims;
        if (dim < first)
          return fromOne(op.getParams(), dim);
        if (dim < first + added)
          return fromOne(op.getIndices(), dim - first + batchDims);
        return fromOne(op.getParams(), dim - added + 1);
      })
      .Case<ArgMaxPool2DOp, AvgPool2DOp, AvgPool3DOp, Conv2DOp,
            Conv2DTransposeOp, Conv3DOp, Conv3DTransposeOp, DepthwiseConv2DOp,
            Dilation2DOp, MaxPool2DOp, MaxPool3DOp>([&](auto op) {
        return dim == 0 ? fromOne(op->getOperand(0), 0) : SizeSources();
      })
      .Case<MatmulOp>([&](MatmulOp op) {
        Value lhs = op.getLhs(), rhs = op.getRhs();
        if (dim == rank - 1)
          return fromOne(rhs, getTensorType(rhs).getRank() -
                                  (op.getTransposeRhs() ? 2 : 1));
        if (dim == rank - 2)
          return fromOne(lhs, getTensorType(lhs).getRank() -
                                  (op.getTransposeLhs() ? 1 : 2));
        return fromBroadcast(op, dim);
      })
      .Case<BatchNormOp, SoftmaxOp, LogSoftmaxOp, LrnOp, CumLogSumExpOp,
            CumprodOp, CumsumOp, ReverseOp>(
          [&](auto op) { return fromOne(op->getOperand(0), dim); })
      .Default([&](Operation *op) {
        if (op->hasTrait<OpTrait::Elementwise>() || isBroadcasting(op))
          return fromBroadcast(op, dim);
        return SizeSources();
      });
}
