//===- Executable.cpp - A network compiled just in time -------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Links the objects of a network into this process by ORC. Weights are symbols
// at the addresses where they lie.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Executable.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Execution/GuardedMemory.h"
#include "nn/Target/Native/ConstantsTable.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/ExecutionEngine/Orc/MapperJITLinkMemoryManager.h"
#include "llvm/ExecutionEngine/Orc/MemoryMapper.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;
namespace orc = llvm::orc;

struct Executable::Impl {
  std::unique_ptr<orc::LLJIT> jit;
  SmallVector<TableConstant> constants;
  /// Copies that replace them, if they are guarded.
  SmallVector<std::shared_ptr<char>> guarded;
  nn_model loaded = {};

  ~Impl() { nn_model_unload(&loaded); }
  llvm::Error guardConstants();
  SmallVector<const char *> getConstantAddresses() const;
};

Executable::Executable(std::unique_ptr<Impl> impl) : impl(std::move(impl)) {}
Executable::~Executable() = default;

llvm::Error Executable::Impl::guardConstants() {
  for (const TableConstant &constant : constants) {
    ArrayRef<char> data = constant.getData();
    auto memory = allocateGuarded(data.size(), NN_ALIGNMENT);
    if (!memory)
      return memory.takeError();
    std::memcpy(memory->get(), data.data(), data.size());
    guarded.push_back(std::move(*memory));
  }
  return llvm::Error::success();
}

SmallVector<const char *> Executable::Impl::getConstantAddresses() const {
  SmallVector<const char *> addresses;
  for (size_t i = 0; i < constants.size(); ++i)
    addresses.push_back(guarded.empty() ? constants[i].getData().data()
                                        : guarded[i].get());
  return addresses;
}

/// Creates what links objects. They refer to each other by offsets of 32 bits,
/// and memory that is mapped for one after another may lie on both sides of
/// gigabytes of weights: so there is one range of addresses for all.
static orc::LLJITBuilderState::ObjectLinkingLayerCreator
getLinkerCreator(ArrayRef<std::unique_ptr<llvm::MemoryBuffer>> objects) {
  // In memory, sections begin at pages, and there are tables of symbols.
  size_t bytes = 0;
  for (const std::unique_ptr<llvm::MemoryBuffer> &object : objects)
    bytes += 2 * object->getBufferSize() + (64 << 10);
  bytes = llvm::alignTo(bytes, 64 << 10);
  return [bytes](orc::ExecutionSession &session)
             -> llvm::Expected<std::unique_ptr<orc::ObjectLayer>> {
    auto memory = orc::MapperJITLinkMemoryManager::CreateWithMapper<
        orc::InProcessMemoryMapper>(bytes);
    if (!memory)
      return memory.takeError();
    return std::make_unique<orc::ObjectLinkingLayer>(session,
                                                     std::move(*memory));
  };
}

/// Loads objects, which refer to the constants, and returns the model among
/// them.
static llvm::Expected<const nn_model *>
load(orc::LLJIT &jit,
     MutableArrayRef<std::unique_ptr<llvm::MemoryBuffer>> objects,
     ArrayRef<const char *> constants, StringRef network) {
  orc::SymbolMap symbols;
  for (auto [i, constant] : llvm::enumerate(constants))
    symbols[jit.mangleAndIntern(getConstantSymbol(network, i))] = {
        orc::ExecutorAddr::fromPtr(constant), llvm::JITSymbolFlags::Exported};
  orc::JITDylib &library = jit.getMainJITDylib();
  if (!symbols.empty())
    if (llvm::Error error =
            library.define(orc::absoluteSymbols(std::move(symbols))))
      return std::move(error);
  for (std::unique_ptr<llvm::MemoryBuffer> &object : objects)
    if (llvm::Error error = jit.addObjectFile(std::move(object)))
      return std::move(error);
  llvm::Expected<orc::ExecutorAddr> address =
      jit.lookup(abi::getModelName(network));
  if (!address)
    return address.takeError();
  return address->toPtr<const nn_model *>();
}

static SmallVector<TensorDesc> getDescs(const nn_tensor_desc *descs,
                                        uint32_t count) {
  SmallVector<TensorDesc> result;
  for (const nn_tensor_desc &desc : ArrayRef(descs, count)) {
    TensorDesc tensor = {desc.name, static_cast<DType>(desc.dtype), {}};
    for (int64_t size : ArrayRef(desc.sizes, desc.rank))
      tensor.shape.push_back(size < 0 ? ShapedType::kDynamic : size);
    result.push_back(std::move(tensor));
  }
  return result;
}

