//===- RefineShapes.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass that makes types as static as operands, attributes and shape
// arithmetic allow.
//
//===----------------------------------------------------------------------===//

#include "ShapeAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNRandomOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

namespace mlir::nn {
#define GEN_PASS_DEF_NNREFINESHAPES
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Refines types from operands to results, op after op.
class Refiner {
public:
  explicit Refiner(MLIRContext *context) : analysis(context) {}

  /// Refines the body of a function, and its results unless it is called.
  void refineFunction(func::FuncOp function, bool isCalled);

private:
  void refineBlock(Block &block);
  void refineOp(Operation *op);
  void refineIf(scf::IfOp op);
  void refineWhile(scf::WhileOp op);
  bool refineLoop(scf::WhileOp op, SmallVectorImpl<Type> &types);

  /// The most static result type of an nn op; null if it has no such rule.
  RankedTensorType inferType(Operation *op);
  RankedTensorType inferReshape(ReshapeOp op);
  RankedTensorType inferFromShape(Value shape, RankedTensorType type);
  RankedTensorType inferDynamicSlice(DynamicSliceOp op);
  RankedTensorType inferRange(RangeOp op);

  /// Rewrites an op for which its operands' types or elements now allow it.
  void simplify(Operation *op);
  void simplifyDynamicSlice(DynamicSliceOp op);
  bool replaceByConstant(Operation *op);

  ShapeAnalysis analysis;
  /// Ops that have been replaced. They stay until the end, since the analysis
  /// knows values by their addresses.
  SmallVector<Operation *> replaced;
};

} // namespace

/// Whether an op takes operands of any compatible type.
static bool takesRefinedOperands(Operation *op) {
  return isa_and_present<NNDialect>(op->getDialect()) ||
         isa<tensor::CastOp, tensor::DimOp, func::ReturnOp, scf::YieldOp,
             scf::ConditionOp, scf::WhileOp>(op);
}

/// Gives a value a more static type; users that need the old one get a cast.
static void refineValue(Value value, Type type) {
  Type oldType = value.getType();
  if (type == oldType)
    return;
  value.setType(type);
  Value cast;
  for (OpOperand &use : llvm::make_early_inc_range(value.getUses())) {
    if (use.getOwner() == cast.getDefiningOp() ||
        takesRefinedOperands(use.getOwner()))
      continue;
    if (!cast) {
      OpBuilder builder(value.getContext());
      builder.setInsertionPointAfterValue(value);
      cast = tensor::CastOp::create(builder, value.getLoc(), oldType, value);
    }
    use.set(cast);
  }
}

/// Merges what an inference says into a type; the type stays if they clash:
/// then the program is wrong, and an error when it runs.
static Type sharpen(Type type, Type inferred) {
  RankedTensorType merged =
      mergeTypes(dyn_cast<RankedTensorType>(type),
                 dyn_cast_or_null<RankedTensorType>(inferred));
  return merged ? merged : type;
}

/// The most static value that a value is cast from.
static Value stripCasts(Value value) {
  while (auto cast = value.getDefiningOp<tensor::CastOp>()) {
    Value source = cast.getSource();
    if (sharpen(value.getType(), source.getType()) != source.getType())
      break;
    value = source;
  }
  return value;
}

/// Casts those operands of an op that do not have the types it must have.
static void castOperands(Operation *op, unsigned first, TypeRange types) {
  OpBuilder builder(op);
  for (auto [i, type] : llvm::enumerate(types)) {
    OpOperand &operand = op->getOpOperand(first + i);
    Value stripped = stripCasts(operand.get());
    if (stripped.getType() == type)
      operand.set(stripped);
    else if (operand.get().getType() != type)
      operand.set(
          tensor::CastOp::create(builder, op->getLoc(), type, stripped));
  }
}

/// The type of a value that has one type or another: what both know. The first
/// if they are equal or no tensors.
static Type joinTypes(Type lhs, Type rhs) {
  auto a = dyn_cast<RankedTensorType>(lhs), b = dyn_cast<RankedTensorType>(rhs);
  if (lhs == rhs || !a || !b)
    return lhs;
  SmallVector<int64_t> sizes;
  for (auto [x, y] : llvm::zip_equal(a.getShape(), b.getShape()))
    sizes.push_back(x == y ? x : ShapedType::kDynamic);
  return a.clone(sizes);
}

//===----------------------------------------------------------------------===//
// Types of nn ops
//===----------------------------------------------------------------------===//

