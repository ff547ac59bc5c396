//===- NNWeights.cpp - Weights that lie in files --------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The nn dialect's resources: names of weights, printed and parsed.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNWeights.h"
#include "WeightNames.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/OpImplementation.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Support/Constants.h"
#include "nn/Support/OutputFile.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <mutex>

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Where a weight is.
struct WeightPlace {
  std::string path;
  uint64_t offset = 0, size = 0, hash = 0;

  std::string str() const;
  /// Parses what `str` returns.
  static std::optional<WeightPlace> parse(StringRef text);
};

/// What the nn dialect knows of weights and files, and how it prints and parses
/// it. A context is used by several threads.
class WeightNames : public OpAsmDialectInterface {
public:
  using OpAsmDialectInterface::OpAsmDialectInterface;

  static WeightNames &get(MLIRContext *context) {
    auto *dialect = context->getOrLoadDialect<NNDialect>();
    return *static_cast<WeightNames *>(
        dialect->getRegisteredInterface<OpAsmDialectInterface>());
  }

  void addFile(std::shared_ptr<llvm::MemoryBuffer> file) const {
    std::lock_guard<std::mutex> lock(mutex);
    const char *begin = file->getBufferStart();
    std::optional<FileVersion> version =
        getVersion(file->getBufferIdentifier());
    files.insert({begin, {std::move(file), version}});
  }

  /// Returns where some bytes are, if they are in a file.
  std::optional<WeightPlace> findPlace(ArrayRef<char> bytes) const;

  /// Returns a constant that is printed without its elements, but for a name if
  /// it has a place.
  DenseResourceElementsAttr name(DenseResourceElementsAttr weight,
                                 const WeightPlace *place) const;

  FailureOr<AsmDialectResourceHandle>
  declareResource(StringRef key) const override {
    std::lock_guard<std::mutex> lock(mutex);
    return nn::detail::WeightName(&*keys.try_emplace(key).first,
                                  cast<NNDialect>(getDialect()));
  }
  std::string
  getResourceKey(const AsmDialectResourceHandle &handle) const override {
    return cast<nn::detail::WeightName>(handle).getResource()->getKey().str();
  }
  void buildResources(Operation *op,
                      const SetVector<AsmDialectResourceHandle> &,
                      AsmResourceBuilder &builder) const override;
  LogicalResult parseResource(AsmParsedResourceEntry &entry) const override;

private:
  using File = std::shared_ptr<llvm::MemoryBuffer>;

  /// Which file a path named, and in which state: another one may be there by
  /// the time that somebody asks, of which the buffer says nothing.
  struct FileVersion {
    llvm::sys::fs::UniqueID id;
    llvm::sys::TimePoint<> written;
    uint64_t size;

    bool operator==(const FileVersion &other) const {
      return id == other.id && written == other.written && size == other.size;
    }
  };
  struct KnownFile {
    File buffer;
    /// When the buffer was added; null if it is that of no file.
    std::optional<FileVersion> version;
  };

  static std::optional<FileVersion> getVersion(StringRef path) {
    llvm::sys::fs::file_status status;
    if (llvm::sys::fs::status(path, status))
      return std::nullopt;
    return FileVersion{status.getUniqueID(), status.getLastModificationTime(),
                       status.getSize()};
  }

  llvm::ErrorOr<File> openFile(StringRef path) const;

  mutable std::mutex mutex;
  /// By their first byte.
  mutable std::map<const char *, KnownFile> files;
  /// Those that were parsed.
  mutable llvm::StringMap<char> keys;
  /// Entries without blobs, for constants that keep their keys in the text.
  mutable DialectResourceBlobManager bare;
  mutable DenseMap<const DialectResourceBlobManager::BlobEntry *, WeightPlace>
      places;
};

} // namespace

void nn::detail::registerWeightNames(NNDialect &dialect) {
  dialect.addInterface(std::make_unique<WeightNames>(&dialect));
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// Bytes are hashed in blocks of so many.
static constexpr size_t blockBytes = 4 << 20;

static uint64_t hashBlock(ArrayRef<char> bytes) {
  return llvm::xxh3_64bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()));
}

/// Returns the hash of a weight: that of its block, or, if it has several, of
/// their hashes.
static uint64_t combineHashes(ArrayRef<uint64_t> hashes) {
  if (hashes.size() == 1)
    return hashes.front();
  return hashBlock(ArrayRef(reinterpret_cast<const char *>(hashes.data()),
                            hashes.size() * sizeof(uint64_t)));
}

static uint64_t hashBytes(ArrayRef<char> bytes) {
  SmallVector<uint64_t> hashes;
  do {
    hashes.push_back(hashBlock(bytes.take_front(blockBytes)));
    bytes = bytes.drop_front(std::min(blockBytes, bytes.size()));
  } while (!bytes.empty());
  return combineHashes(hashes);
}

