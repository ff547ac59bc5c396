//===- Compile.h - From the LLVM dialect to machine code --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lowered network is a module of host functions with a nested module for each
// kernel. Each becomes an LLVM module in a context of its own; they are
// optimized and compiled in parallel, for the JIT and ahead of time alike.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_NATIVE_COMPILE_H
#define NN_TARGET_NATIVE_COMPILE_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Target/Native/NativeTarget.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include <functional>

namespace mlir::nn {

/// An LLVM module and the context that owns its types.
struct LLVMModule {
  LLVMModule() = default;
  LLVMModule(LLVMModule &&) = default;
  /// A module goes before its context.
  LLVMModule &operator=(LLVMModule &&other) {
    module = std::move(other.module);
    context = std::move(other.context);
    return *this;
  }

  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
};

/// How code is generated.
struct CompileOptions {
  NativeTarget target;
  /// Runs LLVM's -O2 without its vectorizers and loop unrolling: kernels are
  /// vectorized and unrolled by their schedules. Off, code is as it was
  /// written, for reading.
  bool optimize = true;
  /// A directory with the objects of earlier compilations: what is compiled
  /// again is taken from there. It is pruned now and then. Empty: none.
  std::string objectCache;
  /// Is told, by any thread, how many objects of all are done.
  std::function<void(size_t done, size_t all)> progress;
};

/// Returns the name of the network that a lowered module holds: of the function
/// with a description of its inputs.
FailureOr<StringRef> getNetworkName(ModuleOp module);

/// Returns the symbol of a constant of a network's table. Compiled code refers
/// to it and does not define it.
std::string getConstantSymbol(StringRef network, size_t index);

/// Translates a lowered network: one LLVM module for each kernel, then one for
/// the host functions. Emits diagnostics on failure.
FailureOr<SmallVector<LLVMModule>>
translateToLLVMModules(ModuleOp module, const CompileOptions &options);

/// Translates, optimizes and links all of a lowered network into one LLVM
/// module. Emits diagnostics on failure.
FailureOr<LLVMModule> translateToLLVMModule(ModuleOp module,
                                            const CompileOptions &options);

/// Returns true if a module is a lowered network rather than any other module
/// of the LLVM dialect.
bool isLoweredNetwork(ModuleOp module);

/// Translates and optimizes a module that is no network. Emits diagnostics on
/// failure.
FailureOr<LLVMModule> translatePlainModule(ModuleOp module,
                                           const CompileOptions &options);

/// Compiles a lowered network to object files, one for each LLVM module. Emits
/// diagnostics on failure.
FailureOr<SmallVector<std::unique_ptr<llvm::MemoryBuffer>>>
compileToObjects(ModuleOp module, const CompileOptions &options);

/// Optimizes a module and sets what it is compiled for on its functions.
void optimizeLLVMModule(llvm::Module &module,
                        llvm::TargetMachine &targetMachine);

/// Compiles a module to assembly, or to an object.
llvm::Error emitAssembly(llvm::Module &module, const NativeTarget &target,
                         raw_ostream &os);
llvm::Error emitObject(llvm::Module &module, const NativeTarget &target,
                       raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TARGET_NATIVE_COMPILE_H
