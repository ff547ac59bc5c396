//===- Model.cpp - Models as tools read them ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Classification, reading, and the signature of a module of any stage.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Model.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Signature.h"
#include "nn/InitAllDialects.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

void nn::registerModelDialects(DialectRegistry &registry) {
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::registerAllToLLVMIRTranslations(registry);
  nn::registerAllDialects(registry);
}

llvm::Expected<ModelFile> ModelFile::open(StringRef path) {
  ModelFile file;
  file.path = path.str();
  if (llvm::sys::fs::is_directory(path)) {
    SmallString<128> savedModel(path);
    savedModel += "/saved_model.pb";
    if (!llvm::sys::fs::exists(savedModel))
      return createStringError("'" + path +
                               "' is a directory without a saved_model.pb");
    file.graph = file.savedModel = true;
    return file;
  }
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  file.graph = isGraphDef((*buffer)->getBuffer());
  return file;
}

OwningOpRef<ModuleOp> ModelFile::load(const ImportOptions &options,
                                      MLIRContext *context) const {
  if (savedModel)
    return importSavedModel(path, options, context);
  if (graph)
    return importGraphDef(path, options, context);
  return parseSourceFile<ModuleOp>(path, ParserConfig(context));
}

SmallVector<StringRef> Signature::getInputNames() const {
  return llvm::map_to_vector(
      inputs, [](const TensorDesc &desc) -> StringRef { return desc.name; });
}

SmallVector<StringRef> Signature::getOutputNames() const {
  return llvm::map_to_vector(
      outputs, [](const TensorDesc &desc) -> StringRef { return desc.name; });
}

FunctionOpInterface nn::getEntryFunction(ModuleOp module) {
  FunctionOpInterface only;
  unsigned numPublic = 0;
  for (auto function : module.getOps<FunctionOpInterface>()) {
    if (function.isExternal())
      continue;
    // A lowered network has helpers beside it; only its own description counts.
    if (function->hasAttr(abi::inputsAttrName))
      return function;
    if (function.getName() == "main")
      return function;
    if (function.isPublic()) {
      only = function;
      ++numPublic;
    }
  }
  return numPublic == 1 ? only : FunctionOpInterface();
}

/// Describes one argument or result of a function on tensors.
static FailureOr<TensorDesc> getTensorDesc(FunctionOpInterface function,
                                           Type type, DictionaryAttr attributes,
                                           StringRef kind, unsigned index) {
  TensorDesc desc;
  desc.name = (kind + Twine(index)).str();
  Type elementType = getElementTypeOrSelf(type);
  if (attributes) {
    if (auto name = attributes.getAs<StringAttr>(abi::nameAttrName))
      desc.name = name.str();
    if (auto dtype = attributes.getAs<TypeAttr>(abi::dtypeAttrName))
      elementType = dtype.getValue();
  }
  std::optional<DType> dtype = nn::getDType(elementType);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!dtype || !tensor)
    return function.emitError("expected a ranked tensor as ")
           << kind << " '" << desc.name << "', but it is " << type;
  desc.dtype = *dtype;
  desc.shape.assign(tensor.getShape().begin(), tensor.getShape().end());
  return desc;
}

/// What a function on pointers says of its tensors.
static SmallVector<TensorDesc>
getTensorDescs(ArrayRef<abi::DescribedTensor> tensors) {
  return llvm::map_to_vector(tensors, [](const abi::DescribedTensor &tensor) {
    TensorDesc desc;
    desc.name = tensor.name.str();
    desc.dtype = static_cast<DType>(tensor.dtype);
    desc.shape.assign(tensor.type.getShape().begin(),
                      tensor.type.getShape().end());
    return desc;
  });
}

FailureOr<Signature> nn::getSignature(ModuleOp module) {
  FunctionOpInterface function = getEntryFunction(module);
  if (!function)
    return module.emitError(
        "expected one public function or a function called 'main'");
  Signature signature;
  if (function->hasAttr(abi::inputsAttrName)) {
    auto inputs = abi::readInputs(function);
    auto outputs = abi::readOutputs(function);
    if (failed(inputs) || failed(outputs))
      return failure();
    signature.inputs = getTensorDescs(*inputs);
    signature.outputs = getTensorDescs(*outputs);
    return signature;
  }
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes())) {
    auto desc =
        getTensorDesc(function, type, function.getArgAttrDict(i), "input", i);
    if (failed(desc))
      return failure();
    signature.inputs.push_back(std::move(*desc));
  }
  for (auto [i, type] : llvm::enumerate(function.getResultTypes())) {
    auto desc = getTensorDesc(function, type, function.getResultAttrDict(i),
                              "output", i);
    if (failed(desc))
      return failure();
    signature.outputs.push_back(std::move(*desc));
  }
  return signature;
}
