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

/// An outer product of two vectors of any size, and its square.
static constexpr StringLiteral outer = R"mlir(
func.func @outer(%x: tensor<?x1xf32> {nn.name = "x:0"},
                 %y: tensor<1x?xf32> {nn.name = "y:0"})
    -> (tensor<?x?xf32> {nn.name = "z:0"}) {
  %0 = nn.mul %x, %y
      : (tensor<?x1xf32>, tensor<1x?xf32>) -> tensor<?x?xf32>
  %1 = nn.cumsum %0 {axis = 0 : i64} : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}
)mlir";

TEST(ExecutableTest, BytesThatOverflowAreRefusedBeforeARun) {
  Network network(outer);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  nn_context context;
  nn_context_init(&context);
  int64_t xSizes[] = {8, 1}, ySizes[] = {1, 8}, zSizes[] = {0, 0};
  nn_buffer in[] = {{nullptr, xSizes, 2, NN_F32}, {nullptr, ySizes, 2, NN_F32}};
  nn_buffer out[] = {{nullptr, zSizes, 2, NN_F32}};
  EXPECT_EQ(model->shapes(model, &context, in, out), NN_OK);
  EXPECT_GE(model->workspace(model, &context, in), 0);
  // The product of these has more than 64 bits, and its low ones are zero.
  xSizes[0] = ySizes[1] = int64_t(1) << 33;
  EXPECT_EQ(model->shapes(model, &context, in, out), NN_INVALID_VALUE);
  EXPECT_STREQ(context.message,
               "tensors of these sizes have more bytes than there are "
               "addresses");
  EXPECT_EQ(model->workspace(model, &context, in), -1);
}

/// A kernel that has 4 GiB of scratch for each element.
static constexpr StringLiteral copy = R"mlir(
module @copy attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<4x?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    scf.forall (%i) in (4) {
      %t = memref.alloc(%n) : memref<?x1048576x1024xf32>
      %0 = memref.load %x[%c0] : memref<?xf32>
      memref.store %0, %t[%c0, %c0, %i] : memref<?x1048576x1024xf32>
      %1 = memref.load %t[%c0, %c0, %i] : memref<?x1048576x1024xf32>
      memref.store %1, %o[%i, %c0] : memref<4x?xf32>
    }
    return
  }
}
func.func @main(%x: tensor<?xf32> {nn.name = "x:0"})
    -> (tensor<4x?xf32> {nn.name = "y:0"}) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<4x?xf32>
  %0 = kernel.dispatch @copy::@entry ins(%x : tensor<?xf32>)
      outs(%e : tensor<4x?xf32>) sizes(%n, %n : index) -> tensor<4x?xf32>
  return %0 : tensor<4x?xf32>
}
)mlir";

TEST(ExecutableTest, ScratchThatOverflowsIsRefusedBeforeARun) {
  Network network(copy);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  nn_context context;
  nn_context_init(&context);
  int64_t xSizes[] = {8}, ySizes[] = {4, 8};
  nn_buffer in[] = {{nullptr, xSizes, 1, NN_F32}};
  nn_buffer out[] = {{nullptr, ySizes, 2, NN_F32}};
  EXPECT_GE(model->workspace(model, &context, in), int64_t(1) << 35);
  auto expectRefused = [&](int64_t size, uint32_t threads) {
    context.threads = threads;
    xSizes[0] = size;
    EXPECT_EQ(model->shapes(model, &context, in, out), NN_OK);
    EXPECT_EQ(model->workspace(model, &context, in), -1);
    context.message[0] = '\0';
    // Whoever does not look at that is told so, too.
    EXPECT_EQ(model->run(model, &context, in, out, nullptr), NN_INVALID_VALUE);
    EXPECT_STREQ(context.message,
                 "tensors of these sizes have more bytes than there are "
                 "addresses");
  };
  // That of one thread has more than 63 bits, or that of all threads.
  expectRefused(int64_t(1) << 31, 1);
  expectRefused(int64_t(1) << 32, 1);
  expectRefused(int64_t(1) << 29, 4);
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

//===----------------------------------------------------------------------===//
// Sizes that are known only by running
//===----------------------------------------------------------------------===//

/// The squares of the elements that a mask selects, and of these the ones that
/// the indices name.
static constexpr StringLiteral selected = R"mlir(
func.func @selected(%x: tensor<4xf32> {nn.name = "x:0"},
                    %m: tensor<4xi1> {nn.name = "m:0"},
                    %i: tensor<2xi32> {nn.name = "i:0"})
    -> (tensor<?xf32> {nn.name = "y:0"}, tensor<2xf32> {nn.name = "z:0"}) {
  %0 = nn.where %m : (tensor<4xi1>) -> tensor<?x1xi64> loc("w"("Where"))
  %1 = nn.gather_nd %x, %0
      : (tensor<4xf32>, tensor<?x1xi64>) -> tensor<?xf32>
  %2 = nn.square %1 : tensor<?xf32>
  %3 = nn.gather %2, %i {axis = 0 : i64}
      : (tensor<?xf32>, tensor<2xi32>) -> tensor<2xf32> loc("g"("Gather"))
  return %2, %3 : tensor<?xf32>, tensor<2xf32>
}
)mlir";

