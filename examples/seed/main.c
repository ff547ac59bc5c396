/* Calls a network through the header that nn-compile wrote:
 *   nn-compile graph.pb --symbol=seed -o seed.o --header seed.h
 *   clang-22 -I../../runtime/include main.c seed.o -o seed && ./seed 1 */
#include "seed.h"
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  int32_t x = argc > 1 ? atoi(argv[1]) : 0, y = 0;
  nn_context context;
  nn_context_init(&context);
  int64_t bytes = seed_workspace_bytes(&context);
  void *workspace =
      aligned_alloc(NN_ALIGNMENT, bytes + NN_ALIGNMENT - bytes % NN_ALIGNMENT);
  if (seed_run(&context, &x, &y, workspace) != NN_OK)
    return fprintf(stderr, "%s\n", context.message), 1;
  printf("%d\n", y);
  free(workspace);
  return 0;
}
