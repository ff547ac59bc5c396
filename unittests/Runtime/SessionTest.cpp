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
  /// The bytes of each.
  std::vector<int64_t> uploads;
  std::vector<int64_t> allocations;
  int numReleased = 0;
  bool releasedInUse = false;
  bool failsDownloads = false;
};

FakeDevice *get(nn_device *device) { return static_cast<FakeDevice *>(device); }

int allocate(nn_device *device, int64_t bytes, nn_device_memory *memory) {
  get(device)->allocations.push_back(bytes);
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
  get(device)->uploads.push_back(bytes);
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
    std::vector<float> x(size);
    results.assign(size, 0.0f);
    x[0] = first;
    int64_t outputSize = 0;
    nn_buffer in = {x.data(), &size, 1, NN_F32};
    nn_buffer out = {results.data(), &outputSize, 1, NN_F32};
    return nn_session_run(session, &context, &in, &out);
  }

  FakeDevice device = {};
  std::vector<float> results;
  nn_model model = {};
  nn_context context;
  char message[512];
  nn_session *session;
};

TEST_F(SessionTest, UploadsWeightsOnce) {
  const float first[4] = {1.0f, 2.0f, 3.0f, 4.0f}, last[1] = {5.0f};
  const void *constants[] = {first, nullptr, last};
  const int64_t bytes[] = {sizeof first, 0, sizeof last};
  static nn_model given;
  given = model;
  given.num_constants = 3;
  given.constants = constants;
  given.constant_bytes = bytes;
  // Each run finds them where they were put.
  given.run = [](const nn_model *called, nn_context *, const nn_buffer *,
                 nn_buffer *out, void *) -> int32_t {
    float *sum = static_cast<float *>(out->data);
    *sum = 0.0f;
    for (uint32_t i = 0; i < called->num_constants; ++i) {
      EXPECT_NE(called->constants[i], nullptr);
      EXPECT_NE(called->constants[i], given.constants[i]);
      for (int64_t k = 0; k < called->constant_bytes[i] / 4; ++k)
        *sum += static_cast<const float *>(called->constants[i])[k];
    }
    return NN_OK;
  };
  nn_session_destroy(session);
  session = nn_session_create(&device, &given, message, sizeof message);
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(device.uploads, (std::vector<int64_t>{16, 4}));
  EXPECT_EQ(device.allocations.size(), 1u);

  for (float x : {1.0f, 2.0f, 3.0f}) {
    device.uploads.clear();
    EXPECT_EQ(run(2, x), NN_OK);
    EXPECT_EQ(results[0], 15.0f);
    // The input.
    EXPECT_EQ(device.uploads, std::vector<int64_t>{8});
  }
  EXPECT_EQ(device.allocations.size(), 2u);
}

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
