//===- LoopBuilder.h --------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sequential code on tensors, written as one writes it in C: expressions,
// variables, elements that are stored to in place, loops and conditions. What
// comes of it is scf on tensors in which every tensor has one buffer.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_LOOPBUILDER_H
#define NN_LIB_CONVERSION_NNTOLINALG_LOOPBUILDER_H

#include "Lowering.h"
#include "Scalar.h"

namespace mlir::nn::detail {

class LoopBuilder;

/// A scalar: an index, an integer, a float or a condition. Operators build the
/// arithmetic of its type; integers are signed, and comparisons with NaN false
/// but for `!=`. A number takes the type of the other operand.
class Expr {
public:
  Expr(LoopBuilder &b, Value value) : b(&b), value(value) {}

  operator Value() const { return value; }
  LoopBuilder &getBuilder() const { return *b; }
  Type getType() const { return value.getType(); }
  /// The number as an expression of this one's type.
  Expr like(double number) const;

private:
  LoopBuilder *b;
  Value value;
};

Expr operator+(Expr lhs, Expr rhs);
Expr operator-(Expr lhs, Expr rhs);
Expr operator*(Expr lhs, Expr rhs);
Expr operator/(Expr lhs, Expr rhs);
Expr operator-(Expr value);
Expr operator<(Expr lhs, Expr rhs);
Expr operator<=(Expr lhs, Expr rhs);
Expr operator>(Expr lhs, Expr rhs);
Expr operator>=(Expr lhs, Expr rhs);
Expr operator==(Expr lhs, Expr rhs);
Expr operator!=(Expr lhs, Expr rhs);
Expr operator&&(Expr lhs, Expr rhs);
Expr operator||(Expr lhs, Expr rhs);
Expr operator!(Expr condition);

#define NN_MIXED_OPERATOR(OP)                                                  \
  inline Expr operator OP(Expr lhs, double rhs) {                              \
    return lhs OP lhs.like(rhs);                                               \
  }                                                                            \
  inline Expr operator OP(double lhs, Expr rhs) { return rhs.like(lhs) OP rhs; }
NN_MIXED_OPERATOR(+)
NN_MIXED_OPERATOR(-)
NN_MIXED_OPERATOR(*)
NN_MIXED_OPERATOR(/)
NN_MIXED_OPERATOR(<)
NN_MIXED_OPERATOR(<=)
NN_MIXED_OPERATOR(>)
NN_MIXED_OPERATOR(>=)
NN_MIXED_OPERATOR(==)
NN_MIXED_OPERATOR(!=)
#undef NN_MIXED_OPERATOR

/// Magnitude and square root of a float; functions of any numbers.
Expr abs(Expr value);
Expr sqrt(Expr value);
Expr exp(Expr value);
Expr min(Expr lhs, Expr rhs);
Expr max(Expr lhs, Expr rhs);
Expr select(Expr condition, Expr onTrue, Expr onFalse);

/// A scalar that may be assigned to.
class Variable {
public:
  Variable(LoopBuilder &b, unsigned number) : b(&b), number(number) {}
  Variable(const Variable &) = default;

  operator Expr() const;
  operator Value() const { return Expr(*this); }
  Expr get() const { return *this; }
  void operator=(Expr value);
  void operator=(const Variable &other) { *this = Expr(other); }
  void operator=(double number) { *this = get().like(number); }

private:
  LoopBuilder *b;
  unsigned number;
};

/// An element of a tensor; assigning to it stores.
class Element {
public:
  Element(LoopBuilder &b, unsigned number, ArrayRef<Expr> position)
      : b(&b), number(number), position(position) {}

  operator Expr() const;
  operator Value() const { return Expr(*this); }
  Expr get() const { return *this; }
  void operator=(Expr value);
  void operator=(const Element &other) { *this = Expr(other); }
  void operator=(double value) { *this = get().like(value); }

private:
  LoopBuilder *b;
  unsigned number;
  SmallVector<Expr> position;
};

/// A tensor whose elements may be stored to.
class Array {
public:
  Array(LoopBuilder &b, unsigned number) : b(&b), number(number) {}

  template <typename... Index>
  Element operator()(Index... position) const {
    return Element(*b, number, {Expr(position)...});
  }
  /// The tensor as it is now.
  Value get() const;

private:
  LoopBuilder *b;
  unsigned number;
};

/// A tensor that is only read.
class Input {
public:
  Input(LoopBuilder &b, Value tensor) : b(&b), tensor(tensor) {}

