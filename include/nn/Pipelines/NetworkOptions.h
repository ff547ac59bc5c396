//===- NetworkOptions.h ---------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options that the pipelines which compile a network share.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_NETWORKOPTIONS_H
#define NN_PIPELINES_NETWORKOPTIONS_H

#include "mlir/Pass/PassOptions.h"

namespace mlir::nn {

/// What a network's functions are called and which schedules its kernels have,
/// whatever the target. OptionsT is the struct of the pipeline's options.
template <typename OptionsT>
struct NetworkPipelineOptions : public PassPipelineOptions<OptionsT> {
  using StringOption = detail::PassOptions::Option<std::string>;

  StringOption symbol{
      *this, "symbol",
      llvm::cl::desc("The name of the network's functions, instead of 'main'"),
      llvm::cl::init("")};
  StringOption schedules{
      *this, "schedules",
      llvm::cl::desc("A file of schedules, instead of those by rules"),
      llvm::cl::init("")};
  StringOption writeSchedules{
      *this, "write-schedules",
      llvm::cl::desc("Where to write the schedules that are used"),
      llvm::cl::init("")};
};

} // namespace mlir::nn

#endif // NN_PIPELINES_NETWORKOPTIONS_H
