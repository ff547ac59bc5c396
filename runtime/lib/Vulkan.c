//===- Vulkan.c ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Devices by Vulkan 1.1. The loader is opened at run time. Launches are
// recorded in one command buffer, which is submitted when the host waits.
//
//===----------------------------------------------------------------------===//

#include "Vulkan.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int nn_vulkan_fail(vulkan_device *d, const char *what, VkResult result) {
  const char *reason = "failed";
  if (result == VK_ERROR_OUT_OF_HOST_MEMORY ||
      result == VK_ERROR_OUT_OF_DEVICE_MEMORY)
    reason = "is out of memory";
  else if (result == VK_ERROR_DEVICE_LOST)
    reason = "lost the device";
  snprintf(d->base.message, sizeof d->base.message, "%s: %s %s (VkResult %d)",
           d->base.info.name[0] ? d->base.info.name : "vulkan", what, reason,
           result);
  return 1;
}

int nn_vulkan_fail_call(vulkan_device *d, const char *call, VkResult result) {
  char name[64];
  snprintf(name, sizeof name, "%.*s", (int)strcspn(call, "("), call);
  return nn_vulkan_fail(d, name, result);
}

static void vulkan_close(nn_device *device) {
  vulkan_device *d = get_vulkan(device);
  if (d->device) {
    nn_vulkan_forget(device);
    while (d->buffers)
      nn_vulkan_free_buffer(d, d->buffers);
    if (d->descriptors)
      d->vkDestroyDescriptorPool(d->device, d->descriptors, NULL);
    if (d->command_pool)
      d->vkDestroyCommandPool(d->device, d->command_pool, NULL);
    d->vkDestroyDevice(d->device, NULL);
  }
  if (d->instance)
    d->vkDestroyInstance(d->instance, NULL);
  if (d->library)
    dlclose(d->library);
  free(d);
}

