//===- FoldAffine.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folding of scales and shifts by constants into filters and biases.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "nn/Support/MatchFailures.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

namespace mlir::nn {
#define GEN_PASS_DEF_NNFOLDAFFINE
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Affine functions of a channel
//===----------------------------------------------------------------------===//

namespace {

/// The function `scale[c] * x + shift[c]` of the elements of a channel.
struct ChannelAffine {
  explicit ChannelAffine(int64_t channels)
      : scale(channels, 1.0), shift(channels, 0.0) {}

  bool hasScale() const {
    return llvm::any_of(scale, [](double value) { return value != 1; });
  }
  bool hasShift() const {
    return llvm::any_of(shift, [](double value) { return value != 0; });
  }

  /// The function that applies this one, then `next`.
  ChannelAffine then(const ChannelAffine &next) const {
    ChannelAffine result(scale.size());
    for (size_t c = 0; c < scale.size(); ++c) {
      result.scale[c] = scale[c] * next.scale[c];
      result.shift[c] = shift[c] * next.scale[c] + next.shift[c];
    }
    return result;
  }

  SmallVector<double> scale, shift;
};

} // namespace

/// True if a value is finite once rounded to f32 or f64.
static bool isFinite(double value, Type elementType) {
  return elementType.isF32() ? std::isfinite(static_cast<float>(value))
                             : std::isfinite(value);
}

/// Returns the values by channel of a constant that broadcasts to a type
/// without enlarging it and differs along the channels alone.
static std::optional<SmallVector<double>>
getChannelValues(Value value, RankedTensorType type, int64_t channelDim) {
  std::optional<ConstantView> view = ConstantView::get(value);
  if (!view || view->getElementType() != type.getElementType() ||
      static_cast<int64_t>(view->getShape().size()) > type.getRank())
    return std::nullopt;
  int64_t channels = type.getDimSize(channelDim);
  int64_t offset = type.getRank() - view->getShape().size();
  bool isScalar = true;
  for (auto [i, size] : llvm::enumerate(view->getShape())) {
    if (size == 1)
      continue;
    if (static_cast<int64_t>(i) + offset != channelDim || size != channels)
      return std::nullopt;
    isScalar = false;
  }
  SmallVector<double> values;
  for (int64_t c = 0; c < channels; ++c)
    values.push_back(view->getDouble(isScalar ? 0 : c));
  return values;
}

/// Returns the function of a batch normalization with constant parameters.
static std::optional<ChannelAffine> getBatchNormAffine(BatchNormOp op) {
  std::optional<ConstantView> scale = ConstantView::get(op.getScale()),
                              offset = ConstantView::get(op.getOffset()),
                              mean = ConstantView::get(op.getMean()),
                              variance = ConstantView::get(op.getVariance());
  if (!scale || !offset || !mean || !variance)
    return std::nullopt;
  double epsilon = op.getEpsilon().convertToFloat();
  ChannelAffine affine(scale->getNumElements());
  for (int64_t c = 0, e = scale->getNumElements(); c < e; ++c) {
    affine.scale[c] =
        scale->getDouble(c) / std::sqrt(variance->getDouble(c) + epsilon);
    affine.shift[c] =
        offset->getDouble(c) - mean->getDouble(c) * affine.scale[c];
  }
  return affine;
}

/// Returns the function that an op applies to one of its operands, if it is an
/// affine one of each channel and the result is of the operand's type.
static std::optional<ChannelAffine> getAffine(OpOperand &operand,
                                              int64_t channelDim) {
  Operation *op = operand.getOwner();
  auto type = dyn_cast<RankedTensorType>(operand.get().getType());
  if (op->getNumResults() != 1 || op->getResult(0).getType() != type ||
      channelDim >= type.getRank() || type.isDynamicDim(channelDim))
    return std::nullopt;
  bool isLhs = operand.getOperandNumber() == 0;
  ChannelAffine affine(type.getDimSize(channelDim));

  if (isa<NegOp>(op)) {
    affine.scale.assign(affine.scale.size(), -1.0);
    return affine;
  }
  if (auto batchNorm = dyn_cast<BatchNormOp>(op)) {
    int64_t dim =
        batchNorm.getDataFormat() == DataFormat::NHWC ? type.getRank() - 1 : 1;
    if (!isLhs || dim != channelDim)
      return std::nullopt;
    return getBatchNormAffine(batchNorm);
  }
  if (!isa<AddOp, SubOp, MulOp, DivOp>(op) || (isa<DivOp>(op) && !isLhs))
    return std::nullopt;
  std::optional<SmallVector<double>> values =
      getChannelValues(op->getOperand(isLhs ? 1 : 0), type, channelDim);
  if (!values)
    return std::nullopt;
  for (auto [value, scale, shift] :
       llvm::zip_equal(*values, affine.scale, affine.shift)) {
    if (isa<AddOp>(op)) {
      shift = value;
    } else if (isa<SubOp>(op)) {
      shift = isLhs ? -value : value;
      scale = isLhs ? 1 : -1;
    } else if (isa<MulOp>(op)) {
      scale = value;
    } else {
      scale = 1 / value;
    }
  }
  return affine;
}

/// Makes a constant of values by channel that broadcasts to a type, unless one
/// would not be finite.
static FailureOr<ElementsAttr> getChannelConstant(ArrayRef<double> values,
                                                  RankedTensorType type,
                                                  int64_t channelDim,
                                                  StringRef name) {
  SmallVector<int64_t> shape(type.getRank() - channelDim, 1);
  shape[0] = values.size();
  ConstantBuilder builder(RankedTensorType::get(shape, type.getElementType()));
  for (auto [c, value] : llvm::enumerate(values)) {
    if (!isFinite(value, type.getElementType()))
      return failure();
    builder.setDouble(c, value);
  }
  return builder.finish(name);
}

//===----------------------------------------------------------------------===//
// Ops that multiply by a filter and sum up
//===----------------------------------------------------------------------===//

namespace {

/// An op that is linear in its input, with a filter whose elements belong to a
/// channel of the input and to one of the result each.
class FilterOp {
public:
  /// Returns a view of the op if it is such a one, its filter is a constant of
  /// f32 or f64, and its channels are known.
  static std::optional<FilterOp> get(Operation *op);

