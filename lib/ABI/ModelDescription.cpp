//===- ModelDescription.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The constant data that describes a network to its callers.
//
//===----------------------------------------------------------------------===//

#include "ModelDescription.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Locations.h"
#include "nn/Support/Target.h"
#include "nn_runtime.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Names of nodes
//===----------------------------------------------------------------------===//

std::string mlir::nn::getNodeNames(Location loc) {
  llvm::SetVector<StringAttr> names;
  collectNodeNames(loc, names);
  return llvm::join(
      llvm::map_range(names, [](StringAttr name) { return name.getValue(); }),
      ",");
}

//===----------------------------------------------------------------------===//
// Globals
//===----------------------------------------------------------------------===//

namespace {

/// Makes the globals of one model.
class ModelBuilder {
public:
  ModelBuilder(ModuleOp module, SymbolTable &symbols, func::FuncOp entry)
      : symbols(symbols), entry(entry), loc(entry.getLoc()),
        builder(OpBuilder::atBlockEnd(module.getBody())),
        ptr(LLVM::LLVMPointerType::get(module.getContext())) {}

  void build(ArrayRef<LaunchDescription> launches,
             ArrayRef<int64_t> constantBytes, StringRef target);

private:
  using FieldBuilder = llvm::function_ref<Value(OpBuilder &)>;

  std::string getName(StringRef what) {
    return (entry.getName() + "_" + what).str();
  }
  LLVM::GlobalOp createGlobal(Type type, StringRef name, Attribute value,
                              LLVM::Linkage linkage);
  /// A constant string that ends with a zero, one for equal ones.
  LLVM::GlobalOp getString(StringRef text);
  LLVM::GlobalOp createTensors(StringRef what, ArrayAttr tensors);
  LLVM::GlobalOp createLaunches(ArrayRef<LaunchDescription> launches);

  Value getAddress(OpBuilder &at, LLVM::GlobalOp global) {
    if (!global)
      return LLVM::ZeroOp::create(at, loc, ptr);
    return LLVM::AddressOfOp::create(at, loc, global);
  }
  Value getNumber(OpBuilder &at, int32_t number) {
    return LLVM::ConstantOp::create(at, loc, at.getI32Type(),
                                    at.getI32IntegerAttr(number));
  }
  /// Fills in a global aggregate.
  template <typename Fill>
  void initialize(LLVM::GlobalOp global, Fill fill) {
    OpBuilder at(builder.getContext());
    at.createBlock(&global.getInitializerRegion());
    Value value = LLVM::UndefOp::create(at, loc, global.getType());
    auto set = [&](Value field, ArrayRef<int64_t> position) {
      value = LLVM::InsertValueOp::create(at, loc, value, field, position);
    };
    fill(at, set);
    LLVM::ReturnOp::create(at, loc, value);
  }

  SymbolTable &symbols;
  func::FuncOp entry;
  Location loc;
  OpBuilder builder;
  Type ptr;
  llvm::MapVector<StringRef, LLVM::GlobalOp> strings;
};

} // namespace

LLVM::GlobalOp ModelBuilder::createGlobal(Type type, StringRef name,
                                          Attribute value,
                                          LLVM::Linkage linkage) {
  auto global = LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true,
                                       linkage, name, value);
  symbols.insert(global, builder.getInsertionPoint());
  return global;
}

LLVM::GlobalOp ModelBuilder::getString(StringRef text) {
  LLVM::GlobalOp &global = strings[text];
  if (!global) {
    std::string data = text.str();
    data.push_back('\0');
    Type type = LLVM::LLVMArrayType::get(builder.getI8Type(), data.size());
    global = createGlobal(type, getName("string"), builder.getStringAttr(data),
                          LLVM::Linkage::Internal);
  }
  return global;
}

LLVM::GlobalOp ModelBuilder::createTensors(StringRef what, ArrayAttr tensors) {
  if (tensors.empty())
    return nullptr;
  Type type = LLVM::LLVMArrayType::get(
      abi::getTensorDescType(builder.getContext()), tensors.size());
  SmallVector<LLVM::GlobalOp> names, sizes;
  for (Attribute attribute : tensors) {
    auto tensor = cast<DictionaryAttr>(attribute);
    names.push_back(getString(tensor.getAs<StringAttr>("name").getValue()));
    auto tensorType =
        cast<RankedTensorType>(tensor.getAs<TypeAttr>("type").getValue());
    sizes.emplace_back();
    if (tensorType.getRank() == 0)
      continue;
    SmallVector<int64_t> numbers;
    for (int64_t size : tensorType.getShape())
      numbers.push_back(ShapedType::isDynamic(size) ? -1 : size);
    sizes.back() = createGlobal(
        LLVM::LLVMArrayType::get(builder.getI64Type(), numbers.size()),
        getName("sizes"), builder.getI64TensorAttr(numbers),
        LLVM::Linkage::Internal);
  }
  LLVM::GlobalOp global =
      createGlobal(type, getName(what), Attribute(), LLVM::Linkage::Internal);
  initialize(global, [&](OpBuilder &at, auto set) {
    for (auto [i, attribute] : llvm::enumerate(tensors)) {
      auto tensor = cast<DictionaryAttr>(attribute);
      auto tensorType =
          cast<RankedTensorType>(tensor.getAs<TypeAttr>("type").getValue());
      int64_t index = i;
      set(getAddress(at, names[i]), {index, 0});
      set(getAddress(at, sizes[i]), {index, 1});
      set(getNumber(at, tensorType.getRank()), {index, 2});
      set(getNumber(at, tensor.getAs<IntegerAttr>("dtype").getInt()),
          {index, 3});
    }
  });
  return global;
}

