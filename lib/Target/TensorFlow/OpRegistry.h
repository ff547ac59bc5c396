//===- OpRegistry.h - The TensorFlow ops that are known ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of each TensorFlow op: its inputs and outputs, and the function
// that imports it. Each file in Ops/ registers the ops of a family.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPREGISTRY_H
#define NN_LIB_TARGET_TENSORFLOW_OPREGISTRY_H

#include "mlir/Support/LLVM.h"
#include "nn/Target/TensorFlow/proto/graph.pb.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace mlir::nn::tf {

namespace proto = ::nn::tensorflow;

class NodeContext;

/// Makes the ops for a node, and sets its results.
using ImportFunction = LogicalResult (*)(NodeContext &);

/// Bounds of the number of inputs, without control inputs.
struct Arity {
  Arity(unsigned count) : min(count), max(count) {}
  Arity(unsigned min, unsigned max) : min(min), max(max) {}

  static constexpr unsigned kUnbounded = ~0u;
  unsigned min, max;
};

/// What becomes of complex inputs, which are pairs of real tensors.
enum class OnComplex {
  /// An error.
  None,
  /// The op is done to both parts.
  Parts,
  /// It is a product of its two inputs.
  Product,
  /// Their elements do not matter.
  Shape,
  /// The import function sees to it.
  Own
};

/// How a kind of node is imported.
struct OpInfo {
  Arity inputs;
  /// The output arguments in order, as `y,batch_mean,batch_variance`. One that
  /// is a list is followed by the attribute with its length, as a number or as
  /// the list of its types: `output*num_split`.
  StringRef outputs;
  ImportFunction import;
  /// So many inputs matter; the others are not imported at all.
  unsigned usedInputs = Arity::kUnbounded;
  /// Whether inputs may be lists whose elements have no shape yet.
  bool takesLists = false;
  OnComplex onComplex = OnComplex::None;
};

/// All kinds of nodes that are imported, by their names.
class OpRegistry {
public:
  /// All ops that are imported.
  static const OpRegistry &get();

  void add(StringRef op, Arity inputs, ImportFunction import,
           StringRef outputs = "output") {
    ops.insert({op, OpInfo{inputs, outputs, import}});
  }

  /// An op of whose inputs only the first `usedInputs` matter.
  void addPartial(StringRef op, Arity inputs, unsigned usedInputs,
                  ImportFunction import, StringRef outputs = "output") {
    ops.insert({op, OpInfo{inputs, outputs, import, usedInputs}});
  }

  /// Says that an op, added before, takes lists as inputs.
  void allowLists(StringRef op) { ops.find(op)->second.takesLists = true; }

  /// Says what becomes of complex inputs of ops that were added before.
  void allowComplex(OnComplex onComplex, ArrayRef<StringRef> names) {
    for (StringRef name : names) {
      assert(ops.contains(name) && "no such op");
      ops.find(name)->second.onComplex = onComplex;
    }
  }

  /// Null if the op is not known.
  const OpInfo *lookup(StringRef op) const {
    auto it = ops.find(op);
    return it == ops.end() ? nullptr : &it->second;
  }

  const llvm::StringMap<OpInfo> &getOps() const { return ops; }

  /// The position among a node's results of element `index` of its output
  /// argument `argument`.
  std::optional<unsigned> getResultIndex(const proto::NodeDef &node,
                                         StringRef argument,
                                         unsigned index) const;

private:
  OpRegistry();

  llvm::StringMap<OpInfo> ops;
};

// One function a file of Ops/.
void registerActivationOps(OpRegistry &registry);
void registerAudioOps(OpRegistry &registry);
void registerControlFlowOps(OpRegistry &registry);
void registerColorOps(OpRegistry &registry);
void registerComplexOps(OpRegistry &registry);
void registerConvolutionOps(OpRegistry &registry);
void registerDataDependentOps(OpRegistry &registry);
void registerDetectionOps(OpRegistry &registry);
void registerEinsumOps(OpRegistry &registry);
void registerElementwiseOps(OpRegistry &registry);
void registerFactorizationOps(OpRegistry &registry);
void registerFractionalPoolingOps(OpRegistry &registry);
void registerGatherOps(OpRegistry &registry);
void registerGradientOps(OpRegistry &registry);
void registerImageOps(OpRegistry &registry);
void registerLinearOps(OpRegistry &registry);
void registerLossOps(OpRegistry &registry);
void registerMatrixOps(OpRegistry &registry);
void registerMovementOps(OpRegistry &registry);
void registerNormalizationOps(OpRegistry &registry);
void registerPoolingOps(OpRegistry &registry);
void registerQuantizationOps(OpRegistry &registry);
void registerQuantizedOps(OpRegistry &registry);
void registerRaggedOps(OpRegistry &registry);
void registerRandomOps(OpRegistry &registry);
void registerRecurrentOps(OpRegistry &registry);
void registerReductionOps(OpRegistry &registry);
void registerResizeOps(OpRegistry &registry);
void registerScatterOps(OpRegistry &registry);
void registerSegmentOps(OpRegistry &registry);
void registerSelectionOps(OpRegistry &registry);
void registerShapeOps(OpRegistry &registry);
void registerSlicingOps(OpRegistry &registry);
void registerSparseOps(OpRegistry &registry);
void registerSpectralOps(OpRegistry &registry);
void registerStructureOps(OpRegistry &registry);
void registerTensorListOps(OpRegistry &registry);
void registerVariableOps(OpRegistry &registry);
void registerWarpOps(OpRegistry &registry);
void registerWindowGradientOps(OpRegistry &registry);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPREGISTRY_H
