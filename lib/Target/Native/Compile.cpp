//===- Compile.cpp - From the LLVM dialect to machine code ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Translation to LLVM IR module by module, optimization and code generation.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/Compile.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Threading.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Caching.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"
#include <atomic>

using namespace mlir;
using namespace mlir::nn;

/// Makes LLVM IR of one module without nested ones.
static FailureOr<LLVMModule>
translateOne(ModuleOp module, const CompileOptions &options, StringRef name) {
  LLVMModule result;
  result.context = std::make_unique<llvm::LLVMContext>();
  result.module = translateModuleToLLVMIR(module, *result.context, name);
  if (!result.module)
    return module.emitError("translation to LLVM IR failed");
  auto machine = options.target.createTargetMachine();
  if (!machine)
    return module.emitError(llvm::toString(machine.takeError()));
  result.module->setTargetTriple((*machine)->getTargetTriple());
  result.module->setDataLayout((*machine)->createDataLayout());
  for (llvm::Function &function : *result.module) {
    if (function.isDeclaration())
      continue;
    if (!options.target.getCPU().empty())
      function.addFnAttr("target-cpu", options.target.getCPU());
    if (!options.target.getFeatures().empty())
      function.addFnAttr("target-features", options.target.getFeatures());
    function.setDoesNotThrow();
  }
  return result;
}

/// Gives the functions of a kernel the names that the host calls, and hides
/// them; helpers become internal, and say whose they are.
static void nameKernelFunctions(llvm::Module &module, StringRef network,
                                StringRef kernel) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    if (function.getName() == abi::kernelEntryFunction)
      function.setName(abi::getKernelEntryName(kernel));
    else if (function.getName() == abi::kernelGridFunction)
      function.setName(abi::getKernelGridName(kernel));
    else if (function.getName() == abi::kernelScratchFunction)
      function.setName(abi::getKernelScratchName(kernel));
    else {
      function.setName(network + "_" + kernel + "_" + function.getName());
      function.setLinkage(llvm::GlobalValue::InternalLinkage);
      continue;
    }
    function.setVisibility(llvm::GlobalValue::HiddenVisibility);
  }
  for (llvm::GlobalVariable &global : module.globals()) {
    if (global.isDeclaration())
      continue;
    if (global.getName() == abi::deviceKernelGlobal) {
      global.setName(abi::getDeviceKernelName(kernel));
      global.setVisibility(llvm::GlobalValue::HiddenVisibility);
    } else {
      global.setLinkage(llvm::GlobalValue::InternalLinkage);
    }
  }
}

/// Prefixes the symbols of kernels by the network's: programs link more than
/// one network.
static void prefixKernels(llvm::Module &module, StringRef network,
                          ArrayRef<ModuleOp> kernels) {
  for (ModuleOp kernel : kernels) {
    StringRef name = *kernel.getSymName();
    for (const std::string &symbol :
         {abi::getKernelEntryName(name), abi::getKernelGridName(name),
          abi::getKernelScratchName(name), abi::getDeviceKernelName(name)})
      if (llvm::GlobalValue *value = module.getNamedValue(symbol)) {
        value->setName(network + "_" + symbol);
        value->setVisibility(llvm::GlobalValue::HiddenVisibility);
      }
  }
}

std::string nn::getConstantSymbol(StringRef network, size_t index) {
  return (abi::getConstantsName(network) + "_" + Twine(index)).str();
}