/// The same of a part of a file, or nothing if that cannot be read. The file is
/// read and not mapped, since the pages of a map would count as memory in use.
static std::optional<uint64_t> hashFile(StringRef path, uint64_t offset,
                                        uint64_t size) {
  llvm::Expected<llvm::sys::fs::file_t> file =
      llvm::sys::fs::openNativeFileForRead(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return std::nullopt;
  }
  llvm::scope_exit close([&] { llvm::sys::fs::closeFile(*file); });
  std::vector<char> block(std::min<uint64_t>(size, blockBytes));
  SmallVector<uint64_t> hashes;
  do {
    MutableArrayRef<char> part(block.data(),
                               std::min<uint64_t>(size, block.size()));
    for (size_t done = 0; done < part.size();) {
      llvm::Expected<size_t> count = llvm::sys::fs::readNativeFileSlice(
          *file, part.drop_front(done), offset + done);
      if (!count || *count == 0) {
        llvm::consumeError(count.takeError());
        return std::nullopt;
      }
      done += *count;
    }
    hashes.push_back(hashBlock(part));
    offset += part.size();
    size -= part.size();
  } while (size != 0);
  return combineHashes(hashes);
}

std::string WeightPlace::str() const {
  return path + ", offset " + std::to_string(offset) + ", " +
         std::to_string(size) + " bytes, xxh3 " +
         llvm::utohexstr(hash, /*LowerCase=*/true, /*Width=*/16);
}

std::optional<WeightPlace> WeightPlace::parse(StringRef text) {
  WeightPlace place;
  // A path may have any character, so from the end.
  auto consume = [&](StringRef prefix, unsigned radix, StringRef suffix,
                     uint64_t &value) {
    auto [rest, part] = text.rsplit(", ");
    text = rest;
    return part.consume_front(prefix) && part.consume_back(suffix) &&
           !part.getAsInteger(radix, value);
  };
  if (!consume("xxh3 ", 16, "", place.hash) ||
      !consume("", 10, " bytes", place.size) ||
      !consume("offset ", 10, "", place.offset) || text.empty())
    return std::nullopt;
  place.path = text.str();
  return place;
}

std::optional<WeightPlace> WeightNames::findPlace(ArrayRef<char> bytes) const {
  std::lock_guard<std::mutex> lock(mutex);
  auto it = files.upper_bound(bytes.data());
  if (it == files.begin())
    return std::nullopt;
  const auto &[buffer, version] = std::prev(it)->second;
  const llvm::MemoryBuffer &file = *buffer;
  if (bytes.data() + bytes.size() > file.getBufferEnd())
    return std::nullopt;
  // Standard input is no file, and one may be gone or have been replaced.
  SmallString<128> path(file.getBufferIdentifier());
  if (!version || llvm::sys::fs::make_absolute(path) ||
      !(getVersion(path) == version) || version->size != file.getBufferSize())
    return std::nullopt;
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/false);
  WeightPlace place;
  place.path = std::string(path);
  place.offset = bytes.data() - file.getBufferStart();
  place.size = bytes.size();
  std::optional<uint64_t> hash = hashFile(place.path, place.offset, place.size);
  if (!hash)
    return std::nullopt;
  place.hash = *hash;
  return place;
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

DenseResourceElementsAttr WeightNames::name(DenseResourceElementsAttr weight,
                                            const WeightPlace *place) const {
  std::lock_guard<std::mutex> lock(mutex);
  StringRef key = weight.getRawHandle().getKey();
  DialectResourceBlobManager::BlobEntry *entry = bare.lookup(key);
  if (!entry)
    entry = &bare.insert(key);
  if (place)
    places[entry] = *place;
  return DenseResourceElementsAttr::get(
      weight.getType(), DenseResourceElementsHandle(
                            entry, cast<BuiltinDialect>(&weight.getDialect())));
}

