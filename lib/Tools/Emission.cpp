//===- Emission.cpp - Code as tools write it ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One place that knows which form is made how.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Emission.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/Native/Link.h"
#include "nn/Tools/DeviceFiles.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

llvm::Error nn::checkCodeFile(CodeForm form, StringRef path) {
  if (path != "-" || (form != CodeForm::Object && form != CodeForm::Library))
    return llvm::Error::success();
  return createStringError("expected -o FILE for an object or a library");
}

/// Fails if there is an op that code is not made of.
static llvm::Error checkLowered(ModuleOp module) {
  Operation *other = nullptr;
  module.walk([&](Operation *op) {
    if (isa<FunctionOpInterface>(op) &&
        !isa<LLVM::LLVMDialect>(op->getDialect()))
      other = op;
    return other ? WalkResult::interrupt() : WalkResult::advance();
  });
  if (!other)
    return llvm::Error::success();
  other->emitError("code is made of the LLVM dialect, not of '")
      << other->getName() << "': nn-compile lowers models";
  return makeReportedError();
}

llvm::Error nn::writeCode(ModuleOp module, CodeForm form,
                          const CompileOptions &options, StringRef kernel,
                          StringRef path) {
  if (llvm::Error error = checkCodeFile(form, path))
    return error;
  if (isDeviceForm(form))
    return writeFile(path, [&](raw_ostream &os) {
      return form == CodeForm::PTX ? writePTX(module, kernel, os)
                                   : writeSPIRV(module, kernel, os);
    });
  if (llvm::Error error = checkLowered(module))
    return error;
  bool isNetwork = isLoweredNetwork(module);
  if (form == CodeForm::Library || (form == CodeForm::Object && isNetwork))
    return linkNetwork(module, options,
                       form == CodeForm::Library ? LinkKind::SharedLibrary
                                                 : LinkKind::Object,
                       path);
  FailureOr<LLVMModule> code = isNetwork
                                   ? translateToLLVMModule(module, options)
                                   : translatePlainModule(module, options);
  if (failed(code))
    return makeReportedError();
  return writeFile(path, [&](raw_ostream &os) -> llvm::Error {
    if (form == CodeForm::Assembly)
      return emitAssembly(*code->module, options.target, os);
    if (form == CodeForm::Object)
      return emitObject(*code->module, options.target, os);
    code->module->print(os, nullptr);
    return llvm::Error::success();
  });
}
