//===- Refusals.cpp - Why a conversion fails ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Refusals.h"
#include "nn/Support/MatchFailures.h"

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Remembers why patterns refuse ops, and tells whoever listened before.
class RefusalListener : public RewriterBase::Listener {
public:
  RefusalListener() : outer(getMatchFailureListener()) {
    setMatchFailureListener(this);
  }
  ~RefusalListener() { setMatchFailureListener(outer); }

  void notifyPatternBegin(const Pattern &pattern, Operation *op) override {
    tried.push_back(op);
    if (outer)
      outer->notifyPatternBegin(pattern, op);
  }
  void notifyPatternEnd(const Pattern &pattern, LogicalResult status) override {
    tried.pop_back();
    if (outer)
      outer->notifyPatternEnd(pattern, status);
  }
  void
  notifyMatchFailure(Location loc,
                     llvm::function_ref<void(Diagnostic &)> reason) override {
    if (!tried.empty()) {
      Diagnostic text(loc, DiagnosticSeverity::Remark);
      reason(text);
      Operation *op = tried.back();
      refusals[op] = {op->getLoc(), op->getName(), text.str(), ++numRefusals};
    }
    if (outer)
      outer->notifyMatchFailure(loc, reason);
  }

  /// Why the op of this name at this location was refused, the last of them
  /// since the driver stops there; empty if nothing is known.
  StringRef getReason(Location loc, StringRef name) const {
    const Refusal *last = nullptr;
    for (const auto &[op, refusal] : refusals)
      if (refusal.loc == LocationAttr(loc) &&
          refusal.name->getStringRef() == name &&
          (!last || refusal.number > last->number))
        last = &refusal;
    return last ? StringRef(last->reason) : StringRef();
  }

private:
  /// The op may be gone when somebody asks.
  struct Refusal {
    LocationAttr loc;
    std::optional<OperationName> name;
    std::string reason;
    unsigned number = 0;
  };

  RewriterBase::Listener *outer;
  /// What patterns are at, one within the other.
  SmallVector<Operation *> tried;
  llvm::DenseMap<Operation *, Refusal> refusals;
  unsigned numRefusals = 0;
};

} // namespace

LogicalResult
nn::applyPartialConversionWithReasons(Operation *root,
                                      const ConversionTarget &target,
                                      const FrozenRewritePatternSet &patterns) {
  RefusalListener refusals;
  std::optional<Location> where;
  std::string what;
  LogicalResult result = success();
  {
    ScopedDiagnosticHandler handler(root->getContext(), [&](Diagnostic &error) {
      std::string text = error.str();
      StringRef rest = text;
      if (where || error.getSeverity() != DiagnosticSeverity::Error ||
          !rest.consume_front("failed to legalize operation '"))
        return failure();
      StringRef reason =
          refusals.getReason(error.getLocation(), rest.split('\'').first);
      if (reason.empty())
        return failure();
      where = error.getLocation();
      what = (StringRef(text).split(" that was").first + ": " + reason).str();
      return success();
    });
    result =
        applyPartialConversion(root, target, patterns, getConversionConfig());
  }
  if (where)
    emitError(*where) << what;
  return result;
}
