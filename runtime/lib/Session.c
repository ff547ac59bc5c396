//===- Session.c ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Networks on a device: weights are copied once, inputs and outputs at each
// call, and the host code of the network computes with addresses of the device.
//
//===----------------------------------------------------------------------===//

#include "DeviceBackend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct nn_session {
  /// What the context points to; first, so that hooks find the session.
  nn_device_hooks hooks;
  nn_device *device;
  /// The network, with the table of constants on the device.
  nn_model model;
  const void **constants;
  nn_device_memory weights;
  /// Inputs, outputs and the workspace.
  nn_device_memory arena;
  /// Whether something failed in this call.
  int failed;
};

static int64_t align(int64_t bytes) {
  return (bytes + NN_ALIGNMENT - 1) / NN_ALIGNMENT * NN_ALIGNMENT;
}

nn_device *nn_device_open(const char *device, char *message, int64_t size) {
  const char *name = strchr(device, ':');
  size_t length = name ? (size_t)(name - device) : strlen(device);
  name = name ? name + 1 : "";
  if (length == 6 && memcmp(device, "vulkan", 6) == 0)
    return nn_vulkan_open(name, message, size);
  if (length == 4 && memcmp(device, "cuda", 4) == 0)
    return nn_cuda_open(name, message, size);
  snprintf(message, (size_t)size,
           "expected the device 'vulkan' or 'cuda', not '%.*s'", (int)length,
           device);
  return NULL;
}

void nn_device_close(nn_device *device) {
  if (device)
    device->backend->close(device);
}

const nn_device_info *nn_device_get_info(const nn_device *device) {
  return &device->info;
}

//===----------------------------------------------------------------------===//
// Hooks
//===----------------------------------------------------------------------===//

static nn_session *get_session(nn_context *context) {
  // The hooks are the first member of the session.
  return (nn_session *)(void *)(uintptr_t)context->device;
}

static void fail(nn_session *session, nn_context *context) {
  session->failed = 1;
  context->status = NN_DEVICE_ERROR;
  snprintf(context->message, sizeof context->message, "%s",
           session->device->message);
}

static void launch(nn_context *context, int32_t number,
                   const nn_device_kernel *kernel, const void *args,
                   int64_t count) {
  nn_session *session = get_session(context);
  nn_device *device = session->device;
  if (session->failed || count <= 0)
    return;
  if (context->profile) {
    if (device->backend->finish(device)) {
      fail(session, context);
      return;
    }
    context->profile(context, number, 1);
  }
  int failed = device->backend->launch(device, kernel, args, count);
  if (!failed && context->profile)
    failed = device->backend->finish(device);
  if (context->profile)
    context->profile(context, number, 0);
  if (failed)
    fail(session, context);
}

static void copy(nn_context *context, void *to, const void *from,
                 int64_t bytes) {
  nn_session *session = get_session(context);
  nn_device *device = session->device;
  if (!session->failed && bytes > 0 &&
      device->backend->copy(device, to, from, bytes))
    fail(session, context);
}

static void read_back(nn_context *context, void *to, const void *from,
                      int64_t bytes) {
  nn_session *session = get_session(context);
  nn_device *device = session->device;
  if (!session->failed && device->backend->download(device, to, from, bytes))
    fail(session, context);
  if (session->failed)
    memset(to, 0, (size_t)bytes);
}

static void write_through(nn_context *context, void *to, const void *from,
                          int64_t bytes) {
  nn_session *session = get_session(context);
  nn_device *device = session->device;
  if (!session->failed && device->backend->upload(device, to, from, bytes))
    fail(session, context);
}

//===----------------------------------------------------------------------===//
// Sessions
//===----------------------------------------------------------------------===//

static int upload_weights(nn_session *session, const nn_model *model) {
  nn_device *device = session->device;
  if (model->num_constants == 0)
    return 0;
  int64_t bytes = 0;
  for (uint32_t i = 0; i < model->num_constants; ++i)
    bytes += align(model->constant_bytes[i]);
  // An address behind the last byte is one of the block too: weights without
  // elements have one.
  if (device->backend->allocate(device, bytes + NN_ALIGNMENT,
                                &session->weights))
    return 1;
  char *address = session->weights.address;
  for (uint32_t i = 0; i < model->num_constants; ++i) {
    if (model->constant_bytes[i] &&
        device->backend->upload(device, address, model->constants[i],
                                model->constant_bytes[i]))
      return 1;
    session->constants[i] = address;
    address += align(model->constant_bytes[i]);
  }
  return 0;
}

nn_session *nn_session_create(nn_device *device, const nn_model *model,
                              char *message, int64_t size) {
  if (model->abi != NN_ABI_VERSION) {
    snprintf(message, (size_t)size,
             "the network has ABI version %u, but the runtime %u", model->abi,
             NN_ABI_VERSION);
    return NULL;
  }
  nn_session *session = calloc(1, sizeof *session);
  const void **constants = calloc(model->num_constants + 1, sizeof *constants);
  if (!session || !constants) {
    snprintf(message, (size_t)size, "out of memory");
    free(session);
    free(constants);
    return NULL;
  }
  session->hooks.launch = launch;
  session->hooks.copy = copy;
  session->hooks.read = read_back;
  session->hooks.write = write_through;
  session->device = device;
  session->model = *model;
  session->constants = constants;
  session->model.constants = constants;
  if (upload_weights(session, model)) {
    snprintf(message, (size_t)size, "%s", device->message);
    nn_session_destroy(session);
    return NULL;
  }
  return session;
}

