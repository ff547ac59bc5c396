//===- Why.cpp - Asks a pass why it does not do more ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Listens to the patterns of a pass while it runs.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Why.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassRegistry.h"
#include "nn/Support/MatchFailures.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

using namespace mlir;
using namespace mlir::nn;

/// `FoldFilter<Conv2DOp>` for the debug name of a pattern, which is the C++
/// name of its class with all namespaces.
static std::string getShortName(const Pattern &pattern) {
  std::string name;
  for (StringRef rest = pattern.getDebugName(); !rest.empty();) {
    if (rest.consume_front("(anonymous namespace)::"))
      continue;
    StringRef word =
        rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
    if (!word.empty() && rest.substr(word.size()).starts_with("::")) {
      rest = rest.drop_front(word.size() + 2);
      continue;
    }
    size_t size = std::max<size_t>(word.size(), 1);
    name += rest.take_front(size);
    rest = rest.drop_front(size);
  }
  return name;
}

namespace {
/// What has been said. A driver tries a pattern again whenever something
/// changes nearby, and a pipeline may run a pass again: either would say it
/// once more.
class Memory {
public:
  /// Returns true the first time.
  bool add(StringRef text, Location loc) {
    std::lock_guard<std::mutex> lock(mutex);
    return said[text].insert(loc).second;
  }

private:
  std::mutex mutex;
  llvm::StringMap<DenseSet<Location>> said;
};

/// Makes a remark of each failure, once.
class Explainer : public RewriterBase::Listener {
public:
  Explainer(StringRef pass, Memory &memory) : pass(pass), memory(memory) {}

  void notifyPatternBegin(const Pattern &pattern, Operation *op) override {
    patterns.push_back(&pattern);
  }
  void notifyPatternEnd(const Pattern &pattern, LogicalResult) override {
    patterns.pop_back();
  }

  void notifyMatchFailure(
      Location loc,
      llvm::function_ref<void(Diagnostic &)> reasonCallback) override {
    Diagnostic reason(loc, DiagnosticSeverity::Remark);
    reasonCallback(reason);
    std::string text;
    llvm::raw_string_ostream os(text);
    os << pass;
    if (!patterns.empty())
      os << ": " << getShortName(*patterns.back());
    os << ": " << reason;
    if (memory.add(text, loc))
      emitRemark(loc) << text;
  }

private:
  StringRef pass;
  Memory &memory;
  /// Those that are being tried: a conversion nests them.
  SmallVector<const Pattern *> patterns;
};

} // namespace

/// Listens to the passes of some names.
class WhyListener::Impl {
public:
  explicit Impl(ArrayRef<std::string> passes) {
    for (const std::string &name : passes)
      hasRun[name] = false;
  }

  void start(Pass *pass) {
    std::lock_guard<std::mutex> lock(mutex);
    auto it = hasRun.find(pass->getArgument());
    if (it == hasRun.end())
      return;
    it->second = true;
    auto &explainer = explainers[pass];
    explainer = std::make_unique<Explainer>(pass->getArgument(), memory);
    setMatchFailureListener(explainer.get());
  }
  void stop(Pass *pass) {
    std::lock_guard<std::mutex> lock(mutex);
    if (explainers.erase(pass))
      setMatchFailureListener(nullptr);
  }

  /// The passes, and whether they have run.
  llvm::StringMap<bool> hasRun;

private:
  Memory memory;
  std::mutex mutex;
  /// A pass object runs on one thread at a time; others like it on others.
  DenseMap<Pass *, std::unique_ptr<Explainer>> explainers;
};

WhyListener::WhyListener(ArrayRef<std::string> passes)
    : impl(std::make_unique<Impl>(passes)) {}
WhyListener::~WhyListener() = default;

void WhyListener::listen(PassManager &manager) {
  struct Instrumentation : PassInstrumentation {
    explicit Instrumentation(Impl &impl) : impl(impl) {}
    void runBeforePass(Pass *pass, Operation *) override { impl.start(pass); }
    void runAfterPass(Pass *pass, Operation *) override { impl.stop(pass); }
    void runAfterPassFailed(Pass *pass, Operation *) override {
      impl.stop(pass);
    }
    Impl &impl;
  };
  if (!impl->hasRun.empty())
    manager.addInstrumentation(std::make_unique<Instrumentation>(*impl));
}

llvm::Error WhyListener::checkRun() const {
  for (auto &[name, isDone] : impl->hasRun)
    if (!isDone)
      return llvm::createStringError("--" + whyOptionName + ": the pass '" +
                                     name + "' was not run");
  return llvm::Error::success();
}

llvm::Error nn::checkWhyPasses(ArrayRef<std::string> passes) {
  for (const std::string &name : passes)
    if (!PassInfo::lookup(name))
      return llvm::createStringError("--" + whyOptionName +
                                     ": no pass is called '" + name + "'");
  return llvm::Error::success();
}
