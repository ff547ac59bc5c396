//===- MatrixProduct.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Recognizes stages that multiply matrices.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/MatrixProduct.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::nn;

bool mlir::nn::isSumOfProducts(linalg::LinalgOp op) {
  return op.getNumDpsInputs() == 2 && op.getNumDpsInits() == 1 &&
         linalg::detail::isContractionBody(
             *op.getBlock(), [](Operation *product, Operation *sum) {
               return (isa<arith::MulFOp>(product) &&
                       isa<arith::AddFOp>(sum)) ||
                      (isa<arith::MulIOp>(product) && isa<arith::AddIOp>(sum));
             });
}

FailureOr<MatrixProduct> MatrixProduct::find(const Stage &stage,
                                             std::string &reason) {
  auto fail = [&](StringRef why) {
    reason = why.str();
    return failure();
  };
  linalg::LinalgOp root = stage.getRoot();
  if (!isSumOfProducts(root))
    return fail("it is no sum of products");
  // A product, a sum and what returns it: no casts.
  if (root.getBlock()->getOperations().size() != 3)
    return fail("it computes the factors first");
  for (const StageDim &dim : stage.dims)
    if (ShapedType::isDynamic(dim.getStaticSize()))
      return fail("a size is not known");
  SmallVector<unsigned, 2> factors;
  for (unsigned input : {0, 1}) {
    const StageOperand &operand = stage.ops.front().operands[input];
    if (operand.kind != StageOperand::Kind::Access)
      return fail("a factor is no memory");
    const StageAccess &access = stage.accesses[operand.index];
    if (!access.view.elementType.isF32() || access.view.scratch >= 0)
      return fail("a factor is no f32 of a buffer");
    if (llvm::any_of(access.tiles, [](int64_t tile) { return tile != 0; }))
      return fail("a factor is packed");
    factors.push_back(operand.index);
  }
  if (!root.getRegionOutputArgs()[0].getType().isF32())
    return fail("the sums are not f32");
  // The sums' rows are contiguous; which factor has their columns?
  int m = -1, n = -1, k = -1;
  for (auto [index, dim] : llvm::enumerate(stage.dims)) {
    if (dim.isReduction) {
      if (k >= 0)
        return fail("it sums along two dimensions");
      k = index;
    }
  }
  auto isOf = [&](unsigned factor, unsigned dim) {
    return stage.accesses[factors[factor]].inner[dim] != 0;
  };
  for (unsigned lhs : {0, 1}) {
    m = n = -1;
    for (auto [index, dim] : llvm::enumerate(stage.dims)) {
      if (dim.isReduction)
        continue;
      if (isOf(lhs, index) && !isOf(1 - lhs, index))
        m = index; // the innermost one
      else if (!isOf(lhs, index) && isOf(1 - lhs, index))
        n = index;
    }
    bool hasColumns =
        n >= 0 && llvm::all_of(stage.results, [&](const StageResult &result) {
          return stage.accesses[result.access].inner[n] == 1;
        });
    if (m < 0 || !hasColumns || k < 0)
      continue;
    return MatrixProduct{static_cast<unsigned>(m), static_cast<unsigned>(n),
                         static_cast<unsigned>(k), factors[lhs],
                         factors[1 - lhs]};
  }
  return fail("it is no product of matrices");
}
