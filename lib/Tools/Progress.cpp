//===- Progress.cpp - What a long compilation does ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Terminal control, and passes as progress.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Progress.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns to the start of the line and erases it.
static constexpr StringLiteral kErase("\r\033[K");

ProgressLine::ProgressLine(double afterSeconds)
    : isEnabled(afterSeconds >= 0 &&
                llvm::sys::Process::StandardErrIsDisplayed()),
      next(Clock::now() + std::chrono::microseconds(
                              static_cast<int64_t>(afterSeconds * 1e6))) {}

void ProgressLine::show(const Twine &text) {
  std::lock_guard<std::mutex> lock(mutex);
  if (!isEnabled || Clock::now() < next)
    return;
  constexpr std::chrono::milliseconds interval(50);
  next = Clock::now() + interval;
  isShown = true;
  // A longer line would wrap, and only its last part be erased.
  unsigned columns = llvm::sys::Process::StandardErrColumns();
  std::string line = text.str();
  line.resize(std::min<size_t>(line.size(), columns ? columns - 1 : 79));
  llvm::errs() << kErase << line;
}

void ProgressLine::clear() {
  std::lock_guard<std::mutex> lock(mutex);
  if (isShown)
    llvm::errs() << kErase;
  isShown = false;
}

namespace {
class ProgressInstrumentation : public PassInstrumentation {
public:
  explicit ProgressInstrumentation(std::shared_ptr<ProgressLine> line)
      : line(std::move(line)) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    StringRef name = pass->getArgument();
    if (name.empty())
      return;
    auto module = dyn_cast<ModuleOp>(op);
    if (module && module->getParentOp())
      line->show("compiling @" + module.getSymName().value_or("") + ": " +
                 name);
    else
      line->show("compiling: " + name);
  }

private:
  std::shared_ptr<ProgressLine> line;
};
} // namespace

void nn::showProgress(PassManager &manager,
                      std::shared_ptr<ProgressLine> line) {
  manager.addInstrumentation(
      std::make_unique<ProgressInstrumentation>(std::move(line)));
}
