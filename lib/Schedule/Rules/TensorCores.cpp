//===- TensorCores.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products of matrices on a GPU's tensor cores.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "nn/Schedule/MatrixProduct.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using Kind = ScheduleLoop::Kind;

FailureOr<StageChoice>
mlir::nn::detail::chooseTensorCores(const StageFacts &facts) {
  if (facts.target.math.empty())
    return failure();
  std::string reason;
  FailureOr<MatrixProduct> product = MatrixProduct::find(facts.stage, reason);
  if (failed(product))
    return failure();
  // The largest blocks that no row and no column is left of.
  auto choose = [&](unsigned dim, ArrayRef<int64_t> sizes) -> int64_t {
    for (int64_t size : sizes)
      if (facts.getSize(dim) > 0 && facts.getSize(dim) % size == 0)
        return size;
    return 0;
  };
  int64_t m = choose(product->m, {64, 32, 16});
  int64_t n = choose(product->n, {64, 32, 16, 8});
  int64_t k = facts.target.math == "f16" ? choose(product->k, {16})
                                         : choose(product->k, {16, 8});
  if (!m || !n || !k)
    return failure();
  StageChoice choice;
  const Stage &stage = facts.stage;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    int64_t step = dim == product->m ? m : dim == product->n ? n : 1;
    if (!info.isReduction && facts.getSize(dim) != step)
      choice.grid.push_back(makeLoop(Kind::Grid, info, step));
  }
  using Algorithm = ScheduleStage::Algorithm;
  choice.stage.algorithm =
      facts.target.math == "f16" ? Algorithm::F16 : Algorithm::TF32;
  choice.stage.loops.push_back(
      makeLoop(Kind::Warp, stage.dims[product->m], std::min<int64_t>(m, 32)));
  choice.stage.loops.push_back(
      makeLoop(Kind::Warp, stage.dims[product->n], std::min<int64_t>(n, 32)));
  choice.stage.loops.push_back(makeLoop(Kind::For, stage.dims[product->k], k));
  return choice;
}
