//===- NNOps.h --------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNOPS_H
#define NN_DIALECT_NN_IR_NNOPS_H

#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNMatrixOps.h"
#include "nn/Dialect/NN/IR/NNMovementOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNRandomOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

#endif // NN_DIALECT_NN_IR_NNOPS_H
