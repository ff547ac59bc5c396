//===- Views.h ----------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the elements of a kernel's tensors are: a view is an affine function
// from the indices of a tensor to elements of a buffer.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_VIEWS_H
#define NN_SCHEDULE_VIEWS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AffineExpr.h"
#include "llvm/ADT/DenseMap.h"

namespace mlir::nn {

/// The values that affine expressions of a kernel refer to by symbols: its
/// dynamic sizes and strides.
class KernelSymbols {
public:
  explicit KernelSymbols(func::FuncOp entry);

  /// Returns the expression of a size or stride of a memref argument.
  AffineExpr getSize(BlockArgument buffer, unsigned dim);
  AffineExpr getStride(BlockArgument buffer, unsigned dim);
  /// Returns the expression of an index value, which must stand at the top
  /// level of the entry function.
  AffineExpr get(Value value);
  AffineExpr get(OpFoldResult value);
  AffineExpr constant(int64_t value) const;
  /// Returns the symbol of the machine's vscale.
  AffineExpr getVScale();

  ArrayRef<Value> getValues() const { return values; }
  MLIRContext *getContext() const { return context; }

private:
  func::FuncOp entry;
  MLIRContext *context;
  AffineExpr vscale;
  SmallVector<Value> values;
  DenseMap<Value, unsigned> positions;
  DenseMap<std::pair<Value, unsigned>, Value> sizes;
  DenseMap<std::pair<Value, unsigned>, Value> strides;
};

/// Returns true if a tensor of the host is a constant or a view of one, which
/// may be packed when the network is compiled.
bool isConstantView(Value tensor);

/// Returns the value of a constant expression.
std::optional<int64_t> getConstant(AffineExpr expr);

/// Where the elements of a tensor are. Dimension `d` contributes
/// `index * strides[d]`, or, if it is cut into tiles, `index floordiv tile *
/// strides[d] + index mod tile * tileStrides[d]`.
struct View {
  /// The memref argument; null if the elements are in scratch memory.
  Value buffer;
  /// The number of the scratch buffer, if there is no argument.
  int scratch = -1;
  Type elementType;
  AffineExpr offset;
  SmallVector<AffineExpr> sizes;
  SmallVector<AffineExpr> strides;
  /// The tile that cuts a dimension, or 0.
  SmallVector<int64_t> tiles;
  SmallVector<AffineExpr> tileStrides;
  /// Of a dimension that is cut, `strides` divided by the tile.
  SmallVector<AffineExpr> tileSteps;
  /// True if the tiles are in units of vscale.
  bool isScalable = false;

  unsigned getRank() const { return strides.size(); }
  bool isCut(unsigned dim) const { return !tiles.empty() && tiles[dim] != 0; }
};

/// Finds the views of the tensors of one kernel.
class KernelViews {
public:
  KernelViews(func::FuncOp entry, KernelSymbols &symbols)
      : entry(entry), symbols(symbols) {}

  /// Returns the view of a tensor that an op may read, or failure if its
  /// elements are in no buffer.
  FailureOr<View> getView(Value tensor);

  /// Returns the view of the output argument into which a tensor is finally
  /// materialized, or failure if it is in none. What a tensor.pad on the way
  /// adds is appended to `borders`.
  FailureOr<View> getDestination(Value tensor);

  /// Records that the elements of a computed tensor are here.
  void setView(Value tensor, View view) { known[tensor] = std::move(view); }

  /// Returns the expressions of the sizes of a tensor.
  FailureOr<SmallVector<AffineExpr>> getSizes(Value tensor);

  /// A part of an output that holds one value.
  struct Border {
    View view;
    Value value;
  };
  ArrayRef<Border> getBorders() const { return borders; }

private:
  FailureOr<View> getArgumentView(BlockArgument buffer);
  FailureOr<View> getDestinationThrough(Operation *user, Value tensor);

  func::FuncOp entry;
  KernelSymbols &symbols;
  DenseMap<Value, View> known;
  DenseMap<Value, View> destinations;
  SmallVector<Border, 0> borders;
};

} // namespace mlir::nn

#endif // NN_SCHEDULE_VIEWS_H
