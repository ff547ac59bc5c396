//===- Guest.cpp - Runs a network on a foreign machine --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cross-compiles, starts nn-guest, and talks with it through two files
// (nn_guest.h).
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Guest.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/OutputFile.h"
#include "nn/Support/ReportedError.h"
#include "nn/Target/Native/ConstantsTable.h"
#include "nn/Target/Native/Link.h"
#include "nn/Tools/Model.h"
#include "nn_guest.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <csignal>
#include <cstring>
#include <numeric>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

char GuestCrash::ID = 0;

/// Finds the guest program of a target: beside this program.
static llvm::Expected<std::string> findGuest(const llvm::Triple &triple) {
  static int anchor;
  SmallString<128> path(llvm::sys::path::parent_path(
      llvm::sys::fs::getMainExecutable(nullptr, &anchor)));
  llvm::sys::path::append(
      path, "nn-guest-" + llvm::Triple::getArchTypeName(triple.getArch()));
  if (!llvm::sys::fs::can_execute(path))
    return createStringError("no program runs networks of target '" +
                             triple.str() + "': expected '" + path +
                             "', which a build makes where it finds the "
                             "target's C compiler");
  return path.str().str();
}

llvm::Expected<std::unique_ptr<Guest>>
Guest::create(ModuleOp module, const CompileOptions &compile, StringRef runner,
              const RunnerOptions &options) {
  FailureOr<StringRef> network = getNetworkName(module);
  FailureOr<Signature> signature = getSignature(module);
  auto constants = getConstantsTable(module, /*alignment=*/1);
  if (failed(network) || failed(signature) || failed(constants))
    return makeReportedError();
  if (module.lookupSymbol(*network)->hasAttr(abi::scalarAttrName))
    return createStringError("'" + *network +
                             "' is a function on scalars, which has no model");
  llvm::Expected<std::string> program = findGuest(compile.target.getTriple());
  if (!program)
    return program.takeError();
  llvm::Expected<TemporaryDirectory> directory =
      TemporaryDirectory::create("nn-guest");
  if (!directory)
    return directory.takeError();

  std::unique_ptr<Guest> guest(new Guest(std::move(*directory)));
  guest->options = options;
  guest->network = network->str();
  guest->outputs = std::move(signature->outputs);
  for (const TableConstant &constant : *constants)
    guest->constantSizes.push_back(constant.getData().size());

  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  SmallVector<const char *> words;
  llvm::cl::TokenizeGNUCommandLine(runner, saver, words);
  guest->command.assign(words.begin(), words.end());
  if (!words.empty()) {
    auto found = llvm::sys::findProgramByName(words.front());
    if (!found)
      return createStringError("--runner: cannot find '" +
                               Twine(words.front()) + "'");
    guest->command.front() = *found;
  }
  guest->command.push_back(*program);
  if (llvm::Error error = linkNetwork(module, compile, LinkKind::SharedLibrary,
                                      guest->directory.getFile("network.so")))
    return std::move(error);
  return guest;
}

size_t Guest::getConstantBytes() const {
  return std::accumulate(constantSizes.begin(), constantSizes.end(), size_t(0));
}

template <typename T>
static void writePlain(raw_ostream &os, ArrayRef<T> values) {
  os.write(reinterpret_cast<const char *>(values.data()),
           values.size() * sizeof(T));
}

llvm::Error Guest::writeRequest(StringRef path,
                                ArrayRef<SmallVector<Array>> calls) const {
  return writeFile(path, [&](raw_ostream &os) -> llvm::Error {
    nn_guest_request head = {};
    head.magic = NN_GUEST_MAGIC;
    head.threads = options.threads;
    head.guard = options.guard;
    head.num_calls = calls.size();
    head.num_inputs = calls.empty() ? 0 : calls.front().size();
    head.num_constants = constantSizes.size();
    writePlain(os, ArrayRef(head));
    writePlain(os, ArrayRef(constantSizes));
    for (ArrayRef<Array> inputs : calls)
      for (const Array &array : inputs) {
        ArrayRef<int64_t> shape = array.getShape();
        nn_guest_tensor tensor = {static_cast<int32_t>(array.getDType()),
                                  static_cast<int32_t>(shape.size())};
        writePlain(os, ArrayRef(tensor));
        writePlain(os, shape);
        writePlain(os, ArrayRef(array.getData(), array.getNumBytes()));
      }
    return llvm::Error::success();
  });
}

