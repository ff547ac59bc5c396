//===- WireScan.cpp - Leaves large tensors in the file --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// protobuf has no way to leave a bytes field where it is. This walk over the
// wire format copies a GraphDef but for its large tensor_content fields: those
// become an offset and a size, in two fields that only our TensorProto has. The
// rest is small, and protobuf parses it.
//
// Nothing in the input is trusted: lengths are checked against what encloses
// them, depth and the number of messages are bounded, and the two private
// fields are dropped where they occur.
//
//===----------------------------------------------------------------------===//

#include "GraphFile.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {

/// The messages on the way from a SavedModel to a TensorProto.
enum class Message {
  SavedModel,
  MetaGraph,
  Graph,
  Node,
  Library,
  Function,
  Signature,
  AttrDef,
  AttrEntry,
  NameAttrList,
  AttrValue,
  ListValue,
  Tensor,
  /// Any other message, or a string: copied as it is.
  Leaf
};

/// The kind of the message in a field of a message.
Message getFieldKind(Message message, uint64_t field) {
  switch (message) {
  case Message::SavedModel:
    return field == 2 ? Message::MetaGraph : Message::Leaf;
  case Message::MetaGraph:
    return field == 2 ? Message::Graph : Message::Leaf;
  case Message::Graph:
    return field == 1   ? Message::Node
           : field == 2 ? Message::Library
                        : Message::Leaf;
  case Message::Library:
    return field == 1 ? Message::Function : Message::Leaf;
  case Message::Function:
    return field == 1   ? Message::Signature
           : field == 3 ? Message::Node
           : field == 5 ? Message::AttrEntry
                        : Message::Leaf;
  case Message::Signature:
    return field == 4 ? Message::AttrDef : Message::Leaf;
  case Message::AttrDef:
    return field == 3 || field == 7 ? Message::AttrValue : Message::Leaf;
  case Message::Node:
    return field == 5 ? Message::AttrEntry : Message::Leaf;
  case Message::NameAttrList:
    return field == 2 ? Message::AttrEntry : Message::Leaf;
  case Message::AttrEntry:
    return field == 2 ? Message::AttrValue : Message::Leaf;
  case Message::AttrValue:
    return field == 8    ? Message::Tensor
           : field == 1  ? Message::ListValue
           : field == 10 ? Message::NameAttrList
                         : Message::Leaf;
  case Message::ListValue:
    return field == 8   ? Message::Tensor
           : field == 9 ? Message::NameAttrList
                        : Message::Leaf;
  case Message::Tensor:
  case Message::Leaf:
    return Message::Leaf;
  }
  return Message::Leaf;
}

class Scanner {
public:
  explicit Scanner(const char *base) : base(base) {}

  bool copy(Message message, const char *p, const char *end, std::string &out,
            unsigned depth) {
    if (depth > kMaxDepth || ++messages > kMaxMessages)
      return false;
    while (p != end) {
      const char *start = p;
      uint64_t tag, length;
      if (!readVarint(p, end, tag))
        return false;
      uint64_t field = tag >> 3;
      if (field == 0)
        return false;
      bool isPrivate =
          message == Message::Tensor &&
          (field == proto::TensorProto::kNnContentOffsetFieldNumber ||
           field == proto::TensorProto::kNnContentSizeFieldNumber);
      switch (tag & 7) {
      case 0:
        if (!readVarint(p, end, length))
          return false;
        break;
      case 1:
        if (end - p < 8)
          return false;
        p += 8;
        break;
      case 5:
        if (end - p < 4)
          return false;
        p += 4;
        break;
      case 2: {
        if (!readVarint(p, end, length) || length > size_t(end - p))
          return false;
        const char *body = p;
        p += length;
        Message kind = getFieldKind(message, field);
        if (message == Message::Tensor &&
            field == proto::TensorProto::kTensorContentFieldNumber &&
            length >= kInPlaceThreshold) {
          appendVarint(out,
                       proto::TensorProto::kNnContentOffsetFieldNumber << 3);
          appendVarint(out, body - base);
          appendVarint(out,
                       uint64_t(proto::TensorProto::kNnContentSizeFieldNumber)
                           << 3);
          appendVarint(out, length);
          continue;
        }
        if (kind != Message::Leaf) {
          std::string copied;
          if (!copy(kind, body, p, copied, depth + 1))
            return false;
          appendVarint(out, tag);
          appendVarint(out, copied.size());
          out += copied;
          continue;
        }
        break;
      }
      default:
        // Groups, which no message here has, and what is no wire type.
        return false;
      }
      if (!isPrivate)
        out.append(start, p - start);
    }
    return true;
  }

private:
  static constexpr unsigned kMaxDepth = 100;
  /// A real graph of thousands of nodes has some hundred thousand; each takes
  /// about a hundred bytes once parsed, in a hostile file for two bytes there.
  static constexpr unsigned kMaxMessages = 4u << 20;

  static bool readVarint(const char *&p, const char *end, uint64_t &value) {
    value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (p == end)
        return false;
      uint8_t byte = *p++;
      if (shift < 64)
        value |= uint64_t(byte & 127) << shift;
      if (byte < 128)
        return true;
    }
    return false;
  }

  static void appendVarint(std::string &out, uint64_t value) {
    for (; value >= 128; value >>= 7)
      out.push_back(char(value | 128));
    out.push_back(char(value));
  }

  const char *base;
  unsigned messages = 0;
};

} // namespace

static bool scan(Message message, StringRef bytes, std::string &rest) {
  return Scanner(bytes.begin())
      .copy(message, bytes.begin(), bytes.end(), rest, /*depth=*/0);
}

bool tf::scanGraph(StringRef bytes, std::string &rest) {
  return scan(Message::Graph, bytes, rest);
}

bool tf::scanSavedModel(StringRef bytes, std::string &rest) {
  return scan(Message::SavedModel, bytes, rest);
}
