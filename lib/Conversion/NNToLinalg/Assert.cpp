//===- Assert.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Assertions of a network to checks of a run.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

struct AssertOpConversion : public OpConversionPattern<AssertOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(AssertOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Value byte =
        tensor::ExtractOp::create(b, adaptor.getCondition(), ValueRange());
    Value condition = arith::CmpIOp::create(b, arith::CmpIPredicate::ne, byte,
                                            createScalar(b, byte.getType(), 0));
    // Braces in a text of the user's are no place of a value.
    SmallVector<StringRef> parts;
    op.getMessage().split(parts, "{}");
    emitCheck(b, condition, CheckMessage(llvm::join(parts, "{ }")));
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void nn::detail::populateAssertPatterns(const TypeConverter &converter,
                                        RewritePatternSet &patterns) {
  patterns.add<AssertOpConversion>(converter, patterns.getContext());
}