/// A known, not negative size, or an unknown one.
static int64_t getStaticSize(AffineExpr size) {
  auto constant = dyn_cast_or_null<AffineConstantExpr>(size);
  return constant && constant.getValue() >= 0 ? constant.getValue()
                                              : ShapedType::kDynamic;
}

RankedTensorType Refiner::inferFromShape(Value shape, RankedTensorType type) {
  auto elements = analysis.getElements(shape);
  if (!elements)
    return type;
  return type.clone(llvm::map_to_vector(*elements, getStaticSize));
}

RankedTensorType Refiner::inferReshape(ReshapeOp op) {
  RankedTensorType type = op.getType(), input = op.getInput().getType();
  MLIRContext *context = op.getContext();
  SmallVector<AffineExpr> sizes(type.getRank());
  if (op.getShape())
    if (auto elements = analysis.getElements(op.getShape()))
      sizes = *elements;
  for (auto [axis, size] : llvm::enumerate(sizes)) {
    if (!type.isDynamicDim(axis))
      size = getAffineConstantExpr(type.getDimSize(axis), context);
    // -1 is what the number of elements leaves.
    else if (auto constant = dyn_cast_or_null<AffineConstantExpr>(size))
      size = constant.getValue() < 0 ? AffineExpr() : size;
  }
  SmallVector<AffineExpr> total = {getAffineConstantExpr(1, context)};
  for (int64_t axis = 0; axis < input.getRank(); ++axis)
    total.push_back(analysis.getSize(op.getInput(), axis));
  if (llvm::count(sizes, AffineExpr()) == 1)
    *llvm::find(sizes, AffineExpr()) = getRemainingSize(total, sizes);
  // The only size that is no constant may still follow from the elements.
  auto isDynamic = [](AffineExpr size) {
    return ShapedType::isDynamic(getStaticSize(size));
  };
  if (llvm::count_if(sizes, isDynamic) == 1) {
    AffineExpr &size = *llvm::find_if(sizes, isDynamic);
    AffineExpr known = std::exchange(size, AffineExpr());
    size = getRemainingSize(total, sizes);
    if (!size)
      size = known;
  }
  return type.clone(llvm::map_to_vector(sizes, getStaticSize));
}

RankedTensorType Refiner::inferDynamicSlice(DynamicSliceOp op) {
  auto begins = analysis.getElements(op.getBegin());
  auto lengths = analysis.getElements(op.getSize());
  if (!begins || !lengths)
    return op.getType();
  SmallVector<int64_t> sizes;
  for (auto [axis, length] : llvm::enumerate(*lengths)) {
    auto constant = dyn_cast_or_null<AffineConstantExpr>(length);
    if (constant && constant.getValue() == -1)
      length = (*begins)[axis]
                   ? analysis.getSize(op.getInput(), axis) - (*begins)[axis]
                   : AffineExpr();
    sizes.push_back(getStaticSize(length));
  }
  return op.getType().clone(sizes);
}

RankedTensorType Refiner::inferRange(RangeOp op) {
  RankedTensorType type = op.getType();
  double size;
  if (isa<FloatType>(type.getElementType())) {
    std::optional<ConstantView> start = ConstantView::get(op.getStart());
    std::optional<ConstantView> limit = ConstantView::get(op.getLimit());
    std::optional<ConstantView> delta = ConstantView::get(op.getDelta());
    if (!start || !limit || !delta)
      return type;
    size = std::ceil((limit->getDouble(0) - start->getDouble(0)) /
                     delta->getDouble(0));
  } else {
    auto start = analysis.getConstants(op.getStart());
    auto limit = analysis.getConstants(op.getLimit());
    auto delta = analysis.getConstants(op.getDelta());
    if (!start || !limit || !delta || delta->front() == 0)
      return type;
    size = std::ceil(static_cast<double>(limit->front() - start->front()) /
                     delta->front());
  }
  // A negative or infinite size is an error when it runs.
  if (!(size >= 0 && size < std::numeric_limits<int32_t>::max()))
    return type;
  return type.clone({static_cast<int64_t>(size)});
}

