//===- ScheduleFile.h - Schedules in a file of their own --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A person or a tuner writes schedules into a file. Each entry is a line, and
// lines that begin with white space continue it:
//
//   # a comment
//   kernel 9c1f2e77aa01be34: grid [m by 8] s0: contract [...]
//   node 'block*/conv/Conv2D': grid [] s0: direct [...]
//
// A kernel's key is a hash of what it computes, on what sizes and strides; a
// node is one that a dispatch of the kernel is for, by a glob pattern.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_SCHEDULEFILE_H
#define NN_SCHEDULE_SCHEDULEFILE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "nn/Dialect/Kernel/IR/KernelSchedule.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::nn {

/// On a kernel module, its key: a string.
constexpr StringLiteral kernelKeyAttrName = "nn.key";

/// A kernel as a schedule file sees it.
struct KernelIdentity {
  std::string key;
  /// The nodes of its dispatches.
  llvm::SetVector<StringAttr> nodes;
};

/// An entry of a schedule file.
struct ScheduleEntry {
  /// Its place in the file.
  Location loc;
  /// A key, or else a glob pattern of node names.
  std::string key, pattern;
  Schedule schedule;

  bool matches(const KernelIdentity &kernel) const;
};

/// Reads a schedule file; emits a diagnostic for what is wrong with it.
FailureOr<SmallVector<ScheduleEntry>> readScheduleFile(StringRef path,
                                                       MLIRContext *context);

/// Returns the kernels of a module, which may be one itself, in order. A key
/// that is noted on a kernel is its key.
llvm::MapVector<ModuleOp, KernelIdentity> identifyKernels(ModuleOp module);

/// Files of schedules that a pipeline reads and writes; empty names are none.
struct ScheduleFiles {
  std::string read, write;
};

/// Adds the passes that choose schedules: first what a file says, then the
/// rules. `addPacking` adds passes that pack operands as schedules say; kernels
/// that they make get schedules too.
void addSchedules(OpPassManager &pm, const ScheduleFiles &files,
                  function_ref<void()> addPacking = nullptr);

} // namespace mlir::nn

#endif // NN_SCHEDULE_SCHEDULEFILE_H
