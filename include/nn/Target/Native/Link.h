//===- Link.h - Objects and shared libraries --------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Joins the compiled parts of a network and its weights into one file.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_NATIVE_LINK_H
#define NN_TARGET_NATIVE_LINK_H

#include "mlir/Support/LLVM.h"
#include "nn/Target/Native/Compile.h"
#include "nn/Target/Native/NativeTarget.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::nn {

/// A blob of read-only data and the symbol it is reached by.
struct ConstantData {
  std::string symbol;
  ArrayRef<char> data;
};

/// Writes an ELF object that defines each constant as a hidden symbol, 64-byte
/// aligned, in a section that may be larger than 2 GiB (.lrodata on x86-64).
/// The data streams from where it is into the file: gigabytes of weights are
/// never copied in memory. Constants with equal data pointers and sizes are
/// stored once.
llvm::Error writeConstantsObject(ArrayRef<ConstantData> constants,
                                 const llvm::Triple &triple, raw_ostream &os);

/// What objects are linked to.
enum class LinkKind { Object, SharedLibrary };

/// Links objects and constants to one relocatable object or one shared library
/// by LLVM's linker, which must be installed. The output appears at `output`
/// when it is complete. Only symbols that are not hidden leave it.
llvm::Error linkObjects(ArrayRef<std::unique_ptr<llvm::MemoryBuffer>> objects,
                        ArrayRef<ConstantData> constants,
                        const NativeTarget &target, LinkKind kind,
                        StringRef output);

/// Compiles a lowered network and links it with its weights. What diagnostics
/// have told is a ReportedError.
llvm::Error linkNetwork(ModuleOp module, const CompileOptions &options,
                        LinkKind kind, StringRef output);

} // namespace mlir::nn

#endif // NN_TARGET_NATIVE_LINK_H
