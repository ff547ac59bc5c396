//===- RandomOps.cpp - Random numbers as TensorFlow draws them ------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "Philox.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNRandomOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// What TensorFlow's generator starts from.
struct Generator {
  Value key, counter;
};

/// A number of elements: known, or kDynamic and a vector of one i64.
struct Count {
  int64_t known;
  Value value;

  Count(int64_t known, Value value = {}) : known(known), value(value) {}
  bool isKnown() const { return !ShapedType::isDynamic(known); }
};

/// Arithmetic on tensors of words, and on what becomes of them.
class Words {
public:
  explicit Words(NodeContext &node)
      : node(node), b(node.getBuilder()), u32(b.getIntegerType(32, false)),
        u64(b.getIntegerType(64, false)) {}

  Count multiply(Count count, int64_t factor) {
    if (count.isKnown() || factor == 1)
      return {count.known * (count.isKnown() ? factor : 1), count.value};
    return {
        ShapedType::kDynamic,
        node.create<MulOp>({count.value, node.scalar(b.getI64Type(), factor)})};
  }

  Value getVector(Count count) {
    return count.isKnown() ? node.ints(count.known, b.getI64Type())
                           : count.value;
  }

  /// The first words of a generator.
  Value draw(const Generator &generator, Count count) {
    return node.createTyped<RandomBitsOp>(
        RankedTensorType::get(count.known, u32),
        {getVector(count), generator.key, generator.counter});
  }

  /// `count` words for each of so many rows, which begin `stride` counters
  /// apart, one row behind the other.
  Value drawRows(const Generator &generator, Count rows, int64_t count,
                 int64_t stride) {
    Value shape =
        rows.isKnown()
            ? node.ints({rows.known, count}, b.getI64Type())
            : node.create<ConcatOp>({getVector(rows), getVector(count)},
                                    node.intAttr("axis", 0));
    return node.reshape(node.createTyped<RandomBitsOp>(
                            RankedTensorType::get({rows.known, count}, u32),
                            {shape, generator.key, generator.counter},
                            node.intAttr("row_stride", stride)),
                        rows.isKnown() ? rows.known * count : rows.known);
  }

  /// The first elements.
  Value take(Value value, Count count) {
    if (!value || count.isKnown())
      return slice(value, 0, count.known);
    return node.createTyped<DynamicSliceOp>(
        node.getType(value),
        {value, node.ints(int64_t(0), b.getI64Type()), count.value});
  }

  /// The elements at even places, from 0 on, or at odd ones, from 1 on.
  Value everyOther(Value value, int64_t begin) {
    if (!value)
      return {};
    RankedTensorType type = node.getType(value);
    return slice(value, begin,
                 type.hasStaticShape() ? type.getNumElements() / 2 : -1, 2);
  }

  Value castTo(Value value, Type type) {
    return value ? node.createTyped<CastOp>(node.getType(value).clone(type),
                                            value)
                 : Value();
  }

  Value slice(Value value, int64_t begin, int64_t size, int64_t stride = 1) {
    return node.create<SliceOp>(value, {node.intsAttr("begin", begin),
                                        node.intsAttr("size", size),
                                        node.intsAttr("strides", stride)});
  }

  /// Words at even and odd places as the low and high halves of 64 bits, or the
  /// other way round.
  Value pair(Value words, bool highFirst = false) {
    if (!words)
      return {};
    Value first = castTo(everyOther(words, 0), u64);
    Value second = castTo(everyOther(words, 1), u64);
    if (highFirst)
      std::swap(first, second);
    Value shifted = node.create<LeftShiftOp>({second, node.scalar(u64, 32)});
    return node.create<BitwiseOrOp>({shifted, first});
  }

