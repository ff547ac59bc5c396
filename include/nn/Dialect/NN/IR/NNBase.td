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
include "mlir/Interfaces/SideEffectInterfaces.td"

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
  let hasOperationAttrVerify = 1;
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{
    /// Each op family registers its own ops, so that the dialect's file need
    /// not instantiate the code of all of them.
    void registerActivationOps();
    void registerArithmeticOps();
    void registerAssertOps();
    void registerBinaryOps();
    void registerConvolutionOps();
    void registerGatherOps();
    void registerLinearOps();
    void registerLogicalOps();
    void registerMathOps();
    void registerMatrixOps();
    void registerMovementOps();
    void registerNormalizationOps();
    void registerPoolingOps();
    void registerRandomOps();
    void registerReductionOps();
    void registerScatterOps();
    void registerSelectionOps();
    void registerShapeOps();
  }];
}

//===----------------------------------------------------------------------===//
// Types. Signed integers are signless, as everywhere in MLIR; unsigned ones say
// so, because their arithmetic differs; bool is i1.
//===----------------------------------------------------------------------===//

defvar NN_Floats = [F16, BF16, F32, F64];
defvar NN_SignedInts = [I8, I16, I32, I64];
defvar NN_UnsignedInts = [UI8, UI16, UI32, UI64];
defvar NN_Ints = NN_SignedInts # NN_UnsignedInts;
defvar NN_Numbers = NN_Floats # NN_Ints;

def NN_FloatTensor : RankedTensorOf<NN_Floats>;
def NN_IntTensor : RankedTensorOf<NN_Ints>;
def NN_NumberTensor : RankedTensorOf<NN_Numbers>;
def NN_BoolTensor : RankedTensorOf<[I1]>;
def NN_Tensor : RankedTensorOf<NN_Numbers # [I1]>;

//===----------------------------------------------------------------------===//
// Base classes of ops.
//===----------------------------------------------------------------------===//

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

/// An op whose result types follow from its operands and attributes.
class NN_InferOp<string mnemonic, list<Trait> traits = []>
    : NN_Op<mnemonic, traits # [NN_InferType, Pure]>;

#endif // NN_DIALECT_NN_IR_NNBASE_TD
