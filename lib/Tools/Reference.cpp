//===- Reference.cpp - Runs the reference pipeline ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference pipeline makes functions of memref descriptors, which MLIR's
// own execution engine calls. Large weights become arguments first: as data of
// an LLVM module they would take minutes.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Reference.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/Pass/PassManager.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Pipelines/Reference.h"
#include "nn/Support/Constants.h"
#include "nn/Support/ReportedError.h"
#include "nn/Tools/Model.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/TargetSelect.h"
#include <cstdlib>
#include <cstring>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

/// Makes arguments of the large constants of a function, and returns them.
static llvm::Expected<SmallVector<Array>>
hoistConstants(func::FuncOp function) {
  SmallVector<Array> arrays;
  SmallVector<arith::ConstantOp> constants;
  function.walk([&](arith::ConstantOp op) { constants.push_back(op); });
  for (arith::ConstantOp constant : constants) {
    std::optional<ConstantView> view = ConstantView::get(constant.getValue());
    if (!view || view->isSplat() ||
        view->getNumElements() * view->getElementBytes() <=
            kMaxInlineConstantBytes)
      continue;
    std::optional<DType> dtype = getDType(view->getElementType());
    if (!dtype)
      continue;
    llvm::Expected<Array> array = Array::allocate(*dtype, view->getShape());
    if (!array)
      return array.takeError();
    std::memcpy(array->getData(), view->getBytes().data(),
                array->getNumBytes());
    arrays.push_back(*array);
    (void)function.insertArgument(function.getNumArguments(),
                                  constant.getType(), {}, constant.getLoc());
    constant.replaceAllUsesWith(
        Value(function.getArgument(function.getNumArguments() - 1)));
    constant.erase();
  }
  return arrays;
}

namespace {
/// A memref descriptor: two pointers, an offset, sizes and strides, each of
/// eight bytes.
class Descriptor {
public:
  explicit Descriptor(size_t rank) : rank(rank), words(3 + 2 * rank, 0) {}
  explicit Descriptor(const Array &array)
      : Descriptor(array.getShape().size()) {
    words[0] = words[1] = reinterpret_cast<int64_t>(array.getData());
    int64_t stride = 1;
    for (size_t i = rank; i-- > 0;) {
      words[3 + i] = array.getShape()[i];
      words[3 + rank + i] = stride;
      stride *= array.getShape()[i];
    }
  }
  int64_t *data() { return words.data(); }
  size_t size() const { return words.size(); }

private:
  size_t rank;
  SmallVector<int64_t> words;
};
} // namespace

namespace {
/// A memref of any rank, as the pipeline passes it to the function below.
struct UnrankedDescriptor {
  int64_t rank;
  int64_t *words;
};
} // namespace

/// What the pipeline calls for copies between memrefs with strides.
static void copyMemRef(int64_t elementBytes, UnrankedDescriptor *from,
                       UnrankedDescriptor *to) {
  int64_t rank = from->rank;
  ArrayRef<int64_t> sizes(from->words + 3, rank);
  if (llvm::is_contained(sizes, 0))
    return;
  auto getData = [&](UnrankedDescriptor *memref) {
    return reinterpret_cast<char *>(memref->words[1]) +
           memref->words[2] * elementBytes;
  };
  char *source = getData(from), *target = getData(to);
  SmallVector<int64_t> index(rank, 0);
  while (true) {
    int64_t sourceOffset = 0, targetOffset = 0;
    for (int64_t i = 0; i < rank; ++i) {
      sourceOffset += index[i] * from->words[3 + rank + i];
      targetOffset += index[i] * to->words[3 + rank + i];
    }
    std::memcpy(target + targetOffset * elementBytes,
                source + sourceOffset * elementBytes, elementBytes);
    int64_t dim = rank - 1;
    while (dim >= 0 && ++index[dim] == sizes[dim])
      index[dim--] = 0;
    if (dim < 0)
      return;
  }
}