  /// Floats in [0, 1): of f64 from two words each, of others from one.
  Value toUnit(Value words, Type type) {
    bool isWide = type.isF64();
    if (isWide)
      words = pair(words, /*highFirst=*/true);
    int64_t bits = cast<FloatType>(type).getFPMantissaWidth() - 1;
    Value mask = node.scalar(isWide ? u64 : u32, std::ldexp(1.0, bits) - 1);
    Value mantissa = castTo(node.create<BitwiseAndOp>({words, mask}), type);
    return node.create<MulOp>(
        {mantissa, node.scalar(type, std::ldexp(1.0, -bits))});
  }

  /// Numbers of the normal distribution by the method of Box and Muller.
  Value toNormal(Value words, Type type) {
    Value unit = toUnit(words, type);
    if (!unit)
      return {};
    int64_t count = node.getType(unit).getDimSize(0);
    Value radius = node.create<MaximumOp>(
        {everyOther(unit, 0), node.scalar(type, 1.0e-7)});
    radius = node.create<SqrtOp>(node.create<MulOp>(
        {node.create<LogOp>(radius), node.scalar(type, -2)}));
    Value angle =
        node.create<MulOp>({everyOther(unit, 1), node.scalar(type, 2 * M_PI)});
    SmallVector<Value> parts = {node.create<SinOp>(angle),
                                node.create<CosOp>(angle)};
    for (Value &part : parts)
      part = node.create<ExpandDimsOp>(node.create<MulOp>({part, radius}),
                                       node.intAttr("axis", 1));
    return node.reshape(node.create<ConcatOp>(parts, node.intAttr("axis", 1)),
                        count);
  }

  /// Numbers of the normal distribution between -2 and 2. They come in groups,
  /// each of which takes the first that fit of those that its own counters
  /// give: of 24, too few fit once in 10^25 times.
  Value toTruncatedNormal(const Generator &generator, Count count, Type type) {
    constexpr int64_t kTried = 24;
    Type i64 = b.getI64Type();
    int64_t size = type.isF64() ? 2 : 4;
    Count groups =
        count.isKnown()
            ? Count(count.known / size)
            : Count(count.known, node.create<FloorDivOp>(
                                     {count.value, node.scalar(i64, size)}));
    // A group reserves 256 words for each of its numbers.
    Value words = drawRows(generator, groups, kTried * (type.isF64() ? 2 : 1),
                           /*stride=*/64 * size);
    Value tried =
        node.reshape(toNormal(words, type), {groups.known, kTried, 1});
    Value fits = node.compare(Predicate::LT, node.create<AbsOp>(tried),
                              node.scalar(type, 2));
    Type i32 = b.getI32Type();
    Value place = node.create<CumsumOp>(castTo(fits, i32),
                                        {node.intAttr("axis", 1),
                                         node.boolAttr("exclusive", true),
                                         node.boolAttr("reverse", false)});
    Value isIt = node.create<LogicalAndOp>(
        {fits, node.compare(Predicate::EQ, place, node.positions(size, i32))});
    Value taken = node.create<ReduceSumOp>(
        node.create<SelectOp>({isIt, tried, node.scalar(type, 0)}),
        node.intsAttr("axes", {1}));
    return node.reshape(taken, count.known);
  }

  /// A generator from the two numbers of a seed, which are mixed.
  Generator seed(Value seeds) {
    Value counter = castTo(castTo(seeds, b.getI64Type()), u64);
    Value mixed = pair(draw({number(0x02461e293ec8f720), counter}, 4));
    if (!mixed)
      return {};
    Value key = node.reshape(slice(mixed, 0, 1), {});
    Value zero = node.ints(int64_t(0), u64);
    Value high = slice(mixed, 1, 1);
    return {key, node.create<ConcatOp>({zero, high}, node.intAttr("axis", 0))};
  }

  /// A scalar of 64 bits.
  Value number(int64_t value) {
    return node.reshape(node.ints(value, u64), {});
  }

  NodeContext &node;
  Builder &b;
  Type u32, u64;
};

/// Draws the elements of a tensor from a generator.
using Draw = llvm::function_ref<Value(Words &, const Generator &, Count)>;
} // namespace

