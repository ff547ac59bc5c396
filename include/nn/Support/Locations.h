//===- Locations.h - What an op's location says ------------------*- C++
//-*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_LOCATIONS_H
#define NN_SUPPORT_LOCATIONS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/SetVector.h"
#include <string>

namespace mlir::nn {

/// `node 'x' (Conv2D)` for the location of an imported op, of all its nodes if
/// it is fused, `FILE:LINE:COLUMN` for one in a text, empty if unknown.
std::string describeLocation(Location loc);

/// Adds the names of the nodes that an op came from.
void collectNodeNames(Location loc, llvm::SetVector<StringAttr> &names);

} // namespace mlir::nn

#endif // NN_SUPPORT_LOCATIONS_H
