//===- Complex.h - Complex tensors as pairs of real ones --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// nn has no complex numbers. While a graph is imported, a complex tensor is the
// cast that joins its real and its imaginary part; what is made of it is made
// of the parts, and no cast is left. So it is no input or output, and no loop
// carries it.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_COMPLEX_H
#define NN_LIB_TARGET_TENSORFLOW_COMPLEX_H

#include "NodeContext.h"
#include "OpRegistry.h"

namespace mlir::nn::tf {

/// A complex tensor; the parts are null after an error.
struct ComplexParts {
  Value real, imaginary;
};

/// Whether a value is a complex tensor.
bool isComplex(Value value);

/// DT_FLOAT of DT_COMPLEX64, DT_DOUBLE of DT_COMPLEX128; DT_INVALID of others.
proto::DataType getPartType(proto::DataType dtype);

/// The tensor of these parts, which have one type. Null if one is.
Value joinComplex(NodeContext &node, ComplexParts parts);

/// The parts of a tensor; of a real one zeros beside it. Emits an error if they
/// are not known here.
ComplexParts splitComplex(NodeContext &node, Value value);

/// Imports a node of complex inputs by importing it as one of real inputs, as
/// often as its kind needs.
LogicalResult importComplex(NodeContext &node, const OpInfo &info);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_COMPLEX_H
