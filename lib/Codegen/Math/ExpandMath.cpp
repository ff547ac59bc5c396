//===- ExpandMath.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass, and the patterns that call the expansions of each function family.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Codegen/Math/Passes.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"
#include "llvm/TargetParser/Triple.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDMATH
#include "nn/Codegen/Math/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// The functions left to MLIR's own patterns.
static constexpr llvm::StringLiteral upstreamFunctions[] = {
    "math.acos", "math.asin", "math.atan", "math.cbrt", "math.erfc"};

namespace {

/// Expands a function of f32, and of narrower floats by way of f32.
template <typename OpTy>
struct Expansion : public OpRewritePattern<OpTy> {
  Expansion(MLIRContext *context, bool hasAVX512)
      : OpRewritePattern<OpTy>(context), hasAVX512(hasAVX512) {}

  /// Expands the op, whose operands are f32 now.
  virtual Value expand(MathBuilder &builder, ValueRange operands) const = 0;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    Type elementType = getElementTypeOrSelf(type);
    if (!isa<FloatType, VectorType>(type))
      return rewriter.notifyMatchFailure(op, "is not on scalars or vectors");
    bool isNarrow = elementType.isF16() || elementType.isBF16();
    if (!elementType.isF32() && !isNarrow)
      return rewriter.notifyMatchFailure(op, "has no element type up to f32");

    Location loc = op.getLoc();
    Type wideType = rewriter.getF32Type();
    if (auto vectorType = dyn_cast<VectorType>(type))
      wideType = vectorType.clone(wideType);
    SmallVector<Value> operands(op->getOperands());
    for (Value &operand : operands)
      if (isNarrow)
        operand = arith::ExtFOp::create(rewriter, loc, wideType, operand);
    MathBuilder builder(rewriter, loc, wideType, hasAVX512);
    Value result = expand(builder, operands);
    if (isNarrow)
      result = arith::TruncFOp::create(rewriter, loc, type, result);
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  bool hasAVX512;
};

template <typename OpTy, Value (*function)(MathBuilder &, Value)>
struct UnaryExpansion : public Expansion<OpTy> {
  using Expansion<OpTy>::Expansion;

  Value expand(MathBuilder &builder, ValueRange operands) const override {
    return function(builder, operands[0]);
  }
};

template <typename OpTy, Value (*function)(MathBuilder &, Value, Value)>
struct BinaryExpansion : public Expansion<OpTy> {
  using Expansion<OpTy>::Expansion;

  Value expand(MathBuilder &builder, ValueRange operands) const override {
    return function(builder, operands[0], operands[1]);
  }
};

/// Functions of f64 in terms of others: log1p and expm1 of log and exp, where
/// the conversion to LLVM would lose all digits of small arguments, and rsqrt,
/// which devices do not have.
template <typename OpTy, Value (*function)(MathBuilder &, Value)>
struct WideExpansion : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getType()).isF64())
      return rewriter.notifyMatchFailure(op, "is not on f64");
    MathBuilder builder(rewriter, op.getLoc(), op.getType(),
                        /*hasAVX512=*/false);
    rewriter.replaceOp(op, function(builder, op.getOperand()));
    return success();
  }
};

struct ExpandMathPass : public nn::impl::NNExpandMathBase<ExpandMathPass> {
  void runOnOperation() override;
};

} // namespace

void mlir::nn::populateExpandMathPatterns(RewritePatternSet &patterns,
                                          bool hasAVX512) {
  patterns.add<UnaryExpansion<math::ExpOp, expandExp>,
               UnaryExpansion<math::Exp2Op, expandExp2>,
               UnaryExpansion<math::ExpM1Op, expandExpM1>,
               UnaryExpansion<math::LogOp, expandLog>,
               UnaryExpansion<math::Log2Op, expandLog2>,
               UnaryExpansion<math::Log10Op, expandLog10>,
               UnaryExpansion<math::Log1pOp, expandLog1p>,
               UnaryExpansion<math::TanhOp, expandTanh>,
               UnaryExpansion<math::SinhOp, expandSinh>,
               UnaryExpansion<math::CoshOp, expandCosh>,
               UnaryExpansion<math::AsinhOp, expandAsinh>,
               UnaryExpansion<math::AcoshOp, expandAcosh>,
               UnaryExpansion<math::AtanhOp, expandAtanh>,
               UnaryExpansion<math::ErfOp, expandErf>,
               UnaryExpansion<math::SinOp, expandSin>,
               UnaryExpansion<math::CosOp, expandCos>,
               UnaryExpansion<math::TanOp, expandTan>,
               UnaryExpansion<math::RsqrtOp, expandRsqrt>,
               BinaryExpansion<math::Atan2Op, expandAtan2>,
               BinaryExpansion<math::PowFOp, expandPow>>(patterns.getContext(),
                                                         hasAVX512);
  patterns.add<WideExpansion<math::ExpM1Op, expandWideExpM1>,
               WideExpansion<math::Log1pOp, expandWideLog1p>,
               WideExpansion<math::RsqrtOp, expandWideRsqrt>>(
      patterns.getContext());
  auto isUpstream = [](StringRef name) {
    return llvm::is_contained(upstreamFunctions, name);
  };
  populateMathF32ExpansionPatterns(patterns, isUpstream);
  populateMathPolynomialApproximationPatterns(patterns, isUpstream);
}

/// Whether an op of the math dialect is one instruction or little more.
static bool isBasic(Operation *op) {
  return isa<math::AbsFOp, math::AbsIOp, math::CeilOp, math::ClampFOp,
             math::CopySignOp, math::CountLeadingZerosOp,
             math::CountTrailingZerosOp, math::CtPopOp, math::FloorOp,
             math::FmaOp, math::IsFiniteOp, math::IsInfOp, math::IsNaNOp,
             math::IsNormalOp, math::RoundEvenOp, math::RoundOp, math::SqrtOp,
             math::TruncOp>(op);
}

void ExpandMathPass::runOnOperation() {
  Operation *root = getOperation();
  // MLIR's patterns make invalid IR of tensors.
  WalkResult walk = root->walk([](Operation *op) -> WalkResult {
    if (isa_and_present<math::MathDialect>(op->getDialect()) && !isBasic(op) &&
        isa<TensorType>(op->getResult(0).getType()))
      return op->emitOpError("expects scalars or vectors, got ")
             << op->getResult(0).getType();
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return signalPassFailure();

  TargetInfo target = TargetInfo::get(root);
  bool hasAVX512 = llvm::Triple(target.triple).isX86() && target.hasMasks;
  RewritePatternSet patterns(&getContext());
  populateExpandMathPatterns(patterns, hasAVX512);
  // LLVM calls a function of the compiler's library, which not all of them
  // have, for each element.
  if (!target.hasDevice() && llvm::Triple(target.triple).isX86())
    arith::populateExpandBFloat16Patterns(patterns);
  if (failed(applyPatterns(root, std::move(patterns), getArgument())))
    return signalPassFailure();

  // The conversion to libm would take these for vectors of a fixed size.
  walk = root->walk([](Operation *op) -> WalkResult {
    if (!isa_and_present<math::MathDialect>(op->getDialect()) || isBasic(op))
      return WalkResult::advance();
    auto type = dyn_cast<VectorType>(op->getResult(0).getType());
    if (type && type.isScalable())
      return op->emitOpError("has no expansion for scalable vectors, got ")
             << type;
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    signalPassFailure();
}
