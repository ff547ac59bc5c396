//===- VulkanMemory.c ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Memory of a device by Vulkan, and copies.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE

#include "Vulkan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/// Finds a type of memory that has all of the flags; -1 if there is none.
static int find_memory_type(const vulkan_device *d, uint32_t allowed,
                            VkMemoryPropertyFlags flags) {
  for (uint32_t i = 0; i < d->memory_types.memoryTypeCount; ++i)
    if ((allowed >> i & 1) &&
        (d->memory_types.memoryTypes[i].propertyFlags & flags) == flags)
      return (int)i;
  return -1;
}

void nn_vulkan_free_buffer(vulkan_device *d, vulkan_buffer *buffer) {
  if (!buffer)
    return;
  for (vulkan_buffer **link = &d->buffers; *link; link = &(*link)->next)
    if (*link == buffer) {
      *link = buffer->next;
      break;
    }
  if (buffer->buffer)
    d->vkDestroyBuffer(d->device, buffer->buffer, NULL);
  if (buffer->memory)
    d->vkFreeMemory(d->device, buffer->memory, NULL);
  if (buffer->address)
    munmap(buffer->address, (size_t)buffer->bytes);
  free(buffer);
}

static int fill_buffer(vulkan_device *d, vulkan_buffer *buffer, int for_host) {
  VkBufferCreateInfo info = {.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
  info.size = (VkDeviceSize)buffer->bytes;
  info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
               VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
               VK_BUFFER_USAGE_TRANSFER_DST_BIT;
  NN_CHECK(vkCreateBuffer(d->device, &info, NULL, &buffer->buffer));
  VkMemoryRequirements needs;
  d->vkGetBufferMemoryRequirements(d->device, buffer->buffer, &needs);
  VkMemoryPropertyFlags visible = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
                                  VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
  // Memory that both see well needs no copies in between.
  int type = find_memory_type(d, needs.memoryTypeBits,
                              VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT | visible);
  int is_visible = type >= 0 || for_host;
  if (type < 0)
    type = find_memory_type(d, needs.memoryTypeBits,
                            for_host ? visible
                                     : VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
  if (type < 0)
    return nn_vulkan_fail(d, "finding memory", VK_ERROR_OUT_OF_DEVICE_MEMORY);
  VkMemoryAllocateInfo allocation = {
      .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
  allocation.allocationSize = needs.size;
  allocation.memoryTypeIndex = (uint32_t)type;
  NN_CHECK(vkAllocateMemory(d->device, &allocation, NULL, &buffer->memory));
  NN_CHECK(vkBindBufferMemory(d->device, buffer->buffer, buffer->memory, 0));
  if (is_visible) {
    void *mapped;
    NN_CHECK(
        vkMapMemory(d->device, buffer->memory, 0, VK_WHOLE_SIZE, 0, &mapped));
    buffer->mapped = mapped;
  }
  // A range of addresses that nothing can be at.
  void *address = mmap(NULL, (size_t)buffer->bytes, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (address == MAP_FAILED)
    return nn_vulkan_fail(d, "reserving addresses",
                          VK_ERROR_OUT_OF_HOST_MEMORY);
  buffer->address = address;
  return 0;
}

vulkan_buffer *nn_vulkan_make_buffer(vulkan_device *d, int64_t bytes,
                                     int for_host) {
  vulkan_buffer *buffer = calloc(1, sizeof *buffer);
  if (!buffer) {
    nn_vulkan_fail(d, "calloc", VK_ERROR_OUT_OF_HOST_MEMORY);
    return NULL;
  }
  buffer->bytes = bytes;
  if (fill_buffer(d, buffer, for_host)) {
    nn_vulkan_free_buffer(d, buffer);
    return NULL;
  }
  buffer->next = d->buffers;
  d->buffers = buffer;
  return buffer;
}

/// Returns the buffer around an address, or null and a message.
vulkan_buffer *nn_vulkan_find_buffer(vulkan_device *d, const char *address) {
  for (vulkan_buffer *buffer = d->buffers; buffer; buffer = buffer->next)
    if (address >= buffer->address && address < buffer->address + buffer->bytes)
      return buffer;
  snprintf(d->base.message, sizeof d->base.message,
           "%s: an address is in no memory of the device", d->base.info.name);
  return NULL;
}

int nn_vulkan_allocate(nn_device *device, int64_t bytes,
                       nn_device_memory *memory) {
  vulkan_device *d = get_vulkan(device);
  if ((uint64_t)bytes > d->limits.maxStorageBufferRange) {
    snprintf(d->base.message, sizeof d->base.message,
             "%s: the network wants %lld bytes in one block, the device binds "
             "%lld at most",
             d->base.info.name, (long long)bytes,
             (long long)d->limits.maxStorageBufferRange);
    return 1;
  }
  vulkan_buffer *buffer = nn_vulkan_make_buffer(d, bytes, /*for_host=*/0);
  if (!buffer)
    return 1;
  memory->address = buffer->address;
  memory->bytes = bytes;
  return 0;
}

void nn_vulkan_release(nn_device *device, nn_device_memory *memory) {
  vulkan_device *d = get_vulkan(device);
  if (!memory->address)
    return;
  nn_vulkan_free_buffer(d, nn_vulkan_find_buffer(d, memory->address));
  memory->address = NULL;
  memory->bytes = 0;
}

//===----------------------------------------------------------------------===//
// Commands
//===----------------------------------------------------------------------===//

/// Begins to record, or lets what follows see what was done before.
int nn_vulkan_record(vulkan_device *d) {
  if (!d->is_recording) {
    VkCommandBufferBeginInfo begin = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    NN_CHECK(vkBeginCommandBuffer(d->commands, &begin));
    d->is_recording = 1;
    return 0;
  }
  VkMemoryBarrier barrier = {.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER};
  barrier.srcAccessMask =
      VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
  barrier.dstAccessMask =
      VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT |
      VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
  VkPipelineStageFlags stages =
      VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
  d->vkCmdPipelineBarrier(d->commands, stages, stages, 0, 1, &barrier, 0, NULL,
                          0, NULL);
  return 0;
}

int nn_vulkan_finish(nn_device *device) {
  vulkan_device *d = get_vulkan(device);
  if (!d->is_recording)
    return 0;
  d->is_recording = 0;
  // What the host reads next.
  VkMemoryBarrier barrier = {.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER};
  barrier.srcAccessMask =
      VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
  barrier.dstAccessMask = VK_ACCESS_HOST_READ_BIT;
  d->vkCmdPipelineBarrier(
      d->commands,
      VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT,
      VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &barrier, 0, NULL, 0, NULL);
  NN_CHECK(vkEndCommandBuffer(d->commands));
  VkSubmitInfo submit = {.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO};
  submit.commandBufferCount = 1;
  submit.pCommandBuffers = &d->commands;
  NN_CHECK(vkQueueSubmit(d->queue, 1, &submit, VK_NULL_HANDLE));
  NN_CHECK(vkQueueWaitIdle(d->queue));
  NN_CHECK(vkResetDescriptorPool(d->device, d->descriptors, 0));
  d->num_sets = d->num_buffers = 0;
  d->parameter_bytes = 0;
  return 0;
}

static int record_copy(vulkan_device *d, vulkan_buffer *to, int64_t to_offset,
                       vulkan_buffer *from, int64_t from_offset,
                       int64_t bytes) {
  if (nn_vulkan_record(d))
    return 1;
  VkBufferCopy region = {(VkDeviceSize)from_offset, (VkDeviceSize)to_offset,
                         (VkDeviceSize)bytes};
  d->vkCmdCopyBuffer(d->commands, from->buffer, to->buffer, 1, &region);
  return 0;
}

int nn_vulkan_copy(nn_device *device, char *to, const char *from,
                   int64_t bytes) {
  vulkan_device *d = get_vulkan(device);
  vulkan_buffer *target = nn_vulkan_find_buffer(d, to);
  vulkan_buffer *source = nn_vulkan_find_buffer(d, from);
  return !target || !source ||
         record_copy(d, target, to - target->address, source,
                     from - source->address, bytes);
}

static vulkan_buffer *get_staging(vulkan_device *d) {
  if (!d->staging)
    d->staging = nn_vulkan_make_buffer(d, STAGING_BYTES, /*for_host=*/1);
  return d->staging;
}

int nn_vulkan_upload(nn_device *device, char *to, const void *from,
                     int64_t bytes) {
  vulkan_device *d = get_vulkan(device);
  vulkan_buffer *target = nn_vulkan_find_buffer(d, to);
  if (!target || nn_vulkan_finish(device))
    return 1;
  int64_t offset = to - target->address;
  if (target->mapped) {
    memcpy(target->mapped + offset, from, (size_t)bytes);
    return 0;
  }
  vulkan_buffer *staging = get_staging(d);
  if (!staging)
    return 1;
  for (int64_t done = 0; done < bytes; done += STAGING_BYTES) {
    int64_t part = min(STAGING_BYTES, bytes - done);
    memcpy(staging->mapped, (const char *)from + done, (size_t)part);
    if (record_copy(d, target, offset + done, staging, 0, part) ||
        nn_vulkan_finish(device))
      return 1;
  }
  return 0;
}

int nn_vulkan_download(nn_device *device, void *to, const char *from,
                       int64_t bytes) {
  vulkan_device *d = get_vulkan(device);
  vulkan_buffer *source = nn_vulkan_find_buffer(d, from);
  if (!source || nn_vulkan_finish(device))
    return 1;
  int64_t offset = from - source->address;
  if (source->mapped) {
    memcpy(to, source->mapped + offset, (size_t)bytes);
    return 0;
  }
  vulkan_buffer *staging = get_staging(d);
  if (!staging)
    return 1;
  for (int64_t done = 0; done < bytes; done += STAGING_BYTES) {
    int64_t part = min(STAGING_BYTES, bytes - done);
    if (record_copy(d, staging, 0, source, offset + done, part) ||
        nn_vulkan_finish(device))
      return 1;
    memcpy((char *)to + done, staging->mapped, (size_t)part);
  }
  return 0;
}
