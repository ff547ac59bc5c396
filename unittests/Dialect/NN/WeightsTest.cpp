//===- WeightsTest.cpp - Names of weights ---------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name says where the bytes are that a weight has, whatever becomes of the
// file that they were mapped from.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/AsmState.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Dialect/NN/IR/NNWeights.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::nn;

namespace {

class WeightsTest : public testing::Test {
protected:
  WeightsTest() : context(MLIRContext::Threading::DISABLED) {
    context.loadDialect<NNDialect>();
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("weights", folder));
    path = folder;
    llvm::sys::path::append(path, "file");
  }
  ~WeightsTest() override { llvm::sys::fs::remove_directories(folder); }

  /// Puts another file of 64 KiB in the place of the one that is there.
  void write(char fill) {
    SmallString<128> fresh(folder);
    llvm::sys::path::append(fresh, "fresh");
    std::error_code error;
    llvm::raw_fd_ostream(fresh, error) << std::string(1 << 16, fill);
    EXPECT_FALSE(error);
    EXPECT_FALSE(llvm::sys::fs::rename(fresh, path));
  }

  std::shared_ptr<llvm::MemoryBuffer> map() {
    return std::move(*llvm::MemoryBuffer::getFile(
        path, /*IsText=*/false, /*RequiresNullTerminator=*/false));
  }

  /// A module with the file's second half as a weight.
  OwningOpRef<ModuleOp> makeModule(std::shared_ptr<llvm::MemoryBuffer> file) {
    Builder b(&context);
    ArrayRef<char> bytes(file->getBufferStart() + (1 << 15), 1 << 15);
    AsmResourceBlob blob(
        bytes, /*dataAlignment=*/1, [file](void *, size_t, size_t) {},
        /*dataIsMutable=*/false);
    OwningOpRef<ModuleOp> module(ModuleOp::create(b.getUnknownLoc()));
    (*module)->setAttr("nn.weight",
                       DenseResourceElementsAttr::get(
                           RankedTensorType::get({1 << 15}, b.getI8Type()), "w",
                           std::move(blob)));
    return module;
  }

  /// The text of a module, with the places of its weights.
  static std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module->print(os);
    return text;
  }

  MLIRContext context;
  SmallString<128> folder, path;
};

TEST_F(WeightsTest, NamedInItsFile) {
  write('a');
  std::shared_ptr<llvm::MemoryBuffer> file = map();
  addWeightFile(&context, file);
  OwningOpRef<ModuleOp> module = makeModule(file);
  EXPECT_TRUE(nameWeights(*module).empty());
  std::string text = print(*module);
  EXPECT_NE(text.find(path.str().str()), std::string::npos) << text;
}

TEST_F(WeightsTest, NotInAnotherFileOfThatName) {
  write('a');
  std::shared_ptr<llvm::MemoryBuffer> file = map();
  addWeightFile(&context, file);
  OwningOpRef<ModuleOp> module = makeModule(file);
  write('b');
  EXPECT_EQ(nameWeights(*module).size(), 1u);
}

TEST_F(WeightsTest, ReadFromTheFileThatIsThere) {
  MLIRContext reader(MLIRContext::Threading::DISABLED);
  reader.loadDialect<NNDialect>();
  std::string texts[2];
  for (char fill : {'a', 'b'}) {
    write(fill);
    std::shared_ptr<llvm::MemoryBuffer> file = map();
    addWeightFile(&context, file);
    // The reader knows the older file only, which is not what the path says.
    if (fill == 'a')
      addWeightFile(&reader, file);
    OwningOpRef<ModuleOp> module = makeModule(file);
    EXPECT_TRUE(nameWeights(*module).empty());
    texts[fill - 'a'] = print(*module);
  }
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(texts[1], &reader);
  ASSERT_TRUE(module);
  auto weight =
      cast<DenseResourceElementsAttr>((*module)->getAttr("nn.weight"));
  AsmResourceBlob *blob = weight.getRawHandle().getBlob();
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->getData().front(), 'b');
  std::string message;
  ScopedDiagnosticHandler handler(&reader, [&](Diagnostic &diagnostic) {
    message += diagnostic.str();
    return success();
  });
  EXPECT_FALSE(parseSourceString<ModuleOp>(texts[0], &reader));
  EXPECT_NE(message.find("has changed"), std::string::npos) << message;
}

} // namespace
