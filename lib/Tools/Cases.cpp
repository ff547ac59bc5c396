//===- Cases.cpp - The calls of a test file as one network ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Copies the bodies of what `main` calls into a new `main`.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Cases.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/StringSet.h"
#include <cstring>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

/// Returns the constant that a value is, maybe of a type that knows less.
static std::optional<ConstantView> getConstantOperand(Value value) {
  while (auto cast = value.getDefiningOp<tensor::CastOp>())
    value = cast.getSource();
  return ConstantView::get(value);
}

static llvm::Expected<Array> makeArray(const ConstantView &constant) {
  std::optional<DType> dtype = getDType(constant.getElementType());
  if (!dtype)
    return createStringError("a case has a constant of no element type that "
                             "a network can take");
  llvm::Expected<Array> array = Array::allocate(*dtype, constant.getShape());
  if (!array)
    return array;
  for (int64_t i = 0, e = constant.getNumElements(); i < e; ++i)
    std::memcpy(array->getData() + i * constant.getElementBytes(),
                constant.getElement(i), constant.getElementBytes());
  return array;
}

namespace {
/// The arguments or results of the network, as they are found.
struct Values {
  SmallVector<Type> types;
  SmallVector<DictionaryAttr> attributes;

  void add(Type type, const Twine &name) {
    MLIRContext *context = type.getContext();
    types.push_back(type);
    attributes.push_back(DictionaryAttr::get(
        context, NamedAttribute(StringAttr::get(context, abi::nameAttrName),
                                StringAttr::get(context, name))));
  }
};
} // namespace

llvm::Expected<SmallVector<Array>> nn::makeNetworkOfCases(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main || main.isExternal() || main.getNumArguments() != 0)
    return createStringError("expected a 'main' without arguments that calls "
                             "the cases");
  OpBuilder b(module.getContext());
  b.setInsertionPointToEnd(module.getBody());
  auto network =
      func::FuncOp::create(b, main.getLoc(), "main", b.getFunctionType({}, {}));
  Block *body = network.addEntryBlock();
  b.setInsertionPointToEnd(body);

  SmallVector<Array> arrays;
  SmallVector<Value> results;
  Values ins, outs;
  llvm::StringMap<unsigned> numCalls;
  for (auto call : main.getOps<func::CallOp>()) {
    auto callee = module.lookupSymbol<func::FuncOp>(call.getCallee());
    if (!callee || callee.isExternal())
      continue;
    SmallVector<std::optional<ConstantView>> constants =
        llvm::map_to_vector(call.getOperands(), getConstantOperand);
    if (llvm::is_contained(constants, std::nullopt))
      continue;
    if (!callee.getBody().hasOneBlock())
      return createStringError("the case '" + callee.getName() +
                               "' has more than one block");
    std::string name = callee.getName().str();
    if (unsigned n = numCalls[callee.getName()]++)
      name += "#" + std::to_string(n);

    IRMapping mapping;
    for (auto [i, argument] : llvm::enumerate(callee.getArguments())) {
      llvm::Expected<Array> array = makeArray(*constants[i]);
      if (!array)
        return array.takeError();
      arrays.push_back(std::move(*array));
      ins.add(argument.getType(), name + ":" + Twine(i));
      mapping.map(argument,
                  body->addArgument(argument.getType(),
                                    NameLoc::get(b.getStringAttr(name))));
    }
    for (Operation &op : callee.getBody().front().without_terminator())
      b.clone(op, mapping)->setLoc(NameLoc::get(b.getStringAttr(name)));
    OperandRange returned =
        callee.getBody().front().getTerminator()->getOperands();
    for (auto [i, value] : llvm::enumerate(returned)) {
      results.push_back(mapping.lookupOrDefault(value));
      outs.add(value.getType(),
               returned.size() == 1 ? Twine(name) : name + "." + Twine(i));
    }
  }
  if (results.empty())
    return createStringError("'main' calls no function on constants");

  func::ReturnOp::create(b, main.getLoc(), results);
  network.setFunctionType(b.getFunctionType(ins.types, outs.types));
  network.setAllArgAttrs(ins.attributes);
  network.setAllResultAttrs(outs.attributes);
  for (Operation &op : llvm::make_early_inc_range(*module.getBody()))
    if (&op != network.getOperation())
      op.erase();
  return arrays;
}