/// A tensor of sizes that only running tells.
static LogicalResult drawDynamic(Words &words, NodeContext &node,
                                 RankedTensorType type,
                                 const Generator &generator,
                                 Draw drawElements) {
  Type i64 = node.getBuilder().getI64Type();
  Value count = node.create<ReduceProdOp>(
      node.castTo(node.getInput(0), i64),
      {node.intsAttr("axes", {0}), node.boolAttr("keep_dims", true)});
  Value groups = node.create<FloorDivOp>(
      {node.create<AddOp>({count, node.scalar(i64, 3)}), node.scalar(i64, 4)});
  Value elements = drawElements(
      words, generator,
      words.multiply({ShapedType::kDynamic, groups}, /*factor=*/4));
  if (!elements)
    return failure();
  elements = words.take(elements, {ShapedType::kDynamic, count});
  return node.setResult(node.createTyped<ReshapeOp>(
      type, {node.castTo(elements, type.getElementType()), node.getInput(0)}));
}

/// A tensor of the sizes in input 0. The elements come in groups, which are as
/// many as whole counters give.
static LogicalResult draw(NodeContext &node, Type elementType,
                          const Generator &generator, Draw drawElements) {
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(0, elementType);
  if (!sizes || node.hasFailed())
    return failure();
  auto type = RankedTensorType::get(*sizes, elementType);
  Words words(node);
  if (!type.hasStaticShape())
    return drawDynamic(words, node, type, generator, drawElements);
  int64_t count = type.getNumElements();
  if (count == 0)
    return node.setResult(node.constant(cast<ElementsAttr>(getSplat(type, 0))));
  Value elements = drawElements(words, generator, llvm::alignTo(count, 4));
  if (!elements)
    return failure();
  return node.setResult(node.reshape(
      words.castTo(words.take(elements, count), elementType), *sizes));
}

/// The element type of floats to be drawn; null after an error.
static FloatType getDrawnType(NodeContext &node) {
  Type type = node.getElementType("dtype", proto::DT_FLOAT);
  if (type && !isa<FloatType>(type))
    node.emitError() << "random numbers of type " << type
                     << " are not supported";
  return dyn_cast_or_null<FloatType>(type);
}

static LogicalResult drawUniform(NodeContext &node,
                                 const Generator &generator) {
  FloatType type = getDrawnType(node);
  if (!type)
    return failure();
  int64_t words = type.isF64() ? 2 : 1;
  return draw(node, type, generator,
              [&](Words &w, const Generator &g, Count count) {
                return w.toUnit(w.draw(g, w.multiply(count, words)), type);
              });
}

/// Narrower floats than f32 are rounded numbers of that.
static LogicalResult drawNormal(NodeContext &node, const Generator &generator,
                                bool isTruncated = false) {
  FloatType type = getDrawnType(node);
  if (!type)
    return failure();
  int64_t words = type.isF64() ? 2 : 1;
  Type drawn = type.isF64() ? Type(type) : node.getBuilder().getF32Type();
  return draw(node, type, generator,
              [&](Words &w, const Generator &g, Count count) {
                if (isTruncated)
                  return w.toTruncatedNormal(g, count, drawn);
                return w.toNormal(w.draw(g, w.multiply(count, words)), drawn);
              });
}