namespace {

/// An allocator that counts its blocks and may be out of memory.
struct Blocks {
  int outstanding = 0, asked = 0, failAt = -1;

  static void *allocate(nn_context *context, int64_t bytes, int64_t alignment) {
    auto *blocks = static_cast<Blocks *>(context->user);
    if (blocks->asked++ == blocks->failAt)
      return nullptr;
    ++blocks->outstanding;
    return nn_allocate(bytes, alignment);
  }
  static void deallocate(nn_context *context, void *memory) {
    --static_cast<Blocks *>(context->user)->outstanding;
    nn_deallocate(memory);
  }
  void attach(nn_context &context) {
    nn_context_init(&context);
    context.user = this;
    context.allocate = allocate;
    context.deallocate = deallocate;
  }
};

/// One call of the network.
struct SelectedCall {
  float x[4] = {1, 2, 3, 4};
  uint8_t mask[4] = {1, 0, 1, 1};
  int32_t indices[2] = {2, 0};
  float z[2] = {};
  int64_t xSizes[1] = {4}, indexSizes[1] = {2}, ySizes[1] = {0},
          zSizes[1] = {0};
  nn_buffer in[3] = {{x, xSizes, 1, NN_F32},
                     {mask, xSizes, 1, NN_BOOL},
                     {indices, indexSizes, 1, NN_I32}};
  nn_buffer out[2] = {{nullptr, ySizes, 1, NN_F32}, {z, zSizes, 1, NN_F32}};

  int32_t run(const nn_model *model, nn_context *context) {
    int64_t bytes = model->workspace(model, context, in);
    void *workspace = nn_allocate(bytes + 1, NN_ALIGNMENT);
    int32_t status = model->run(model, context, in, out, workspace);
    nn_deallocate(workspace);
    return status;
  }
};

} // namespace

TEST(ExecutableTest, OutputsOfUnknownSizeAreTheContexts) {
  Network network(selected);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  Blocks blocks;
  nn_context context;
  blocks.attach(context);
  SelectedCall call;
  EXPECT_EQ(model->shapes(model, &context, call.in, call.out), NN_OK);
  EXPECT_EQ(call.ySizes[0], -1);
  EXPECT_EQ(call.zSizes[0], 2);
  ASSERT_EQ(call.run(model, &context), NN_OK);
  EXPECT_EQ(call.ySizes[0], 3);
  auto *y = static_cast<float *>(call.out[0].data);
  EXPECT_EQ(y[0], 1);
  EXPECT_EQ(y[1], 9);
  EXPECT_EQ(y[2], 16);
  EXPECT_EQ(call.z[0], 16);
  // All else has been given back.
  EXPECT_EQ(blocks.outstanding, 1);
  context.deallocate(&context, y);

  // An error in the middle gives all back.
  call.indices[0] = 3;
  EXPECT_EQ(call.run(model, &context), NN_INVALID_VALUE);
  EXPECT_STREQ(context.message, "node 'g' (Gather): index 3 is not in [0, 3)");
  EXPECT_EQ(blocks.outstanding, 0);
}

TEST(ExecutableTest, OutOfMemory) {
  Network network(selected);
  const nn_model *model = network.getModel();
  ASSERT_TRUE(model);
  SelectedCall call;
  EXPECT_EQ(call.run(model, nullptr), NN_OUT_OF_MEMORY);
  nn_context context;
  nn_context_init(&context);
  EXPECT_EQ(call.run(model, &context), NN_OUT_OF_MEMORY);
  EXPECT_EQ(context.status, NN_OUT_OF_MEMORY);
  EXPECT_STREQ(context.message,
               "node 'w' (Where): no memory for [1,3,1] elements of 8 bytes");
  // Wherever there is none, nothing is left behind.
  Blocks blocks;
  blocks.attach(context);
  ASSERT_EQ(call.run(model, &context), NN_OK);
  context.deallocate(&context, call.out[0].data);
  int numBlocks = blocks.asked;
  EXPECT_GE(numBlocks, 2);
  for (int i = 0; i < numBlocks; ++i) {
    Blocks limited;
    limited.failAt = i;
    limited.attach(context);
    EXPECT_EQ(call.run(model, &context), NN_OUT_OF_MEMORY);
    EXPECT_EQ(limited.outstanding, 0);
  }
}