static int load_library(vulkan_device *d) {
  d->library = dlopen("libvulkan.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!d->library) {
    snprintf(d->base.message, sizeof d->base.message,
             "Vulkan's loader cannot be opened: %s", dlerror());
    return 1;
  }
  void *symbol = dlsym(d->library, "vkGetInstanceProcAddr");
  memcpy(&d->vkGetInstanceProcAddr, &symbol, sizeof symbol);
  if (!d->vkGetInstanceProcAddr)
    return nn_vulkan_fail(d, "vkGetInstanceProcAddr",
                          VK_ERROR_INITIALIZATION_FAILED);
#define NN_LOAD(name)                                                          \
  d->name = (PFN_##name)d->vkGetInstanceProcAddr(d->instance, #name);          \
  if (!d->name)                                                                \
    return nn_vulkan_fail(d, #name, VK_ERROR_INITIALIZATION_FAILED);
  NN_GLOBAL_FUNCTIONS(NN_LOAD)
  VkApplicationInfo application = {.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO};
  application.pApplicationName = "nn-mlir";
  application.apiVersion = VK_API_VERSION_1_1;
  VkInstanceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
  info.pApplicationInfo = &application;
  NN_CHECK(vkCreateInstance(&info, NULL, &d->instance));
  NN_INSTANCE_FUNCTIONS(NN_LOAD)
#undef NN_LOAD
  return 0;
}

/// How much a kind of device is wanted.
static int get_rank(VkPhysicalDeviceType type) {
  switch (type) {
  case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
    return 4;
  case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
    return 3;
  case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
    return 2;
  default:
    return 1;
  }
}

static int choose_device(vulkan_device *d, const char *name) {
  VkPhysicalDevice devices[32];
  uint32_t count = sizeof devices / sizeof *devices;
  VkResult result = d->vkEnumeratePhysicalDevices(d->instance, &count, devices);
  if (result != VK_SUCCESS && result != VK_INCOMPLETE)
    return nn_vulkan_fail(d, "vkEnumeratePhysicalDevices", result);
  int best = 0;
  for (uint32_t i = 0; i < count; ++i) {
    VkPhysicalDeviceProperties properties;
    d->vkGetPhysicalDeviceProperties(devices[i], &properties);
    int rank = get_rank(properties.deviceType);
    if (properties.apiVersion < VK_API_VERSION_1_1 ||
        !strstr(properties.deviceName, name) || rank <= best)
      continue;
    best = rank;
    d->physical = devices[i];
    d->limits = properties.limits;
    snprintf(d->base.info.name, sizeof d->base.info.name, "%s",
             properties.deviceName);
  }
  if (best)
    return 0;
  snprintf(d->base.message, sizeof d->base.message,
           "Vulkan has no device with version 1.1%s%s",
           *name ? " whose name contains " : "", name);
  return 1;
}

static int has_extension(vulkan_device *d, const char *name) {
  uint32_t count = 0;
  if (d->vkEnumerateDeviceExtensionProperties(d->physical, NULL, &count, NULL))
    return 0;
  VkExtensionProperties *properties = calloc(count + 1, sizeof *properties);
  int found = 0;
  if (properties && !d->vkEnumerateDeviceExtensionProperties(
                        d->physical, NULL, &count, properties))
    for (uint32_t i = 0; i < count; ++i)
      found |= strcmp(properties[i].extensionName, name) == 0;
  free(properties);
  return found;
}

/// Makes the device, with all element types that it has.
static int make_device(vulkan_device *d) {
  VkPhysicalDevice16BitStorageFeatures storage16 = {
      .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_16BIT_STORAGE_FEATURES};
  VkPhysicalDevice8BitStorageFeatures storage8 = {
      .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_8BIT_STORAGE_FEATURES};
  VkPhysicalDeviceShaderFloat16Int8Features arithmetic = {
      .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_FLOAT16_INT8_FEATURES};
  VkPhysicalDeviceFeatures2 found = {
      .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
  const char *extensions[2];
  uint32_t num_extensions = 0;
  found.pNext = &storage16;
  if (has_extension(d, VK_KHR_8BIT_STORAGE_EXTENSION_NAME) &&
      has_extension(d, VK_KHR_SHADER_FLOAT16_INT8_EXTENSION_NAME)) {
    extensions[num_extensions++] = VK_KHR_8BIT_STORAGE_EXTENSION_NAME;
    extensions[num_extensions++] = VK_KHR_SHADER_FLOAT16_INT8_EXTENSION_NAME;
    storage16.pNext = &storage8;
    storage8.pNext = &arithmetic;
  }
  d->vkGetPhysicalDeviceFeatures2(d->physical, &found);
  uint32_t types = 0;
  if (storage16.storageBuffer16BitAccess && arithmetic.shaderFloat16)
    types |= NN_DEVICE_F16;
  if (storage16.storageBuffer16BitAccess && found.features.shaderInt16)
    types |= NN_DEVICE_I16;
  if (storage8.storageBuffer8BitAccess && arithmetic.shaderInt8)
    types |= NN_DEVICE_I8;
  if (found.features.shaderFloat64)
    types |= NN_DEVICE_F64;
  if (found.features.shaderInt64)
    types |= NN_DEVICE_I64;
  d->base.info.types = types;
  d->base.info.workgroup_size = d->limits.maxComputeWorkGroupInvocations;
  d->base.info.workgroup_bytes = d->limits.maxComputeSharedMemorySize;

  VkQueueFamilyProperties families[32];
  uint32_t count = sizeof families / sizeof *families;
  d->vkGetPhysicalDeviceQueueFamilyProperties(d->physical, &count, families);
  while (d->queue_family < count &&
         !(families[d->queue_family].queueFlags & VK_QUEUE_COMPUTE_BIT))
    ++d->queue_family;
  if (d->queue_family == count)
    return nn_vulkan_fail(d, "finding a compute queue",
                          VK_ERROR_INITIALIZATION_FAILED);
  float priority = 1;
  VkDeviceQueueCreateInfo queue = {
      .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
  queue.queueFamilyIndex = d->queue_family;
  queue.queueCount = 1;
  queue.pQueuePriorities = &priority;
  VkDeviceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
  // The features are those that were found, but for checks of bounds.
  found.features.robustBufferAccess = VK_FALSE;
  info.pNext = &found;
  info.queueCreateInfoCount = 1;
  info.pQueueCreateInfos = &queue;
  info.enabledExtensionCount = num_extensions;
  info.ppEnabledExtensionNames = extensions;
  NN_CHECK(vkCreateDevice(d->physical, &info, NULL, &d->device));
#define NN_LOAD(name)                                                          \
  d->name = (PFN_##name)d->vkGetDeviceProcAddr(d->device, #name);              \
  if (!d->name)                                                                \
    return nn_vulkan_fail(d, #name, VK_ERROR_INITIALIZATION_FAILED);
  NN_DEVICE_FUNCTIONS(NN_LOAD)
#undef NN_LOAD
  return 0;
}

static int make_pools(vulkan_device *d) {
  d->vkGetDeviceQueue(d->device, d->queue_family, 0, &d->queue);
  d->vkGetPhysicalDeviceMemoryProperties(d->physical, &d->memory_types);
  VkCommandPoolCreateInfo commands = {
      .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
  commands.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
  commands.queueFamilyIndex = d->queue_family;
  NN_CHECK(vkCreateCommandPool(d->device, &commands, NULL, &d->command_pool));
  VkCommandBufferAllocateInfo buffer = {
      .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
  buffer.commandPool = d->command_pool;
  buffer.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
  buffer.commandBufferCount = 1;
  NN_CHECK(vkAllocateCommandBuffers(d->device, &buffer, &d->commands));
  VkDescriptorPoolSize size = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, MAX_BUFFERS};
  VkDescriptorPoolCreateInfo descriptors = {
      .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
  descriptors.maxSets = MAX_SETS;
  descriptors.poolSizeCount = 1;
  descriptors.pPoolSizes = &size;
  NN_CHECK(
      vkCreateDescriptorPool(d->device, &descriptors, NULL, &d->descriptors));
  d->parameters = nn_vulkan_make_buffer(d, PARAMETER_BYTES, /*for_host=*/1);
  return !d->parameters;
}

static const nn_backend vulkan = {
    vulkan_close,     nn_vulkan_allocate, nn_vulkan_release,
    nn_vulkan_finish, nn_vulkan_upload,   nn_vulkan_download,
    nn_vulkan_copy,   nn_vulkan_launch,   nn_vulkan_forget};

nn_device *nn_vulkan_open(const char *name, char *message, int64_t size) {
  vulkan_device *d = calloc(1, sizeof *d);
  if (!d) {
    snprintf(message, (size_t)size, "out of memory");
    return NULL;
  }
  d->base.backend = &vulkan;
  d->base.info.kind = "vulkan";
  if (load_library(d) || choose_device(d, name) || make_device(d) ||
      make_pools(d)) {
    snprintf(message, (size_t)size, "%s", d->base.message);
    vulkan_close(&d->base);
    return NULL;
  }
  return &d->base;
}
