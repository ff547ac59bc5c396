//===- Model.c ------------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models whose weights are packed when they are loaded.
//
//===----------------------------------------------------------------------===//

#include "nn_runtime.h"

int32_t nn_model_load(const nn_model *model, nn_model *loaded) {
  if (model->abi != NN_ABI_VERSION)
    return NN_ABI_MISMATCH;
  *loaded = *model;
  loaded->packed = 0;
  if (!model->init)
    return NN_OK;
  // The table of addresses, then what is packed.
  int64_t table = (int64_t)(model->num_constants * sizeof(void *));
  table = (table + NN_ALIGNMENT - 1) / NN_ALIGNMENT * NN_ALIGNMENT;
  int64_t bytes = model->init(model, 0, 0);
  char *memory = nn_allocate(table + bytes, NN_ALIGNMENT);
  if (!memory)
    return NN_OUT_OF_MEMORY;
  model->init(model, (const void **)memory, memory + table);
  loaded->constants = (const void *const *)memory;
  loaded->init = 0;
  loaded->packed = memory;
  return NN_OK;
}

void nn_model_unload(nn_model *loaded) {
  nn_deallocate(loaded->packed);
  loaded->packed = 0;
}