FailureOr<std::unique_ptr<Executable>>
Executable::create(ModuleOp module, const ExecutableOptions &options) {
  FailureOr<StringRef> network = getNetworkName(module);
  if (failed(network))
    return failure();
  if (module.lookupSymbol(*network)->hasAttr(abi::scalarAttrName))
    return module.emitError("'")
           << *network << "' is a function on scalars, which has no model";
  auto impl = std::make_unique<Impl>();
  FailureOr<SmallVector<TableConstant>> constants =
      getConstantsTable(module, NN_ALIGNMENT);
  if (failed(constants))
    return failure();
  impl->constants = std::move(*constants);
  auto objects = compileToObjects(module, options.compile);
  if (failed(objects))
    return failure();

  auto emitError = [&](llvm::Error error) {
    return module.emitError("loading compiled code failed: ")
           << llvm::toString(std::move(error));
  };
  if (options.guard)
    if (llvm::Error error = impl->guardConstants())
      return emitError(std::move(error));
  auto jit = orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(orc::JITTargetMachineBuilder(
                     options.compile.target.getTriple()))
                 .setObjectLinkingLayerCreator(getLinkerCreator(*objects))
                 .create();
  if (!jit)
    return emitError(jit.takeError());
  impl->jit = std::move(*jit);
  llvm::Expected<const nn_model *> model =
      load(*impl->jit, *objects, impl->getConstantAddresses(), *network);
  if (!model)
    return emitError(model.takeError());

  if (int32_t status = nn_model_load(*model, &impl->loaded))
    return emitError(
        status == NN_ABI_MISMATCH
            ? createStringError("the network has ABI version %u, expected %u",
                                (*model)->abi, NN_ABI_VERSION)
            : createStringError("no memory for packed weights"));

  std::unique_ptr<Executable> executable(new Executable(std::move(impl)));
  executable->model = &executable->impl->loaded;
  executable->inputs = getDescs((*model)->inputs, (*model)->num_inputs);
  executable->outputs = getDescs((*model)->outputs, (*model)->num_outputs);
  return executable;
}

size_t Executable::getConstantBytes() const {
  size_t bytes = 0;
  for (const TableConstant &constant : impl->constants)
    bytes += constant.getData().size();
  return bytes;
}

BufferList::BufferList(ArrayRef<Array> arrays) {
  for (const Array &array : arrays) {
    ArrayRef<int64_t> shape = array.getShape();
    sizes.emplace_back(shape.begin(), shape.end());
  }
  for (auto [array, shape] : llvm::zip_equal(arrays, sizes))
    buffers.push_back({array.getData(), shape.data(),
                       static_cast<int32_t>(shape.size()),
                       static_cast<int32_t>(array.getDType())});
}

static llvm::Error getCallError(int64_t status, const nn_context *context) {
  if (context && context->message[0])
    return createStringError(StringRef(context->message));
  return createStringError("the call failed with status " + Twine(status));
}

llvm::Expected<SmallVector<SmallVector<int64_t>>>
Executable::getOutputShapes(ArrayRef<Array> inputArrays,
                            nn_context *context) const {
  BufferList in(inputArrays);
  SmallVector<SmallVector<int64_t>> shapes;
  for (const TensorDesc &output : outputs)
    shapes.push_back(output.shape);
  SmallVector<nn_buffer> out;
  for (auto [shape, desc] : llvm::zip_equal(shapes, outputs))
    out.push_back({nullptr, shape.data(), static_cast<int32_t>(shape.size()),
                   static_cast<int32_t>(desc.dtype)});
  int32_t status = model->shapes(model, context, in.data(), out.data());
  if (status != NN_OK)
    return getCallError(status, context);
  for (SmallVector<int64_t> &shape : shapes)
    std::replace(shape.begin(), shape.end(), int64_t(-1), ShapedType::kDynamic);
  return shapes;
}

llvm::Expected<int64_t>
Executable::getWorkspaceBytes(ArrayRef<Array> inputArrays,
                              nn_context *context) const {
  BufferList in(inputArrays);
  int64_t bytes = model->workspace(model, context, in.data());
  if (bytes < 0)
    return getCallError(bytes, context);
  return bytes;
}

llvm::Error Executable::run(ArrayRef<Array> inputArrays,
                            MutableArrayRef<Array> outputArrays,
                            void *workspace, nn_context *context) const {
  BufferList in(inputArrays), out(outputArrays);
  int32_t status = model->run(model, context, in.data(), out.data(), workspace);
  if (status != NN_OK)
    return getCallError(status, context);
  // What has no memory by the caller has some by the context.
  llvm::Error error = llvm::Error::success();
  for (auto [i, array] : llvm::enumerate(outputArrays)) {
    char *data = static_cast<char *>(out.data()[i].data);
    if (array.getData() || !data)
      continue;
    llvm::Expected<Array> copy =
        Array::allocate(array.getDType(), out.getShape(i));
    if (copy) {
      std::memcpy(copy->getData(), data, copy->getNumBytes());
      array = *copy;
    } else {
      error = llvm::joinErrors(std::move(error), copy.takeError());
    }
    context->deallocate(context, data);
  }
  return error;
}
