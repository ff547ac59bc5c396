//===- Import.h - TensorFlow graphs to nn -----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a TensorFlow GraphDef, binary or text, into a module of nn ops.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_TENSORFLOW_IMPORT_H
#define NN_TARGET_TENSORFLOW_IMPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>
#include <vector>

namespace mlir {
class MLIRContext;

namespace nn {

/// What a user may say about a graph that is about to be read.
///
/// Everywhere a name is a key of the signature, a tensor (`x:1`), a node (`x`,
/// its first output), or a scope whose last node is meant.
struct ImportOptions {
  /// What to feed, in the order of the function's arguments. Empty: the
  /// placeholders that the outputs reach.
  std::vector<std::string> inputs;
  /// What to fetch, in the order of the function's results. Empty: the sinks
  /// that compute something.
  std::vector<std::string> outputs;
  /// Shapes of fed tensors, instead of the declared ones;
  /// ShapedType::kDynamic is a size to be known only at run time.
  std::vector<std::pair<std::string, std::vector<int64_t>>> inputShapes;
  /// Shapes of the arrays that fed tensors will be, which must fit these or the
  /// declared ones, and say what they leave unknown.
  std::vector<std::pair<std::string, std::vector<int64_t>>> arrayShapes;
  /// Whether errors are to advise to feed files, by --input, instead of naming
  /// inputs, by --inputs.
  bool feedsFiles = false;
  /// Whether a shape may be given of what the outputs do not need.
  bool allowsUnusedShapes = false;
  /// Placeholders that become constants, and their values as text.
  std::vector<std::pair<std::string, std::string>> constants;
  /// Which signature of a SavedModel gives inputs, outputs and their names;
  /// empty: `serving_default`, or the only one.
  std::string signature;
  /// Which graph of a SavedModel; empty: the one of tag `serve`, or the only
  /// one.
  std::vector<std::string> tags;
};

/// Parses `a=1x224x224x3,b=?x10,c=` into names and shapes; an empty shape is a
/// scalar's.
llvm::Expected<std::vector<std::pair<std::string, std::vector<int64_t>>>>
parseInputShapes(StringRef text);

/// Imports the GraphDef in `file` as a module whose function `main` computes
/// the outputs from the inputs. Every op has the location of its node. Large
/// weights are dense_resource blobs that alias the mapped file: they lie at any
/// address (the blob's alignment is 1), and the blobs keep the mapping alive.
///
/// On failure emits exactly one error, at the location of the node at fault if
/// there is one, and returns null.
OwningOpRef<ModuleOp> importGraphDef(StringRef file,
                                     const ImportOptions &options,
                                     MLIRContext *context);

/// The same for a SavedModel directory: its graph with the variables' values
/// from its checkpoint. What its signature names has that name as `nn.name`,
/// and the tensor's as `nn.tensor`.
OwningOpRef<ModuleOp> importSavedModel(StringRef directory,
                                       const ImportOptions &options,
                                       MLIRContext *context);

/// The same for a GraphDef in memory; `name` stands for the file's name.
OwningOpRef<ModuleOp> importGraphDefFromBytes(StringRef bytes, StringRef name,
                                              const ImportOptions &options,
                                              MLIRContext *context);

/// True if a file of these bytes is read as a GraphDef, binary or text, rather
/// than as MLIR. What is neither is a broken GraphDef: importing it says what
/// it is, and what makes a graph of it.
bool isGraphDef(StringRef bytes);

} // namespace nn
} // namespace mlir

#endif // NN_TARGET_TENSORFLOW_IMPORT_H