  Operation *getOperation() const { return op; }
  OpOperand &getInput() const { return op->getOpOperand(0); }
  OpOperand &getFilterOperand() const { return op->getOpOperand(1); }
  const ConstantView &getFilter() const { return *filter; }
  RankedTensorType getResultType() const {
    return cast<RankedTensorType>(op->getResult(0).getType());
  }

  /// The channels of the input and of the result that an element of the filter
  /// belongs to.
  std::pair<int64_t, int64_t> getChannels(int64_t index) const {
    return channels(index);
  }

  int64_t inputDim = -1, resultDim = -1;
  int64_t inputChannels = -1, resultChannels = -1;
  /// Every result element sums the whole filter: no input element that it takes
  /// lies in a padding.
  bool isUnpadded = false;

private:
  template <typename ConvOp>
  bool initialize(ConvOp op);
  bool initialize(DepthwiseConv2DOp op);
  bool initialize(Conv2DTransposeOp op);
  bool initialize(MatmulOp op);

  /// Returns true if the channel counts are known.
  bool setChannels(Value input, DataFormat format) {
    auto type = cast<RankedTensorType>(input.getType());
    inputDim = resultDim = format == DataFormat::NHWC ? type.getRank() - 1 : 1;
    inputChannels = type.getDimSize(inputDim);
    resultChannels = getResultType().getDimSize(resultDim);
    return hasChannels();
  }
  bool hasChannels() const { return inputChannels > 0 && resultChannels > 0; }

