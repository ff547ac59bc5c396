/* Calls a network whose weights are packed when it is loaded, and before. */
#include "net.h"
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  float x[net_x_elements], y[net_y_elements];
  for (int i = 0; i < net_x_elements; ++i)
    x[i] = i % 7;
  nn_context context;
  nn_context_init(&context);
  void *workspace = nn_allocate(
      net_workspace_bytes(&net_model, &context) + NN_ALIGNMENT, NN_ALIGNMENT);
  if (net_run(&net_model, &context, x, y, workspace) == NN_OK)
    return 1;
  printf("%s\n", context.message);
  nn_model model;
  if (nn_model_load(&net_model, &model) != NN_OK)
    return 1;
  if (net_run(&model, &context, x, y, workspace) != NN_OK)
    return fprintf(stderr, "%s\n", context.message), 1;
  double sum = 0;
  for (int i = 0; i < net_y_elements; ++i)
    sum += y[i];
  printf("%g %g\n", y[0], sum);
  nn_model_unload(&model);
  nn_deallocate(workspace);
  return 0;
}
