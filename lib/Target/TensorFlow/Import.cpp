//===- Import.cpp - TensorFlow graphs to nn -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ways to call the importer.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "nn/Dialect/NN/IR/NNWeights.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static OwningOpRef<ModuleOp>
importFile(llvm::Expected<std::unique_ptr<GraphFile>> file,
           const ImportOptions &options, MLIRContext *context) {
  if (!file) {
    mlir::emitError(UnknownLoc::get(context))
        << llvm::toString(file.takeError());
    return nullptr;
  }
  return Importer(**file, options, context).run();
}

/// The same of what lies in files, in which weights stay.
static OwningOpRef<ModuleOp>
importMappedFile(llvm::Expected<std::unique_ptr<GraphFile>> file,
                 const ImportOptions &options, MLIRContext *context) {
  if (file) {
    addWeightFile(context, (*file)->buffer);
    if ((*file)->checkpoint)
      for (const auto &shard : (*file)->checkpoint->getShards())
        addWeightFile(context, shard);
  }
  return importFile(std::move(file), options, context);
}

OwningOpRef<ModuleOp> mlir::nn::importGraphDef(StringRef file,
                                               const ImportOptions &options,
                                               MLIRContext *context) {
  return importMappedFile(readGraphFile(file), options, context);
}

OwningOpRef<ModuleOp> mlir::nn::importSavedModel(StringRef directory,
                                                 const ImportOptions &options,
                                                 MLIRContext *context) {
  return importMappedFile(
      readSavedModel(directory, options.signature, options.tags), options,
      context);
}

OwningOpRef<ModuleOp>
mlir::nn::importGraphDefFromBytes(StringRef bytes, StringRef name,
                                  const ImportOptions &options,
                                  MLIRContext *context) {
  std::shared_ptr<llvm::MemoryBuffer> buffer =
      llvm::MemoryBuffer::getMemBufferCopy(bytes, name);
  return importFile(parseGraph(std::move(buffer), name), options, context);
}

llvm::Expected<std::vector<std::pair<std::string, std::vector<int64_t>>>>
mlir::nn::parseInputShapes(StringRef text) {
  std::vector<std::pair<std::string, std::vector<int64_t>>> shapes;
  SmallVector<StringRef> entries;
  text.split(entries, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef entry : entries) {
    auto makeError = [&](const Twine &message) {
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "input shape '" + entry + "' " + message);
    };
    size_t equals = entry.rfind('=');
    if (equals == StringRef::npos)
      return makeError("is not NAME=SIZExSIZE...");
    StringRef name = entry.take_front(equals).trim();
    StringRef rest = entry.drop_front(equals + 1).trim();
    std::vector<int64_t> sizes;
    SmallVector<StringRef> parts;
    if (!rest.empty())
      rest.split(parts, 'x');
    for (StringRef part : parts) {
      int64_t size = ShapedType::kDynamic;
      if (part != "?" && (part.getAsInteger(10, size) || size < 0))
        return makeError("has '" + part + "' for a size");
      sizes.push_back(size);
    }
    shapes.emplace_back(name.str(), std::move(sizes));
  }
  return shapes;
}
