//===- ScheduleFile.cpp - Schedules in a file of their own ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format, and what identifies a kernel.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/ScheduleFile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/KernelStages.h"
#include "nn/Schedule/Passes.h"
#include "nn/Support/Locations.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// Hashes the text of what a kernel computes, in its normal form: the same
/// before and after a schedule is chosen.
static std::string getKernelKey(ModuleOp kernel) {
  OwningOpRef<ModuleOp> copy = kernel.clone();
  func::FuncOp entry = getKernelEntry(*copy);
  if (!entry)
    return "";
  KernelStages::normalize(entry);
  std::string text;
  llvm::raw_string_ostream os(text);
  entry->print(os, OpPrintingFlags().useLocalScope().enableDebugInfo(false));
  return llvm::utohexstr(llvm::xxh3_64bits(text), /*LowerCase=*/true,
                         /*Width=*/16);
}

llvm::MapVector<ModuleOp, KernelIdentity> nn::identifyKernels(ModuleOp module) {
  llvm::MapVector<ModuleOp, KernelIdentity> kernels;
  auto add = [&](ModuleOp kernel) {
    if (!isKernel(kernel))
      return;
    auto noted = kernel->getAttrOfType<StringAttr>(kernelKeyAttrName);
    kernels[kernel].key = noted ? noted.str() : getKernelKey(kernel);
  };
  add(module);
  llvm::for_each(module.getOps<ModuleOp>(), add);
  module.walk([&](DispatchOp dispatch) {
    if (auto it = kernels.find(dispatch.getKernelModule()); it != kernels.end())
      collectNodeNames(dispatch.getLoc(), it->second.nodes);
  });
  return kernels;
}

bool ScheduleEntry::matches(const KernelIdentity &kernel) const {
  if (pattern.empty())
    return key == kernel.key;
  auto glob = llvm::cantFail(llvm::GlobPattern::create(pattern));
  return llvm::any_of(kernel.nodes, [&](StringAttr name) {
    return glob.match(name.getValue());
  });
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// Parses what an entry is for, and drops it from the text.
static LogicalResult parseSubject(StringRef &text, ScheduleEntry &entry) {
  if (text.consume_front("node")) {
    text = text.ltrim();
    size_t end = text.find('\'', 1);
    if (!text.starts_with("'") || end == StringRef::npos || end == 1)
      return emitError(entry.loc, "expected a node pattern in quotes");
    entry.pattern = text.slice(1, end).str();
    auto glob = llvm::GlobPattern::create(entry.pattern);
    if (!glob)
      return emitError(entry.loc, llvm::toString(glob.takeError()));
    text = text.drop_front(end + 1).ltrim();
  } else if (text.consume_front("kernel")) {
    text = text.ltrim();
    StringRef key = text.take_while(llvm::isHexDigit);
    if (key.size() != 16)
      return emitError(entry.loc, "expected a key of 16 hexadecimal digits");
    entry.key = key.lower();
    text = text.drop_front(key.size()).ltrim();
  } else {
    return emitError(entry.loc, "expected 'kernel' or 'node'");
  }
  if (!text.consume_front(":"))
    return emitError(entry.loc, "expected ':' and a schedule");
  return success();
}

FailureOr<SmallVector<ScheduleEntry>>
nn::readScheduleFile(StringRef path, MLIRContext *context) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!buffer)
    return emitError(UnknownLoc::get(context), "cannot read '")
           << path << "': " << buffer.getError().message();
  // Entries first, as texts of several lines.
  SmallVector<std::pair<unsigned, std::string>> texts;
  unsigned number = 0;
  for (StringRef line : llvm::split((*buffer)->getBuffer(), '\n')) {
    ++number;
    StringRef code = line.split('#').first.rtrim();
    if (code.trim().empty())
      continue;
    if (llvm::isSpace(code.front()) && !texts.empty())
      texts.back().second += " " + code.ltrim().str();
    else
      texts.push_back({number, code.str()});
  }
  SmallVector<ScheduleEntry> entries;
  for (auto &[line, text] : texts) {
    ScheduleEntry entry{
        FileLineColLoc::get(context, path, line, 1), "", "", {}};
    StringRef rest = text;
    if (failed(parseSubject(rest, entry)))
      return failure();
    FailureOr<Schedule> schedule =
        Schedule::parse(rest.trim(), [&] { return emitError(entry.loc); });
    if (failed(schedule))
      return failure();
    entry.schedule = std::move(*schedule);
    entries.push_back(std::move(entry));
  }
  return entries;
}

void nn::addSchedules(OpPassManager &pm, const ScheduleFiles &files,
                      function_ref<void()> addPacking) {
  auto read = [&](bool allowUnused, bool newOnly) {
    if (!files.read.empty())
      pm.addPass(createNNReadSchedules({files.read, allowUnused, newOnly}));
    pm.addPass(createNNSelectSchedules());
  };
  bool needsKeys = addPacking && !(files.read.empty() && files.write.empty());
  pm.addPass(createNNRecomputeMaps());
  if (needsKeys)
    pm.addPass(createNNKeyKernels());
  read(/*allowUnused=*/static_cast<bool>(addPacking), /*newOnly=*/false);
  if (addPacking) {
    addPacking();
    read(/*allowUnused=*/false, /*newOnly=*/true);
  }
  if (!files.write.empty())
    pm.addPass(createNNWriteSchedules({files.write}));
  if (needsKeys)
    pm.addPass(createNNKeyKernels({/*drop=*/true}));
}