  Operation *op = nullptr;
  std::optional<ConstantView> filter;
  std::function<std::pair<int64_t, int64_t>(int64_t)> channels;
};

} // namespace

template <typename ConvOp>
static bool hasNoPadding(ConvOp op) {
  return !op.getSameUpper() &&
         llvm::all_of(op.getPadding(), [](int64_t size) { return size == 0; });
}

template <typename ConvOp>
bool FilterOp::initialize(ConvOp op) {
  if (!setChannels(op.getInput(), op.getDataFormat()))
    return false;
  int64_t depth = filter->getShape().drop_back().back();
  int64_t count = filter->getShape().back();
  if (depth == 0)
    return false;
  int64_t perGroup = count / (inputChannels / depth);
  channels = [=](int64_t index) {
    int64_t result = index % count;
    return std::pair(result / perGroup * depth + index / count % depth, result);
  };
  isUnpadded = hasNoPadding(op);
  return true;
}

bool FilterOp::initialize(DepthwiseConv2DOp op) {
  if (!setChannels(op.getInput(), op.getDataFormat()))
    return false;
  int64_t multiplier = filter->getShape()[3], count = resultChannels;
  channels = [=](int64_t index) {
    int64_t result = index % count;
    return std::pair(result / multiplier, result);
  };
  isUnpadded = hasNoPadding(op);
  return true;
}

bool FilterOp::initialize(Conv2DTransposeOp op) {
  if (!setChannels(op.getInput(), op.getDataFormat()))
    return false;
  int64_t depth = inputChannels, count = resultChannels;
  channels = [=](int64_t index) {
    return std::pair(index % depth, index / depth % count);
  };
  // The elements at the border sum a part of the filter only.
  isUnpadded = false;
  return true;
}

bool FilterOp::initialize(MatmulOp op) {
  if (filter->getShape().size() != 2)
    return false;
  auto inputType = cast<RankedTensorType>(op.getLhs().getType());
  inputDim = inputType.getRank() - (op.getTransposeLhs() ? 2 : 1);
  resultDim = getResultType().getRank() - 1;
  bool isTransposed = op.getTransposeRhs();
  inputChannels = filter->getShape()[isTransposed ? 1 : 0];
  resultChannels = filter->getShape()[isTransposed ? 0 : 1];
  if (inputType.getDimSize(inputDim) != inputChannels ||
      getResultType().getDimSize(resultDim) != resultChannels)
    return false;
  int64_t columns = filter->getShape()[1];
  channels = [=](int64_t index) {
    std::pair position(index / columns, index % columns);
    if (isTransposed)
      std::swap(position.first, position.second);
    return position;
  };
  isUnpadded = true;
  return hasChannels();
}

std::optional<FilterOp> FilterOp::get(Operation *op) {
  if (!isa<Conv2DOp, Conv3DOp, DepthwiseConv2DOp, Conv2DTransposeOp, MatmulOp>(
          op))
    return std::nullopt;
  FilterOp result;
  result.op = op;
  result.filter = ConstantView::get(op->getOperand(1));
  if (!result.filter || (!result.filter->getElementType().isF32() &&
                         !result.filter->getElementType().isF64()))
    return std::nullopt;
  bool isKnown =
      llvm::TypeSwitch<Operation *, bool>(op)
          .Case<Conv2DOp, Conv3DOp, DepthwiseConv2DOp, Conv2DTransposeOp,
                MatmulOp>([&](auto op) { return result.initialize(op); });
  if (!isKnown)
    return std::nullopt;
  return result;
}

/// Returns the filter with its elements multiplied by `scale(input channel,
/// result channel)`, unless one would not be finite.
static FailureOr<ElementsAttr>
scaleFilter(const FilterOp &filterOp,
            llvm::function_ref<double(int64_t, int64_t)> scale) {
  const ConstantView &filter = filterOp.getFilter();
  ConstantBuilder builder(filter.getType());
  for (int64_t i = 0, e = filter.getNumElements(); i < e; ++i) {
    auto [input, result] = filterOp.getChannels(i);
    double value = filter.getDouble(i) * scale(input, result);
    if (!isFinite(value, filter.getElementType()))
      return failure();
    builder.setDouble(i, value);
  }
  Attribute attribute;
  matchPattern(filterOp.getFilterOperand().get(), m_Constant(&attribute));
  return builder.finish(getConstantName(attribute));
}

/// Returns a copy of the op with other operands, plus a bias; each constant is
/// null where there is nothing to change.
static Value rebuild(PatternRewriter &rewriter, Location loc,
                     const FilterOp &filterOp, Value input, ElementsAttr filter,
                     ElementsAttr bias) {
  Operation *op = rewriter.clone(*filterOp.getOperation());
  op->setLoc(loc);
  op->setOperand(0, input);
  if (filter) {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    Location filterLoc = filterOp.getFilterOperand().get().getLoc();
    op->setOperand(1, arith::ConstantOp::create(rewriter, filterLoc, filter));
  }
  Value result = op->getResult(0);
  if (!bias)
    return result;
  Value constant = arith::ConstantOp::create(rewriter, loc, bias);
  return AddOp::create(rewriter, loc, result.getType(), result, constant);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

/// Folds the affine ops behind an op with a filter.
template <typename OpTy>
struct FoldAffineBehind : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    std::optional<FilterOp> filterOp = FilterOp::get(op);
    if (!filterOp)
      return rewriter.notifyMatchFailure(op, "filter is not constant");

    Value value = op.getResult();
    ChannelAffine affine(filterOp->resultChannels);
    SmallVector<Location> locations = {op.getLoc()};
    SmallVector<Operation *> chain;
    while (value.hasOneUse()) {
      OpOperand &use = *value.use_begin();
      // A loop's body would compute the op again and again.
      if (use.getOwner()->getBlock() != op->getBlock())
        break;
      std::optional<ChannelAffine> next = getAffine(use, filterOp->resultDim);
      if (!next)
        break;
      affine = affine.then(*next);
      chain.push_back(use.getOwner());
      locations.push_back(use.getOwner()->getLoc());
      value = use.getOwner()->getResult(0);
    }
    if (chain.empty())
      return rewriter.notifyMatchFailure(op, "no affine op behind");
    if (chain.size() == 1 && isa<AddOp>(chain.front()))
      return rewriter.notifyMatchFailure(op, "there is only a bias");

    FailureOr<ElementsAttr> filter = ElementsAttr(), bias = ElementsAttr();
    if (affine.hasScale())
      filter = scaleFilter(*filterOp, [&](int64_t, int64_t result) {
        return affine.scale[result];
      });
    if (affine.hasShift())
      bias = getChannelConstant(affine.shift, filterOp->getResultType(),
                                filterOp->resultDim, "bias");
    if (failed(filter) || failed(bias))
      return rewriter.notifyMatchFailure(op, "a constant is not finite");

    rewriter.setInsertionPoint(chain.back());
    rewriter.replaceOp(chain.back(),
                       rebuild(rewriter, rewriter.getFusedLoc(locations),
                               *filterOp, filterOp->getInput().get(), *filter,
                               *bias));
    return success();
  }
};

