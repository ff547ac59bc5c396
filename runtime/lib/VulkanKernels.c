//===- VulkanKernels.c --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels in SPIR-V on a device by Vulkan, and their launches.
//
//===----------------------------------------------------------------------===//

#include "Vulkan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_kernel(vulkan_device *d, vulkan_kernel *kernel) {
  if (kernel->pipeline)
    d->vkDestroyPipeline(d->device, kernel->pipeline, NULL);
  if (kernel->layout)
    d->vkDestroyPipelineLayout(d->device, kernel->layout, NULL);
  if (kernel->set_layout)
    d->vkDestroyDescriptorSetLayout(d->device, kernel->set_layout, NULL);
  free(kernel);
}

/// The names of the bits of NN_DEVICE_*.
static const char *const type_names[] = {"f16", "f64", "i8", "i16", "i64"};

/// Says whether the device can run a kernel.
static int check_kernel(vulkan_device *d, const nn_device_kernel *kernel) {
  const nn_device_info *info = &d->base.info;
  char *message = d->base.message;
  size_t size = sizeof d->base.message;
  if (kernel->format != NN_SPIRV) {
    snprintf(message, size, "%s: kernel '%s' is not SPIR-V", info->name,
             kernel->name);
    return 1;
  }
  for (unsigned i = 0; i < sizeof type_names / sizeof *type_names; ++i)
    if (kernel->types & ~info->types & (1u << i)) {
      snprintf(message, size, "%s has no %s, which kernel '%s' needs",
               info->name, type_names[i], kernel->name);
      return 1;
    }
  if (kernel->workgroup_size > info->workgroup_size ||
      kernel->workgroup_bytes > info->workgroup_bytes) {
    snprintf(message, size,
             "%s has workgroups of %u invocations and %u bytes, kernel '%s' "
             "needs %u and %u",
             info->name, info->workgroup_size, info->workgroup_bytes,
             kernel->name, kernel->workgroup_size, kernel->workgroup_bytes);
    return 1;
  }
  if (kernel->num_buffers + 1 > d->limits.maxPerStageDescriptorStorageBuffers) {
    snprintf(message, size, "%s binds %u buffers, kernel '%s' needs %u",
             info->name, d->limits.maxPerStageDescriptorStorageBuffers,
             kernel->name, kernel->num_buffers + 1);
    return 1;
  }
  return 0;
}

