//===- NativeTarget.h - What machine code is generated for ------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A triple, a CPU and features, checked against the targets LLVM was built
// with.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_NATIVE_NATIVETARGET_H
#define NN_TARGET_NATIVE_NATIVETARGET_H

#include "llvm/Support/Error.h"
#include "llvm/TargetParser/Triple.h"
#include <memory>
#include <string>

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace mlir::nn {

/// What machine code is generated for.
class NativeTarget {
public:
  /// The machine this runs on: its CPU and every feature the system enables.
  static NativeTarget getHost();

  /// Resolves what a command line gives. An empty triple, or `host`, means this
  /// machine, and then an empty CPU means its CPU; for another triple an empty
  /// CPU is the generic one.
  static llvm::Expected<NativeTarget>
  get(llvm::StringRef triple, llvm::StringRef cpu, llvm::StringRef features);

  const llvm::Triple &getTriple() const { return triple; }
  llvm::StringRef getCPU() const { return cpu; }
  /// `+avx2,-sse4a`, as LLVM's subtargets take it.
  llvm::StringRef getFeatures() const { return features; }

  /// The triple, the CPU, and the features that are not as the CPU has them:
  /// "aarch64-unknown-linux-gnu neoverse-v2 -sve".
  std::string describe() const;
  /// True if the same code may be generated for both: one kind of machine and
  /// system, CPU and features.
  bool isSame(const NativeTarget &other) const;
  /// Returns a feature that the target has and this machine lacks, or "": code
  /// for it might not run here. Features that only intrinsics use do not
  /// count. Both are of one architecture.
  std::string findFeatureNotHere() const;

  /// Creates a target machine for position-independent code.
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
  createTargetMachine() const;

private:
  llvm::Triple triple;
  std::string cpu, features;
};

} // namespace mlir::nn

#endif // NN_TARGET_NATIVE_NATIVETARGET_H