/// For each row of logits, classes drawn by their probabilities: a uniform
/// number is sought in the running sum of these. Rows draw one after the other,
/// as TensorFlow's kernel does where it does not split them among threads.
static LogicalResult drawClasses(NodeContext &node,
                                 const Generator &generator) {
  int64_t samples = node.getConstantInt(1, "num_samples");
  Type resultType = node.getElementType("output_dtype", proto::DT_INT64);
  if (node.hasFailed() || !node.checkRank(0, 2))
    return failure();
  RankedTensorType type = node.getType(0);
  if (type.isDynamicDim(1) || type.getDimSize(1) == 0)
    return node.emitError() << "input 0 has an unknown number of classes, or "
                               "none";
  int64_t rows = type.getDimSize(0);
  if (samples < 0 || samples > 1 << 24 ||
      (rows > 0 && samples > (1 << 24) / rows))
    return node.emitError() << "draws " << samples << " samples";
  auto drawn = RankedTensorType::get({rows, samples}, resultType);
  if (rows == 0 || samples == 0)
    return node.setResult(
        node.constant(cast<ElementsAttr>(getSplat(drawn, 0))));
  Words w(node);
  Type f64 = node.getBuilder().getF64Type();
  Value logits = w.castTo(node.getInput(0), f64);
  Value isFinite = node.create<IsFiniteOp>(logits);
  Value least = node.scalar(f64, -std::numeric_limits<double>::infinity());
  Value finite = node.create<SelectOp>({isFinite, logits, least});
  Value greatest = node.create<ReduceMaxOp>(
      finite, {node.intsAttr("axes", {1}), node.boolAttr("keep_dims", true)});
  Value weights = node.create<SelectOp>(
      {isFinite, node.create<ExpOp>(node.create<SubOp>({logits, greatest})),
       node.scalar(f64, 0)});
  Value sums = node.create<CumsumOp>(
      weights, {node.intAttr("axis", 1), node.boolAttr("exclusive", false),
                node.boolAttr("reverse", false)});
  int64_t last = type.getDimSize(1) - 1;
  Value total = node.create<SliceOp>(sums, {node.intsAttr("begin", {0, last}),
                                            node.intsAttr("size", {-1, 1}),
                                            node.intsAttr("strides", {1, 1})});
  // Two words are a number, and numbers come in pairs.
  Value unit;
  if (ShapedType::isDynamic(rows)) {
    Type i64 = node.getBuilder().getI64Type();
    Value count = node.create<MulOp>(
        {node.reshape(node.getSize(node.getInput(0), 0), {1}),
         node.scalar(i64, samples)});
    Value pairs = node.create<FloorDivOp>(
        {node.create<AddOp>({count, node.scalar(i64, 1)}),
         node.scalar(i64, 2)});
    Count words = w.multiply({rows, pairs}, /*factor=*/4);
    unit = w.take(w.toUnit(w.draw(generator, words), f64), {rows, count});
  } else {
    int64_t count = rows * samples;
    unit = w.toUnit(w.draw(generator, 2 * llvm::alignTo(count, 2)), f64);
    unit = w.take(unit, count);
  }
  unit = node.reshape(unit, {rows, samples});
  return node.setResult(node.createTyped<SearchSortedOp>(
      drawn, {sums, node.create<MulOp>({unit, total})},
      node.boolAttr("right", true)));
}

/// Integers of 32 or 64 bits: a whole word or two, or their remainder by a
/// range.
static LogicalResult drawInts(NodeContext &node, Type elementType,
                              const Generator &generator, Value low,
                              Value high) {
  if (!elementType || node.hasFailed())
    return failure();
  if (!elementType.isInteger(32) && !elementType.isInteger(64))
    return node.emitError()
           << "random numbers of type " << elementType << " are not supported";
  bool isWide = elementType.isInteger(64);
  return draw(node, elementType, generator,
              [&](Words &w, const Generator &g, Count count) -> Value {
                Value words = w.draw(g, w.multiply(count, isWide ? 2 : 1));
                if (isWide)
                  words = w.pair(words);
                if (!low)
                  return words;
                Value range = w.castTo(node.create<SubOp>({high, low}),
                                       isWide ? w.u64 : w.u32);
                Value offset = w.castTo(
                    node.create<TruncateModOp>({words, range}), elementType);
                return node.create<AddOp>({offset, low});
              });
}

//===----------------------------------------------------------------------===//
// Ops without a state: the seed is an input, or its key and counter are
//===----------------------------------------------------------------------===//