static int fill_kernel(vulkan_device *d, vulkan_kernel *k,
                       VkDescriptorSetLayoutBinding *bindings) {
  uint32_t count = k->kernel->num_buffers + 1;
  for (uint32_t i = 0; i < count; ++i) {
    bindings[i].binding = i;
    bindings[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    bindings[i].descriptorCount = 1;
    bindings[i].stageFlags = VK_SHADER_STAGE_COMPUTE_BIT;
  }
  VkDescriptorSetLayoutCreateInfo set_info = {
      .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
  set_info.bindingCount = count;
  set_info.pBindings = bindings;
  NN_CHECK(
      vkCreateDescriptorSetLayout(d->device, &set_info, NULL, &k->set_layout));
  VkPipelineLayoutCreateInfo layout_info = {
      .sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
  layout_info.setLayoutCount = 1;
  layout_info.pSetLayouts = &k->set_layout;
  NN_CHECK(vkCreatePipelineLayout(d->device, &layout_info, NULL, &k->layout));

  VkShaderModuleCreateInfo module_info = {
      .sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
  module_info.codeSize = (size_t)k->kernel->code_bytes;
  module_info.pCode = k->kernel->code;
  VkComputePipelineCreateInfo info = {
      .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
  info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
  info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
  info.stage.pName = "entry";
  info.layout = k->layout;
  NN_CHECK(
      vkCreateShaderModule(d->device, &module_info, NULL, &info.stage.module));
  VkResult result = d->vkCreateComputePipelines(d->device, VK_NULL_HANDLE, 1,
                                                &info, NULL, &k->pipeline);
  d->vkDestroyShaderModule(d->device, info.stage.module, NULL);
  return result == VK_SUCCESS
             ? 0
             : nn_vulkan_fail(d, "vkCreateComputePipelines", result);
}

/// Returns the kernel on the device, made at its first launch; null on failure.
static vulkan_kernel *get_kernel(vulkan_device *d,
                                 const nn_device_kernel *kernel) {
  for (vulkan_kernel *k = d->kernels; k; k = k->next)
    if (k->kernel == kernel)
      return k;
  if (check_kernel(d, kernel))
    return NULL;
  vulkan_kernel *made = calloc(1, sizeof *made);
  VkDescriptorSetLayoutBinding *bindings =
      calloc(kernel->num_buffers + 1, sizeof *bindings);
  int failed;
  if (!made || !bindings) {
    failed = nn_vulkan_fail(d, "calloc", VK_ERROR_OUT_OF_HOST_MEMORY);
  } else {
    made->kernel = kernel;
    failed = fill_kernel(d, made, bindings);
  }
  free(bindings);
  if (failed) {
    if (made)
      free_kernel(d, made);
    return NULL;
  }
  made->next = d->kernels;
  return d->kernels = made;
}

static int64_t align_up(int64_t value, int64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

/// Binds the buffers of a launch, and the integers behind them.
static int bind(vulkan_device *d, vulkan_kernel *k, const void *args) {
  const nn_device_kernel *kernel = k->kernel;
  int64_t alignment = (int64_t)d->limits.minStorageBufferOffsetAlignment;
  uint32_t num_buffers = kernel->num_buffers;
  int64_t bytes = 4 * (int64_t)(num_buffers + kernel->num_sizes);
  int64_t begin = align_up(d->parameter_bytes, alignment);
  if (begin + bytes > PARAMETER_BYTES || d->num_sets == MAX_SETS ||
      d->num_buffers + num_buffers + 1 > MAX_BUFFERS) {
    if (nn_vulkan_finish(&d->base))
      return 1;
    begin = 0;
  }
  d->parameter_bytes = begin + bytes;
  d->num_buffers += num_buffers + 1;
  ++d->num_sets;

  VkDescriptorSetAllocateInfo allocation = {
      .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
  allocation.descriptorPool = d->descriptors;
  allocation.descriptorSetCount = 1;
  allocation.pSetLayouts = &k->set_layout;
  VkDescriptorSet set;
  NN_CHECK(vkAllocateDescriptorSets(d->device, &allocation, &set));

  int32_t *parameters = (int32_t *)(void *)(d->parameters->mapped + begin);
  for (uint32_t i = 0; i <= num_buffers; ++i) {
    VkDescriptorBufferInfo info;
    if (i < num_buffers) {
      const char *address = ((const char *const *)args)[i];
      vulkan_buffer *buffer = nn_vulkan_find_buffer(d, address);
      if (!buffer)
        return 1;
      int64_t offset = address - buffer->address;
      info.buffer = buffer->buffer;
      info.offset = (VkDeviceSize)(offset / alignment * alignment);
      info.range = (VkDeviceSize)buffer->bytes - info.offset;
      parameters[i] = (int32_t)(offset % alignment);
    } else {
      info.buffer = d->parameters->buffer;
      info.offset = (VkDeviceSize)begin;
      info.range = (VkDeviceSize)bytes;
    }
    VkWriteDescriptorSet write = {.sType =
                                      VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstSet = set;
    write.dstBinding = i;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    write.pBufferInfo = &info;
    d->vkUpdateDescriptorSets(d->device, 1, &write, 0, NULL);
  }
  const int64_t *sizes = (const int64_t *)args + num_buffers;
  for (uint32_t i = 0; i < kernel->num_sizes; ++i)
    parameters[num_buffers + i] = (int32_t)sizes[i];

  if (nn_vulkan_record(d))
    return 1;
  d->vkCmdBindPipeline(d->commands, VK_PIPELINE_BIND_POINT_COMPUTE,
                       k->pipeline);
  d->vkCmdBindDescriptorSets(d->commands, VK_PIPELINE_BIND_POINT_COMPUTE,
                             k->layout, 0, 1, &set, 0, NULL);
  return 0;
}

int nn_vulkan_launch(nn_device *device, const nn_device_kernel *kernel,
                     const void *args, int64_t count) {
  vulkan_device *d = get_vulkan(device);
  vulkan_kernel *k = get_kernel(d, kernel);
  if (!k || bind(d, k, args))
    return 1;
  // Rows of workgroups where there are more than one row may have.
  int64_t columns = min(count, d->limits.maxComputeWorkGroupCount[0]);
  int64_t rows = (count + columns - 1) / columns;
  if (rows > d->limits.maxComputeWorkGroupCount[1]) {
    snprintf(d->base.message, sizeof d->base.message,
             "%s: kernel '%s' has %lld workgroups, too many for the device",
             d->base.info.name, kernel->name, (long long)count);
    return 1;
  }
  d->vkCmdDispatch(d->commands, (uint32_t)columns, (uint32_t)rows, 1);
  return 0;
}

void nn_vulkan_forget(nn_device *device) {
  vulkan_device *d = get_vulkan(device);
  nn_vulkan_finish(device);
  while (d->kernels) {
    vulkan_kernel *next = d->kernels->next;
    free_kernel(d, d->kernels);
    d->kernels = next;
  }
}
