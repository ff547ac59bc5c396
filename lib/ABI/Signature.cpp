//===- Signature.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/Signature.h"
#include "mlir/IR/BuiltinTypes.h"
#include "nn/ABI/CallingConvention.h"

using namespace mlir;
using namespace mlir::nn;

/// Describes a tensor of the function's signature; fails if the calling
/// convention has no word for it.
static FailureOr<Attribute> describeTensor(func::FuncOp function, Type type,
                                           DictionaryAttr attributes,
                                           StringRef what, unsigned index) {
  Builder builder(function.getContext());
  auto tensorType = dyn_cast<RankedTensorType>(type);
  if (!tensorType)
    return function.emitOpError() << what << " " << index << " is " << type
                                  << ", not a tensor of known rank";
  Type elementType = tensorType.getElementType();
  Attribute name = builder.getStringAttr(what + Twine(index));
  if (attributes) {
    if (Attribute given = attributes.get(abi::nameAttrName))
      name = given;
    if (auto given = attributes.getAs<TypeAttr>(abi::dtypeAttrName))
      elementType = given.getValue();
  }
  std::optional<int32_t> dtype = abi::getDType(elementType);
  if (!dtype)
    return function.emitOpError()
           << what << " " << name << " has elements of type " << elementType
           << ", which the calling convention does not know";
  return builder.getDictionaryAttr(
      {builder.getNamedAttr("name", name),
       builder.getNamedAttr("type", TypeAttr::get(type)),
       builder.getNamedAttr("dtype", builder.getI32IntegerAttr(*dtype))});
}

FailureOr<ArrayAttr> abi::describeInputs(func::FuncOp function) {
  SmallVector<Attribute> inputs;
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes())) {
    FailureOr<Attribute> input =
        describeTensor(function, type, function.getArgAttrDict(i), "input", i);
    if (failed(input))
      return failure();
    inputs.push_back(*input);
  }
  return ArrayAttr::get(function.getContext(), inputs);
}

FailureOr<ArrayAttr> abi::describeOutputs(func::FuncOp function) {
  SmallVector<Attribute> outputs;
  for (auto [i, type] : llvm::enumerate(function.getResultTypes())) {
    FailureOr<Attribute> output = describeTensor(
        function, type, function.getResultAttrDict(i), "output", i);
    if (failed(output))
      return failure();
    outputs.push_back(*output);
  }
  return ArrayAttr::get(function.getContext(), outputs);
}

static FailureOr<SmallVector<abi::DescribedTensor>>
readTensors(FunctionOpInterface function, StringRef attribute) {
  auto array = function->getAttrOfType<ArrayAttr>(attribute);
  if (!array)
    return function.emitError("expected an attribute '") << attribute << "'";
  SmallVector<abi::DescribedTensor> tensors;
  for (Attribute element : array) {
    auto dictionary = dyn_cast<DictionaryAttr>(element);
    auto name = dictionary ? dictionary.getAs<StringAttr>("name") : nullptr;
    auto type = dictionary ? dictionary.getAs<TypeAttr>("type") : nullptr;
    auto dtype = dictionary ? dictionary.getAs<IntegerAttr>("dtype") : nullptr;
    auto tensor = type ? dyn_cast<RankedTensorType>(type.getValue()) : nullptr;
    if (!name || !tensor || !dtype)
      return function.emitError("expected a name, a type and a dtype in '")
             << attribute << "'";
    tensors.push_back({name.getValue(), tensor,
                       static_cast<int32_t>(dtype.getInt()),
                       dictionary.contains(abi::allocatedAttrName)});
  }
  return tensors;
}

FailureOr<SmallVector<abi::DescribedTensor>>
abi::readInputs(FunctionOpInterface function) {
  return readTensors(function, inputsAttrName);
}

FailureOr<SmallVector<abi::DescribedTensor>>
abi::readOutputs(FunctionOpInterface function) {
  return readTensors(function, outputsAttrName);
}