/// Folds an affine op before an op with a filter.
template <typename OpTy>
struct FoldAffineBefore : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    std::optional<FilterOp> filterOp = FilterOp::get(op);
    if (!filterOp)
      return rewriter.notifyMatchFailure(op, "filter is not constant");

    Value input = filterOp->getInput().get();
    ChannelAffine affine(filterOp->inputChannels);
    SmallVector<Location> locations = {op.getLoc()};
    while (Operation *before = input.getDefiningOp()) {
      if (!input.hasOneUse() || before->getBlock() != op->getBlock())
        break;
      OpOperand *varying = getVaryingOperand(before);
      if (!varying)
        break;
      std::optional<ChannelAffine> next =
          getAffine(*varying, filterOp->inputDim);
      if (!next)
        break;
      ChannelAffine composed = next->then(affine);
      // Zeros that pad the input would have to be shifted too.
      if (composed.hasShift() && !filterOp->isUnpadded)
        break;
      affine = composed;
      locations.push_back(before->getLoc());
      input = varying->get();
    }
    if (locations.size() == 1)
      return rewriter.notifyMatchFailure(op, "no affine op before");

    FailureOr<ElementsAttr> filter = ElementsAttr(), bias = ElementsAttr();
    if (affine.hasScale())
      filter = scaleFilter(*filterOp, [&](int64_t input, int64_t) {
        return affine.scale[input];
      });
    if (affine.hasShift()) {
      SmallVector<double> shift(filterOp->resultChannels, 0.0);
      const ConstantView &elements = filterOp->getFilter();
      for (int64_t i = 0, e = elements.getNumElements(); i < e; ++i) {
        auto [input, result] = filterOp->getChannels(i);
        shift[result] += elements.getDouble(i) * affine.shift[input];
      }
      bias = getChannelConstant(shift, filterOp->getResultType(),
                                filterOp->resultDim, "bias");
    }
    if (failed(filter) || failed(bias))
      return rewriter.notifyMatchFailure(op, "a constant is not finite");

    rewriter.replaceOp(op, rebuild(rewriter, rewriter.getFusedLoc(locations),
                                   *filterOp, input, *filter, *bias));
    return success();
  }