void nn_session_destroy(nn_session *session) {
  if (!session)
    return;
  nn_device *device = session->device;
  device->backend->forget(device);
  device->backend->release(device, &session->weights);
  device->backend->release(device, &session->arena);
  free(session->constants);
  free(session);
}

int64_t nn_session_workspace_bytes(const nn_session *session) {
  return session->arena.bytes;
}

static int64_t get_bytes(const nn_buffer *buffer) {
  int64_t bytes = NN_DTYPE_BYTES(buffer->dtype);
  for (int32_t dim = 0; dim < buffer->rank; ++dim)
    bytes *= buffer->sizes[dim];
  return bytes;
}

/// Checks that what has elements has data.
static int32_t check_data(nn_context *context, const nn_tensor_desc *descs,
                          const nn_buffer *buffers, uint32_t count,
                          const char *word) {
  for (uint32_t i = 0; i < count; ++i) {
    if (buffers[i].data || get_bytes(&buffers[i]) == 0)
      continue;
    snprintf(context->message, sizeof context->message,
             "%s '%s': has elements but no data", word, descs[i].name);
    return context->status = NN_INVALID_BUFFER;
  }
  return NN_OK;
}

/// Runs the network on buffers of the device, which take turns after each other
/// in the arena.
static int32_t run_on_device(nn_session *session, nn_context *context,
                             int64_t workspace, const nn_buffer *in,
                             const nn_buffer *out, nn_buffer *device_in,
                             nn_buffer *device_out) {
  nn_device *device = session->device;
  const nn_model *model = &session->model;
  int32_t status =
      check_data(context, model->inputs, in, model->num_inputs, "input");
  if (status == NN_OK)
    status =
        check_data(context, model->outputs, out, model->num_outputs, "output");
  if (status != NN_OK)
    return status;
  int64_t bytes = align(workspace);
  for (uint32_t i = 0; i < model->num_inputs; ++i)
    bytes += align(get_bytes(&in[i]));
  for (uint32_t i = 0; i < model->num_outputs; ++i)
    bytes += align(get_bytes(&out[i]));
  bytes += NN_ALIGNMENT;
  if (bytes > session->arena.bytes) {
    device->backend->release(device, &session->arena);
    if (device->backend->allocate(device, bytes, &session->arena)) {
      fail(session, context);
      return context->status;
    }
  }

  char *address = session->arena.address;
  char *workspace_address = address;
  address += align(workspace);
  for (uint32_t i = 0; i < model->num_inputs; ++i) {
    int64_t input_bytes = get_bytes(&in[i]);
    device_in[i] = in[i];
    device_in[i].data = address;
    if (input_bytes &&
        device->backend->upload(device, address, in[i].data, input_bytes)) {
      fail(session, context);
      return context->status;
    }
    address += align(input_bytes);
  }
  for (uint32_t i = 0; i < model->num_outputs; ++i) {
    device_out[i] = out[i];
    device_out[i].data = address;
    address += align(get_bytes(&out[i]));
  }

  status = model->run(model, context, device_in, device_out, workspace_address);
  if (session->failed) {
    // The zeros that it read instead may have failed a check of the network.
    fail(session, context);
    return context->status;
  }
  if (status != NN_OK)
    return status;
  if (device->backend->finish(device))
    fail(session, context);
  for (uint32_t i = 0; i < model->num_outputs && !session->failed; ++i) {
    int64_t output_bytes = get_bytes(&out[i]);
    if (output_bytes &&
        device->backend->download(device, out[i].data, device_out[i].data,
                                  output_bytes))
      fail(session, context);
  }
  return session->failed ? context->status : NN_OK;
}

int32_t nn_session_run(nn_session *session, nn_context *context,
                       const nn_buffer *in, nn_buffer *out) {
  const nn_model *model = &session->model;
  const nn_device_hooks *before = context->device;
  session->failed = 0;
  // Sizes are computed from the caller's inputs, where they are.
  context->device = NULL;
  int32_t status = model->shapes(model, context, in, out);
  int64_t workspace =
      status == NN_OK ? model->workspace(model, context, in) : 0;
  if (workspace < 0)
    status = context->status;
  if (status == NN_OK) {
    context->device = &session->hooks;
    uint32_t count = model->num_inputs + model->num_outputs;
    nn_buffer *buffers = calloc(count + 1, sizeof *buffers);
    if (buffers) {
      status = run_on_device(session, context, workspace, in, out, buffers,
                             buffers + model->num_inputs);
      // Nothing that was begun before a failure may use the arena that the next
      // call frees.
      if (status != NN_OK)
        session->device->backend->finish(session->device);
      free(buffers);
    } else {
      status = context->status = NN_OUT_OF_MEMORY;
      snprintf(context->message, sizeof context->message, "out of memory");
    }
  }
  context->device = before;
  return status;
}
