//===- NNOps.td --------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All of the nn dialect; what tablegen reads.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNOPS_TD
#define NN_DIALECT_NN_IR_NNOPS_TD

include "nn/Dialect/NN/IR/NNActivationOps.td"
include "nn/Dialect/NN/IR/NNArithmeticOps.td"
include "nn/Dialect/NN/IR/NNAssertOps.td"
include "nn/Dialect/NN/IR/NNBinaryOps.td"
include "nn/Dialect/NN/IR/NNConvolutionOps.td"
include "nn/Dialect/NN/IR/NNGatherOps.td"
include "nn/Dialect/NN/IR/NNLinearOps.td"
include "nn/Dialect/NN/IR/NNLogicalOps.td"
include "nn/Dialect/NN/IR/NNMathOps.td"
include "nn/Dialect/NN/IR/NNMatrixOps.td"
include "nn/Dialect/NN/IR/NNMovementOps.td"
include "nn/Dialect/NN/IR/NNNormalizationOps.td"
include "nn/Dialect/NN/IR/NNPoolingOps.td"
include "nn/Dialect/NN/IR/NNRandomOps.td"
include "nn/Dialect/NN/IR/NNReductionOps.td"
include "nn/Dialect/NN/IR/NNScatterOps.td"
include "nn/Dialect/NN/IR/NNSelectionOps.td"
include "nn/Dialect/NN/IR/NNShapeOps.td"

#endif // NN_DIALECT_NN_IR_NNOPS_TD
