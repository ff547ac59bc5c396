//===- LoopNames.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names that schedules give to the loops of linalg ops.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/KernelStages.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

/// Names the loops of a contraction b, m, n and k, with numbers where there are
/// several of a kind.
static bool nameContraction(linalg::LinalgOp op,
                            SmallVectorImpl<std::string> &names) {
  if (!linalg::isaContractionOpInterface(op))
    return false;
  FailureOr<linalg::ContractionDimensions> dims =
      linalg::inferContractionDims(op);
  if (failed(dims))
    return false;
  auto name = [&](ArrayRef<unsigned> loops, StringRef letter) {
    for (auto [index, loop] : llvm::enumerate(loops))
      names[loop] = (loops.size() == 1 ? letter : letter + Twine(index)).str();
  };
  name(dims->batch, "b");
  name(dims->m, "m");
  name(dims->n, "n");
  name(dims->k, "k");
  return true;
}

SmallVector<std::string> mlir::nn::getLoopNames(linalg::LinalgOp op) {
  auto fixed = [](ArrayRef<StringRef> names) {
    SmallVector<std::string> result;
    for (StringRef name : names)
      result.push_back(name.str());
    return result;
  };
  return TypeSwitch<Operation *, SmallVector<std::string>>(op)
      .Case([&](linalg::Conv2DNhwcHwcfOp) {
        return fixed({"n", "oh", "ow", "oc", "kh", "kw", "ic"});
      })
      .Case([&](linalg::Conv2DNhwcFhwcOp) {
        return fixed({"n", "oh", "ow", "oc", "kh", "kw", "ic"});
      })
      .Case([&](linalg::Conv2DNchwFchwOp) {
        return fixed({"n", "oc", "oh", "ow", "ic", "kh", "kw"});
      })
      .Case([&](linalg::DepthwiseConv2DNhwcHwcOp) {
        return fixed({"n", "oh", "ow", "c", "kh", "kw"});
      })
      .Case([&](linalg::DepthwiseConv2DNhwcHwcmOp) {
        return fixed({"n", "oh", "ow", "c", "cm", "kh", "kw"});
      })
      .Case<linalg::PoolingNhwcMaxOp, linalg::PoolingNhwcSumOp,
            linalg::PoolingNhwcMinOp>(
          [&](auto) { return fixed({"n", "oh", "ow", "c", "kh", "kw"}); })
      .Default([&](Operation *) {
        SmallVector<std::string> names;
        for (unsigned loop = 0, e = op.getNumLoops(); loop < e; ++loop)
          names.push_back("d" + std::to_string(loop));
        nameContraction(op, names);
        return names;
      });
}