/// Defines the table of constants that the model points to: an array of the
/// addresses of symbols that whoever loads or links the code defines, and null
/// for what is packed when the network is loaded.
static void defineConstantsTable(llvm::Module &module, StringRef network,
                                 ArrayRef<bool> arePacked) {
  llvm::LLVMContext &context = module.getContext();
  llvm::PointerType *ptr = llvm::PointerType::getUnqual(context);
  llvm::Type *byte = llvm::Type::getInt8Ty(context);
  SmallVector<llvm::Constant *> entries;
  for (auto [i, isPacked] : llvm::enumerate(arePacked)) {
    if (isPacked) {
      entries.push_back(llvm::ConstantPointerNull::get(ptr));
      continue;
    }
    auto *constant = new llvm::GlobalVariable(
        module, byte, /*isConstant=*/true, llvm::GlobalValue::ExternalLinkage,
        /*Initializer=*/nullptr, getConstantSymbol(network, i));
    constant->setVisibility(llvm::GlobalValue::HiddenVisibility);
    entries.push_back(constant);
  }
  auto *type = llvm::ArrayType::get(ptr, entries.size());
  auto *table = new llvm::GlobalVariable(
      module, type, /*isConstant=*/true, llvm::GlobalValue::InternalLinkage,
      llvm::ConstantArray::get(type, entries));
  std::string name = abi::getConstantsName(network);
  if (llvm::GlobalVariable *declaration =
          module.getGlobalVariable(name, /*AllowInternal=*/true)) {
    declaration->replaceAllUsesWith(table);
    declaration->eraseFromParent();
  }
  table->setName(name);
}

/// Returns a copy of the module with only what LLVM IR has a word for.
static OwningOpRef<ModuleOp> cloneHost(ModuleOp module) {
  OwningOpRef<ModuleOp> host(cast<ModuleOp>(module->cloneWithoutRegions()));
  host->getBodyRegion().emplaceBlock();
  OpBuilder builder = OpBuilder::atBlockBegin(host->getBody());
  for (Operation &op : *module.getBody())
    if (isa<LLVM::LLVMDialect>(op.getDialect()))
      builder.clone(op);
  return host;
}

FailureOr<StringRef> nn::getNetworkName(ModuleOp module) {
  LLVM::LLVMFuncOp network;
  for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
    if (!function->hasAttr(abi::inputsAttrName))
      continue;
    if (network)
      return function.emitError("expected one network in a module, but '")
             << function.getSymName() << "' stands beside '"
             << network.getSymName() << "'";
    network = function;
  }
  if (!network)
    return module.emitError(
               "expected a lowered network, but no function has the "
               "attribute '")
           << abi::inputsAttrName << "'";
  return network.getSymName();
}

FailureOr<SmallVector<LLVMModule>>
nn::translateToLLVMModules(ModuleOp module, const CompileOptions &options) {
  FailureOr<StringRef> network = getNetworkName(module);
  if (failed(network))
    return failure();
  SmallVector<ModuleOp> kernels = llvm::filter_to_vector(
      module.getOps<ModuleOp>(), [](ModuleOp op) { return isKernel(op); });
  OwningOpRef<ModuleOp> host = cloneHost(module);
  SmallVector<bool> arePacked =
      llvm::map_to_vector(module.getOps<ConstantOp>(), [](ConstantOp op) {
        return op.getPacking().has_value();
      });

  SmallVector<LLVMModule> modules(kernels.size() + 1);
  LogicalResult status = failableParallelForEachN(
      module.getContext(), 0, modules.size(), [&](size_t i) -> LogicalResult {
        bool isHost = i == kernels.size();
        StringRef name = isHost ? *network : *kernels[i].getSymName();
        FailureOr<LLVMModule> translated =
            translateOne(isHost ? *host : kernels[i], options, name);
        if (failed(translated))
          return failure();
        if (isHost)
          defineConstantsTable(*translated->module, name, arePacked);
        else
          nameKernelFunctions(*translated->module, *network, name);
        prefixKernels(*translated->module, *network, kernels);
        modules[i] = std::move(*translated);
        return success();
      });
  if (failed(status))
    return failure();
  return modules;
}

void nn::optimizeLLVMModule(llvm::Module &module,
                            llvm::TargetMachine &targetMachine) {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = false;
  tuning.LoopInterleaving = tuning.LoopUnrolling = false;
  llvm::PassBuilder builder(&targetMachine, tuning);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2)
      .run(module, modules);
}

