//===- Executable.h - A network compiled just in time -----------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a lowered network for this machine, loads it, and calls it on
// arrays.
//
//===----------------------------------------------------------------------===//

#ifndef NN_EXECUTION_EXECUTABLE_H
#define NN_EXECUTION_EXECUTABLE_H

#include "nn/Execution/Array.h"
#include "nn/Target/Native/Compile.h"
#include "nn_runtime.h"

namespace mlir::nn {

/// An input or output of a loaded network.
struct TensorDesc {
  std::string name;
  DType dtype;
  /// ShapedType::kDynamic for a size that a call chooses.
  SmallVector<int64_t> shape;
};

/// How a network is compiled and loaded.
struct ExecutableOptions {
  CompileOptions compile;
  /// Copies each weight to memory that ends at an unmapped page.
  bool guard = false;
};

/// A network in memory, ready to run. Weights that are aligned already are used
/// where they are: the MLIR context of the module must outlive this.
class Executable {
public:
  /// Compiles and loads a module that went through a CPU pipeline. Emits
  /// diagnostics on failure.
  static FailureOr<std::unique_ptr<Executable>>
  create(ModuleOp module, const ExecutableOptions &options);
  ~Executable();

  const nn_model &getModel() const { return *model; }
  ArrayRef<TensorDesc> getInputs() const { return inputs; }
  ArrayRef<TensorDesc> getOutputs() const { return outputs; }
  /// The bytes of all weights in the constants table.
  size_t getConstantBytes() const;

  /// Returns the sizes of the outputs for these inputs; ShapedType::kDynamic
  /// for one that is known only by running.
  llvm::Expected<SmallVector<SmallVector<int64_t>>>
  getOutputShapes(ArrayRef<Array> inputArrays, nn_context *context) const;

  /// Returns the bytes of workspace a call on these inputs needs.
  llvm::Expected<int64_t> getWorkspaceBytes(ArrayRef<Array> inputArrays,
                                            nn_context *context) const;

  /// Runs the network. Outputs have the shapes of getOutputShapes(); one of a
  /// shape that is known only by running is an array without memory, in whose
  /// place the result comes.
  llvm::Error run(ArrayRef<Array> inputArrays,
                  MutableArrayRef<Array> outputArrays, void *workspace,
                  nn_context *context) const;

private:
  struct Impl;
  explicit Executable(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl;
  const nn_model *model = nullptr;
  SmallVector<TensorDesc> inputs, outputs;
};

/// The buffers that a call passes for arrays; owns their sizes.
class BufferList {
public:
  explicit BufferList(ArrayRef<Array> arrays);
  nn_buffer *data() { return buffers.data(); }
  ArrayRef<int64_t> getShape(size_t index) const { return sizes[index]; }

private:
  SmallVector<SmallVector<int64_t>> sizes;
  SmallVector<nn_buffer> buffers;
};

} // namespace mlir::nn

#endif // NN_EXECUTION_EXECUTABLE_H
