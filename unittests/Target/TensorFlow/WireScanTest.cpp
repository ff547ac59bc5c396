//===- WireScanTest.cpp - Large tensors stay in the file ------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the scan of the wire format keeps, moves and refuses.
//
//===----------------------------------------------------------------------===//

#include "GraphFile.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace mlir::nn::tf;

namespace {

proto::GraphDef makeGraph(size_t size) {
  proto::GraphDef graph;
  proto::NodeDef *node = graph.add_node();
  node->set_name("w");
  node->set_op("Const");
  proto::TensorProto *tensor =
      (*node->mutable_attr())["value"].mutable_tensor();
  tensor->set_dtype(proto::DT_UINT8);
  tensor->mutable_tensor_shape()->add_dim()->set_size(size);
  tensor->set_tensor_content(std::string(size, 'x'));
  return graph;
}

const proto::TensorProto &getTensor(const proto::GraphDef &graph) {
  return graph.node(0).attr().at("value").tensor();
}

TEST(WireScanTest, LargeContentIsLeftBehind) {
  std::string bytes = makeGraph(kInPlaceThreshold).SerializeAsString();
  std::string rest;
  ASSERT_TRUE(scanGraph(bytes, rest));
  EXPECT_LT(rest.size(), 100u);
  proto::GraphDef graph;
  ASSERT_TRUE(graph.ParseFromString(rest));
  const proto::TensorProto &tensor = getTensor(graph);
  EXPECT_TRUE(tensor.tensor_content().empty());
  EXPECT_EQ(tensor.nn_content_size(), kInPlaceThreshold);
  EXPECT_EQ(bytes.substr(tensor.nn_content_offset(), tensor.nn_content_size()),
            std::string(kInPlaceThreshold, 'x'));
}

TEST(WireScanTest, SmallContentIsCopied) {
  std::string bytes = makeGraph(kInPlaceThreshold - 1).SerializeAsString();
  std::string rest;
  ASSERT_TRUE(scanGraph(bytes, rest));
  EXPECT_EQ(rest, bytes);
}

TEST(WireScanTest, PrivateFieldsAreDropped) {
  proto::GraphDef graph = makeGraph(4);
  proto::TensorProto *tensor =
      (*graph.mutable_node(0)->mutable_attr())["value"].mutable_tensor();
  tensor->set_nn_content_offset(1);
  tensor->set_nn_content_size(1 << 20);
  std::string rest;
  ASSERT_TRUE(scanGraph(graph.SerializeAsString(), rest));
  EXPECT_EQ(rest, makeGraph(4).SerializeAsString());
}

TEST(WireScanTest, OffsetsOutsideOfTheFileAreIgnored) {
  GraphFile file;
  file.buffer = llvm::MemoryBuffer::getMemBuffer("short");
  proto::TensorProto tensor;
  tensor.set_tensor_content("own");
  tensor.set_nn_content_offset(~0ull - 10);
  tensor.set_nn_content_size(kInPlaceThreshold);
  bool inFile;
  EXPECT_EQ(file.getContent(tensor, inFile), "own");
  EXPECT_FALSE(inFile);
}

TEST(WireScanTest, WhatIsNoMessageIsRefused) {
  std::string rest;
  // A length beyond the end, a group, field number zero, an endless varint.
  EXPECT_FALSE(scanGraph("\x0a\x05zz", rest));
  EXPECT_FALSE(scanGraph("\x0b\x0c", rest));
  EXPECT_FALSE(scanGraph(llvm::StringRef("\x00\x01", 2), rest));
  EXPECT_FALSE(scanGraph(std::string(11, '\xff'), rest));
}

} // namespace
