//===- MatchFailures.cpp - Why patterns do not apply ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/MatchFailures.h"

using namespace mlir;
using namespace mlir::nn;

static thread_local RewriterBase::Listener *currentListener = nullptr;

RewriterBase::Listener *nn::getMatchFailureListener() {
  return currentListener;
}

void nn::setMatchFailureListener(RewriterBase::Listener *listener) {
  currentListener = listener;
}

GreedyRewriteConfig nn::getGreedyRewriteConfig() {
  return GreedyRewriteConfig().setListener(currentListener);
}

ConversionConfig nn::getConversionConfig() {
  ConversionConfig config;
  config.listener = currentListener;
  return config;
}

LogicalResult nn::applyPatterns(Operation *root,
                                const FrozenRewritePatternSet &patterns,
                                StringRef pass, GreedyRewriteConfig config) {
  // The driver would let patterns that undo each other go on for ever.
  int64_t numOps = 0;
  root->walk([&](Operation *) { ++numOps; });
  config.setMaxNumRewrites(100 * (numOps + 100));
  if (succeeded(applyPatternsGreedily(root, patterns, config)))
    return success();
  return root->emitError("patterns of '")
         << pass << "' still apply after " << config.getMaxIterations()
         << " rounds";
}

MatchFailureForwarder::MatchFailureForwarder(RewriterBase &rewriter)
    : ForwardingListener(rewriter.getListener()), rewriter(rewriter),
      original(rewriter.getListener()) {
  if (currentListener)
    rewriter.setListener(this);
}

MatchFailureForwarder::~MatchFailureForwarder() {
  rewriter.setListener(original);
}

void MatchFailureForwarder::notifyMatchFailure(
    Location loc, llvm::function_ref<void(Diagnostic &)> reason) {
  ForwardingListener::notifyMatchFailure(loc, reason);
  nn::notifyMatchFailure(loc, reason);
}

void nn::notifyMatchFailure(Location loc,
                            llvm::function_ref<void(Diagnostic &)> reason) {
  if (currentListener)
    currentListener->notifyMatchFailure(loc, reason);
}