/// Optimizes every module, in parallel.
static LogicalResult optimizeAll(MLIRContext *context,
                                 MutableArrayRef<LLVMModule> modules,
                                 const CompileOptions &options) {
  if (!options.optimize)
    return success();
  return failableParallelForEach(
      context, modules, [&](LLVMModule &module) -> LogicalResult {
        auto machine = options.target.createTargetMachine();
        if (!machine)
          return emitError(UnknownLoc::get(context),
                           llvm::toString(machine.takeError()));
        optimizeLLVMModule(*module.module, **machine);
        return success();
      });
}

FailureOr<LLVMModule> nn::translateToLLVMModule(ModuleOp module,
                                                const CompileOptions &options) {
  FailureOr<SmallVector<LLVMModule>> modules =
      translateToLLVMModules(module, options);
  if (failed(modules) ||
      failed(optimizeAll(module.getContext(), *modules, options)))
    return failure();
  // Bitcode is how a module changes its context.
  LLVMModule result = std::move(modules->back());
  modules->pop_back();
  llvm::Linker linker(*result.module);
  for (LLVMModule &part : *modules) {
    SmallVector<char, 0> bitcode;
    llvm::raw_svector_ostream os(bitcode);
    llvm::WriteBitcodeToFile(*part.module, os);
    auto moved = llvm::parseBitcodeFile(
        llvm::MemoryBufferRef(StringRef(bitcode.data(), bitcode.size()),
                              part.module->getModuleIdentifier()),
        *result.context);
    if (!moved)
      return module.emitError(llvm::toString(moved.takeError()));
    if (linker.linkInModule(std::move(*moved)))
      return module.emitError("linking LLVM modules failed");
  }
  return result;
}

bool nn::isLoweredNetwork(ModuleOp module) {
  return llvm::any_of(module.getOps<LLVM::LLVMFuncOp>(), [](auto function) {
    return function->hasAttr(abi::inputsAttrName);
  });
}

FailureOr<LLVMModule> nn::translatePlainModule(ModuleOp module,
                                               const CompileOptions &options) {
  FailureOr<LLVMModule> result =
      translateOne(module, options, module.getSymName().value_or("module"));
  if (failed(result) ||
      failed(optimizeAll(module.getContext(), *result, options)))
    return failure();
  return result;
}

/// Generates code of one kind; fails if the target has none of that kind.
static llvm::Error generate(llvm::Module &module,
                            llvm::TargetMachine &targetMachine,
                            llvm::CodeGenFileType kind,
                            llvm::raw_pwrite_stream &os) {
  llvm::legacy::PassManager passes;
  if (targetMachine.addPassesToEmitFile(passes, os, nullptr, kind))
    return llvm::createStringError("target '" + module.getTargetTriple().str() +
                                   "' cannot emit such a file");
  passes.run(module);
  return llvm::Error::success();
}

/// Returns what an object is called in a cache: a hash of all that it is made
/// of.
static std::string getCacheKey(const llvm::Module &module,
                               const CompileOptions &options) {
  SmallVector<char, 0> bitcode;
  llvm::raw_svector_ostream os(bitcode);
  llvm::WriteBitcodeToFile(module, os);
  llvm::SHA1 hash;
  // Counted up when the same IR becomes other code.
  constexpr StringLiteral version(
      "nn-mlir objects 1, LLVM " LLVM_VERSION_STRING);
  hash.update(version);
  hash.update(options.target.getTriple().str());
  hash.update(options.target.getCPU());
  hash.update(options.target.getFeatures());
  hash.update(options.optimize ? "optimized" : "plain");
  hash.update(StringRef(bitcode.data(), bitcode.size()));
  return llvm::toHex(hash.final(), /*LowerCase=*/true);
}

/// Optimizes one module and makes an object of it.
static llvm::Error compileOne(llvm::Module &module,
                              const CompileOptions &options,
                              llvm::raw_pwrite_stream &os) {
  auto machine = options.target.createTargetMachine();
  if (!machine)
    return machine.takeError();
  if (options.optimize)
    optimizeLLVMModule(module, **machine);
  return generate(module, **machine, llvm::CodeGenFileType::ObjectFile, os);
}