llvm::Error Guest::execute(StringRef request, StringRef response) const {
  std::string library = directory.getFile("network.so");
  std::string model = abi::getModelName(network);
  SmallVector<StringRef> words(command.begin(), command.end());
  words.append({library, model, request, response});
  std::string message;
  int status = llvm::sys::ExecuteAndWait(words.front(), words, std::nullopt, {},
                                         /*SecondsToWait=*/0, /*MemoryLimit=*/0,
                                         &message);
  if (status == 0)
    return llvm::Error::success();
  std::string line = llvm::join(command, " ");
  if (status == -2)
    return llvm::make_error<GuestCrash>("the network crashed in '" + line +
                                        "': " + message);
  // A shell in between turns a signal into a status. Above are a program's own,
  // such as 255.
  if (status > 128 && status <= 128 + SIGRTMAX)
    return llvm::make_error<GuestCrash>("the network crashed in '" + line +
                                        "': signal " +
                                        std::to_string(status - 128));
  if (status == -1)
    return createStringError("cannot run '" + line + "': " + message);
  return createStringError("'" + line + "' ended with status " + Twine(status));
}

namespace {
/// Takes a response apart.
class ResponseReader {
public:
  explicit ResponseReader(StringRef bytes) : rest(bytes) {}

  bool read(void *data, size_t bytes) {
    if (rest.size() < bytes)
      return false;
    std::memcpy(data, rest.data(), bytes);
    rest = rest.drop_front(bytes);
    return true;
  }

private:
  StringRef rest;
};
} // namespace

llvm::Expected<SmallVector<SmallVector<Array>>>
Guest::readResponse(StringRef path, size_t numCalls) {
  auto file = llvm::MemoryBuffer::getFile(path);
  if (!file)
    return createStringError("the guest wrote no response: " +
                             file.getError().message());
  auto incomplete = [] {
    return createStringError("the guest's response is not complete");
  };
  ResponseReader reader((*file)->getBuffer());
  nn_guest_response head;
  if (!reader.read(&head, sizeof(head)) || head.magic != NN_GUEST_MAGIC ||
      head.num_outputs != outputs.size())
    return incomplete();
  numThreads = head.threads;
  SmallVector<SmallVector<Array>> calls(numCalls);
  std::string message;
  for (SmallVector<Array> &arrays : calls) {
    nn_guest_result result;
    if (!reader.read(&result, sizeof(result)))
      return incomplete();
    workspaceBytes = result.workspace_bytes;
    message.clear();
    if (result.status != NN_OK) {
      message = std::string(result.message,
                            strnlen(result.message, sizeof(result.message)));
      if (message.empty())
        message =
            "the call failed with status " + std::to_string(result.status);
      continue;
    }
    for (const TensorDesc &desc : outputs) {
      nn_guest_tensor tensor;
      SmallVector<int64_t> shape(desc.shape.size());
      if (!reader.read(&tensor, sizeof(tensor)) ||
          tensor.rank != static_cast<int32_t>(shape.size()) ||
          !reader.read(shape.data(), shape.size() * sizeof(int64_t)))
        return incomplete();
      llvm::Expected<Array> array =
          Array::allocate(static_cast<DType>(tensor.dtype), shape);
      if (!array)
        return array.takeError();
      if (!reader.read(array->getData(), array->getNumBytes()))
        return incomplete();
      arrays.push_back(std::move(*array));
    }
  }
  if (!message.empty())
    return createStringError(message);
  return calls;
}

llvm::Expected<SmallVector<SmallVector<Array>>>
Guest::run(ArrayRef<SmallVector<Array>> calls) {
  std::string request = directory.getFile("request");
  std::string response = directory.getFile("response");
  if (llvm::Error error = writeRequest(request, calls))
    return std::move(error);
  if (llvm::Error error = execute(request, response))
    return std::move(error);
  return readResponse(response, calls.size());
}
