//===- GraphFile.h - Reads a GraphDef from a file ---------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A GraphDef whose large tensors stay where they are in the mapped file.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_GRAPHFILE_H
#define NN_LIB_TARGET_TENSORFLOW_GRAPHFILE_H

#include "Checkpoint.h"
#include "nn/Target/TensorFlow/proto/graph.pb.h"
#include "nn/Target/TensorFlow/proto/saved_model.pb.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace mlir::nn::tf {

namespace proto = ::nn::tensorflow;

/// Tensors of at least so many bytes are not copied out of the file.
constexpr size_t kInPlaceThreshold = 4096;

/// A name that a signature gives to a tensor.
struct SignatureTensor {
  std::string key;
  std::string tensor;
};

/// A parsed GraphDef and the bytes it came from.
struct GraphFile {
  std::string name;
  std::shared_ptr<llvm::MemoryBuffer> buffer;
  proto::GraphDef graph;

  // Only a SavedModel has the following.
  std::vector<SignatureTensor> signatureInputs, signatureOutputs;
  /// The node that restores variables from the checkpoint.
  std::string restoreOp;
  std::unique_ptr<Checkpoint> checkpoint;

  /// The bytes of `tensor_content`, wherever they are; `inFile` says whether
  /// they alias `buffer`.
  llvm::StringRef getContent(const proto::TensorProto &tensor,
                             bool &inFile) const;
};

/// Maps and parses a file, binary or text as its content says.
llvm::Expected<std::unique_ptr<GraphFile>> readGraphFile(llvm::StringRef path);

/// Parses what is already in memory.
llvm::Expected<std::unique_ptr<GraphFile>>
parseGraph(std::shared_ptr<llvm::MemoryBuffer> buffer, llvm::StringRef name);

/// Maps and parses the graph of a SavedModel that has these tags (`serve` by
/// default), one of its signatures (`serving_default`) and its checkpoint.
llvm::Expected<std::unique_ptr<GraphFile>>
readSavedModel(llvm::StringRef directory, llvm::StringRef signature,
               llvm::ArrayRef<std::string> tags);

/// Copies a serialized GraphDef without its large `tensor_content`s, which are
/// replaced by their offset and size in `bytes`. False if `bytes` are not the
/// serialization of anything.
bool scanGraph(llvm::StringRef bytes, std::string &rest);

/// The same for a serialized SavedModel.
bool scanSavedModel(llvm::StringRef bytes, std::string &rest);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_GRAPHFILE_H
