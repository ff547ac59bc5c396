//===- SessionTest.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sessions on a device whose memory is the host's, and which says what is done
// to it.
//
//===----------------------------------------------------------------------===//

extern "C" {
#include "../../runtime/lib/DeviceBackend.h"
}
#include "gtest/gtest.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

/// A device that runs nothing. `pending` is the work that was begun and not
/// waited for; to free memory below it is an error.
struct FakeDevice : nn_device {
  int pending = 0;
  int numReleased = 0;
  bool releasedInUse = false;
  bool failsDownloads = false;
};

FakeDevice *get(nn_device *device) { return static_cast<FakeDevice *>(device); }

int allocate(nn_device *, int64_t bytes, nn_device_memory *memory) {
  memory->address = static_cast<char *>(calloc(bytes, 1));
  memory->bytes = bytes;
  return 0;
}

void release(nn_device *device, nn_device_memory *memory) {
  if (!memory->address)
    return;
  get(device)->releasedInUse |= get(device)->pending != 0;
  ++get(device)->numReleased;
  free(memory->address);
  *memory = {};
}

int finish(nn_device *device) {
  get(device)->pending = 0;
  return 0;
}

int upload(nn_device *device, char *to, const void *from, int64_t bytes) {
  memcpy(to, from, bytes);
  return finish(device);
}

int download(nn_device *device, void *to, const char *from, int64_t bytes) {
  if (get(device)->failsDownloads) {
    snprintf(device->message, sizeof device->message, "the device is lost");
    return 1;
  }
  memcpy(to, from, bytes);
  return finish(device);
}

int copy(nn_device *device, char *, const char *, int64_t) {
  ++get(device)->pending;
  return 0;
}

int launch(nn_device *device, const nn_device_kernel *, const void *, int64_t) {
  ++get(device)->pending;
  return 0;
}

void forget(nn_device *device) { finish(device); }

const nn_backend backend = {nullptr,  allocate, release, finish, upload,
                            download, copy,     launch,  forget};

/// A network on a vector of any size that launches a kernel, reads an element
/// back and refuses zero, as a kernel.check would.
int32_t runNetwork(const nn_model *, nn_context *context, const nn_buffer *in,
                   nn_buffer *, void *) {
  static const nn_device_kernel kernel = {};
  context->device->launch(context, 0, &kernel, nullptr, 1);
  float element;
  context->device->read(context, &element, in->data, sizeof element);
  context->device->launch(context, 0, &kernel, nullptr, 1);
  if (element != 0.0f)
    return NN_OK;
  snprintf(context->message, sizeof context->message, "node 'div': zero");
  return context->status = NN_INVALID_VALUE;
}

int32_t computeShapes(const nn_model *, nn_context *, const nn_buffer *in,
                      nn_buffer *out) {
  out->sizes[0] = in->sizes[0];
  return NN_OK;
}

int64_t computeWorkspace(const nn_model *, nn_context *, const nn_buffer *) {
  return 0;
}

class SessionTest : public testing::Test {
protected:
  SessionTest() {
    device.backend = &backend;
    static const int64_t size = -1;
    static const nn_tensor_desc input = {"x", &size, 1, NN_F32};
    static const nn_tensor_desc output = {"y", &size, 1, NN_F32};
    model.abi = NN_ABI_VERSION;
    model.num_inputs = model.num_outputs = 1;
    model.inputs = &input;
    model.outputs = &output;
    model.run = runNetwork;
    model.shapes = computeShapes;
    model.workspace = computeWorkspace;
    nn_context_init(&context);
    session = nn_session_create(&device, &model, message, sizeof message);
  }
  ~SessionTest() override { nn_session_destroy(session); }

  /// Runs the network on a vector of `size` elements, the first of a value.
  int32_t run(int64_t size, float first) {
    std::vector<float> x(size), y(size);
    x[0] = first;
    int64_t outputSize = 0;
    nn_buffer in = {x.data(), &size, 1, NN_F32};
    nn_buffer out = {y.data(), &outputSize, 1, NN_F32};
    return nn_session_run(session, &context, &in, &out);
  }

  FakeDevice device = {};
  nn_model model = {};
  nn_context context;
  char message[512];
  nn_session *session;
};

TEST_F(SessionTest, FreesNothingThatAFailedCallStillUses) {
  EXPECT_EQ(run(4, 0.0f), NN_INVALID_VALUE);
  EXPECT_STREQ(context.message, "node 'div': zero");
  EXPECT_EQ(run(4096, 1.0f), NN_OK);
  EXPECT_EQ(device.numReleased, 1);
  EXPECT_FALSE(device.releasedInUse);
}

TEST_F(SessionTest, FailuresOfTheDeviceAreNotOnesOfTheInput) {
  device.failsDownloads = true;
  EXPECT_EQ(run(4, 1.0f), NN_DEVICE_ERROR);
  EXPECT_EQ(context.status, NN_DEVICE_ERROR);
  EXPECT_STREQ(context.message, "the device is lost");
  device.failsDownloads = false;
  EXPECT_EQ(run(4096, 1.0f), NN_OK);
  EXPECT_FALSE(device.releasedInUse);
}

TEST_F(SessionTest, LoadsNoModelOfAnotherVersion) {
  nn_model loaded = {};
  model.abi = NN_ABI_VERSION + 1;
  EXPECT_EQ(nn_model_load(&model, &loaded), NN_ABI_MISMATCH);
}

} // namespace
