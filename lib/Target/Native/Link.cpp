//===- Link.cpp - Objects and shared libraries ----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs ld.lld, which links for every ELF target.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/Link.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Support/TemporaryDirectory.h"
#include "nn/Target/Native/ConstantsTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

/// Finds the linker: of this LLVM, else on the path.
static llvm::Expected<std::string> findLinker() {
  for (StringRef name : {"ld.lld", "ld.lld-" NN_LLVM_VERSION_MAJOR}) {
    if (auto path = llvm::sys::findProgramByName(name, {NN_LLVM_TOOLS_DIR}))
      return *path;
    if (auto path = llvm::sys::findProgramByName(name))
      return *path;
  }
  return createStringError("linking needs 'ld.lld', which is not in the path");
}

static llvm::Expected<StringRef> getEmulation(const llvm::Triple &triple) {
  if (triple.isOSBinFormatELF()) {
    if (triple.getArch() == llvm::Triple::x86_64)
      return StringRef("elf_x86_64");
    if (triple.getArch() == llvm::Triple::aarch64)
      return StringRef("aarch64linux");
    if (triple.getArch() == llvm::Triple::riscv64)
      return StringRef("elf64lriscv");
  }
  return createStringError("target '" + triple.str() +
                           "' cannot be linked for here");
}

/// Runs the linker and returns what it complains about as an error.
static llvm::Error runLinker(StringRef linker, ArrayRef<std::string> arguments,
                             const TemporaryDirectory &directory) {
  std::string errors = directory.getFile("errors");
  SmallVector<StringRef> words{linker};
  words.append(arguments.begin(), arguments.end());
  std::string message;
  int status = llvm::sys::ExecuteAndWait(
      linker, words, std::nullopt,
      {StringRef(), StringRef(), StringRef(errors)},
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &message);
  if (status == 0)
    return llvm::Error::success();
  if (auto text = llvm::MemoryBuffer::getFile(errors))
    message += (*text)->getBuffer().trim().take_front(2000);
  return createStringError("'" + linker + "' failed: " + message);
}

llvm::Error
nn::linkObjects(ArrayRef<std::unique_ptr<llvm::MemoryBuffer>> objects,
                ArrayRef<ConstantData> constants, const NativeTarget &target,
                LinkKind kind, StringRef output) {
  llvm::Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  llvm::Expected<StringRef> emulation = getEmulation(target.getTriple());
  if (!emulation)
    return emulation.takeError();
  llvm::Expected<TemporaryDirectory> directory =
      TemporaryDirectory::create("nn-link");
  if (!directory)
    return directory.takeError();

  SmallVector<std::string> arguments{"-m", emulation->str()};
  if (kind == LinkKind::Object)
    arguments.push_back("-r");
  else
    for (StringRef flag : {"-shared", "-Bsymbolic", "--gc-sections",
                           "--build-id=none", "-z", "noexecstack"})
      arguments.push_back(flag.str());
  for (size_t i = 0; i < objects.size(); ++i) {
    std::string file = directory->getFile(Twine(i) + ".o");
    if (llvm::Error error =
            writeFile(file, [&](raw_ostream &os) -> llvm::Error {
              os << objects[i]->getBuffer();
              return llvm::Error::success();
            }))
      return error;
    arguments.push_back(file);
  }
  if (!constants.empty()) {
    std::string file = directory->getFile("constants.o");
    if (llvm::Error error = writeFile(file, [&](raw_ostream &os) {
          return writeConstantsObject(constants, target.getTriple(), os);
        }))
      return error;
    arguments.push_back(file);
  }
  return writeFileByName(output, [&](StringRef temporary) {
    SmallVector<std::string> all(arguments);
    all.push_back("-o");
    all.push_back(temporary.str());
    return runLinker(*linker, all, *directory);
  });
}

llvm::Error nn::linkNetwork(ModuleOp module, const CompileOptions &options,
                            LinkKind kind, StringRef output) {
  FailureOr<StringRef> network = getNetworkName(module);
  if (failed(network))
    return makeReportedError();
  FailureOr<SmallVector<TableConstant>> constants =
      getConstantsTable(module, /*alignment=*/1);
  if (failed(constants))
    return makeReportedError();
  SmallVector<ConstantData> data;
  for (auto [i, constant, op] :
       llvm::enumerate(*constants, module.getOps<ConstantOp>()))
    if (!op.getPacking())
      data.push_back({getConstantSymbol(*network, i), constant.getData()});
  auto objects = compileToObjects(module, options);
  if (failed(objects))
    return makeReportedError();
  return linkObjects(*objects, data, options.target, kind, output);
}
