//===- OpRegistry.cpp - The TensorFlow ops that are known -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The registry itself; what it holds comes from the files in Ops/.
//
//===----------------------------------------------------------------------===//

#include "OpRegistry.h"

using namespace mlir;
using namespace mlir::nn::tf;

OpRegistry::OpRegistry() {
  registerActivationOps(*this);
  registerAudioOps(*this);
  registerColorOps(*this);
  registerControlFlowOps(*this);
  registerConvolutionOps(*this);
  registerDataDependentOps(*this);
  registerDetectionOps(*this);
  registerEinsumOps(*this);
  registerElementwiseOps(*this);
  registerFactorizationOps(*this);
  registerFractionalPoolingOps(*this);
  registerGatherOps(*this);
  registerGradientOps(*this);
  registerImageOps(*this);
  registerLinearOps(*this);
  registerLossOps(*this);
  registerMatrixOps(*this);
  registerMovementOps(*this);
  registerNormalizationOps(*this);
  registerPoolingOps(*this);
  registerQuantizationOps(*this);
  registerQuantizedOps(*this);
  registerRaggedOps(*this);
  registerRandomOps(*this);
  registerRecurrentOps(*this);
  registerReductionOps(*this);
  registerResizeOps(*this);
  registerScatterOps(*this);
  registerSegmentOps(*this);
  registerSelectionOps(*this);
  registerShapeOps(*this);
  registerSlicingOps(*this);
  registerSparseOps(*this);
  registerSpectralOps(*this);
  registerStructureOps(*this);
  registerTensorListOps(*this);
  registerVariableOps(*this);
  registerWarpOps(*this);
  registerWindowGradientOps(*this);
  registerComplexOps(*this);
}

const OpRegistry &OpRegistry::get() {
  static const OpRegistry registry;
  return registry;
}

std::optional<unsigned> OpRegistry::getResultIndex(const proto::NodeDef &node,
                                                   StringRef argument,
                                                   unsigned index) const {
  const OpInfo *info = lookup(node.op());
  // What is not imported is an error of its own, reported with all others.
  if (!info)
    return index;
  unsigned position = 0;
  SmallVector<StringRef> outputs;
  info->outputs.split(outputs, ',');
  for (StringRef output : outputs) {
    auto [name, lengthAttr] = output.split('*');
    int64_t length = 1;
    if (!lengthAttr.empty()) {
      auto it = node.attr().find(lengthAttr.str());
      if (it == node.attr().end())
        return std::nullopt;
      length = it->second.has_list() ? it->second.list().type_size()
                                     : it->second.i();
    }
    if (name == argument) {
      if (int64_t(index) >= length)
        return std::nullopt;
      return position + index;
    }
    if (length < 0 || length > 1 << 20)
      return std::nullopt;
    position += length;
  }
  return std::nullopt;
}