LLVM::GlobalOp
ModelBuilder::createLaunches(ArrayRef<LaunchDescription> launches) {
  if (launches.empty())
    return nullptr;
  Type type = LLVM::LLVMArrayType::get(
      abi::getLaunchDescType(builder.getContext()), launches.size());
  SmallVector<LLVM::GlobalOp> kernels, nodes;
  for (const LaunchDescription &launch : launches) {
    kernels.push_back(getString(launch.kernel));
    nodes.push_back(getString(launch.nodes));
  }
  LLVM::GlobalOp global = createGlobal(type, getName("launches"), Attribute(),
                                       LLVM::Linkage::Internal);
  initialize(global, [&](OpBuilder &at, auto set) {
    for (size_t i = 0; i < launches.size(); ++i) {
      set(getAddress(at, kernels[i]), {static_cast<int64_t>(i), 0});
      set(getAddress(at, nodes[i]), {static_cast<int64_t>(i), 1});
    }
  });
  return global;
}

void ModelBuilder::build(ArrayRef<LaunchDescription> launches,
                         ArrayRef<int64_t> constantBytes, StringRef target) {
  using namespace abi::ModelField;
  auto inputsAttr = entry->getAttrOfType<ArrayAttr>(abi::inputsAttrName);
  auto outputsAttr = entry->getAttrOfType<ArrayAttr>(abi::outputsAttrName);
  LLVM::GlobalOp inputs = createTensors("inputs", inputsAttr);
  LLVM::GlobalOp outputs = createTensors("outputs", outputsAttr);
  LLVM::GlobalOp launchTable = createLaunches(launches);
  LLVM::GlobalOp name = getString(entry.getName());
  LLVM::GlobalOp targetName = getString(target);
  // Defined by whoever has the constants.
  size_t numConstants = constantBytes.size();
  LLVM::GlobalOp constants, constantSizes;
  if (numConstants) {
    constants = createGlobal(LLVM::LLVMArrayType::get(ptr, numConstants),
                             abi::getConstantsName(entry.getName()),
                             Attribute(), LLVM::Linkage::External);
    constantSizes = createGlobal(
        LLVM::LLVMArrayType::get(builder.getI64Type(), numConstants),
        getName("constant_bytes"), builder.getI64TensorAttr(constantBytes),
        LLVM::Linkage::Internal);
  }

  LLVM::GlobalOp model = createGlobal(abi::getModelType(builder.getContext()),
                                      abi::getModelName(entry.getName()),
                                      Attribute(), LLVM::Linkage::External);
  initialize(model, [&](OpBuilder &at, auto set) {
    set(getNumber(at, NN_ABI_VERSION), {ABI});
    set(getNumber(at, inputsAttr.size()), {NumInputs});
    set(getNumber(at, outputsAttr.size()), {NumOutputs});
    set(getNumber(at, numConstants), {NumConstants});
    set(getNumber(at, launches.size()), {NumLaunches});
    set(getAddress(at, name), {Name});
    set(getAddress(at, targetName), {Target});
    set(getAddress(at, constants), {Constants});
    set(getAddress(at, inputs), {Inputs});
    set(getAddress(at, outputs), {Outputs});
    set(getAddress(at, launchTable), {Launches});
    auto function = [&](StringRef symbol) {
      return LLVM::AddressOfOp::create(at, loc, ptr, symbol);
    };
    set(function(entry.getName()), {Run});
    set(function(abi::getShapesName(entry.getName())), {Shapes});
    set(function(abi::getWorkspaceName(entry.getName())), {Workspace});
    set(getAddress(at, constantSizes), {ConstantBytes});
    std::string init = abi::getInitName(entry.getName());
    set(symbols.lookup(init) ? Value(function(init)) : getAddress(at, nullptr),
        {Init});
    set(getAddress(at, nullptr), {Packed});
  });
}

void mlir::nn::addModelDescription(ModuleOp module, SymbolTable &symbols,
                                   func::FuncOp entry,
                                   ArrayRef<LaunchDescription> launches,
                                   ArrayRef<int64_t> constantBytes) {
  TargetInfo info = TargetInfo::get(module);
  std::string target = info.triple + " " + info.cpu + " " + info.features;
  if (info.hasDevice())
    target += " " + info.getDeviceName().str() + " " +
              (info.deviceChip.empty() ? info.deviceTypes : info.deviceChip);
  ModelBuilder(module, symbols, entry).build(launches, constantBytes, target);
}
