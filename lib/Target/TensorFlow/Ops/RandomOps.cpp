

#include "../NodeContext.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// What TensorFlow's generator starts from.
struct Generator {
  Value key, counter;
};

/// Arithmetic on tensors of words, and on what becomes of them.
class Words {
public:
  explicit Words(NodeContext &node)
      : node(node), b(node.getBuilder()), u32(b.getIntegerType(32, false)),
        u64(b.getIntegerType(64, false)) {}

  /// The first words of a generator.
  Value draw(const Generator &generator, int64_t count) {
    Value shape = node.ints(count, b.getI64Type());
    return node.createTyped<RandomBitsOp>(
        RankedTensorType::get(count, u32),
        {shape, generator.key, generator.counter});
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
    int64_t count = node.getType(words).getNumElements() / 2;
    Value first = castTo(slice(words, 0, count, 2), u64);
    Value second = castTo(slice(words, 1, count, 2), u64);
    if (highFirst)
      std::swap(first, second);
    Value shifted = node.create<LeftShiftOp>({second, node.scalar(u64, 32)});
    return node.create<BitwiseOrOp>({shifted, first});
  }

  /// Floats in [0, 1): of f32 from a word each, of f64 from two.
  Value toUnit(Value words, Type type) {
    bool isWide = type.isF64();
    if (isWide)
      words = pair(words, /*highFirst=*/true);
    int64_t bits = isWide ? 52 : 23;
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
    int64_t count = node.getType(unit).getNumElements() / 2;
    Value radius = node.create<MaximumOp>(
        {slice(unit, 0, count, 2), node.scalar(type, 1.0e-7)});
    radius = node.create<SqrtOp>(node.create<MulOp>(
        {node.create<LogOp>(radius), node.scalar(type, -2)}));
    Value angle = node.create<MulOp>(
        {slice(unit, 1, count, 2), node.scalar(type, 2 * M_PI)});
    SmallVector<Value> parts = {node.create<SinOp>(angle),
                                node.create<CosOp>(angle)};
    for (Value &part : parts)
      part = node.create<ExpandDimsOp>(node.create<MulOp>({part, radius}),
                                       node.intAttr("axis", 1));
    return node.reshape(node.create<ConcatOp>(parts, node.intAttr("axis", 1)),
                        2 * count);
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
using Draw =
    llvm::function_ref<Value(Words &, const Generator &, int64_t count)>;
} // namespace

/// A tensor of the sizes in input 0. The elements come in groups, which are as
/// many as whole counters give.
static LogicalResult draw(NodeContext &node, Type elementType,
                          const Generator &generator, Draw drawElements) {
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(0, elementType);
  if (!sizes || node.hasFailed())
    return failure();
  auto type = RankedTensorType::get(*sizes, elementType);
  if (!type.hasStaticShape())
    return node.emitError() << "has an unknown shape";
  int64_t count = type.getNumElements();
  if (count == 0)
    return node.setResult(node.constant(cast<ElementsAttr>(getSplat(type, 0))));
  Words words(node);
  Value elements = drawElements(words, generator, llvm::alignTo(count, 4));
  if (!elements)
    return failure();
  return node.setResult(node.reshape(
      words.castTo(words.slice(elements, 0, count), elementType), *sizes));
}

/// The type in which floats are drawn; null after an error.
static Type getDrawnType(NodeContext &node, Type elementType) {
  if (elementType && (elementType.isF32() || elementType.isF64()))
    return elementType;
  if (elementType)
    node.emitError() << "random numbers of type " << elementType
                     << " are not supported";
  return {};
}

static LogicalResult drawUniform(NodeContext &node,
                                 const Generator &generator) {
  Type type = getDrawnType(node, node.getElementType("dtype", proto::DT_FLOAT));
  if (!type)
    return failure();
  int64_t words = type.isF64() ? 2 : 1;
  return draw(node, type, generator,
              [&](Words &w, const Generator &g, int64_t count) {
                return w.toUnit(w.draw(g, words * count), type);
              });
}

static LogicalResult drawNormal(NodeContext &node, const Generator &generator) {
  Type type = getDrawnType(node, node.getElementType("dtype", proto::DT_FLOAT));
  if (!type)
    return failure();
  int64_t words = type.isF64() ? 2 : 1;
  return draw(node, type, generator,
              [&](Words &w, const Generator &g, int64_t count) {
                return w.toNormal(w.draw(g, words * count), type);
              });
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
              [&](Words &w, const Generator &g, int64_t count) -> Value {
                Value words = w.draw(g, isWide ? 2 * count : count);
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
// Ops with a state: with a seed, the numbers of their first run
//===----------------------------------------------------------------------===//

static std::optional<Generator> getStatefulGenerator(NodeContext &node) {
  int64_t seed = node.getInt("seed", 0), seed2 = node.getInt("seed2", 0);
  if (seed == 0 && seed2 == 0)
    node.emitError() << "draws other numbers each time it runs, as it has no "
                        "seed";
  if (node.hasFailed())
    return std::nullopt;
  Words words(node);
  return Generator{words.number(seed), node.ints({0, seed2}, words.u64)};
}

static LogicalResult importRandomUniform(NodeContext &node) {
  Type elementType = node.getElementType("dtype");
  int64_t seed = node.getInt("seed", 0), seed2 = node.getInt("seed2", 0);
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(0, elementType);
  if (!sizes)
    return failure();
  return node.setResult(node.createTyped<RandomUniformOp>(
      RankedTensorType::get(*sizes, elementType), node.getInput(0),
      {node.intAttr("seed", seed), node.intAttr("seed2", seed2)}));
}

static LogicalResult importRandomNormal(NodeContext &node) {
  std::optional<Generator> generator = getStatefulGenerator(node);
  return generator ? drawNormal(node, *generator) : failure();
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
