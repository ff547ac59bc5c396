//===- MatchFailuresTest.cpp - Calling the pattern drivers ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/MatchFailures.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Counts up to a number, or for ever.
struct Count : public OpRewritePattern<ModuleOp> {
  Count(MLIRContext *context, std::optional<int64_t> end)
      : OpRewritePattern(context), end(end) {}

  LogicalResult matchAndRewrite(ModuleOp op,
                                PatternRewriter &rewriter) const override {
    auto count = op->getAttrOfType<IntegerAttr>("count");
    int64_t next = count ? count.getInt() + 1 : 0;
    if (next == end)
      return rewriter.notifyMatchFailure(op, "counted to the end");
    rewriter.modifyOpInPlace(
        op, [&] { op->setAttr("count", rewriter.getI64IntegerAttr(next)); });
    return success();
  }

  std::optional<int64_t> end;
};

TEST(MatchFailuresTest, PatternsWithoutEndAreOneError) {
  MLIRContext context;
  std::vector<std::string> errors;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    errors.push_back(diagnostic.str());
  });
  auto count = [&](std::optional<int64_t> end) {
    OwningOpRef<ModuleOp> outer = ModuleOp::create(UnknownLoc::get(&context));
    OpBuilder builder = OpBuilder::atBlockBegin(outer->getBody());
    ModuleOp::create(builder, builder.getUnknownLoc());
    RewritePatternSet patterns(&context);
    patterns.add<Count>(&context, end);
    return applyPatterns(*outer, std::move(patterns), "nn-count");
  };
  EXPECT_TRUE(succeeded(count(3)));
  EXPECT_TRUE(errors.empty());
  EXPECT_TRUE(failed(count(std::nullopt)));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors.front(), "patterns of 'nn-count' still apply after 10 "
                            "rounds");
}

} // namespace
