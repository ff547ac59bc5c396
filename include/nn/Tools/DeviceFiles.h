//===- DeviceFiles.h - Files of device code ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes the code that devices run out of a lowered network.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_DEVICEFILES_H
#define NN_TOOLS_DEVICEFILES_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// Writes the PTX of all kernels, or of the one that is named, as one file,
/// which ptxas takes.
llvm::Error writePTX(ModuleOp module, StringRef kernel, raw_ostream &os);

/// Writes the SPIR-V of the kernel that is named, or of the only one: a file
/// has one module. A kernel may still be in the spirv dialect.
llvm::Error writeSPIRV(ModuleOp module, StringRef kernel, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TOOLS_DEVICEFILES_H
