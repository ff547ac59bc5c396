//===- Feeds.cpp - What a command line feeds to a network -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading, matching and making of inputs.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Feeds.h"
#include "nn/Execution/Numpy.h"
#include "nn/Tools/Names.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

static llvm::Error addFeed(SmallVectorImpl<Feed> &feeds, Feed feed) {
  for (const Feed &other : feeds)
    if (other.name == feed.name)
      return createStringError("input '" + feed.name + "' is given twice");
  feeds.push_back(std::move(feed));
  return llvm::Error::success();
}

/// What says that an archive holds inputs and expected outputs.
static constexpr StringLiteral kInput("in:"), kOutput("out:"), kInner("inner:");

/// Adds the arrays of an archive whose keys have one of the prefixes, by what
/// follows it; all arrays if no key says what it is.
static llvm::Error addArchive(StringRef path, ArrayRef<StringLiteral> prefixes,
                              SmallVectorImpl<Feed> &feeds) {
  llvm::Expected<NpzReader> reader = NpzReader::open(path);
  if (!reader)
    return reader.takeError();
  bool hasPrefix = llvm::any_of(reader->getNames(), [](StringRef key) {
    return key.starts_with(kInput) || key.starts_with(kOutput) ||
           key.starts_with(kInner);
  });
  auto consumePrefix = [&](StringRef &key) {
    return llvm::any_of(
        prefixes, [&](StringRef prefix) { return key.consume_front(prefix); });
  };
  for (StringRef key : reader->getNames()) {
    StringRef name = key;
    if (hasPrefix && !consumePrefix(name))
      continue;
    llvm::Expected<Array> array = reader->read(key);
    if (!array)
      return createStringError("cannot read '" + path +
                               "': " + llvm::toString(array.takeError()));
    if (llvm::Error error = addFeed(feeds, {name.str(), *array, false}))
      return error;
  }
  return llvm::Error::success();
}

llvm::Expected<SmallVector<Feed>> nn::readExpected(StringRef archive) {
  SmallVector<Feed> arrays;
  if (llvm::Error error = addArchive(archive, {kOutput, kInner}, arrays))
    return std::move(error);
  return arrays;
}

llvm::Expected<SmallVector<Feed>>
nn::readFeeds(ArrayRef<std::string> files, ArrayRef<std::string> archives) {
  SmallVector<Feed> feeds;
  for (StringRef text : files) {
    auto [name, path] = text.rsplit('=');
    if (name.empty() || path.empty())
      return createStringError("expected NAME=FILE, not '" + text + "'");
    bool isImage = isImagePath(path);
    llvm::Expected<Array> array =
        isImage ? readImageFile(path) : readNpyFile(path);
    if (!array)
      return array.takeError();
    if (llvm::Error error = addFeed(feeds, {name.str(), *array, isImage}))
      return std::move(error);
  }
  for (StringRef path : archives)
    if (llvm::Error error = addArchive(path, {kInput}, feeds))
      return std::move(error);
  return feeds;
}

/// Returns the error of an array that does not fit an input, if it does not.
static llvm::Error checkShape(const TensorDesc &input, const Array &array) {
  ArrayRef<int64_t> given = array.getShape();
  bool fits = given.size() == input.shape.size();
  for (size_t i = 0; fits && i < given.size(); ++i)
    fits = ShapedType::isDynamic(input.shape[i]) || input.shape[i] == given[i];
  if (fits)
    return llvm::Error::success();
  return createStringError("input '" + input.name + "' has shape " +
                           formatShape(input.shape) + ", not " +
                           formatShape(given));
}

static llvm::Expected<Array> bindFeed(const Feed &feed, const TensorDesc &input,
                                      const FeedOptions &options) {
  if (feed.isImage) {
    llvm::Expected<Array> array =
        makeImageInput(feed.array, input.dtype, input.shape, options.image);
    if (!array)
      return createStringError("input '" + input.name +
                               "': " + llvm::toString(array.takeError()));
    return array;
  }
  if (llvm::Error error = checkShape(input, feed.array))
    return std::move(error);
  if (feed.array.getDType() == input.dtype)
    return feed.array;
  if (!options.cast)
    return createStringError(
        "input '" + input.name + "' has element type " + getName(input.dtype) +
        ", not " + getName(feed.array.getDType()) + "; --cast converts");
  return feed.array.cast(input.dtype);
}

namespace {
/// SplitMix64: the same numbers everywhere, for ever.
class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}
  uint64_t next() {
    uint64_t value = state += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
  }
  /// A double in [0, 1).
  double uniform() { return (next() >> 11) * 0x1p-53; }

private:
  uint64_t state;
};
} // namespace

static llvm::Expected<Array> makeRandom(const TensorDesc &input,
                                        Random &random) {
  // An unknown size may be anything; one is the batch that people mean.
  SmallVector<int64_t> shape(input.shape);
  for (int64_t &size : shape)
    if (ShapedType::isDynamic(size))
      size = 1;
  llvm::Expected<Array> array = Array::allocate(input.dtype, shape);
  if (!array)
    return array;
  bool isFloat = llvm::is_contained(
      {DType::F16, DType::BF16, DType::F32, DType::F64, DType::C64},
      input.dtype);
  for (int64_t i = 0, e = array->getNumElements(); i < e; ++i)
    array->setFromDouble(i, isFloat ? 2.0 * random.uniform() - 1.0
                                    : double(random.next() >> 63));
  return array;
}

llvm::Expected<SmallVector<Array>> nn::bindFeeds(ArrayRef<Feed> feeds,
                                                 const Signature &signature,
                                                 const FeedOptions &options) {
  SmallVector<StringRef> names = signature.getInputNames();
  SmallVector<const Feed *> bound(names.size(), nullptr);
  for (const Feed &feed : feeds) {
    std::optional<size_t> index = findName(names, feed.name);
    if (!index)
      return makeUnknownNameError("input", feed.name, names);
    if (bound[*index])
      return createStringError("input '" + names[*index] + "' is given twice");
    bound[*index] = &feed;
  }
  Random random(options.seed);
  SmallVector<Array> arrays;
  for (auto [feed, input] : llvm::zip_equal(bound, signature.inputs)) {
    if (!feed && !options.random)
      return createStringError("input '" + input.name + "' (" +
                               getName(input.dtype) + " " +
                               formatShape(input.shape) + ") is not given");
    llvm::Expected<Array> array =
        feed ? bindFeed(*feed, input, options) : makeRandom(input, random);
    if (!array)
      return array.takeError();
    arrays.push_back(std::move(*array));
  }
  return arrays;
}

std::string nn::makeExampleCommand(StringRef model,
                                   const Signature &signature) {
  std::string command = ("nn-run " + model).str();
  for (const TensorDesc &input : signature.inputs) {
    StringRef base = input.name;
    base.consume_back(":0");
    std::string file = base.str();
    for (char &c : file)
      if (!llvm::isAlnum(c))
        c = '_';
    command += " --input '" + input.name + "'=" + file + ".npy";
  }
  return command;
}
