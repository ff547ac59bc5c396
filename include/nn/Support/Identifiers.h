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

/// Makes an identifier of C and C++ of any text, one that nothing else is
/// called: not a keyword, beginning with a letter (names of the languages
/// themselves begin with an underscore), but not with `nn_`, as names of the
/// runtime do. What is one already stays as it is.
std::string makeCIdentifier(StringRef text);

} // namespace mlir::nn

#endif // NN_SUPPORT_IDENTIFIERS_H
