//===- HostileGraphTest.cpp - Damaged graphs ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the bytes are, the importer returns a module, or null after exactly
// one error.
//
//===----------------------------------------------------------------------===//

#include "RandomGraph.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Target/TensorFlow/proto/graph.pb.h"
#include "gtest/gtest.h"
#include <google/protobuf/text_format.h>
#include <random>

using namespace mlir;

namespace {

// A little of everything: a function, a list output, a strided slice, constants
// in each form, a convolution with padding to be computed.
const char *const kGraph = R"(
node { name: "x" op: "Placeholder"
  attr { key: "dtype" value { type: DT_FLOAT } }
  attr { key: "shape" value { shape {
    dim { size: 1 } dim { size: 5 } dim { size: 5 } dim { size: 2 } } } } }
node { name: "w" op: "Const"
  attr { key: "dtype" value { type: DT_FLOAT } }
  attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape {
    dim { size: 3 } dim { size: 3 } dim { size: 2 } dim { size: 4 } }
    float_val: 0.5 } } } }
node { name: "conv" op: "Conv2D" input: "x" input: "w"
  attr { key: "padding" value { s: "SAME" } }
  attr { key: "strides" value { list { i: [1, 2, 2, 1] } } } }
node { name: "call" op: "PartitionedCall" input: "conv"
  attr { key: "f" value { func { name: "halves" } } } }
node { name: "shape" op: "Shape" input: "call:1" }
node { name: "begin" op: "Const"
  attr { key: "value" value { tensor { dtype: DT_INT32
    tensor_shape { dim { size: 1 } } tensor_content: "\000\000\000\000" } } } }
node { name: "end" op: "Const"
  attr { key: "value" value { tensor { dtype: DT_INT32
    tensor_shape { dim { size: 1 } } int_val: 1 } } } }
node { name: "batch" op: "StridedSlice"
  input: "shape" input: "begin" input: "end" input: "end"
  attr { key: "shrink_axis_mask" value { i: 1 } } }
node { name: "rest" op: "Const"
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape {}
    int_val: -1 } } } }
node { name: "flat" op: "Pack" input: "batch" input: "rest"
  attr { key: "N" value { i: 2 } } }
node { name: "out" op: "Reshape" input: "call" input: "flat" }
library { function {
  signature { name: "halves"
    input_arg { name: "image" type: DT_FLOAT }
    output_arg { name: "low" type: DT_FLOAT }
    output_arg { name: "high" type: DT_FLOAT } }
  node_def { name: "axis" op: "Const"
    attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape {}
      int_val: 3 } } } }
  node_def { name: "split" op: "Split" input: "axis:output:0" input: "image"
    attr { key: "num_split" value { i: 2 } } }
  ret { key: "low" value: "split:output:0" }
  ret { key: "high" value: "split:output:1" } } }
)";

class HostileGraphTest : public testing::Test {
protected:
  HostileGraphTest() : context(MLIRContext::Threading::DISABLED) {
    ::nn::tensorflow::GraphDef graph;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kGraph, &graph));
    binary = graph.SerializeAsString();
  }

  /// Imports, and checks what every input must leave behind.
  bool import(const std::string &bytes) {
    unsigned errors = 0;
    std::string messages;
    ScopedDiagnosticHandler count(&context, [&](Diagnostic &diagnostic) {
      errors += diagnostic.getSeverity() == DiagnosticSeverity::Error;
      lastMessage = diagnostic.str();
      messages += lastMessage + "\n";
      return success();
    });
    module = mlir::nn::importGraphDefFromBytes(bytes, "graph", {}, &context);
    EXPECT_EQ(errors, module ? 0u : 1u) << messages << bytes;
    return bool(module);
  }

  /// The type of the first result of what was imported last.
  RankedTensorType getResultType() {
    auto function = *module->getOps<func::FuncOp>().begin();
    return cast<RankedTensorType>(function.getResultTypes().front());
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::string binary, lastMessage;
};

std::string makeNode(const std::string &name, const std::string &op,
                     const std::vector<std::string> &inputs,
                     const std::string &attrs = "") {
  std::string text = "node { name: '" + name + "' op: '" + op + "'";
  for (const std::string &input : inputs)
    text += " input: '" + input + "'";
  return text + " " + attrs + " }\n";
}

std::string makeInput(const std::string &name, const std::string &type,
                      const std::vector<int64_t> &shape) {
  std::string dims;
  for (int64_t size : shape)
    dims += " dim { size: " + std::to_string(size) + " }";
  return makeNode(name, "Placeholder", {},
                  "attr { key: 'dtype' value { type: " + type +
                      " } } attr { key: 'shape' value { shape {" + dims +
                      " } } }");
}