/// From the seed that is input 1, or the key and counter that are inputs 1 and
/// 2, before the algorithm.
static Generator getStatelessGenerator(NodeContext &node, bool hasCounter) {
  if (!node.checkRank(1, 1))
    return {};
  if (!hasCounter)
    return Words(node).seed(node.getInput(1));
  // 1 is Philox, which is also what TensorFlow chooses on a CPU.
  int64_t algorithm = node.getConstantInt(3, "alg");
  if (!node.hasFailed() && algorithm != 1 && algorithm != 3)
    node.emitError() << "random algorithm " << algorithm << " is not supported";
  return {node.reshape(node.getInput(1), {}), node.getInput(2)};
}

template <bool hasCounter>
static LogicalResult importStatelessUniform(NodeContext &node) {
  return drawUniform(node, getStatelessGenerator(node, hasCounter));
}

template <bool hasCounter>
static LogicalResult importStatelessNormal(NodeContext &node) {
  return drawNormal(node, getStatelessGenerator(node, hasCounter));
}

template <bool hasCounter>
static LogicalResult importStatelessTruncated(NodeContext &node) {
  return drawNormal(node, getStatelessGenerator(node, hasCounter),
                    /*isTruncated=*/true);
}

static LogicalResult importStatelessMultinomial(NodeContext &node) {
  return node.checkRank(2, 1)
             ? drawClasses(node, Words(node).seed(node.getInput(2)))
             : failure();
}

template <bool hasCounter>
static LogicalResult importStatelessInt(NodeContext &node) {
  unsigned low = hasCounter ? 4 : 2;
  return drawInts(node, node.getType(low).getElementType(),
                  getStatelessGenerator(node, hasCounter), node.getInput(low),
                  node.getInput(low + 1));
}

template <bool hasCounter>
static LogicalResult importStatelessFullInt(NodeContext &node) {
  return drawInts(node, node.getElementType("dtype", proto::DT_UINT64),
                  getStatelessGenerator(node, hasCounter), Value(), Value());
}

static LogicalResult importGetKeyCounter(NodeContext &node) {
  Generator generator = Words(node).seed(node.getInput(0));
  return node.setResults({node.reshape(generator.key, {1}), generator.counter});
}

static LogicalResult importGetAlg(NodeContext &node) {
  return node.setResult(node.scalar(node.getBuilder().getI32Type(), 1));
}

static LogicalResult importGetKeyCounterAlg(NodeContext &node) {
  Generator generator = Words(node).seed(node.getInput(0));
  return node.setResults({node.reshape(generator.key, {1}), generator.counter,
                          node.scalar(node.getBuilder().getI32Type(), 1)});
}

//===----------------------------------------------------------------------===//
// Ops with a state: the numbers of their first run
//===----------------------------------------------------------------------===//

namespace {
struct Seeds {
  int64_t first, second;
};
} // namespace

/// Reads the seeds. For an op without any, TensorFlow draws seeds when it makes
/// the op; here they follow from the node's name, so that equal graphs are
/// compiled to equal code.
static Seeds readSeeds(NodeContext &node) {
  Seeds seeds = {node.getInt("seed", 0), node.getInt("seed2", 0)};
  if (seeds.first == 0 && seeds.second == 0) {
    uint64_t hash = llvm::xxh3_64bits(node.getDef().name());
    seeds = {int64_t(hash & llvm::maskTrailingOnes<uint64_t>(31)) + 1,
             int64_t(hash >> 33) + 1};
  }
  return seeds;
}

static std::optional<Generator> getStatefulGenerator(NodeContext &node) {
  Seeds seeds = readSeeds(node);
  if (node.hasFailed())
    return std::nullopt;
  Words words(node);
  return Generator{words.number(seeds.first),
                   node.ints({0, seeds.second}, words.u64)};
}

