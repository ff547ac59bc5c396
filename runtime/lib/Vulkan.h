//===- Vulkan.h - Devices by Vulkan -------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the files that drive Vulkan share.
//
//===----------------------------------------------------------------------===//

#ifndef NN_RUNTIME_LIB_VULKAN_H
#define NN_RUNTIME_LIB_VULKAN_H

#include "DeviceBackend.h"

#define VK_NO_PROTOTYPES
#include <vulkan/vulkan.h>

// The functions of Vulkan that are called, by how they are found.
#define NN_GLOBAL_FUNCTIONS(F) F(vkCreateInstance)
#define NN_INSTANCE_FUNCTIONS(F)                                               \
  F(vkDestroyInstance)                                                         \
  F(vkEnumeratePhysicalDevices)                                                \
  F(vkGetPhysicalDeviceProperties)                                             \
  F(vkGetPhysicalDeviceFeatures2)                                              \
  F(vkGetPhysicalDeviceQueueFamilyProperties)                                  \
  F(vkGetPhysicalDeviceMemoryProperties)                                       \
  F(vkEnumerateDeviceExtensionProperties)                                      \
  F(vkCreateDevice)                                                            \
  F(vkGetDeviceProcAddr)
#define NN_DEVICE_FUNCTIONS(F)                                                 \
  F(vkDestroyDevice)                                                           \
  F(vkGetDeviceQueue)                                                          \
  F(vkCreateBuffer)                                                            \
  F(vkDestroyBuffer)                                                           \
  F(vkGetBufferMemoryRequirements)                                             \
  F(vkAllocateMemory)                                                          \
  F(vkFreeMemory)                                                              \
  F(vkBindBufferMemory)                                                        \
  F(vkMapMemory)                                                               \
  F(vkCreateShaderModule)                                                      \
  F(vkDestroyShaderModule)                                                     \
  F(vkCreateDescriptorSetLayout)                                               \
  F(vkDestroyDescriptorSetLayout)                                              \
  F(vkCreatePipelineLayout)                                                    \
  F(vkDestroyPipelineLayout)                                                   \
  F(vkCreateComputePipelines)                                                  \
  F(vkDestroyPipeline)                                                         \
  F(vkCreateDescriptorPool)                                                    \
  F(vkDestroyDescriptorPool)                                                   \
  F(vkResetDescriptorPool)                                                     \
  F(vkAllocateDescriptorSets)                                                  \
  F(vkUpdateDescriptorSets)                                                    \
  F(vkCreateCommandPool)                                                       \
  F(vkDestroyCommandPool)                                                      \
  F(vkAllocateCommandBuffers)                                                  \
  F(vkBeginCommandBuffer)                                                      \
  F(vkEndCommandBuffer)                                                        \
  F(vkCmdBindPipeline)                                                         \
  F(vkCmdBindDescriptorSets)                                                   \
  F(vkCmdDispatch)                                                             \
  F(vkCmdCopyBuffer)                                                           \
  F(vkCmdPipelineBarrier)                                                      \
  F(vkQueueSubmit)                                                             \
  F(vkQueueWaitIdle)

/// How much is recorded before it is submitted: launches, their buffers, and
/// the bytes of their integers.
enum {
  MAX_SETS = 1024,
  MAX_BUFFERS = 8 * MAX_SETS,
  PARAMETER_BYTES = 1 << 20,
  STAGING_BYTES = 4 << 20
};

/// A buffer with memory of its own.
typedef struct vulkan_buffer {
  VkBuffer buffer;
  VkDeviceMemory memory;
  /// Where the host sees it, or null.
  char *mapped;
  int64_t bytes;
  /// The range of addresses that stands for it.
  char *address;
  struct vulkan_buffer *next;
} vulkan_buffer;

/// A kernel on the device.
typedef struct vulkan_kernel {
  const nn_device_kernel *kernel;
  VkDescriptorSetLayout set_layout;
  VkPipelineLayout layout;
  VkPipeline pipeline;
  struct vulkan_kernel *next;
} vulkan_kernel;

typedef struct vulkan_device {
  nn_device base;
  void *library;
  VkInstance instance;
  VkPhysicalDevice physical;
  VkDevice device;
  VkQueue queue;
  uint32_t queue_family;
  VkPhysicalDeviceMemoryProperties memory_types;
  VkPhysicalDeviceLimits limits;
  VkCommandPool command_pool;
  VkCommandBuffer commands;
  VkDescriptorPool descriptors;
  /// The integers of launches, one after another.
  vulkan_buffer *parameters;
  /// For what the host cannot see.
  vulkan_buffer *staging;
  vulkan_buffer *buffers;
  vulkan_kernel *kernels;
  /// What is recorded and not submitted.
  int is_recording;
  uint32_t num_sets, num_buffers;
  int64_t parameter_bytes;
#define NN_DECLARE(name) PFN_##name name;
  PFN_vkGetInstanceProcAddr vkGetInstanceProcAddr;
  NN_GLOBAL_FUNCTIONS(NN_DECLARE)
  NN_INSTANCE_FUNCTIONS(NN_DECLARE)
  NN_DEVICE_FUNCTIONS(NN_DECLARE)
#undef NN_DECLARE
} vulkan_device;

static inline int64_t min(int64_t a, int64_t b) { return a < b ? a : b; }

static inline vulkan_device *get_vulkan(nn_device *device) {
  return (vulkan_device *)(void *)device;
}

/// Writes a message, and returns 1.
int nn_vulkan_fail(vulkan_device *d, const char *what, VkResult result);

/// The same for the function that a call names.
int nn_vulkan_fail_call(vulkan_device *d, const char *call, VkResult result);

/// Returns 1, and writes a message, unless a function of the device succeeds.
#define NN_CHECK(call)                                                         \
  do {                                                                         \
    VkResult nn_result = d->call;                                              \
    if (nn_result != VK_SUCCESS)                                               \
      return nn_vulkan_fail_call(d, #call, nn_result);                         \
  } while (0)

/// Makes a buffer, which the host can see if it is for it; null on failure.
vulkan_buffer *nn_vulkan_make_buffer(vulkan_device *d, int64_t bytes,
                                     int for_host);
void nn_vulkan_free_buffer(vulkan_device *d, vulkan_buffer *buffer);

/// Returns the buffer around an address, or null and a message.
vulkan_buffer *nn_vulkan_find_buffer(vulkan_device *d, const char *address);

/// Begins to record, or lets what follows see what was done before.
int nn_vulkan_record(vulkan_device *d);

// What the backend consists of.
int nn_vulkan_allocate(nn_device *device, int64_t bytes,
                       nn_device_memory *memory);
void nn_vulkan_release(nn_device *device, nn_device_memory *memory);
int nn_vulkan_finish(nn_device *device);
int nn_vulkan_upload(nn_device *device, char *to, const void *from,
                     int64_t bytes);
int nn_vulkan_download(nn_device *device, void *to, const char *from,
                       int64_t bytes);
int nn_vulkan_copy(nn_device *device, char *to, const char *from,
                   int64_t bytes);
int nn_vulkan_launch(nn_device *device, const nn_device_kernel *kernel,
                     const void *args, int64_t count);
void nn_vulkan_forget(nn_device *device);

#endif // NN_RUNTIME_LIB_VULKAN_H