  template <typename... Index>
  Expr operator()(Index... position) const {
    return load({Expr(position)...});
  }

private:
  Expr load(ArrayRef<Expr> position) const;

  LoopBuilder *b;
  Value tensor;
};

/// Builds code in order. Variables and arrays live as long as the builder.
class LoopBuilder : public ScalarBuilder {
public:
  explicit LoopBuilder(const ImplicitLocOpBuilder &b) : ScalarBuilder(b) {}

  Expr expr(Value value) { return Expr(*this, value); }
  Expr index(int64_t value);
  Expr size(OpFoldResult size) { return expr(getSizeValue(*this, size)); }
  Expr number(Type type, double value);
  /// An integer as an index, and an index as an integer.
  Expr toIndex(Expr value);
  Expr toInteger(Expr index, Type type);

  Variable variable(Expr init);
  Array array(Value init);
  /// An array of unset elements, which no one else sees.
  Array array(ArrayRef<OpFoldResult> sizes, Type elementType);
  Input input(Value tensor) { return Input(*this, tensor); }

  /// For each index in [begin, end), upwards or downwards.
  void loop(Expr begin, Expr end, function_ref<void(Expr)> body);
  void loopDown(Expr end, Expr begin, function_ref<void(Expr)> body);
  void when(Expr condition, function_ref<void()> then,
            function_ref<void()> otherwise = {});
  /// As long as the condition, computed before each iteration, is true.
  void repeatWhile(function_ref<Expr()> condition, function_ref<void()> body);

private:
  friend class Array;
  friend class Element;
  friend class Variable;

  unsigned declare(Value init);

  /// What each variable and array is at the insertion point.
  SmallVector<Value> current;
};

/// The part of a grid's output that one of its points computes: an offset and
/// a size for each dimension.
struct GridPart {
  Sizes offsets, sizes;
};

/// Creates the loop over the grid of a kernel, called `name`, of `count`
/// points, which writes outputs of the given sizes. `getPart` says which part
/// of output `i` belongs to a point; `body` gets them as tensors without their
/// first dimension, of which a part has one row, and returns what they become.
SmallVector<Value> createGrid(
    ImplicitLocOpBuilder &b, StringRef name, OpFoldResult count,
    ArrayRef<Sizes> sizes, ArrayRef<Type> elementTypes,
    function_ref<GridPart(ImplicitLocOpBuilder &, Value point, unsigned output)>
        getPart,
    function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, Value point,
                                    ValueRange parts)>
        body);

/// The same where point `i` computes row `i` of each output. The sizes are
/// those of the rows.
SmallVector<Value>
createRowGrid(ImplicitLocOpBuilder &b, StringRef name, OpFoldResult count,
              ArrayRef<Sizes> rowSizes, ArrayRef<Type> elementTypes,
              function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, Value row,
                                              ValueRange rows)>
                  body);

/// Joins the leading dimensions of a tensor, all but the last `kept`, to one;
/// and splits that into dimensions of the given sizes.
Value joinBatch(ImplicitLocOpBuilder &b, Value tensor, int64_t kept);
Value splitBatch(ImplicitLocOpBuilder &b, Value tensor,
                 ArrayRef<OpFoldResult> sizes);

/// Part `row` of the first dimension.
Value getRow(ImplicitLocOpBuilder &b, Value tensor, Value row);

/// A pattern that computes all results of an op; see OpLowering.
template <typename OpTy>
class LoopLowering : public OpConversionPattern<OpTy> {
public:
  using OpConversionPattern<OpTy>::OpConversionPattern;
  using Adaptor = typename OpTy::Adaptor;

  virtual FailureOr<SmallVector<Value>>
  lower(OpTy op, Adaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &rewriter) const = 0;

  LogicalResult
  matchAndRewrite(OpTy op, Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<Type> types;
    if (failed(this->getTypeConverter()->convertTypes(op->getResultTypes(),
                                                      types)))
      return rewriter.notifyMatchFailure(op, "cannot convert the result types");
    ImplicitLocOpBuilder b(op->getLoc(), rewriter);
    SmallVector<Value> results;
    if (llvm::all_of(types, isEmpty)) {
      for (Type type : types)
        results.push_back(createEmpty(b, type));
      rewriter.replaceOp(op, results);
      return success();
    }
    FailureOr<SmallVector<Value>> lowered = lower(op, adaptor, b, rewriter);
    if (failed(lowered))
      return failure();
    for (auto [result, type] : llvm::zip_equal(*lowered, types))
      results.push_back(castTo(b, result, type));
    rewriter.replaceOp(op, results);
    return success();
  }
};

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_LOOPBUILDER_H
