//===- Emission.h - Code as tools write it -------------------- -*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modules in the LLVM dialect to files of what machines and devices run.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_EMISSION_H
#define NN_TOOLS_EMISSION_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Target/Native/Compile.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// What code is written as.
enum class CodeForm {
  /// LLVM IR and assembly, as text, without a network's weights.
  LLVMIR,
  Assembly,
  /// A relocatable object and a shared library, with a network's weights.
  Object,
  Library,
  /// Code of kernels for devices: of all of them, or of one.
  PTX,
  SPIRV,
};

/// True if the form is of kernels for a device, not of a network.
inline bool isDeviceForm(CodeForm form) {
  return form == CodeForm::PTX || form == CodeForm::SPIRV;
}
/// Fails if the path is "-", standard output, and the form is not text: nobody
/// wants an object or a library on a terminal.
llvm::Error checkCodeFile(CodeForm form, StringRef path);

/// Writes a module in the LLVM dialect, be it a lowered network or functions
/// only. An object and a library are of networks or functions, device code is
/// of networks, or of one of their kernels if that has a name.
llvm::Error writeCode(ModuleOp module, CodeForm form,
                      const CompileOptions &options, StringRef kernel,
                      StringRef path);

} // namespace mlir::nn

#endif // NN_TOOLS_EMISSION_H
