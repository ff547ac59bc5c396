//===- NNBase.td -------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The nn dialect and the base classes of its ops.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNBASE_TD
#define NN_DIALECT_NN_IR_NNBASE_TD

include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def NN_Dialect : Dialect {
  let name = "nn";
  let cppNamespace = "::mlir::nn";
  let summary = "Neural networks on tensors";
  let description = [{
    The ops of a neural network with value semantics on ranked tensors of
    static or dynamic sizes.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
  let hasConstantMaterializer = 1;
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{
    /// Each op family registers its own ops, so that the dialect's file need
    /// not instantiate the code of all of them.
    void registerElementwiseOps();
    void registerReductionOps();
    void registerShapeOps();
    void registerGatherOps();
    void registerMovementOps();
    void registerRandomOps();
  }];
}

class NN_Op<string mnemonic, list<Trait> traits = []>
    : Op<NN_Dialect, mnemonic, traits>;

/// The result type is inferred from operands and attributes; an op may have a
/// result type that knows fewer, or more, sizes.
def NN_InferType : InferTypeOpAdaptorBase<[{
  static bool isCompatibleReturnTypes(::mlir::TypeRange lhs,
                                      ::mlir::TypeRange rhs) {
    return ::mlir::nn::areCompatibleTypes(lhs, rhs);
  }
}]>;

/// A 1-d tensor that holds a shape, or a position in a tensor.
def NN_ShapeTensor : 1DTensorOf<[I32, I64]>;

#endif // NN_DIALECT_NN_IR_NNBASE_TD
