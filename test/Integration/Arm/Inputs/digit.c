/* Shows LeNet a vertical stroke, and prints which digit it takes it for. */
#include "net.h"
#include <stdio.h>

int main(void) {
  enum { side = 28 };
  static float picture[net_input_elements], chances[net_Identity_elements];
  for (int row = 5; row < 23; ++row)
    for (int column = 13; column < 16; ++column)
      picture[row * side + column] = 1;
  nn_context context;
  nn_context_init(&context);
  nn_model model;
  if (nn_model_load(&net_model, &model) != NN_OK)
    return 1;
  void *workspace = nn_allocate(
      net_workspace_bytes(&model, &context) + NN_ALIGNMENT, NN_ALIGNMENT);
  if (net_run(&model, &context, picture, chances, workspace) != NN_OK)
    return fprintf(stderr, "%s\n", context.message), 1;
  int digit = 0;
  for (int i = 1; i < net_Identity_elements; ++i)
    if (chances[i] > chances[digit])
      digit = i;
  printf("%d %.4f\n", digit, chances[digit]);
  nn_model_unload(&model);
  nn_deallocate(workspace);
  return 0;
}
