//===- NNWeights.h - Weights that lie in files ------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A text leaves the elements of large weights in the files that they lie in,
// and names them there. A weight is a dense_resource of the builtin dialect; if
// its blob is not in the text, the nn dialect's resources say where it is:
//
//   {-#
//     dialect_resources: {
//       nn: {
//         conv1_w: "/models/net.pb, offset 8192, 37632 bytes, xxh3 90ab..."
//       }
//     }
//   #-}
//
// Whoever reads the text maps the file; one that is gone or has changed is an
// error. The hash is that of the bytes or, of more than 4 MiB, of the hashes of
// its blocks of 4 MiB.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNWEIGHTS_H
#define NN_DIALECT_NN_IR_NNWEIGHTS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace mlir::nn {

/// Says that a buffer is what the file holds now that it is called after, so
/// that weights in it can be named as long as that file stays as it is. The
/// buffer lives as long as the context, in which the nn dialect is loaded.
void addWeightFile(MLIRContext *context,
                   std::shared_ptr<llvm::MemoryBuffer> file);

/// Replaces the large weights of a module that lie in files by their names, so
/// that the module is printed without their elements; the module is good for
/// nothing else. Returns the others, large or not.
SmallVector<DenseResourceElementsAttr> nameWeights(ModuleOp module);

/// Writes weights to a file and replaces them by their names in it.
llvm::Error moveWeights(ModuleOp module,
                        ArrayRef<DenseResourceElementsAttr> weights,
                        StringRef path);

/// Replaces weights by what has neither elements nor a name: a text that
/// nothing can run.
void dropWeights(ModuleOp module, ArrayRef<DenseResourceElementsAttr> weights);

} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNWEIGHTS_H
