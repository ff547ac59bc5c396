//===- GraphFile.cpp - Reads a GraphDef from a file -----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a file is comes from its content, never from its name: the classic
// tf.train.write_graph writes text under the name graph.pb.
//
//===----------------------------------------------------------------------===//

#include "GraphFile.h"
#include "ForeignFile.h"
#include "mlir/Support/LLVM.h"
#include "nn/Target/TensorFlow/Import.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include <climits>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;
using llvm::createStringError;

StringRef GraphFile::getContent(const proto::TensorProto &tensor,
                                bool &inFile) const {
  uint64_t offset = tensor.nn_content_offset();
  uint64_t size = tensor.nn_content_size();
  uint64_t fileSize = buffer->getBufferSize();
  // Text may name the private fields: it gets the bytes it has.
  inFile = size >= kInPlaceThreshold && offset <= fileSize &&
           size <= fileSize - offset;
  if (inFile)
    return buffer->getBuffer().substr(offset, size);
  return tensor.tensor_content();
}

//===----------------------------------------------------------------------===//
// What a file is
//===----------------------------------------------------------------------===//

/// The first word of a text, after white space and comments.
static StringRef getFirstWord(StringRef text, char comment, StringRef &after) {
  text = text.ltrim();
  while (text.starts_with(StringRef(&comment, 1)))
    text = text.drop_until([](char c) { return c == '\n'; }).ltrim();
  StringRef word =
      text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
  after = text.drop_front(word.size()).ltrim();
  return word;
}

static bool isGraphText(StringRef text) {
  StringRef after;
  StringRef word = getFirstWord(text, '#', after);
  return llvm::StringSwitch<bool>(word)
             .Cases({"node", "versions", "version", "library"}, true)
             .Default(false) &&
         (after.starts_with("{") || after.starts_with(":") ||
          after.starts_with("<") || after.empty());
}

static bool isText(StringRef bytes) {
  return llvm::all_of(bytes.take_front(4096), [](unsigned char c) {
    return c >= 32 || c == '\n' || c == '\r' || c == '\t' || c == '\f';
  });
}

bool mlir::nn::isGraphDef(StringRef bytes) {
  // MLIR is text, or says that it is bytecode.
  if (isText(bytes))
    return bytes.empty() || isGraphText(bytes);
  return !bytes.starts_with("ML\xefR");
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

namespace {
/// Keeps the first error of a text; protobuf would print them all.
class FirstError : public google::protobuf::io::ErrorCollector {
public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string &message) override {
    if (text.empty())
      text = (Twine(line + 1) + ":" + Twine(column + 1) + ": " + message).str();
  }

  std::string text;
};
} // namespace

static llvm::Error parseText(StringRef text, proto::GraphDef &graph) {
  if (text.size() > size_t(INT_MAX))
    return createStringError(
        "a text of more than 2 GiB; write the graph in binary");
  google::protobuf::io::ArrayInputStream stream(text.data(), text.size());
  google::protobuf::TextFormat::Parser parser;
  FirstError error;
  parser.RecordErrorsTo(&error);
  parser.AllowUnknownField(true);
  parser.SetRecursionLimit(100);
  if (!parser.Parse(&stream, &graph))
    return createStringError("text of a GraphDef is malformed at " +
                             error.text);
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<GraphFile>>
tf::parseGraph(std::shared_ptr<llvm::MemoryBuffer> buffer, StringRef name) {
  auto file = std::make_unique<GraphFile>();
  file->name = name.str();
  file->buffer = std::move(buffer);
  StringRef bytes = file->buffer->getBuffer();
  if (bytes.empty())
    return createStringError("is empty");

  // Everything that goes wrong is reported once, by us.
  google::protobuf::LogSilencer silence;
  if (isText(bytes)) {
    if (isGraphText(bytes)) {
      if (llvm::Error error = parseText(bytes, file->graph))
        return std::move(error);
      return file;
    }
    return createStringError("is a text, but not that of a GraphDef");
  }

  std::string rest;
  if (scanGraph(bytes, rest) && rest.size() <= size_t(INT_MAX) &&
      file->graph.ParseFromString(rest))
    return file;
  if (std::string foreign = describeForeignFile(name, bytes); !foreign.empty())
    return createStringError(foreign);
  return createStringError("is not a GraphDef, or a truncated one");
}

llvm::Expected<std::unique_ptr<GraphFile>> tf::readGraphFile(StringRef path) {
  if (llvm::sys::fs::is_directory(path))
    return createStringError(
        "is a directory, not a GraphDef; a SavedModel is imported "
        "as one");
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(
      path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError(buffer.getError().message());
  return parseGraph(std::move(*buffer), path);
}
