//===- Model.h - Models as tools read them ----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model is a TensorFlow graph or MLIR of any stage; what it is, is told from
// its content.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_MODEL_H
#define NN_TOOLS_MODEL_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "nn/Execution/Executable.h"
#include "nn/Target/TensorFlow/Import.h"

namespace mlir::nn {

/// Registers what a module of any stage may contain, and its translation to
/// LLVM IR.
void registerModelDialects(DialectRegistry &registry);

/// A file, or a SavedModel directory, that holds a model.
class ModelFile {
public:
  /// Opens and classifies the file.
  static llvm::Expected<ModelFile> open(StringRef path);

  /// True if it is TensorFlow's, and not MLIR.
  bool isGraph() const { return graph; }
  /// True if it is a SavedModel directory of TensorFlow's.
  bool isSavedModel() const { return savedModel; }

  /// Reads the model. The options apply to TensorFlow graphs only. Emits
  /// diagnostics on failure.
  OwningOpRef<ModuleOp> load(const ImportOptions &options,
                             MLIRContext *context) const;

private:
  std::string path;
  bool graph = false;
  bool savedModel = false;
};

/// The inputs and outputs of the network in a module.
struct Signature {
  SmallVector<TensorDesc> inputs, outputs;

  SmallVector<StringRef> getInputNames() const;
  SmallVector<StringRef> getOutputNames() const;
};

/// Returns the function that is the network: the only public one, or `main`.
/// Null if there is none.
FunctionOpInterface getEntryFunction(ModuleOp module);

/// Returns the signature of a module of any stage. Emits a diagnostic if it has
/// none.
FailureOr<Signature> getSignature(ModuleOp module);

} // namespace mlir::nn

#endif // NN_TOOLS_MODEL_H
