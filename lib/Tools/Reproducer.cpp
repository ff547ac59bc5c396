//===- Reproducer.cpp - Passes that leave what they failed on -------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass manager's own crash reproducer says that it failed in a second
// error, and makes a crash look like a failure; hence this one.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Reproducer.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "nn/Dialect/NN/IR/NNWeights.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include <atomic>
#include <mutex>
#include <unistd.h>

using namespace mlir;
using namespace mlir::nn;

namespace {
/// A run of a pass manager that can be repeated.
class Reproducer {
public:
  Reproducer(PassManager &manager, ModuleOp module);
  ~Reproducer() { current = nullptr; }

  /// Writes the file; returns its name, or nothing if it cannot be written.
  std::string write();

  /// What `write` returned, as a command.
  static std::string getHint(StringRef file);

private:
  static void onCrash(void *);

  OwningOpRef<ModuleOp> before;
  std::string pipeline;
  bool isThreaded;
  /// The run that a crash is of. Pipelines do not run at the same time.
  static std::atomic<Reproducer *> current;
};

/// Remembers the first pass that fails.
class FailureWatch : public PassInstrumentation {
public:
  explicit FailureWatch(std::string &failedPass) : failedPass(failedPass) {}

  void runAfterPassFailed(Pass *pass, Operation *op) override {
    std::lock_guard<std::mutex> lock(mutex);
    StringRef name = pass->getArgument();
    // A pass that runs others fails after them.
    if (failedPass.empty() && !name.empty())
      failedPass = name.str();
  }

private:
  std::mutex mutex;
  std::string &failedPass;
};
} // namespace

std::atomic<Reproducer *> Reproducer::current = nullptr;

Reproducer::Reproducer(PassManager &manager, ModuleOp module)
    : before(module.clone()),
      isThreaded(module.getContext()->isMultithreadingEnabled()) {
  llvm::raw_string_ostream os(pipeline);
  manager.printAsTextualPipeline(os);
  [[maybe_unused]] static bool isRegistered =
      (llvm::sys::AddSignalHandler(onCrash, nullptr), true);
  current = this;
}

std::string Reproducer::write() {
  SmallString<128> path;
  int descriptor;
  if (llvm::sys::fs::createTemporaryFile("nn-reproducer", "mlir", descriptor,
                                         path))
    return "";
  llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/true);
  SmallVector<DenseResourceElementsAttr> unnamed = nameWeights(*before);
  if (!unnamed.empty())
    llvm::consumeError(
        moveWeights(*before, unnamed, (path + ".weights").str()));
  OpPrintingFlags flags;
  flags.enableDebugInfo();
  AsmState state(*before, flags);
  state.attachResourcePrinter(
      "mlir_reproducer", [&](Operation *, AsmResourceBuilder &builder) {
        builder.buildString("pipeline", pipeline);
        builder.buildBool("disable_threading", !isThreaded);
        builder.buildBool("verify_each", true);
      });
  (*before)->print(os, state);
  os.close();
  bool isWritten = !os.has_error();
  os.clear_error();
  return isWritten ? std::string(path) : "";
}

std::string Reproducer::getHint(StringRef file) {
  if (file.empty())
    return "";
  return ("; 'nn-opt --run-reproducer " + file + "' repeats it").str();
}

void Reproducer::onCrash(void *) {
  Reproducer *crashed = current.exchange(nullptr);
  if (!crashed)
    return;
  // What crashed may hold a lock that printing waits for.
  constexpr unsigned maxSeconds = 10;
  ::alarm(maxSeconds);
  llvm::errs() << "error: the compiler crashed, which is a bug of it"
               << getHint(crashed->write()) << "\n";
}

/// Returns true if a location is a place in a file.
static bool isIn(Location loc, StringRef file) {
  auto place = dyn_cast<FileLineColLoc>(loc);
  return place && place.getFilename() == file;
}

LogicalResult nn::runWithReproducer(PassManager &manager, ModuleOp module,
                                    StringRef userFile) {
  MLIRContext *context = module.getContext();
  std::string failedPass;
  manager.addInstrumentation(std::make_unique<FailureWatch>(failedPass));
  Reproducer reproducer(manager, module);
  std::atomic<bool> hasError = false, isOfUser = false;
  LogicalResult result = success();
  {
    ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
      if (diagnostic.getSeverity() == DiagnosticSeverity::Error) {
        hasError = true;
        if (!userFile.empty() && isIn(diagnostic.getLocation(), userFile))
          isOfUser = true;
      }
      return failure(); // somebody else prints it
    });
    result = manager.run(module);
  }
  if (succeeded(result) || isOfUser)
    return result;

  std::string what = "the pass '" + failedPass + "' failed";
  std::string hint = Reproducer::getHint(reproducer.write());
  Location loc = UnknownLoc::get(context);
  if (!hasError)
    return emitError(loc) << what
                          << " without a reason, which is a bug of the "
                             "compiler"
                          << hint;
  emitRemark(loc) << what << hint;
  return failure();
}