TEST_F(HostileGraphTest, Whole) {
  EXPECT_TRUE(import(binary));
  EXPECT_TRUE(import(kGraph));
}

TEST_F(HostileGraphTest, TruncatedBinary) {
  for (size_t size = 0; size < binary.size(); ++size)
    import(binary.substr(0, size));
}

TEST_F(HostileGraphTest, TruncatedText) {
  std::string text = kGraph;
  for (size_t size = 0; size < text.size(); ++size)
    import(text.substr(0, size));
}

TEST_F(HostileGraphTest, FlippedBits) {
  std::mt19937 random(1);
  for (unsigned round = 0; round < 4000; ++round) {
    std::string damaged = binary;
    for (unsigned flips = 1 + random() % 3; flips; --flips)
      damaged[random() % damaged.size()] ^= char(1 << random() % 8);
    import(damaged);
  }
}

TEST_F(HostileGraphTest, ReplacedBytes) {
  std::mt19937 random(2);
  const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
  for (unsigned round = 0; round < 4000; ++round) {
    std::string damaged = binary;
    damaged[random() % damaged.size()] = char(values[random() % 5]);
    import(damaged);
  }
}

TEST_F(HostileGraphTest, RemovedPieces) {
  std::mt19937 random(3);
  for (unsigned round = 0; round < 2000; ++round) {
    std::string damaged = binary;
    damaged.erase(random() % damaged.size(), 1 + random() % 8);
    import(damaged);
    std::string text = kGraph;
    text.erase(random() % text.size(), 1 + random() % 8);
    import(text);
  }
}

TEST_F(HostileGraphTest, HostileNumbers) {
  const char *const values[] = {
      "-1",         "0", "7", "2147483647", "4294967296", "9223372036854775807",
      "-2147483648"};
  std::string text = kGraph;
  for (size_t begin = 0; begin < text.size(); ++begin) {
    if (!isdigit(text[begin]) || isalpha(text[begin - 1]))
      continue;
    size_t end = text.find_first_not_of("0123456789", begin);
    for (const char *value : values)
      import(text.substr(0, begin) + value + text.substr(end));
    begin = end;
  }
}

/// Every op that is known, on what it expects or nearly so. What is refused is
/// drawn again with what the error says of it, so that more is reached.
/// `nn-fuzz-nodes` goes on from here.
TEST_F(HostileGraphTest, RandomNodes) {
  unsigned imported = 0, drawn = 0;
  for (unsigned seed = 0; seed < 40; ++seed) {
    for (const std::string &op : mlir::nn::getDrawableOps()) {
      SCOPED_TRACE(op + " " + std::to_string(seed));
      mlir::nn::InputHints hints;
      bool isImported;
      do
        isImported = import(mlir::nn::drawGraph(op, seed, hints));
      while (!isImported && hints.learn(lastMessage));
      imported += isImported;
      ++drawn;
    }
  }
  // A third of all get past everything that is checked.
  EXPECT_GT(imported, drawn / 3);
}

TEST_F(HostileGraphTest, LongChains) {
  // Deep recursion would overflow the stack.
  std::string text = R"(node { name: "n0" op: "Placeholder"
    attr { key: "dtype" value { type: DT_FLOAT } }
    attr { key: "shape" value { shape {} } } })";
  for (unsigned i = 1; i < 50000; ++i)
    text += "node { name: 'n" + std::to_string(i) + "' op: 'Neg' input: 'n" +
            std::to_string(i - 1) + "' }\n";
  EXPECT_TRUE(import(text));
}

/// What is known of a shape does not depend on how long the way to it is, nor
/// on who asks first: the first use is that of the end of the chain.
TEST_F(HostileGraphTest, LongChainsOfShapes) {
  std::string text = makeInput("x", "DT_FLOAT", {2, 3}) +
                     makeNode("s0", "Shape", {"x"}) +
                     makeNode("zero", "Sub", {"s0", "s0"});
  constexpr unsigned kLength = 5000;
  for (unsigned i = 1; i <= kLength; ++i)
    text += makeNode("s" + std::to_string(i), "Add",
                     {"s" + std::to_string(i - 1), "zero"});
  std::string end = "s" + std::to_string(kLength);
  text += makeNode("r", "Reshape", {"x", end});
  ASSERT_TRUE(import(text));
  EXPECT_TRUE(getResultType().hasStaticShape());
}

