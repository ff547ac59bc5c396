//===- NoVulkan.c -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instead of Vulkan, where its headers were not there.
//
//===----------------------------------------------------------------------===//

#include "DeviceBackend.h"

#include <stdio.h>

nn_device *nn_vulkan_open(const char *name, char *message, int64_t size) {
  (void)name;
  snprintf(message, (size_t)size,
           "the runtime was built without Vulkan's headers (libvulkan-dev)");
  return NULL;
}
