//===- ReproducerTest.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What fails and what crashes, told apart.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Reproducer.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassRegistry.h"
#include "nn/Tools/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"
#include <csignal>

using namespace mlir;
using namespace mlir::nn;

namespace {

enum class Behavior { Succeed, Refuse, FailSilently, Crash };

/// A pass that does what it is told.
struct ObedientPass
    : public PassWrapper<ObedientPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ObedientPass)

  explicit ObedientPass(Behavior behavior) : behavior(behavior) {}

  StringRef getArgument() const override { return "obedient"; }

  void runOnOperation() override {
    switch (behavior) {
    case Behavior::Succeed:
      return;
    case Behavior::Refuse:
      getOperation().emitError("is refused");
      getOperation().emitError("is refused again");
      return signalPassFailure();
    case Behavior::FailSilently:
      return signalPassFailure();
    case Behavior::Crash:
      std::raise(SIGSEGV);
    }
  }

  Behavior behavior;
};

/// Runs the pass; returns what a tool prints, a line an element.
SmallVector<std::string> run(Behavior behavior) {
  MLIRContext context;
  std::string text;
  llvm::raw_string_ostream os(text);
  ToolDiagnosticHandler handler(&context, "model.pb", os);
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(
      "module @network { module @inner { } }", &context);
  PassManager manager(&context, ModuleOp::getOperationName());
  manager.addPass(std::make_unique<ObedientPass>(behavior));
  EXPECT_EQ(succeeded(runWithReproducer(manager, *module)),
            behavior == Behavior::Succeed);
  SmallVector<std::string> lines;
  for (StringRef line : llvm::split(StringRef(text), '\n'))
    if (!line.empty())
      lines.push_back(line.str());
  return lines;
}

/// Checks that a line names a reproducer of the module, and removes it.
void checkReproducer(StringRef line) {
  StringRef path = line.split("--run-reproducer ").second.split('\'').first;
  auto buffer = llvm::MemoryBuffer::getFile(path);
  ASSERT_TRUE(buffer) << line.str();
  StringRef text = (*buffer)->getBuffer();
  EXPECT_TRUE(text.contains("module @inner"));
  EXPECT_TRUE(text.contains("pipeline: \"builtin.module(obedient"));
  (void)llvm::sys::fs::remove(path);
}

TEST(Reproducer, SaysNothingOfSuccess) {
  EXPECT_TRUE(run(Behavior::Succeed).empty());
}

TEST(Reproducer, TellsOneErrorOfARefusal) {
  SmallVector<std::string> lines = run(Behavior::Refuse);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(StringRef(lines[0]).starts_with("error: model.pb: "));
  EXPECT_TRUE(StringRef(lines[0]).ends_with("is refused"));
  EXPECT_TRUE(StringRef(lines[1]).starts_with("note: "));
  EXPECT_TRUE(StringRef(lines[2]).starts_with(
      "remark: model.pb: the pass 'obedient' failed; 'nn-opt "));
  checkReproducer(lines[2]);
}

TEST(Reproducer, TellsAnErrorOfAPassThatTellsNone) {
  SmallVector<std::string> lines = run(Behavior::FailSilently);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(StringRef(lines[0]).starts_with(
      "error: model.pb: the pass 'obedient' failed without a reason"));
  checkReproducer(lines[0]);
}

TEST(Reproducer, ACrashEndsTheProcess) {
  EXPECT_EXIT((void)run(Behavior::Crash), testing::KilledBySignal(SIGSEGV),
              "error: the compiler crashed.*nn-opt --run-reproducer");
}

} // namespace