/// Copies a result out of its descriptor.
static llvm::Expected<Array> copyResult(const int64_t *words,
                                        const TensorDesc &desc) {
  ArrayRef<int64_t> shape(words + 3, desc.shape.size());
  llvm::Expected<Array> array = Array::allocate(desc.dtype, shape);
  if (array)
    std::memcpy(array->getData(),
                reinterpret_cast<char *>(words[1]) +
                    words[2] * getByteWidth(desc.dtype),
                array->getNumBytes());
  return array;
}

llvm::Expected<SmallVector<Array>> nn::runReference(ModuleOp module,
                                                    ArrayRef<Array> inputs) {
  FailureOr<Signature> signature = getSignature(module);
  if (failed(signature))
    return makeReportedError();
  auto function =
      dyn_cast<func::FuncOp>(getEntryFunction(module).getOperation());
  if (!function)
    return createStringError("the reference pipeline takes networks on "
                             "tensors, and this one is lowered already");
  function.setName("main");
  auto constants = hoistConstants(function);
  if (!constants)
    return constants.takeError();
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  buildReferencePipeline(manager);
  if (failed(manager.run(module)))
    return makeReportedError();
  // Attributes that LLVM IR has no word for.
  for (auto lowered : module.getOps<LLVM::LLVMFuncOp>()) {
    lowered.removeArgAttrsAttr();
    lowered.removeResAttrsAttr();
  }

  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  ExecutionEngineOptions options;
  // The options keep a reference only.
  auto optimize = makeOptimizingTransformer(/*optLevel=*/2, /*sizeLevel=*/0,
                                            /*targetMachine=*/nullptr);
  options.transformer = optimize;
  options.enableObjectDump = false;
  auto engine = ExecutionEngine::create(module, options);
  if (!engine)
    return engine.takeError();
  (*engine)->registerSymbols([](llvm::orc::MangleAndInterner interner) {
    llvm::orc::SymbolMap symbols;
    symbols[interner("memrefCopy")] = {
        llvm::orc::ExecutorAddr::fromPtr(&copyMemRef),
        llvm::JITSymbolFlags::Exported};
    return symbols;
  });

  // Results are one structure of descriptors, written through the first
  // argument.
  SmallVector<Descriptor> descriptors;
  for (const Array &array : inputs)
    descriptors.emplace_back(array);
  for (const Array &array : *constants)
    descriptors.emplace_back(array);
  SmallVector<int64_t> results;
  for (const TensorDesc &desc : signature->outputs)
    results.append(Descriptor(desc.shape.size()).size(), 0);
  // A packed argument is a pointer to what is passed, here pointers.
  SmallVector<void *> values{results.data()};
  for (Descriptor &descriptor : descriptors)
    values.push_back(descriptor.data());
  SmallVector<void *> packed;
  for (void *&value : values)
    packed.push_back(&value);
  if (llvm::Error error = (*engine)->invokePacked("_mlir_ciface_main", packed))
    return std::move(error);
  // The engine looks only for functions, and finds any symbol.
  if (llvm::Expected<void *> message =
          (*engine)->lookup(abi::referenceMessageName)) {
    StringRef text(static_cast<const char *>(*message));
    if (!text.empty())
      return createStringError(text);
  } else {
    llvm::consumeError(message.takeError());
  }

  SmallVector<Array> arrays;
  // Results that are the same elements may share memory.
  llvm::SmallDenseSet<int64_t> allocations;
  const int64_t *words = results.data();
  for (const TensorDesc &desc : signature->outputs) {
    llvm::Expected<Array> array = copyResult(words, desc);
    if (!array)
      return array.takeError();
    arrays.push_back(std::move(*array));
    allocations.insert(words[0]);
    words += Descriptor(desc.shape.size()).size();
  }
  for (Descriptor &descriptor : descriptors)
    allocations.erase(*descriptor.data());
  for (int64_t allocation : allocations)
    std::free(reinterpret_cast<void *>(allocation));
  return arrays;
}