static LogicalResult importRandomUniform(NodeContext &node) {
  Type elementType = node.getElementType("dtype");
  Seeds seeds = readSeeds(node);
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(0, elementType);
  if (!sizes)
    return failure();
  return node.setResult(node.createTyped<RandomUniformOp>(
      RankedTensorType::get(*sizes, elementType), node.getInput(0),
      {node.intAttr("seed", seeds.first),
       node.intAttr("seed2", seeds.second)}));
}

static LogicalResult importRandomNormal(NodeContext &node) {
  std::optional<Generator> generator = getStatefulGenerator(node);
  return generator ? drawNormal(node, *generator) : failure();
}

static LogicalResult importTruncatedNormal(NodeContext &node) {
  std::optional<Generator> generator = getStatefulGenerator(node);
  return generator ? drawNormal(node, *generator, /*isTruncated=*/true)
                   : failure();
}

static LogicalResult importMultinomial(NodeContext &node) {
  std::optional<Generator> generator = getStatefulGenerator(node);
  return generator ? drawClasses(node, *generator) : failure();
}

/// The order follows from the seeds alone: rows are gathered in it.
static LogicalResult importRandomShuffle(NodeContext &node) {
  Seeds seeds = readSeeds(node);
  if (node.hasFailed())
    return failure();
  if (node.getRank(0) == 0)
    return node.setResult(node.getInput(0));
  int64_t count = node.getShape(0)[0];
  if (ShapedType::isDynamic(count))
    return node.emitError() << "shuffles an unknown number of rows";
  if (!node.checkListable(count))
    return failure();
  auto order = llvm::to_vector(llvm::seq<int64_t>(0, count));
  PhiloxSequence words(seeds.first, seeds.second);
  shuffle(order, words);
  return node.setResult(node.create<GatherOp>(
      {node.getInput(0), node.ints(order, node.getBuilder().getI32Type())},
      {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)}));
}

static LogicalResult importRandomInt(NodeContext &node) {
  std::optional<Generator> generator = getStatefulGenerator(node);
  if (!generator)
    return failure();
  return drawInts(node, node.getType(1).getElementType(), *generator,
                  node.getInput(1), node.getInput(2));
}

void tf::registerRandomOps(OpRegistry &registry) {
  registry.add("RandomUniform", 1, importRandomUniform);
  registry.add("RandomUniformInt", 3, importRandomInt);
  registry.add("RandomStandardNormal", 1, importRandomNormal);
  registry.add("TruncatedNormal", 1, importTruncatedNormal);
  registry.add("RandomShuffle", 1, importRandomShuffle);
  registry.add("Multinomial", 2, importMultinomial);
  registry.add("StatelessTruncatedNormal", 2, importStatelessTruncated<false>);
  registry.add("StatelessTruncatedNormalV2", 4, importStatelessTruncated<true>);
  registry.add("StatelessMultinomial", 3, importStatelessMultinomial);
  registry.add("StatelessRandomUniform", 2, importStatelessUniform<false>);
  registry.add("StatelessRandomUniformV2", 4, importStatelessUniform<true>);
  registry.add("StatelessRandomNormal", 2, importStatelessNormal<false>);
  registry.add("StatelessRandomNormalV2", 4, importStatelessNormal<true>);
  registry.add("StatelessRandomUniformInt", 4, importStatelessInt<false>);
  registry.add("StatelessRandomUniformIntV2", 6, importStatelessInt<true>);
  registry.add("StatelessRandomUniformFullInt", 2,
               importStatelessFullInt<false>);
  registry.add("StatelessRandomUniformFullIntV2", 4,
               importStatelessFullInt<true>);
  registry.add("StatelessRandomGetKeyCounter", 1, importGetKeyCounter,
               "key,counter");
  registry.add("StatelessRandomGetAlg", 0, importGetAlg, "alg");
  registry.add("StatelessRandomGetKeyCounterAlg", 1, importGetKeyCounterAlg,
               "key,counter,alg");
}