/// Numbers that are used twice are evaluated once: 2^100 ways lead to the last.
TEST_F(HostileGraphTest, RepeatedSquares) {
  std::string constant = R"(attr { key: 'value' value { tensor {
    dtype: DT_FLOAT tensor_shape { dim { size: 2 } } float_val: 1 } } })";
  std::string text = makeInput("x", "DT_FLOAT", {1, 2, 2, 1}) + R"(
    node { name: 'size' op: 'Const' attr { key: 'value' value { tensor {
      dtype: DT_INT32 tensor_shape { dim { size: 2 } } int_val: 2 } } } })" +
                     makeNode("s0", "Const", {}, constant);
  for (unsigned i = 1; i <= 100; ++i) {
    std::string last = "s" + std::to_string(i - 1);
    text += makeNode("s" + std::to_string(i), "Mul", {last, last});
  }
  text += makeNode("r", "ScaleAndTranslate", {"x", "size", "s100", "s0"});
  EXPECT_TRUE(import(text)) << lastMessage;
}

/// The most that a minimum of minima is, along as many ways.
TEST_F(HostileGraphTest, RepeatedMinima) {
  std::string text = makeInput("boxes", "DT_FLOAT", {-1, 4}) +
                     makeInput("scores", "DT_FLOAT", {-1}) +
                     makeInput("m0", "DT_INT32", {}) +
                     makeNode("threshold", "Const", {},
                              R"(attr { key: 'value' value { tensor {
                                dtype: DT_FLOAT tensor_shape {}
                                float_val: 0.5 } } })");
  for (unsigned i = 1; i <= 100; ++i) {
    std::string last = "m" + std::to_string(i - 1);
    text += makeNode("m" + std::to_string(i), "Minimum", {last, last});
  }
  text += makeNode("r", "NonMaxSuppressionV2",
                   {"boxes", "scores", "m100", "threshold"});
  EXPECT_FALSE(import(text));
  EXPECT_NE(lastMessage.find("an unknown number"), std::string::npos)
      << lastMessage;
}

/// The size of a transposed convolution, as a sum of sums of sizes.
TEST_F(HostileGraphTest, RepeatedSums) {
  std::string text = makeInput("w", "DT_FLOAT", {3, 3, 4, 4}) +
                     makeInput("x", "DT_FLOAT", {1, -1, -1, 4}) +
                     makeNode("s0", "Shape", {"x"});
  for (unsigned i = 1; i <= 100; ++i) {
    std::string last = "s" + std::to_string(i - 1);
    std::string difference = "d" + std::to_string(i);
    text += makeNode(difference, "Sub", {last, last}) +
            makeNode("s" + std::to_string(i), "Add", {difference, last});
  }
  text += makeNode("r", "Conv2DBackpropInput", {"s100", "w", "x"},
                   R"(attr { key: 'padding' value { s: 'SAME' } }
                      attr { key: 'strides' value {
                        list { i: [1, 1, 1, 1] } } })");
  EXPECT_TRUE(import(text)) << lastMessage;
}

/// Each node waits for the one before, the first for an Assert that none uses.
TEST_F(HostileGraphTest, LongChainsThatWait) {
  std::string text =
      makeInput("x", "DT_FLOAT", {}) + makeInput("p", "DT_BOOL", {}) +
      makeNode("message", "Const", {}, R"(attr { key: 'value' value { tensor {
        dtype: DT_STRING tensor_shape {} string_val: 'no' } } })") +
      makeNode("assert", "Assert", {"p", "message"}) +
      makeNode("n0", "Neg", {"x", "^assert"}) + makeNode("m0", "Neg", {"x"});
  for (unsigned i = 1; i < 20000; ++i) {
    std::string last = std::to_string(i - 1), next = std::to_string(i);
    // One chain that may fail, and one that may not.
    text += makeNode("n" + next, "Neg", {"n" + last, "^n" + last}) +
            makeNode("m" + next, "Neg", {"m" + last, "^m" + last});
  }
  EXPECT_TRUE(import(text));
}

TEST_F(HostileGraphTest, ExponentialCalls) {
  // Each function calls the next one twice: 2^60 nodes if expanded.
  std::string text = "node { name: 'x' op: 'f0' }\n library {\n";
  for (unsigned i = 0; i < 60; ++i) {
    std::string next = "f" + std::to_string(i + 1);
    text += "function { signature { name: 'f" + std::to_string(i) +
            "' output_arg { name: 'o' type: DT_FLOAT } }"
            " node_def { name: 'a' op: '" +
            next +
            "' }"
            " node_def { name: 'b' op: '" +
            next +
            "' }"
            " node_def { name: 's' op: 'Add' input: 'a:o:0' input: 'b:o:0' }"
            " ret { key: 'o' value: 's:z:0' } }\n";
  }
  text += "}";
  EXPECT_FALSE(import(text));
}

} // namespace
