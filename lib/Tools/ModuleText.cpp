//===- ModuleText.cpp - Modules as tools write them -----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a text has of weights.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/ModuleText.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "nn/Dialect/NN/IR/NNWeights.h"
#include "nn/Support/OutputFile.h"
#include "nn/Tools/CommandLine.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

/// Takes the weights that lie in no file out of the module, where they are
/// large. Returns the file that has them, or an empty name.
static llvm::Expected<std::string> takeOutWeights(ModuleOp module,
                                                  StringRef path) {
  SmallVector<DenseResourceElementsAttr> weights = nameWeights(module);
  constexpr size_t maxPrintedBytes = 1 << 16;
  if (!isSpecialFile(path)) {
    if (weights.empty())
      return "";
    std::string file = (path + ".weights").str();
    if (llvm::Error error = moveWeights(module, weights, file))
      return std::move(error);
    return file;
  }
  llvm::erase_if(weights, [&](DenseResourceElementsAttr weight) {
    return weight.getRawHandle().getBlob()->getData().size() <= maxPrintedBytes;
  });
  if (weights.empty())
    return "";
  dropWeights(module, weights);
  emitWarning(UnknownLoc::get(module.getContext()))
      << weights.size()
      << " weights are left out of the text: write it to a file, print them by "
         "--print-weights, or make bytecode by --emit-bytecode";
  return "";
}

llvm::Error nn::writeModule(ModuleOp module, StringRef path,
                            const ModuleFormat &format) {
  if (format.bytecode)
    return writeFile(path, [&](raw_ostream &os) {
      return succeeded(writeBytecodeToFile(module, os))
                 ? llvm::Error::success()
                 : llvm::createStringError("cannot write bytecode");
    });
  std::string weights;
  if (!format.printWeights) {
    llvm::Expected<std::string> file = takeOutWeights(module, path);
    if (!file)
      return file.takeError();
    weights = std::move(*file);
  }
  llvm::Error error = writeFile(path, [&](raw_ostream &os) {
    OpPrintingFlags flags;
    flags.enableDebugInfo();
    module.print(os, flags);
    os << "\n";
    return llvm::Error::success();
  });
  if (error && !weights.empty())
    (void)llvm::sys::fs::remove(weights);
  return error;
}

ModuleCommandLine::ModuleCommandLine(cl::OptionCategory &category)
    : bytecode("emit-bytecode", cl::cat(category),
               cl::desc("Write MLIR as bytecode, weights and all")),
      printWeights("print-weights", cl::cat(category),
                   cl::desc("Print the elements of large weights into MLIR "
                            "text, instead of their places in files")) {}

llvm::Error ModuleCommandLine::checkUse(bool writesMLIR, StringRef text) const {
  return checkOptions({{bytecode, writesMLIR, text},
                       {printWeights, writesMLIR, text},
                       {printWeights, !bytecode,
                        "does not go with --emit-bytecode, which has them"}});
}