private:
  /// The one operand of an op that is not constant.
  static OpOperand *getVaryingOperand(Operation *op) {
    OpOperand *varying = nullptr;
    for (OpOperand &operand : op->getOpOperands()) {
      if (ConstantView::get(operand.get()))
        continue;
      if (varying)
        return nullptr;
      varying = &operand;
    }
    return varying;
  }
};

/// Turns a batch normalization with constant parameters into a multiplication
/// and an addition, which have more to fold into.
struct ExpandBatchNorm : public OpRewritePattern<BatchNormOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BatchNormOp op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op.getType());
    if (op.getInput().getType() != type)
      return rewriter.notifyMatchFailure(op, "result has another type");
    if (!type.getElementType().isF32() && !type.getElementType().isF64())
      return rewriter.notifyMatchFailure(op, "elements are too narrow");
    std::optional<ChannelAffine> affine = getBatchNormAffine(op);
    if (!affine)
      return rewriter.notifyMatchFailure(op, "parameters are not constant");
    int64_t dim =
        op.getDataFormat() == DataFormat::NHWC ? type.getRank() - 1 : 1;
    FailureOr<ElementsAttr> scale =
        getChannelConstant(affine->scale, type, dim, "scale");
    FailureOr<ElementsAttr> shift =
        getChannelConstant(affine->shift, type, dim, "shift");
    if (failed(scale) || failed(shift))
      return rewriter.notifyMatchFailure(op, "a constant is not finite");
    Location loc = op.getLoc();
    Value product =
        MulOp::create(rewriter, loc, type, op.getInput(),
                      arith::ConstantOp::create(rewriter, loc, *scale));
    rewriter.replaceOpWithNewOp<AddOp>(
        op, type, product, arith::ConstantOp::create(rewriter, loc, *shift));
    return success();
  }
};

struct FoldAffinePass : public nn::impl::NNFoldAffineBase<FoldAffinePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateFoldAffinePatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateFoldAffinePatterns(RewritePatternSet &patterns) {
  // A batch normalization behind a filter folds as a whole.
  patterns.add<FoldAffineBehind<Conv2DOp>, FoldAffineBehind<Conv3DOp>,
               FoldAffineBehind<DepthwiseConv2DOp>,
               FoldAffineBehind<Conv2DTransposeOp>, FoldAffineBehind<MatmulOp>>(
      patterns.getContext(), /*benefit=*/2);
  patterns.add<FoldAffineBefore<Conv2DOp>, FoldAffineBefore<Conv3DOp>,
               FoldAffineBefore<DepthwiseConv2DOp>,
               FoldAffineBefore<Conv2DTransposeOp>, FoldAffineBefore<MatmulOp>,
               ExpandBatchNorm>(patterns.getContext());
}
