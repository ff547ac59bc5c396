//===- SavedModel.cpp - Reads SavedModel directories ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A SavedModel is a graph with signatures, and a checkpoint of its variables.
// What is in which variable is said by the graph itself: by the assignments
// that restore them.
//
//===----------------------------------------------------------------------===//

#include "GraphFile.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <climits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;
using llvm::createStringError;

/// The graph whose tags are those asked for, or else the one that serves.
static llvm::Expected<proto::MetaGraphDef *>
findGraph(proto::SavedModel &model, ArrayRef<std::string> tags) {
  if (model.meta_graphs_size() == 1 && tags.empty())
    return model.mutable_meta_graphs(0);
  std::vector<std::string> wanted = tags.empty()
                                        ? std::vector<std::string>{"serve"}
                                        : std::vector<std::string>(tags);
  llvm::sort(wanted);
  std::string present;
  for (proto::MetaGraphDef &graph : *model.mutable_meta_graphs()) {
    const auto &found = graph.meta_info_def().tags();
    std::vector<std::string> sorted(found.begin(), found.end());
    llvm::sort(sorted);
    if (sorted == wanted)
      return &graph;
    present += (present.empty() ? "'" : ", '") + llvm::join(sorted, ",") + "'";
  }
  return createStringError("has no graph of tags '" + llvm::join(wanted, ",") +
                           "'; its graphs have " +
                           (present.empty() ? std::string("none") : present));
}

/// `output_2` before `output_10`.
static bool isBefore(StringRef a, StringRef b) {
  StringRef aStem = a.rtrim("0123456789"), bStem = b.rtrim("0123456789");
  unsigned aNumber, bNumber;
  if (aStem == bStem && !a.drop_front(aStem.size()).getAsInteger(10, aNumber) &&
      !b.drop_front(bStem.size()).getAsInteger(10, bNumber))
    return aNumber < bNumber;
  return a < b;
}

template <typename Map>
static std::vector<SignatureTensor> sortTensors(const Map &map) {
  std::vector<SignatureTensor> tensors;
  for (const auto &[key, info] : map)
    tensors.push_back({key, info.name()});
  llvm::sort(tensors, [](const SignatureTensor &a, const SignatureTensor &b) {
    return isBefore(a.key, b.key);
  });
  return tensors;
}

static llvm::Error readSignature(const proto::MetaGraphDef &graph,
                                 StringRef wanted, GraphFile &file) {
  auto it = graph.signature_def().find(wanted.empty() ? "serving_default"
                                                      : wanted.str());
  std::vector<std::string> names;
  for (const auto &[name, signature] : graph.signature_def())
    if (!StringRef(name).starts_with("__"))
      names.push_back(name);
  llvm::sort(names);
  if (it == graph.signature_def().end() && wanted.empty() && names.size() == 1)
    it = graph.signature_def().find(names.front());
  if (it == graph.signature_def().end()) {
    // Without a signature, the graph's own inputs and outputs are meant.
    if (wanted.empty() && names.empty())
      return llvm::Error::success();
    return createStringError(
        "has no signature '" +
        (wanted.empty() ? StringRef("serving_default") : wanted) +
        "'; it has: " + llvm::join(names, ", "));
  }
  file.signatureInputs = sortTensors(it->second.inputs());
  file.signatureOutputs = sortTensors(it->second.outputs());
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<GraphFile>>
mlir::nn::tf::readSavedModel(StringRef directory, StringRef signature,
                             ArrayRef<std::string> tags) {
  SmallString<256> path(directory);
  llvm::sys::path::append(path, "saved_model.pb");
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError(
        "is not a SavedModel: cannot read its saved_model.pb: " +
        buffer.getError().message());
  auto file = std::make_unique<GraphFile>();
  file->name = directory.str();
  file->buffer = std::move(*buffer);

  google::protobuf::LogSilencer silence;
  std::string rest;
  proto::SavedModel model;
  if (!scanSavedModel(file->buffer->getBuffer(), rest) ||
      rest.size() > size_t(INT_MAX) || !model.ParseFromString(rest))
    return createStringError("its saved_model.pb is malformed or truncated");
  auto graph = findGraph(model, tags);
  if (!graph)
    return graph.takeError();
  if (llvm::Error error = readSignature(**graph, signature, *file))
    return std::move(error);
  file->graph.Swap((*graph)->mutable_graph_def());
  file->restoreOp = (*graph)->saver_def().restore_op_name();

  // A model without variables has no checkpoint.
  path = directory;
  llvm::sys::path::append(path, "variables", "variables");
  if (llvm::sys::fs::exists(path + ".index")) {
    auto checkpoint = Checkpoint::open(path);
    if (!checkpoint)
      return checkpoint.takeError();
    file->checkpoint = std::move(*checkpoint);
  }
  return file;
}
