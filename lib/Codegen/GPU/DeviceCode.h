//===- DeviceCode.h ------------------------------------------- -*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code for a device as data of a kernel.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_GPU_DEVICECODE_H
#define NN_LIB_CODEGEN_GPU_DEVICECODE_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::nn {

/// What nn_device_kernel of nn_runtime.h says of a kernel.
struct DeviceCode {
  std::string name;
  StringRef code;
  /// An nn_device_code.
  int32_t format = 0;
  /// NN_DEVICE_*, what the device must have.
  uint32_t types = 0;
  int64_t workgroupSize = 0, workgroupBytes = 0;
};

/// Adds code, and the description `@device` of it, to a kernel module that
/// nn-outline-gpu has counted the arguments of.
LogicalResult addDeviceCode(ModuleOp kernel, const DeviceCode &code);

} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_GPU_DEVICECODE_H
