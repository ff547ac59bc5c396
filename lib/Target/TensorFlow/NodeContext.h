//===- NodeContext.h - What the importer of a node sees ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One node of the graph: its inputs as values, its attributes, and a way to
// make ops for it. The first error is emitted and remembered; from then on
// values are null and every use of them does nothing, so that an importer need
// not ask after each step.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_NODECONTEXT_H
#define NN_LIB_TARGET_TENSORFLOW_NODECONTEXT_H

#include "Graph.h"
#include "StaticValues.h"
#include "Tensors.h"
#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNAttributes.h"

namespace mlir::nn::tf {

/// What the function that imports a kind of node works with: the node, its
/// attributes and inputs, and a builder of nn ops at its location. The first
/// error wins: values are null after one, and what is made of them is null too.
class NodeContext {
public:
  NodeContext(const Graph &graph, const Node &node, ArrayRef<Value> inputs,
              OpBuilder &builder, StaticValues &staticValues)
      : graph(graph), node(node), inputs(inputs), builder(builder),
        staticValues(staticValues), loc(graph.getLocation(node)) {}

  /// The same node with other inputs.
  NodeContext(NodeContext &other, ArrayRef<Value> inputs)
      : NodeContext(other.graph, other.node, inputs, other.builder,
                    other.staticValues) {}

  StringRef getOp() const { return node.def->op(); }
  const proto::NodeDef &getDef() const { return *node.def; }
  const Node &getNode() const { return node; }
  const Graph &getGraph() const { return graph; }
  MLIRContext *getContext() const { return builder.getContext(); }
  Builder &getBuilder() { return builder; }
  OpBuilder &getOpBuilder() { return builder; }
  Location getLoc() const { return loc; }

  //===--------------------------------------------------------------------===//
  // Errors
  //===--------------------------------------------------------------------===//

  /// Emits an error about this node, and makes it fail. Later errors are
  /// dropped: they follow from the first.
  InFlightDiagnostic emitError();

  bool hasFailed() const { return failedBefore; }
  /// Makes the node fail after an error that has been emitted.
  void setFailed() { failedBefore = true; }

  //===--------------------------------------------------------------------===//
  // Inputs
  //===--------------------------------------------------------------------===//

  unsigned getNumInputs() const { return inputs.size(); }
  ArrayRef<Value> getInputs() const { return inputs; }
  Value getInput(unsigned index) const { return inputs[index]; }
  RankedTensorType getType(unsigned index) const {
    return getType(inputs[index]);
  }
  RankedTensorType getType(Value value) const {
    return cast<RankedTensorType>(value.getType());
  }
  ArrayRef<int64_t> getShape(unsigned index) const {
    return getType(index).getShape();
  }
  int64_t getRank(unsigned index) const { return getType(index).getRank(); }

  /// The elements of an integer input, with kDynamic for those that only
  /// running the graph would tell; null if not even their number is known.
  std::optional<SmallVector<int64_t>> getStaticInts(unsigned index);
  std::optional<SmallVector<int64_t>> getStaticInts(Value value);

  /// The same if every element is known, else null.
  std::optional<SmallVector<int64_t>> getKnownInts(unsigned index);
  std::optional<SmallVector<int64_t>> getKnownInts(Value value);

  /// The value of a short tensor of any type, null if it is not known.
  ElementsAttr getStaticValue(Value value);

  /// The elements of an integer input that must be constant. `what` names the
  /// input in the error.
  SmallVector<int64_t> getConstantInts(unsigned index, StringRef what);
  int64_t getConstantInt(unsigned index, StringRef what);

  /// The sizes in a tensor of them, for a result of this element type: kDynamic
  /// where only running tells, -1 only if allowed. Null if it has failed, as
  /// when not even their number is known.
  std::optional<SmallVector<int64_t>>
  readSizes(unsigned index, Type elementType, bool allowsMinusOne = false);

  /// An axis given as an input or attribute: in [-rank, rank), made positive.
  int64_t normalizeAxis(int64_t axis, int64_t rank);
  SmallVector<int64_t> normalizeAxes(ArrayRef<int64_t> axes, int64_t rank);

  /// What an importer relies on, it asks for first. Each emits an error unless
  /// the input has this rank, or at least that; known sizes only; elements that
  /// are floats, or integers.
  bool checkRank(unsigned index, int64_t rank);
  bool checkMinRank(unsigned index, int64_t rank);
  bool checkStatic(unsigned index);
  bool checkFloats(unsigned index);
  bool checkIntegers(unsigned index);

  /// Emits an error unless so many elements can be listed one by one in a
  /// constant, which takes their size in memory.
  bool checkListable(int64_t count);

  //===--------------------------------------------------------------------===//
  // Attributes. One that is absent has its op's default; without a default it
  // must be there.
  //===--------------------------------------------------------------------===//

  bool hasAttr(StringRef name) const;
  int64_t getInt(StringRef name, std::optional<int64_t> byDefault = {});
  bool getBool(StringRef name, std::optional<bool> byDefault = {});
  float getFloat(StringRef name, std::optional<float> byDefault = {});
  StringRef getString(StringRef name, std::optional<StringRef> byDefault = {});
  SmallVector<int64_t>
  getInts(StringRef name, std::optional<SmallVector<int64_t>> byDefault = {});
  /// An element type; null if it has failed.
  Type getElementType(StringRef name,
                      std::optional<proto::DataType> byDefault = {});
  proto::DataType getDataType(StringRef name,
                              std::optional<proto::DataType> byDefault = {});
  /// Null if absent.
  const proto::AttrValue *getAttr(StringRef name) const;

