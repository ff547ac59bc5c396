//===- NNElementwiseBase.td --------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Base classes of ops that compute each result element from the operands'
// elements at the same place.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNELEMENTWISEBASE_TD
#define NN_DIALECT_NN_IR_NNELEMENTWISEBASE_TD

include "nn/Dialect/NN/IR/NNBase.td"

// One operand; the result has its type.
class NN_UnaryOp<string mnemonic, Type type, list<Trait> traits = []>
    : NN_Op<mnemonic, traits # [Elementwise, Pure, SameOperandsAndResultType,
                                AllTypesMatch<["input", "result"]>]> {
  let arguments = (ins type:$input);
  let results = (outs type:$result);
  let assemblyFormat = "$input attr-dict `:` type($result)";
}

// One operand; the result has its shape and another element type.
class NN_UnaryToBoolOp<string mnemonic, Type type, list<Trait> traits = []>
    : NN_InferOp<mnemonic, traits # [Elementwise,
                                     SameOperandsAndResultShape]> {
  let arguments = (ins type:$input);
  let results = (outs NN_BoolTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type($input, $result)";
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *context, std::optional<::mlir::Location> loc,
        Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &inferred) {
      return ::mlir::nn::inferBroadcastType(
          loc, adaptor.getOperands(), inferred,
          ::mlir::IntegerType::get(context, 1));
    }
  }];
}

// Two operands of one element type, broadcast by numpy's rules: shapes are
// aligned at their last dimensions, and sizes of 1 are repeated.
class NN_BinaryOp<string mnemonic, Type type, list<Trait> traits = []>
    : NN_InferOp<mnemonic, traits # [SameOperandsAndResultElementType]> {
  let arguments = (ins type:$lhs, type:$rhs);
  let results = (outs type:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` functional-type(operands, $result)
  }];
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *, std::optional<::mlir::Location> loc,
        Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &inferred) {
      return ::mlir::nn::inferBroadcastType(loc, adaptor.getOperands(),
                                            inferred);
    }
  }];
}

#endif // NN_DIALECT_NN_IR_NNELEMENTWISEBASE_TD
