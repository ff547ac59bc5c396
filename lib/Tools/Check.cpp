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
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Locations.h"
#include "nn/Support/ReportedError.h"
#include "nn/Tools/Compare.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/Reference.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

namespace {
/// A result of the entry function that returns everything.
struct Node {
  std::string name;
  /// The results that it is computed of.
  SmallVector<unsigned> operands;
};
} // namespace

/// Makes every tensor that an op of the entry function computes a result of the
/// function, in order. Returns what each of all results is.
static SmallVector<Node> returnEverything(func::FuncOp function) {
  SmallVector<Node> nodes;
  auto returnOp =
      cast<func::ReturnOp>(function.getBody().front().getTerminator());
  SmallVector<Value> results(returnOp.getOperands());
  for (auto [i, value] : llvm::enumerate(results)) {
    auto name = function.getResultAttrOfType<StringAttr>(i, abi::nameAttrName);
    nodes.push_back(
        {name ? name.str() : ("output" + Twine(i)).str(), /*operands=*/{}});
  }
  for (Operation &op : function.getBody().front()) {
    // What tensor.empty has is nothing that two pipelines agree about.
    if (op.hasTrait<OpTrait::ConstantLike>() || isa<tensor::EmptyOp>(op))
      continue;
    for (Value value : op.getResults()) {
      auto type = dyn_cast<RankedTensorType>(value.getType());
      if (!type || !getDType(type.getElementType()) ||
          llvm::is_contained(results, value))
        continue;
      results.push_back(value);
      std::string name = describeLocation(op.getLoc());
      Node &node = nodes.emplace_back();
      node.name = name.empty() ? op.getName().getStringRef().str() : name;
      for (Value operand : op.getOperands())
        if (auto *it = llvm::find(results, operand); it != results.end())
          node.operands.push_back(it - results.begin());
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
  return nodes;
}

/// How far results may be off. Factors that are rounded have eleven bits, of
/// tf32 as of f16: a product of them is off by two units in the last of these,
/// and sums are of products whose errors do not all have one sign.
static Tolerance getTolerance(ModuleOp module,
                              const LoweringOptions &lowering) {
  Tolerance tolerance;
  if (!lowering.device.math.empty() || !TargetInfo::get(module).math.empty())
    tolerance.relative = 0x1p-8;
  return tolerance;
}

/// How far a node may be off: what its operands are off is no fault of its own,
/// and the functions of a network make up to this many times of that.
static Tolerance getTolerance(const Node &node,
                              ArrayRef<Difference> differences,
                              Tolerance tolerance) {
  constexpr double amplification = 32.0, most = 1e-2;
  for (unsigned operand : node.operands)
    tolerance.relative = std::max(
        tolerance.relative,
        std::min(most, amplification * differences[operand].getRelative()));
  return tolerance;
}

/// Compiles and runs a copy of the module.
static llvm::Expected<SmallVector<Array>>
runCopy(ModuleOp module, ArrayRef<Array> inputs,
        const LoweringOptions &lowering, RunNetwork run) {
  OwningOpRef<ModuleOp> copy = module.clone();
  if (failed(lowerModule(*copy, Stage::LLVM, lowering)))
    return makeReportedError();
  return run(*copy, inputs);
}

llvm::Error nn::checkAgainstReference(ModuleOp module, ArrayRef<Array> inputs,
                                      const LoweringOptions &lowering,
                                      RunNetwork run, raw_ostream &os) {
  FailureOr<Signature> signature = getSignature(module);
  if (failed(signature))
    return makeReportedError();
  if (Stage stage = getStage(module); stage > Stage::Linalg)
    return createStringError("the reference pipeline takes a network up to the "
                             "stage 'linalg', and this one is in '" +
                             getStageName(stage) + "'");
  OwningOpRef<ModuleOp> verbose = module.clone();
  auto function =
      dyn_cast<func::FuncOp>(getEntryFunction(*verbose).getOperation());
  if (!function)
    return createStringError("the reference pipeline takes functions on "
                             "tensors only");
  SmallVector<Node> nodes = returnEverything(function);
  OwningOpRef<ModuleOp> copy = verbose->clone();
  auto expected = runReference(*copy, inputs);
  if (!expected)
    return expected.takeError();

  // What fusion makes of the network, then what each node of it computes.
  auto outputs = runCopy(module, inputs, lowering, run);
  if (!outputs)
    return outputs.takeError();
  Tolerance allowed = getTolerance(module, lowering);
  bool isDeparted = false;
  for (auto [actual, array, name] :
       llvm::zip(*outputs, *expected, signature->getOutputNames())) {
    if (actual.getShape() != array.getShape())
      return createStringError("output '" + name + "' has shape " +
                               formatShape(actual.getShape()) + ", not " +
                               formatShape(array.getShape()));
    isDeparted |= !printComparison(name, actual, array, os, allowed);
  }

  // Every node may be an output already.
  if (nodes.size() == signature->outputs.size())
    return isDeparted ? createStringError("the pipelines disagree")
                      : llvm::Error::success();
  // Schedules of a file are for the kernels of the network as it is.
  LoweringOptions verboseLowering = lowering;
  verboseLowering.schedules.clear();
  verboseLowering.writeSchedules.clear();
  auto results = runCopy(*verbose, inputs, verboseLowering, run);
  if (!results)
    return results.takeError();
  SmallVector<Difference> differences;
  Difference worst;
  StringRef worstName;
  for (auto [i, node] : llvm::enumerate(nodes)) {
    const Array &actual = (*results)[i], &array = (*expected)[i];
    const std::string &name = node.name;
    if (actual.getShape() != array.getShape())
      return createStringError("the result of " + name + " has shape " +
                               formatShape(actual.getShape()) + ", not " +
                               formatShape(array.getShape()));
    Difference difference = compare(actual, array);
    differences.push_back(difference);
    if (i < signature->outputs.size())
      continue;
    Tolerance tolerance = getTolerance(node, differences, allowed);
    if (departs(actual.getDType(), difference, tolerance)) {
      printComparison(name, actual, array, os, tolerance);
      return createStringError("the pipelines disagree first at " + name);
    }
    if (worstName.empty() || difference.getRelative() > worst.getRelative()) {
      worst = difference;
      worstName = name;
    }
  }
  os << "ok      " << nodes.size() - signature->outputs.size() << " nodes";
  if (!worstName.empty()) {
    os << ", the worst " << worstName << ": ";
    printDifference(worst, os);
  }
  os << "\n";
  return isDeparted ? createStringError("the pipelines disagree")
                    : llvm::Error::success();
}
