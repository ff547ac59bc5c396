//===- MatchFailures.h - Why patterns do not apply --------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pattern that refuses says why by notifyMatchFailure, which the pattern
// drivers tell a listener. Passes take that listener from here, so that a tool
// can ask any of them (nn-opt --nn-why). It belongs to the thread that the pass
// runs on; as a rule nobody listens.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_MATCHFAILURES_H
#define NN_SUPPORT_MATCHFAILURES_H

#include "mlir/Transforms/DialectConversion.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::nn {

/// Returns the listener of this thread, or null.
RewriterBase::Listener *getMatchFailureListener();

/// Sets it, for whoever runs a pass.
void setMatchFailureListener(RewriterBase::Listener *listener);

/// The configurations with which a pass calls the pattern drivers.
GreedyRewriteConfig getGreedyRewriteConfig();
ConversionConfig getConversionConfig();

/// Applies patterns to what is in an op until none applies. Emits a diagnostic
/// that names the pass if that takes no end.
LogicalResult
applyPatterns(Operation *root, const FrozenRewritePatternSet &patterns,
              StringRef pass,
              GreedyRewriteConfig config = getGreedyRewriteConfig());

/// While it lives, this thread's listener hears of the failures that a pattern
/// of a conversion tells its rewriter: conversions keep them for themselves,
/// unless LLVM was built for debugging.
class MatchFailureForwarder : public RewriterBase::ForwardingListener {
public:
  explicit MatchFailureForwarder(RewriterBase &rewriter);
  ~MatchFailureForwarder();

  void
  notifyMatchFailure(Location loc,
                     llvm::function_ref<void(Diagnostic &)> reason) override;

private:
  RewriterBase &rewriter;
  OpBuilder::Listener *original;
};

/// Says why a pass does not do something: for passes that are not made of
/// patterns. The reason is written only if somebody listens.
void notifyMatchFailure(Location loc,
                        llvm::function_ref<void(Diagnostic &)> reason);

} // namespace mlir::nn

#endif // NN_SUPPORT_MATCHFAILURES_H
