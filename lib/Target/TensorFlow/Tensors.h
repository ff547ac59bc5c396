//===- Tensors.h - TensorFlow's types and constants -------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Element types, shapes and the values of constants.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_TENSORS_H
#define NN_LIB_TARGET_TENSORFLOW_TENSORS_H

#include "GraphFile.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"

namespace mlir::nn::tf {

using EmitError = llvm::function_ref<InFlightDiagnostic()>;

/// The element type, signless for signed integers, and of quantized numbers the
/// integers that they are; null if nn has none for it (strings, resources).
Type getElementType(proto::DataType dtype, MLIRContext *context);

/// `DT_FLOAT`, or the number of a type that is not known.
std::string getTypeName(proto::DataType dtype);

/// Refuses a type whose known sizes make it larger than any machine's memory:
/// later arithmetic on sizes need not look for overflow.
LogicalResult checkSize(ArrayRef<int64_t> shape, Type elementType,
                        EmitError emitError);

/// A shape of known rank; -1 is kDynamic, other negative sizes are errors.
FailureOr<SmallVector<int64_t>>
importShape(const proto::TensorShapeProto &shape, EmitError emitError);

/// The value of a Const node. Large ones alias the file, under the key `name`.
FailureOr<ElementsAttr> importTensor(const GraphFile &file,
                                     const proto::TensorProto &tensor,
                                     StringRef name, MLIRContext *context,
                                     EmitError emitError);

/// A constant of raw elements. With an owner, large ones stay where they are
/// and keep it alive; without, they are copied.
FailureOr<ElementsAttr>
makeConstant(proto::DataType dtype, const proto::TensorShapeProto &shape,
             ArrayRef<char> bytes, std::shared_ptr<llvm::MemoryBuffer> owner,
             StringRef name, MLIRContext *context, EmitError emitError);

/// A tensor whose elements all have one value, given as a user writes it:
/// `true`, `-1`, `0.5`, or for a vector `1,2,3`.
FailureOr<ElementsAttr> parseTensor(StringRef text, RankedTensorType type,
                                    EmitError emitError);

/// A tensor whose elements all are `value`, rounded to the type's elements.
DenseElementsAttr getSplat(RankedTensorType type, double value);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_TENSORS_H