/// A spatial size that is not known is that of all that the filter reaches,
/// less the padding.
template <typename OpTy>
static RankedTensorType inferTransposed(OpTy op) {
  RankedTensorType type = op.getType();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(op.getFilter().getType()).getShape();
  ArrayRef<int64_t> input =
      cast<RankedTensorType>(op.getInput().getType()).getShape();
  ImageDims dims(op.getDataFormat() == DataFormat::NHWC, type.getRank() - 2);
  SmallVector<int64_t> sizes(type.getShape());
  if (ShapedType::isDynamic(sizes[0]))
    sizes[0] = input[0];
  for (int64_t i = 0; i < dims.spatialRank; ++i) {
    int64_t &size = sizes[dims.getSpatial(i)], from = input[dims.getSpatial(i)];
    if (!ShapedType::isDynamic(size) || ShapedType::isDynamic(from) ||
        ShapedType::isDynamic(filter[i]))
      continue;
    int64_t all = (from - 1) * op.getStrides()[i] +
                  (filter[i] - 1) * op.getDilations()[i] + 1;
    all -= op.getPadding()[2 * i] + op.getPadding()[2 * i + 1];
    if (all >= 0)
      size = all;
  }
  return type.clone(sizes);
}

RankedTensorType Refiner::inferType(Operation *op) {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (auto inference = dyn_cast<InferTypeOpInterface>(op)) {
    SmallVector<Type> types;
    if (failed(inference.inferReturnTypes(
            op->getContext(), /*location=*/std::nullopt, op->getOperands(),
            op->getAttrDictionary(), op->getPropertiesStorage(),
            op->getRegions(), types)))
      return type;
    return dyn_cast<RankedTensorType>(types.front());
  }
  return llvm::TypeSwitch<Operation *, RankedTensorType>(op)
      .Case<ReshapeOp>([&](ReshapeOp op) { return inferReshape(op); })
      .Case<FillOp, RandomUniformOp>(
          [&](auto op) { return inferFromShape(op.getShape(), op.getType()); })
      .Case<BroadcastToOp>([&](BroadcastToOp op) {
        return op.getShape() ? inferFromShape(op.getShape(), op.getType())
                             : op.getType();
      })
      .Case<DynamicSliceOp>(
          [&](DynamicSliceOp op) { return inferDynamicSlice(op); })
      .Case<RangeOp>([&](RangeOp op) { return inferRange(op); })
      .Case<Conv2DTransposeOp, Conv3DTransposeOp>(
          [&](auto op) { return inferTransposed(op); })
      .Case<ShapeOp>([&](ShapeOp op) {
        return op.getType().clone({op.getInput().getType().getRank()});
      })
      .Case<ArgMaxOp, ArgMinOp>([&](auto op) {
        SmallVector<int64_t> sizes(op.getInput().getType().getShape());
        sizes.erase(sizes.begin() + op.getAxis());
        return op.getType().clone(sizes);
      })
      .Default([&](Operation *op) {
        if (op->hasTrait<OpTrait::SameOperandsAndResultShape>())
          return type.clone(
              cast<ShapedType>(op->getOperand(0).getType()).getShape());
        return type;
      });
}

//===----------------------------------------------------------------------===//
// Rewrites that need the analysis
//===----------------------------------------------------------------------===//

/// Computes the padding of a window that has TensorFlow's SAME, once the sizes
/// are known.
template <typename OpTy>
static void resolveSamePadding(OpTy op, DataFormat format,
                               ArrayRef<int64_t> window,
                               ArrayRef<int64_t> dilations) {
  if (!op.getSameUpper())
    return;
  RankedTensorType input = op.getInput().getType();
  ImageDims dims(format == DataFormat::NHWC, input.getRank() - 2);
  SmallVector<int64_t> padding;
  for (int64_t i = 0; i < dims.spatialRank; ++i) {
    int64_t size = input.getDimSize(dims.getSpatial(i));
    if (ShapedType::isDynamic(size) || ShapedType::isDynamic(window[i]))
      return;
    int64_t stride = op.getStrides()[i];
    int64_t extent = (window[i] - 1) * dilations[i] + 1;
    int64_t count = (size + stride - 1) / stride;
    int64_t total = std::max<int64_t>((count - 1) * stride + extent - size, 0);
    padding.append({total / 2, total - total / 2});
  }
  op.setPadding(padding);
  op.setSameUpper(false);
}

template <typename OpTy>
static ArrayRef<int64_t> getFilterShape(OpTy op) {
  return cast<RankedTensorType>(op.getFilter().getType()).getShape();
}

