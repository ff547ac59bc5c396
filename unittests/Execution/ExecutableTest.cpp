//===- ExecutableTest.cpp - Calls of compiled networks --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call tells its caller by the C ABI: status and message.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Executable.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "nn/Pipelines/CPU.h"
#include "nn/Support/Target.h"
#include "nn/Tools/Model.h"
#include "gtest/gtest.h"
#include <thread>

using namespace mlir;
using namespace mlir::nn;

namespace {

/// A network compiled for this machine.
class Network {
public:
  Network(StringRef text) : context(getRegistry()) {
    module = parseSourceString<ModuleOp>(text, &context);
    if (!module)
      return;
    ExecutableOptions options;
    options.compile.target = NativeTarget::getHost();
    (*module)->setAttr(targetAttrName, TargetInfo::getHost().getAttr(&context));
    PassManager manager(&context, ModuleOp::getOperationName());
    buildCPUPipeline(manager, CPUPipelineOptions());
    if (failed(manager.run(*module)))
      return;
    auto created = Executable::create(*module, options);
    if (succeeded(created))
      executable = std::move(*created);
  }

  const nn_model *getModel() const {
    return executable ? &executable->getModel() : nullptr;
  }

private:
  static DialectRegistry getRegistry() {
    DialectRegistry registry;
    registerModelDialects(registry);
    return registry;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<Executable> executable;
};

} // namespace

/// Rows of a table, and their sum with as many others.
static constexpr StringLiteral rows = R"mlir(
func.func @rows(%t: tensor<4x2xf32> {nn.name = "t:0"},
                %i: tensor<?xi32> {nn.name = "i:0"},
                %x: tensor<?x2xf32> {nn.name = "x:0"})
    -> (tensor<?x2xf32> {nn.name = "y:0"}) {
  %0 = nn.gather %t, %i {axis = 0 : i64}
      : (tensor<4x2xf32>, tensor<?xi32>) -> tensor<?x2xf32> loc("g"("Gather"))
  %1 = nn.add %0, %x
      : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32> loc("s"("Add"))
  return %1 : tensor<?x2xf32>
}
)mlir";

namespace {

/// One call of it.
struct RowsCall {
  float table[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  int32_t indices[3] = {3, 0, 1};
  float others[6] = {0, 0, 10, 10, 20, 20};
  float result[6] = {};
  int64_t tableSizes[2] = {4, 2}, indexSizes[1] = {3}, otherSizes[2] = {3, 2};
  int64_t resultSizes[2] = {0, 0};
  nn_buffer in[3] = {{table, tableSizes, 2, NN_F32},
                     {indices, indexSizes, 1, NN_I32},
                     {others, otherSizes, 2, NN_F32}};
  nn_buffer out[1] = {{result, resultSizes, 2, NN_F32}};

  int32_t run(const nn_model *model, nn_context *context) {
    int64_t bytes = model->workspace(model, context, in);
    if (bytes < 0)
      return -1;
    void *workspace = nn_allocate(bytes + 1, NN_ALIGNMENT);
    int32_t status = model->run(model, context, in, out, workspace);
    nn_deallocate(workspace);
    return status;
  }
};

} // namespace

TEST(ExecutableTest, StatusOfInvalidValues) {
  Network network(rows);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  nn_context context;
  nn_context_init(&context);

  RowsCall call;
  EXPECT_EQ(call.run(model, &context), NN_OK);
  EXPECT_EQ(call.result[0], 7);
  EXPECT_EQ(call.result[5], 24);

  call.indices[1] = 4;
  EXPECT_EQ(call.run(model, &context), NN_INVALID_VALUE);
  EXPECT_EQ(context.status, NN_INVALID_VALUE);
  EXPECT_STREQ(context.message, "node 'g' (Gather): index 4 is not in [0, 4)");
  // Without a context there is a status still.
  EXPECT_EQ(call.run(model, nullptr), NN_INVALID_VALUE);
  call.indices[1] = 0;
  EXPECT_EQ(call.run(model, &context), NN_OK);
}

TEST(ExecutableTest, SizesAreRefusedBeforeARun) {
  Network network(rows);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  nn_context context;
  nn_context_init(&context);
  RowsCall call;
  call.otherSizes[0] = 2;
  StringRef message = "node 's' (Add): incompatible shapes: [3,2] and [2,2]";
  EXPECT_EQ(model->shapes(model, &context, call.in, call.out),
            NN_INVALID_VALUE);
  EXPECT_EQ(StringRef(context.message), message);
  context.message[0] = '\0';
  EXPECT_EQ(model->workspace(model, &context, call.in), -1);
  EXPECT_EQ(StringRef(context.message), message);
}

TEST(ExecutableTest, ContextsFailApart) {
  Network network(rows);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      nn_context *context = nn_context_create(2);
      for (int i = 0; i < 50; ++i) {
        RowsCall call;
        bool isBad = (i + t) % 2;
        if (isBad)
          call.indices[2] = -1;
        wrong[t] +=
            call.run(model, context) != (isBad ? NN_INVALID_VALUE : NN_OK);
      }
      nn_context_destroy(context);
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}
