//===- Identifiers.h ----------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names for other languages.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_IDENTIFIERS_H
#define NN_SUPPORT_IDENTIFIERS_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir::nn {

/// Makes a C identifier of any text; not empty, not beginning with a digit or
/// an underscore, with which C's own names begin, and not a keyword.
std::string makeCIdentifier(StringRef text);

} // namespace mlir::nn

#endif // NN_SUPPORT_IDENTIFIERS_H