  /// `data_format`, NHWC by default; NDHWC is that of volumes.
  DataFormat getDataFormat();

  //===--------------------------------------------------------------------===//
  // Making ops
  //===--------------------------------------------------------------------===//

  NamedAttribute intAttr(StringRef name, int64_t value) {
    return builder.getNamedAttr(name, builder.getI64IntegerAttr(value));
  }
  NamedAttribute intsAttr(StringRef name, ArrayRef<int64_t> value) {
    return builder.getNamedAttr(name, builder.getDenseI64ArrayAttr(value));
  }
  NamedAttribute boolAttr(StringRef name, bool value) {
    return builder.getNamedAttr(name, builder.getBoolAttr(value));
  }
  NamedAttribute floatAttr(StringRef name, float value) {
    return builder.getNamedAttr(name, builder.getF32FloatAttr(value));
  }
  NamedAttribute unitAttr(StringRef name) {
    return builder.getNamedAttr(name, builder.getUnitAttr());
  }
  NamedAttribute formatAttr(DataFormat format) {
    return builder.getNamedAttr("data_format",
                                DataFormatAttr::get(getContext(), format));
  }

  /// Makes an op of one result whose type is inferred.
  template <typename OpTy>
  Value create(ValueRange operands, ArrayRef<NamedAttribute> attrs = {}) {
    return create(OpTy::getOperationName(), operands, attrs);
  }
  Value create(StringRef op, ValueRange operands,
               ArrayRef<NamedAttribute> attrs = {}) {
    return create(op, /*type=*/Type(), operands, attrs);
  }

  /// Makes an op of one result of the given type.
  template <typename OpTy>
  Value createTyped(Type type, ValueRange operands,
                    ArrayRef<NamedAttribute> attrs = {}) {
    return type ? create(OpTy::getOperationName(), type, operands, attrs)
                : Value();
  }

  /// Makes an op of several results, whose types are inferred if none are
  /// given. After an error they are as many null values.
  template <typename OpTy>
  SmallVector<Value> createResults(unsigned count, ValueRange operands,
                                   ArrayRef<NamedAttribute> attrs = {},
                                   ArrayRef<Type> types = {}) {
    SmallVector<Value> results =
        create(OpTy::getOperationName(), types, operands, attrs);
    results.resize(count);
    return results;
  }

  /// A comparison, elementwise with broadcasting.
  Value compare(Predicate predicate, Value lhs, Value rhs);

  /// Makes the run fail with the message unless the condition, of rank 0,
  /// holds.
  void createAssert(Value condition, const Twine &message);

  Value constant(ElementsAttr value);
  /// A constant of rank 0.
  Value scalar(Type elementType, double value);
  /// A constant of rank 0, of the element type of input 0.
  Value scalar(double value);
  /// A vector; null, with an error, if the type is not one of integers.
  Value ints(ArrayRef<int64_t> values, Type elementType);
  /// The numbers from 0 up to `count`; null if those are too many.
  Value positions(int64_t count, Type elementType);

  /// Elements of another type; the value itself if it has such.
  Value castTo(Value value, Type elementType);
  /// The part that begins at `begin`, of these sizes, -1 for all behind; every
  /// step-th element of it if there are steps.
  Value slice(Value value, ArrayRef<int64_t> begin, ArrayRef<int64_t> size,
              ArrayRef<int64_t> steps = {});
  /// The size of one dimension, a scalar of type i64.
  Value getSize(Value value, int64_t dim);
  /// The positions along a dimension of a value, however large it is: a vector.
  Value positionsAlong(Value value, int64_t axis, Type elementType);

  /// Reshapes to known sizes, or to sizes of which one at most is not.
  Value reshape(Value value, ArrayRef<int64_t> shape);
  /// Reshapes to any sizes. If several are not known, `getSize` makes each: a
  /// scalar of type i64.
  Value reshape(Value value, ArrayRef<int64_t> shape,
                function_ref<Value(unsigned)> getSize);

  /// Appends what `fused_ops` says to a product: a bias, a normalization and an
  /// activation, whose operands are the inputs from 2 on.
  Value applyFusedOps(Value value, DataFormat format);

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  LogicalResult setResult(Value value) { return setResults(value); }
  /// A null value is a result that nothing must use.
  LogicalResult setResults(ArrayRef<Value> values);
  ArrayRef<Value> getResults() const { return results; }

private:
  /// Infers the types if they are not given.
  Value create(StringRef op, Type type, ValueRange operands,
               ArrayRef<NamedAttribute> attrs);
  SmallVector<Value> create(StringRef op, ArrayRef<Type> types,
                            ValueRange operands,
                            ArrayRef<NamedAttribute> attrs);
  FailureOr<SmallVector<Type>>
  inferTypes(OperationName name, ValueRange operands, DictionaryAttr attrs);
  const proto::AttrValue *getAttrOfKind(StringRef name,
                                        proto::AttrValue::ValueCase kind,
                                        bool isRequired);

  const Graph &graph;
  const Node &node;
  ArrayRef<Value> inputs;
  OpBuilder &builder;
  StaticValues &staticValues;
  Location loc;
  SmallVector<Value> results;
  bool failedBefore = false;
};

/// Imports a node as an nn op of the same operands, in the same order.
template <typename OpTy>
LogicalResult importSame(NodeContext &node) {
  return node.setResult(node.create<OpTy>(node.getInputs()));
}

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_NODECONTEXT_H
