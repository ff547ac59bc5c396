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
#include "nn/Tools/Compare.h"
#include "nn/Tools/Diagnostics.h"
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
        const LoweringOptions &lowering, const RunnerOptions &options) {
  OwningOpRef<ModuleOp> copy = module.clone();
  if (failed(lowerModule(*copy, Stage::LLVM, lowering)))
    return createStringError("");
  ExecutableOptions executableOptions;
  executableOptions.compile.target = lowering.target;
  executableOptions.guard = options.guard;
  auto executable = Executable::create(*copy, executableOptions);
  if (failed(executable))
    return createStringError("");
  auto runner = Runner::create(**executable, inputs, options);
  if (!runner)
    return runner.takeError();
  if (llvm::Error error = (*runner)->run())
    return std::move(error);
  return SmallVector<Array>((*runner)->getOutputs());
}

/// Runs both pipelines on the module.
static llvm::Expected<std::pair<SmallVector<Array>, SmallVector<Array>>>
runBoth(ModuleOp module, ArrayRef<Array> inputs,
        const LoweringOptions &lowering, const RunnerOptions &options) {
  auto actual = runCopy(module, inputs, lowering, options);
  if (!actual)
    return actual.takeError();
  OwningOpRef<ModuleOp> copy = module.clone();
  auto expected = runReference(*copy, inputs);
  if (!expected)
    return expected.takeError();
  return std::make_pair(std::move(*actual), std::move(*expected));
}

llvm::Error nn::checkAgainstReference(ModuleOp module, ArrayRef<Array> inputs,
                                      const LoweringOptions &lowering,
                                      const RunnerOptions &options,
                                      raw_ostream &os) {
  auto results = runBoth(module, inputs, lowering, options);
  if (!results)
    return results.takeError();
  FailureOr<Signature> signature = getSignature(module);
  if (failed(signature))
    return createStringError("");
  bool isDeparted = false;
  for (auto [actual, expected, name] : llvm::zip(
           results->first, results->second, signature->getOutputNames())) {
    if (actual.getShape() != expected.getShape())
      return createStringError("output '" + name + "' has shape " +
                               formatShape(actual.getShape()) + ", not " +
                               formatShape(expected.getShape()));
    isDeparted |= !printComparison(name, actual, expected, os);
  }

  OwningOpRef<ModuleOp> verbose = module.clone();
  auto function =
      dyn_cast_or_null<func::FuncOp>(getEntryFunction(*verbose).getOperation());
  if (!function)
    return isDeparted ? createStringError("the pipelines disagree")
                      : llvm::Error::success();
  SmallVector<std::string> names = returnEverything(function);
  auto nodes = runBoth(*verbose, inputs, lowering, options);
  if (!nodes)
    return nodes.takeError();
  Difference worst;
  StringRef worstName;
  for (size_t i = signature->outputs.size(); i < names.size(); ++i) {
    const Array &actual = nodes->first[i], &expected = nodes->second[i];
    Difference difference = compare(actual, expected);
    if (departs(actual.getDType(), difference)) {
      printComparison(names[i], actual, expected, os);
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
