/* Runs a network on a GPU from C: nothing but libnn_runtime is there. */
#include "lenet.h"
#include "nn_device.h"
#include <stdio.h>
#include <string.h>

static float image[28 * 28], scores[10];

int main(int argc, char **argv) {
  char message[512];
  nn_context context;
  nn_context_init(&context);
  int64_t in_sizes[] = {1, 28, 28, 1}, out_sizes[2];
  nn_buffer in = {image, in_sizes, 4, NN_F32};
  nn_buffer out = {scores, out_sizes, 2, NN_F32};

  /* A context without a device is refused. */
  static char workspace[1 << 20] __attribute__((aligned(NN_ALIGNMENT)));
  if (lenet_model.run(&lenet_model, &context, &in, &out, workspace) !=
      NN_NO_DEVICE)
    return printf("runs without a device\n"), 1;
  printf("%s\n", context.message);

  nn_device *device =
      nn_device_open(argc > 1 ? argv[1] : "vulkan", message, sizeof message);
  if (!device)
    return printf("%s\n", message), 1;
  nn_session *session =
      nn_session_create(device, &lenet_model, message, sizeof message);
  if (!session)
    return printf("%s\n", message), 1;
  for (int i = 0; i < 28 * 28; ++i)
    image[i] = (float)(i % 28) / 28;
  float sum = 0;
  for (int run = 0; run < 2; ++run) {
    memset(scores, 0, sizeof scores);
    if (nn_session_run(session, &context, &in, &out) != NN_OK)
      return printf("%s\n", context.message), 1;
    sum = 0;
    for (int i = 0; i < 10; ++i)
      sum += scores[i];
  }
  printf("the scores sum up to %.3f\n", sum);

  /* Elements that are not there are an error, as in any call. */
  in.data = NULL;
  if (nn_session_run(session, &context, &in, &out) != NN_INVALID_BUFFER)
    return printf("runs without data\n"), 1;
  printf("%s\n", context.message);
  nn_session_destroy(session);
  nn_device_close(device);
  return 0;
}