/// A dynamic_slice whose place the analysis knows is a slice.
void Refiner::simplifyDynamicSlice(DynamicSliceOp op) {
  auto begins = analysis.getConstants(op.getBegin());
  auto lengths = analysis.getElements(op.getSize());
  if (!begins || !lengths)
    return;
  SmallVector<int64_t> sizes, strides(begins->size(), 1);
  RankedTensorType input = op.getInput().getType();
  for (auto [axis, length] : llvm::enumerate(*lengths)) {
    int64_t begin = (*begins)[axis];
    AffineExpr available = analysis.getSize(op.getInput(), axis);
    auto constant = dyn_cast_or_null<AffineConstantExpr>(length);
    if (begin < 0 || !length)
      return;
    if (length == available - begin)
      sizes.push_back(-1);
    else if (constant)
      sizes.push_back(constant.getValue());
    else
      return;
    if (sizes.back() < -1 ||
        (!input.isDynamicDim(axis) &&
         !getSliceLength(input.getDimSize(axis), begin, sizes.back(), 1)))
      return;
  }
  OpBuilder builder(op);
  Value slice = SliceOp::create(builder, op.getLoc(), op.getType(),
                                op.getInput(), *begins, sizes, strides);
  op.replaceAllUsesWith(slice);
  replaced.push_back(op);
}

/// Replaces integers that the analysis knows by a constant.
bool Refiner::replaceByConstant(Operation *op) {
  auto constants = analysis.getConstants(op->getResult(0));
  if (!constants)
    return false;
  ConstantBuilder elements(cast<ShapedType>(op->getResult(0).getType()));
  for (auto [i, value] : llvm::enumerate(*constants))
    elements.setInt(i, value);
  OpBuilder builder(op);
  Value constant = arith::ConstantOp::create(
      builder, op->getLoc(), cast<TypedAttr>(elements.finish("shape")));
  op->getResult(0).replaceAllUsesWith(constant);
  replaced.push_back(op);
  return true;
}

