//===- Check.cpp - The optimized network against plain loops --------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two pipelines, one set of inputs.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Check.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Locations.h"
#include "nn/Tools/Compare.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/Reference.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

/// Makes every tensor that an op of the entry function computes a result of the
/// function, in order. Returns how each of all results is called.
static SmallVector<std::string> returnEverything(func::FuncOp function) {
  SmallVector<std::string> names;
  auto returnOp =
      cast<func::ReturnOp>(function.getBody().front().getTerminator());
  SmallVector<Value> results(returnOp.getOperands());
  for (auto [i, value] : llvm::enumerate(results)) {
    auto name = function.getResultAttrOfType<StringAttr>(i, abi::nameAttrName);
    names.push_back(name ? name.str() : ("output" + Twine(i)).str());
  }
  for (Operation &op : function.getBody().front()) {
    if (op.hasTrait<OpTrait::ConstantLike>())
      continue;
    for (Value value : op.getResults()) {
      auto type = dyn_cast<RankedTensorType>(value.getType());
      if (!type || !getDType(type.getElementType()) ||
          llvm::is_contained(results, value))
        continue;
      results.push_back(value);
      std::string name = describeLocation(op.getLoc());
      names.push_back(name.empty() ? op.getName().getStringRef().str() : name);
    }
  }
  returnOp->setOperands(results);
  SmallVector<Type> types(ValueRange(results).getTypes());
  unsigned numGiven = function.getNumResults();
  SmallVector<DictionaryAttr> attributes;
  function.getAllResultAttrs(attributes);
  attributes.resize(types.size(), DictionaryAttr::get(function.getContext()));
  for (unsigned i = numGiven; i < types.size(); ++i)
    attributes[i] = DictionaryAttr::get(
        function.getContext(),
        NamedAttribute(
            StringAttr::get(function.getContext(), abi::nameAttrName),
            StringAttr::get(function.getContext(),
                            "node" + Twine(i - numGiven))));
  function.setFunctionType(FunctionType::get(
      function.getContext(), function.getArgumentTypes(), types));
  function.setAllResultAttrs(attributes);
  return names;
}

/// Compiles and runs a copy of the module.
static llvm::Expected<SmallVector<Array>>
runCopy(ModuleOp module, ArrayRef<Array> inputs,
        const LoweringOptions &lowering, RunNetwork run) {
  OwningOpRef<ModuleOp> copy = module.clone();
  if (failed(lowerModule(*copy, Stage::LLVM, lowering)))
    return createStringError("");
  return run(*copy, inputs);
}

llvm::Error nn::checkAgainstReference(ModuleOp module, ArrayRef<Array> inputs,
                                      const LoweringOptions &lowering,
                                      RunNetwork run, raw_ostream &os) {
  FailureOr<Signature> signature = getSignature(module);
  if (failed(signature))
    return createStringError("");
  OwningOpRef<ModuleOp> verbose = module.clone();
  auto function =
      dyn_cast<func::FuncOp>(getEntryFunction(*verbose).getOperation());
  if (!function)
    return createStringError("a network that is lowered already cannot be "
                             "checked");
  SmallVector<std::string> names = returnEverything(function);
  OwningOpRef<ModuleOp> copy = verbose->clone();
  auto expected = runReference(*copy, inputs);
  if (!expected)
    return expected.takeError();

  // What fusion makes of the network, then what each node of it computes.
  auto outputs = runCopy(module, inputs, lowering, run);
  if (!outputs)
    return outputs.takeError();
  bool isDeparted = false;
  for (auto [actual, array, name] :
       llvm::zip(*outputs, *expected, signature->getOutputNames())) {
    if (actual.getShape() != array.getShape())
      return createStringError("output '" + name + "' has shape " +
                               formatShape(actual.getShape()) + ", not " +
                               formatShape(array.getShape()));
    isDeparted |= !printComparison(name, actual, array, os);
  }

  // Every node may be an output already.
  if (names.size() == signature->outputs.size())
    return isDeparted ? createStringError("the pipelines disagree")
                      : llvm::Error::success();
  auto nodes = runCopy(*verbose, inputs, lowering, run);
  if (!nodes)
    return nodes.takeError();
  Difference worst;
  StringRef worstName;
  for (size_t i = signature->outputs.size(); i < names.size(); ++i) {
    const Array &actual = (*nodes)[i], &array = (*expected)[i];
    if (actual.getShape() != array.getShape())
      return createStringError("the result of " + names[i] + " has shape " +
                               formatShape(actual.getShape()) + ", not " +
                               formatShape(array.getShape()));
    Difference difference = compare(actual, array);
    if (departs(actual.getDType(), difference)) {
      printComparison(names[i], actual, array, os);
      return createStringError("the pipelines disagree first at " + names[i]);
    }
    if (worstName.empty() || difference.getRelative() > worst.getRelative()) {
      worst = difference;
      worstName = names[i];
    }
  }
  os << "ok      " << names.size() - signature->outputs.size() << " nodes";
  if (!worstName.empty()) {
    os << ", the worst " << worstName << ": ";
    printDifference(worst, os);
  }
  os << "\n";
  return isDeparted ? createStringError("the pipelines disagree")
                    : llvm::Error::success();
}