/// As above, unless the cache has the object. The cache hands it over.
static llvm::Error compileCached(llvm::Module &module,
                                 const CompileOptions &options, size_t index,
                                 llvm::FileCache &cache) {
  StringRef name = module.getModuleIdentifier();
  llvm::Expected<llvm::AddStreamFn> add =
      cache(index, getCacheKey(module, options), name);
  if (!add)
    return add.takeError();
  if (!*add)
    return llvm::Error::success();
  SmallVector<char, 0> object;
  llvm::raw_svector_ostream os(object);
  if (llvm::Error error = compileOne(module, options, os))
    return error;
  auto stream = (*add)(index, name);
  if (!stream)
    return stream.takeError();
  (*stream)->OS->write(object.data(), object.size());
  return (*stream)->commit();
}

FailureOr<SmallVector<std::unique_ptr<llvm::MemoryBuffer>>>
nn::compileToObjects(ModuleOp module, const CompileOptions &options) {
  FailureOr<SmallVector<LLVMModule>> modules =
      translateToLLVMModules(module, options);
  if (failed(modules))
    return failure();
  SmallVector<std::unique_ptr<llvm::MemoryBuffer>> objects(modules->size());
  llvm::FileCache cache;
  if (!options.objectCache.empty()) {
    auto opened =
        llvm::localCache("object cache", "nn", options.objectCache,
                         [&](unsigned index, const Twine &,
                             std::unique_ptr<llvm::MemoryBuffer> object) {
                           objects[index] = std::move(object);
                         });
    if (!opened)
      return module.emitError(llvm::toString(opened.takeError()));
    cache = std::move(*opened);
  }
  auto compile = [&](size_t index) -> llvm::Error {
    llvm::Module &llvmModule = *(*modules)[index].module;
    if (cache.isValid())
      return compileCached(llvmModule, options, index, cache);
    SmallVector<char, 0> object;
    llvm::raw_svector_ostream os(object);
    if (llvm::Error error = compileOne(llvmModule, options, os))
      return error;
    objects[index] = std::make_unique<llvm::SmallVectorMemoryBuffer>(
        std::move(object), llvmModule.getModuleIdentifier(),
        /*RequiresNullTerminator=*/false);
    return llvm::Error::success();
  };
  std::atomic<size_t> numDone = 0;
  LogicalResult status = failableParallelForEachN(
      module.getContext(), 0, objects.size(), [&](size_t i) -> LogicalResult {
        if (llvm::Error error = compile(i))
          return module.emitError(llvm::toString(std::move(error)));
        // The IR has had its use; an object is a tenth of it.
        (*modules)[i] = LLVMModule();
        if (options.progress)
          options.progress(++numDone, objects.size());
        return success();
      });
  if (failed(status))
    return failure();
  if (cache.isValid())
    llvm::pruneCache(options.objectCache, llvm::CachePruningPolicy());
  return objects;
}

/// Generates code of one kind for a target.
static llvm::Error emitCode(llvm::Module &module, const NativeTarget &target,
                            llvm::CodeGenFileType kind, raw_ostream &os) {
  auto machine = target.createTargetMachine();
  if (!machine)
    return machine.takeError();
  SmallVector<char, 0> code;
  llvm::raw_svector_ostream buffer(code);
  if (llvm::Error error = generate(module, **machine, kind, buffer))
    return error;
  os.write(code.data(), code.size());
  return llvm::Error::success();
}

llvm::Error nn::emitAssembly(llvm::Module &module, const NativeTarget &target,
                             raw_ostream &os) {
  return emitCode(module, target, llvm::CodeGenFileType::AssemblyFile, os);
}

llvm::Error nn::emitObject(llvm::Module &module, const NativeTarget &target,
                           raw_ostream &os) {
  return emitCode(module, target, llvm::CodeGenFileType::ObjectFile, os);
}
