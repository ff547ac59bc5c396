//===- DeclareAliases.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-declare-aliases: storage buffers of one binding.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "nn/Codegen/GPU/Passes.h"
#include <map>

namespace mlir::nn {
#define GEN_PASS_DEF_NNDECLAREALIASES
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNDeclareAliasesPass
    : public nn::impl::NNDeclareAliasesBase<NNDeclareAliasesPass> {
  void runOnOperation() override {
    std::map<std::pair<uint32_t, uint32_t>,
             SmallVector<spirv::GlobalVariableOp>>
        buffers;
    for (auto variable : getOperation().getOps<spirv::GlobalVariableOp>())
      if (variable.getDescriptorSet() && variable.getBinding())
        buffers[{*variable.getDescriptorSet(), *variable.getBinding()}]
            .push_back(variable);
    for (auto &[binding, variables] : buffers)
      if (variables.size() > 1)
        for (spirv::GlobalVariableOp variable : variables)
          variable->setAttr("aliased", UnitAttr::get(&getContext()));
  }
};

} // namespace