void Refiner::simplify(Operation *op) {
  if (isMemoryEffectFree(op) && replaceByConstant(op))
    return;
  llvm::TypeSwitch<Operation *>(op)
      .Case<Conv2DOp, Conv3DOp, DepthwiseConv2DOp>([&](auto op) {
        resolveSamePadding(op, op.getDataFormat(), getFilterShape(op),
                           op.getDilations());
      })
      .Case<Dilation2DOp>([&](Dilation2DOp op) {
        resolveSamePadding(op, DataFormat::NHWC, getFilterShape(op),
                           op.getDilations());
      })
      .Case<AvgPool2DOp, AvgPool3DOp, MaxPool2DOp, MaxPool3DOp>([&](auto op) {
        SmallVector<int64_t> ones(op.getWindow().size(), 1);
        resolveSamePadding(op, op.getDataFormat(), op.getWindow(), ones);
      })
      .Case<ArgMaxPool2DOp>([&](ArgMaxPool2DOp op) {
        resolveSamePadding(op, DataFormat::NHWC, op.getWindow(), {1, 1});
      })
      .Case<DynamicSliceOp>(
          [&](DynamicSliceOp op) { simplifyDynamicSlice(op); });
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

void Refiner::refineIf(scf::IfOp op) {
  for (Region &region : op->getRegions())
    for (Block &block : region)
      refineBlock(block);
  if (op.getNumResults() == 0)
    return;
  Operation *thenYield = op.thenYield(), *elseYield = op.elseYield();
  for (auto [i, result] : llvm::enumerate(op.getResults()))
    refineValue(result, sharpen(result.getType(),
                                joinTypes(thenYield->getOperand(i).getType(),
                                          elseYield->getOperand(i).getType())));
  castOperands(thenYield, 0, op.getResultTypes());
  castOperands(elseYield, 0, op.getResultTypes());
}

/// Refines the loop with the given types of what it carries. Returns whether
/// they hold; if not, they are made less static.
bool Refiner::refineLoop(scf::WhileOp op, SmallVectorImpl<Type> &types) {
  for (auto [argument, type] : llvm::zip_equal(op.getBeforeArguments(), types))
    refineValue(argument, type);
  refineBlock(*op.getBeforeBody());
  auto passed = op.getConditionOp().getArgs();
  for (auto [i, value] : llvm::enumerate(passed)) {
    Type type = sharpen(op.getAfterArguments()[i].getType(),
                        stripCasts(value).getType());
    refineValue(op.getAfterArguments()[i], type);
    refineValue(op.getResult(i), type);
  }
  refineBlock(*op.getAfterBody());
  bool holds = true;
  for (auto [i, value] : llvm::enumerate(op.getYieldOp().getOperands())) {
    Type joined = joinTypes(types[i], stripCasts(value).getType());
    holds &= joined == types[i];
    types[i] = joined;
  }
  return holds;
}

/// Makes what is carried into, around and out of a loop have the types of its
/// arguments and results.
static void finishWhile(scf::WhileOp op) {
  castOperands(op.getYieldOp(), 0, op.getBeforeBody()->getArgumentTypes());
  castOperands(op, 0, op.getBeforeBody()->getArgumentTypes());
  castOperands(op.getConditionOp(), 1, op.getResultTypes());
}

void Refiner::refineWhile(scf::WhileOp op) {
  // What a loop carries has the types that it begins with, as long as the body
  // does not say otherwise. Each try works on a copy, since types only ever get
  // more static.
  SmallVector<Type> oldTypes(op.getBeforeBody()->getArgumentTypes());
  SmallVector<Type> types;
  for (auto [oldType, init] : llvm::zip_equal(oldTypes, op.getInits()))
    types.push_back(sharpen(oldType, stripCasts(init).getType()));
  while (types != oldTypes) {
    size_t numReplaced = replaced.size();
    auto copy = cast<scf::WhileOp>(op->clone());
    op->getBlock()->getOperations().insert(Block::iterator(op), copy);
    SmallVector<Type> joined = types;
    bool holds = refineLoop(copy, joined);
    if (holds) {
      finishWhile(copy);
      for (auto [result, oldResult] :
           llvm::zip_equal(copy.getResults(), op.getResults())) {
        Type type = result.getType();
        result.setType(oldResult.getType());
        oldResult.replaceAllUsesWith(result);
        refineValue(result, type);
      }
      analysis.clear();
      op->erase();
      return;
    }
    // What was declared holds in any case.
    SmallVector<Type> tried = types;
    for (auto [type, oldType, joinedType] :
         llvm::zip_equal(types, oldTypes, joined))
      type = sharpen(joinedType, oldType);
    if (types == tried)
      types = oldTypes;
    analysis.clear();
    replaced.truncate(numReplaced);
    copy->erase();
  }
  refineLoop(op, types);
  finishWhile(op);
}

void Refiner::refineOp(Operation *op) {
  if (auto ifOp = dyn_cast<scf::IfOp>(op))
    return refineIf(ifOp);
  if (auto whileOp = dyn_cast<scf::WhileOp>(op))
    return refineWhile(whileOp);
  for (Region &region : op->getRegions())
    for (Block &block : region)
      refineBlock(block);
  if (auto cast = dyn_cast<tensor::CastOp>(op)) {
    // Terminators and loops look through casts themselves.
    Value stripped = stripCasts(cast);
    if (stripped != cast)
      cast.getResult().replaceUsesWithIf(stripped, [](OpOperand &use) {
        return isa_and_present<NNDialect>(use.getOwner()->getDialect()) ||
               isa<tensor::CastOp, tensor::DimOp>(use.getOwner());
      });
    return;
  }
  if (!isa_and_present<NNDialect>(op->getDialect()) || op->getNumResults() != 1)
    return;
  Value result = op->getResult(0);
  refineValue(result, sharpen(result.getType(), inferType(op)));
  simplify(op);
}

void Refiner::refineBlock(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    refineOp(&op);
}

void Refiner::refineFunction(func::FuncOp function, bool isCalled) {
  for (Block &block : function.getBody())
    refineBlock(block);
  SmallVector<func::ReturnOp> returns(function.getOps<func::ReturnOp>());
  SmallVector<Type> types(function.getResultTypes());
  if (!isCalled && returns.size() == 1)
    for (auto [type, operand] :
         llvm::zip_equal(types, returns[0].getOperands()))
      type = stripCasts(operand).getType();
  for (func::ReturnOp op : returns)
    castOperands(op, 0, types);
  function.setType(FunctionType::get(function.getContext(),
                                     function.getArgumentTypes(), types));
  for (Operation *op : replaced)
    op->erase();
}

namespace {

struct RefineShapesPass
    : public nn::impl::NNRefineShapesBase<RefineShapesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto function : module.getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      // A caller relies on the results' types.
      bool isCalled = !SymbolTable::symbolKnownUseEmpty(function, module);
      Refiner(&getContext()).refineFunction(function, isCalled);
    }
  }
};

} // namespace
