//===- Lowering.h -----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the patterns of all families build with: sizes, destinations, loops.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_LOWERING_H
#define NN_LIB_CONVERSION_NNTOLINALG_LOWERING_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/DialectConversion.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn::detail {

using Sizes = SmallVector<OpFoldResult>;

/// Returns the size of a dimension. Looks through the ops that the conversion
/// emits, so that equal sizes are equal values wherever they are asked for.
OpFoldResult getSize(ImplicitLocOpBuilder &b, Value tensor, int64_t dim);
Sizes getSizes(ImplicitLocOpBuilder &b, Value tensor);

/// Whether two sizes are known to be equal.
bool areEqualSizes(OpFoldResult lhs, OpFoldResult rhs);

/// Returns the size as a number, or ShapedType::kDynamic.
int64_t getStaticSize(OpFoldResult size);

/// Returns the size as a value of type index.
Value getSizeValue(ImplicitLocOpBuilder &b, OpFoldResult size);

/// Returns the expression of dimensions (d0, d1, ...) applied to the sizes.
OpFoldResult computeSize(ImplicitLocOpBuilder &b, AffineExpr expr,
                         ArrayRef<OpFoldResult> sizes);

/// Returns an integer, or an element of a 1-d tensor of them, as a size.
OpFoldResult toSize(ImplicitLocOpBuilder &b, Value number);
OpFoldResult extractSize(ImplicitLocOpBuilder &b, Value tensor,
                         int64_t position);

/// Returns the product of sizes.
OpFoldResult multiplySizes(ImplicitLocOpBuilder &b,
                           ArrayRef<OpFoldResult> sizes);

/// Returns a type with the given sizes and element type.
RankedTensorType getTensorType(ArrayRef<OpFoldResult> sizes, Type elementType);

/// Returns the type of a tensor.
inline RankedTensorType getTensorType(Value tensor) {
  return cast<RankedTensorType>(tensor.getType());
}

/// Casts the tensor to a type that knows more or fewer sizes, if it is not of
/// that type already.
Value castTo(ImplicitLocOpBuilder &b, Value tensor, Type type);

/// The same, but where the type knows sizes that the tensor's does not, checks
/// that these are the tensor's.
Value castToChecked(ImplicitLocOpBuilder &b, Value tensor,
                    RankedTensorType type);

/// Returns a scalar of an integer or float type.
Value createScalar(ImplicitLocOpBuilder &b, Type type, double value);

/// Returns a scalar with the greatest or lowest number of an element type,
/// which is unsigned or signed as in the nn dialect; for floats, infinity.
Value createGreatest(ImplicitLocOpBuilder &b, Type elementType);
Value createLowest(ImplicitLocOpBuilder &b, Type elementType);

/// The lowest number of a type; of floats the lowest finite one, from which
/// TensorFlow's maxima in windows start.
Value createLowestFinite(ImplicitLocOpBuilder &b, Type elementType);

Value createEmpty(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                  Type elementType);

Value createEmpty(ImplicitLocOpBuilder &b, Type type);

/// Whether tensors of the type have no elements. Such a result is not computed:
/// upstream takes a part of it to be out of bounds.
bool isEmpty(Type type);
bool hasNoElements(ArrayRef<OpFoldResult> sizes);

/// Returns a tensor whose elements are all the scalar.
Value createFilled(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                   Value scalar);

/// Returns a tensor of zeros, of the type that sums of elements of the type are
/// accumulated in.
Value createZeros(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                  Type elementType);

using Body = function_ref<Value(ImplicitLocOpBuilder &, ValueRange)>;

/// Creates a linalg.generic with parallel loops over the given sizes, that
/// writes `body` of the inputs' elements. A null map is the identity.
Value createMap(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                Type elementType, ValueRange inputs, ArrayRef<AffineMap> maps,
                Body body);
Value createMap(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                Type elementType, ValueRange inputs, Body body);

/// Creates a linalg.generic that reduces `dims` of the input into `init`, whose
/// dimensions are the others. `body` takes an element and the accumulator.
Value createReduction(ImplicitLocOpBuilder &b, Value input, Value init,
                      ArrayRef<int64_t> dims, Body body);

/// Removes dimensions of size 1.
Value dropUnitDims(ImplicitLocOpBuilder &b, Value tensor,
                   ArrayRef<int64_t> dims);

/// Inserts dimensions of size 1 such that they are `dims` of the result.
Value insertUnitDims(ImplicitLocOpBuilder &b, Value tensor,
                     ArrayRef<int64_t> dims);

/// Joins or splits dimensions; the sizes are the result's.
Value collapse(ImplicitLocOpBuilder &b, Value tensor,
               ArrayRef<ReassociationIndices> groups);
Value expand(ImplicitLocOpBuilder &b, Value tensor,
             ArrayRef<ReassociationIndices> groups,
             ArrayRef<OpFoldResult> sizes);

/// An operand of loops over a result that it broadcasts to, with its map.
struct BroadcastOperand {
  Value value;
  AffineMap map;
};

/// Returns the operand for loops over the given sizes: without its dimensions
/// of size 1 where those of the result are greater, and repeated where only
/// running tells.
BroadcastOperand broadcastOperand(ImplicitLocOpBuilder &b, Value value,
                                  ArrayRef<OpFoldResult> sizes);

/// Reverses the order along dimensions.
Value reverse(ImplicitLocOpBuilder &b, Value tensor, ArrayRef<int64_t> dims);

/// Permutes dimensions: dimension i of the result is `permutation[i]`.
Value transpose(ImplicitLocOpBuilder &b, Value tensor,
                ArrayRef<int64_t> permutation);

/// Surrounds the tensor with copies of the scalar. A border of nothing is the
/// tensor itself.
Value padWith(ImplicitLocOpBuilder &b, Value tensor, ArrayRef<OpFoldResult> low,
              ArrayRef<OpFoldResult> high, Value scalar);

/// The type in which numbers of an element type are computed and accumulated:
/// f32 for the floats below it.
Type getComputeType(Type elementType);

/// Converts a scalar float, or a tensor of floats, to another float type.
Value convertFloat(ImplicitLocOpBuilder &b, Value scalar, Type type);
Value convertFloats(ImplicitLocOpBuilder &b, Value tensor, Type elementType);

/// A pattern that computes the result of an op. The value may know more or
/// fewer sizes than the op's result type, to which it is cast; that it has
/// those which only the type knows is checked.
template <typename OpTy>
class OpLowering : public OpConversionPattern<OpTy> {
public:
  using OpConversionPattern<OpTy>::OpConversionPattern;
  using Adaptor = typename OpTy::Adaptor;

  /// Returns the result, or notifies the rewriter why there is none.
  virtual FailureOr<Value> lower(OpTy op, Adaptor adaptor,
                                 ImplicitLocOpBuilder &b,
                                 ConversionPatternRewriter &rewriter) const = 0;

  LogicalResult
  matchAndRewrite(OpTy op, Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    MatchFailureForwarder forwarder(rewriter);
    Type type = this->getTypeConverter()->convertType(op.getType());
    if (!type)
      return rewriter.notifyMatchFailure(op, "cannot convert the result type");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    if (isEmpty(type)) {
      rewriter.replaceOp(op, createEmpty(b, type));
      return success();
    }
    FailureOr<Value> result = lower(op, adaptor, b, rewriter);
    if (failed(result))
      return failure();
    rewriter.replaceOp(op,
                       castToChecked(b, *result, cast<RankedTensorType>(type)));
    return success();
  }
};

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_LOWERING_H
