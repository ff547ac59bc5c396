//===- Progress.h - What a long compilation does ----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One line of a terminal, written over and over.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_PROGRESS_H
#define NN_TOOLS_PROGRESS_H

#include "mlir/Pass/PassManager.h"
#include <chrono>
#include <memory>
#include <mutex>

namespace mlir::nn {

/// A line on standard error that says what is going on, if that is a terminal.
/// It appears when the first seconds are over and is gone before anything else
/// is printed. Threads may share it.
class ProgressLine {
public:
  /// A negative number of seconds is never.
  explicit ProgressLine(double afterSeconds);
  ~ProgressLine() { clear(); }

  void show(const Twine &text);
  void clear();

private:
  using Clock = std::chrono::steady_clock;

  std::mutex mutex;
  bool isEnabled;
  bool isShown = false;
  /// When the line may change again.
  Clock::time_point next;
};

/// Shows each pass that is run.
void showProgress(PassManager &manager, std::shared_ptr<ProgressLine> line);

} // namespace mlir::nn

#endif // NN_TOOLS_PROGRESS_H
