//===- StorageTypeConverter.h -----------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The element types that tensors have below the nn dialect. Upstream dialects
// have no unsigned arithmetic, and a vector of i1 is packed in memory where a
// scalar is a byte; so neither appears in a tensor from linalg on.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CONVERSION_NNTOLINALG_STORAGETYPECONVERTER_H
#define NN_CONVERSION_NNTOLINALG_STORAGETYPECONVERTER_H

#include "mlir/Transforms/DialectConversion.h"

namespace mlir {
class TypedAttr;

namespace nn {

/// Converts types to the ones that memory holds: uiN to iN, and, in tensors
/// only, i1 to an i8 of 0 or 1.
class StorageTypeConverter : public TypeConverter {
public:
  StorageTypeConverter();

  /// Returns the type of a tensor's element, given its type in the nn dialect.
  static Type convertElementType(Type type);
};

/// Name of the attribute of a function's arguments and results that keeps the
/// element type that conversion took from them.
inline constexpr StringLiteral kDtypeAttrName = "nn.dtype";

/// Returns the same elements as a constant of the converted type, or null if
/// the attribute is of a kind that holds no tensor elements.
TypedAttr convertElementsAttr(TypedAttr value);

/// Adds what converts functions, calls, scf and tensor ops, and constants; and
/// makes them legal once their types are.
void populateStorageTypePatternsAndLegality(const TypeConverter &converter,
                                            RewritePatternSet &patterns,
                                            ConversionTarget &target);

} // namespace nn
} // namespace mlir

#endif // NN_CONVERSION_NNTOLINALG_STORAGETYPECONVERTER_H