void WeightNames::buildResources(Operation *op,
                                 const SetVector<AsmDialectResourceHandle> &,
                                 AsmResourceBuilder &builder) const {
  std::lock_guard<std::mutex> lock(mutex);
  if (places.empty())
    return;
  llvm::MapVector<StringRef, const WeightPlace *> used;
  AttrTypeWalker walker;
  walker.addWalk([&](DenseResourceElementsAttr attr) {
    auto it = places.find(attr.getRawHandle().getResource());
    if (it != places.end())
      used[it->first->getKey()] = &it->second;
  });
  op->walk(
      [&](Operation *nested) { walker.walk(nested->getAttrDictionary()); });
  for (auto [key, place] : used)
    builder.buildString(key, place->str());
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

llvm::ErrorOr<WeightNames::File> WeightNames::openFile(StringRef path) const {
  std::lock_guard<std::mutex> lock(mutex);
  std::optional<FileVersion> version = getVersion(path);
  for (auto &[begin, file] : files)
    if (file.buffer->getBufferIdentifier() == path && version &&
        file.version == version)
      return file.buffer;
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return buffer.getError();
  File file = std::move(*buffer);
  files.insert({file->getBufferStart(), {file, version}});
  return file;
}

LogicalResult WeightNames::parseResource(AsmParsedResourceEntry &entry) const {
  FailureOr<std::string> text = entry.parseAsString();
  if (failed(text))
    return failure();
  std::optional<WeightPlace> place = WeightPlace::parse(*text);
  if (!place)
    return entry.emitError() << "expected 'FILE, offset N, N bytes, xxh3 HASH' "
                                "as the place of weight '"
                             << entry.getKey() << "'";
  llvm::ErrorOr<File> file = openFile(place->path);
  if (!file)
    return entry.emitError()
           << "cannot read '" << place->path << "', which has weight '"
           << entry.getKey() << "': " << file.getError().message();
  StringRef all = (*file)->getBuffer();
  ArrayRef<char> bytes;
  if (place->offset <= all.size() && place->size <= all.size() - place->offset)
    bytes = ArrayRef(all.data() + place->offset, place->size);
  if (bytes.size() != place->size ||
      hashFile(place->path, place->offset, place->size) != place->hash)
    return entry.emitError() << "'" << place->path << "' has changed: weight '"
                             << entry.getKey() << "' is not in it any more";

  auto *builtin = getContext()->getLoadedDialect<BuiltinDialect>();
  DialectResourceBlobManager &manager =
      builtin->getRegisteredInterface<ResourceBlobManagerDialectInterface>()
          ->getBlobManager();
  // A name that no constant has is no harm.
  if (DialectResourceBlobManager::BlobEntry *named =
          manager.lookup(entry.getKey()))
    named->setBlob(AsmResourceBlob(
        bytes, /*dataAlignment=*/1, [file = *file](void *, size_t, size_t) {},
        /*dataIsMutable=*/false));
  return success();
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

void nn::addWeightFile(MLIRContext *context,
                       std::shared_ptr<llvm::MemoryBuffer> file) {
  WeightNames::get(context).addFile(std::move(file));
}

/// Replaces constants of a module.
static void replaceWeights(ModuleOp module,
                           const DenseMap<Attribute, Attribute> &replacements) {
  if (replacements.empty())
    return;
  AttrTypeReplacer replacer;
  replacer.addReplacement(
      [&](DenseResourceElementsAttr attr) -> std::optional<Attribute> {
        Attribute replacement = replacements.lookup(attr);
        return replacement ? replacement : attr;
      });
  replacer.recursivelyReplaceElementsIn(module);
}

SmallVector<DenseResourceElementsAttr> nn::nameWeights(ModuleOp module) {
  WeightNames &names = WeightNames::get(module.getContext());
  DenseMap<Attribute, Attribute> named;
  llvm::SetVector<DenseResourceElementsAttr> unnamed;
  AttrTypeWalker walker;
  walker.addWalk([&](DenseResourceElementsAttr weight) {
    AsmResourceBlob *blob = weight.getRawHandle().getBlob();
    if (!blob)
      return;
    if (auto place = names.findPlace(blob->getData()))
      named[weight] = names.name(weight, &*place);
    else
      unnamed.insert(weight);
  });
  module.walk([&](Operation *op) { walker.walk(op->getAttrDictionary()); });
  replaceWeights(module, named);
  return unnamed.takeVector();
}

llvm::Error nn::moveWeights(ModuleOp module,
                            ArrayRef<DenseResourceElementsAttr> weights,
                            StringRef path) {
  WeightNames &names = WeightNames::get(module.getContext());
  SmallString<128> absolute(path);
  if (std::error_code code = llvm::sys::fs::make_absolute(absolute))
    return llvm::createStringError("cannot write '" + path +
                                   "': " + code.message());
  llvm::sys::path::remove_dots(absolute, /*remove_dot_dot=*/false);
  DenseMap<Attribute, Attribute> named;
  auto write = [&](raw_ostream &os) {
    // One blob may have several types.
    DenseMap<const void *, WeightPlace> written;
    for (DenseResourceElementsAttr weight : weights) {
      ArrayRef<char> bytes = weight.getRawHandle().getBlob()->getData();
      WeightPlace &place = written[weight.getRawHandle().getResource()];
      if (place.path.empty()) {
        os.write_zeros(llvm::offsetToAlignment(os.tell(), llvm::Align(64)));
        place.path = std::string(absolute);
        place.offset = os.tell();
        place.size = bytes.size();
        place.hash = hashBytes(bytes);
        os.write(bytes.data(), bytes.size());
      }
      named[weight] = names.name(weight, &place);
    }
    return llvm::Error::success();
  };
  if (llvm::Error error = writeFile(path, write))
    return error;
  replaceWeights(module, named);
  return llvm::Error::success();
}

void nn::dropWeights(ModuleOp module,
                     ArrayRef<DenseResourceElementsAttr> weights) {
  WeightNames &names = WeightNames::get(module.getContext());
  DenseMap<Attribute, Attribute> dropped;
  for (DenseResourceElementsAttr weight : weights)
    dropped[weight] = names.name(weight, nullptr);
  replaceWeights(module, dropped);
}
