//===- RandomGraph.cpp - Graphs of one random node ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of inputs and attributes mean the same in most ops, which is how values
// that make sense are found for them.
//
//===----------------------------------------------------------------------===//

#include "RandomGraph.h"
#include "OpRegistry.h"
#include "OpSignature.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <random>

using namespace mlir;
using namespace mlir::nn;

static const std::vector<std::string> kTypes = {
    "DT_FLOAT",  "DT_INT32",  "DT_INT64",     "DT_BOOL",   "DT_UINT8",
    "DT_HALF",   "DT_STRING", "DT_COMPLEX64", "DT_QINT8",  "DT_INT8",
    "DT_DOUBLE", "DT_UINT32", "DT_BFLOAT16",  "DT_UINT64", "DT_INT16",
    "DT_UINT16", "DT_VARIANT"};

/// TensorFlow writes what is drawn here as int_val, as float_val, and so on.
static const char *getField(StringRef type) {
  if (type == "DT_FLOAT")
    return "float_val";
  if (type == "DT_DOUBLE")
    return "double_val";
  if (type == "DT_INT64")
    return "int64_val";
  if (type == "DT_BOOL")
    return "bool_val";
  if (type == "DT_UINT32")
    return "uint32_val";
  if (type == "DT_UINT64")
    return "uint64_val";
  if (type == "DT_HALF" || type == "DT_BFLOAT16")
    return "half_val";
  return "int_val";
}

namespace {
class RandomGraph {
public:
  explicit RandomGraph(unsigned seed) : random(seed) {}

  /// A graph of which `op` is the last node, "out".
  std::string draw(const std::string &op, const InputHints &hints = {});

private:
  unsigned below(unsigned bound) { return random() % bound; }
  bool oneIn(unsigned count) { return below(count) == 0; }
  template <typename List>
  auto pick(const List &list) {
    return list[below(std::size(list))];
  }

  void drawShape(const OpSignature &signature);
  std::string drawType(const std::vector<std::string> &allowed);
  int64_t drawSize();
  int64_t drawAxis();
  int64_t drawInt();
  std::vector<int64_t> drawShapeLike();
  std::vector<int64_t> drawShapeOfRank(unsigned rank);
  std::string drawAttr(const OpSignature::Attr &attr);
  std::string drawInput(unsigned number, const OpSignature::Input &input,
                        const std::string &type, const InputHints &hints);
  std::string drawValues(const std::string &type,
                         const std::vector<int64_t> &shape);
  bool drawIndexInput(const OpSignature::Input &input,
                      std::vector<int64_t> &shape,
                      std::vector<int64_t> &values);

  std::mt19937 random;
  /// The shape that most inputs have.
  std::vector<int64_t> base;
  /// Whether something is often wrong, and whether most is.
  bool isHostile = false, isWild = false;
};
} // namespace

std::vector<std::string> mlir::nn::getDrawableOps() {
  std::vector<std::string> ops;
  for (const auto &entry : tf::OpRegistry::get().getOps())
    ops.push_back(entry.first().str());
  llvm::sort(ops);
  return ops;
}

//===----------------------------------------------------------------------===//
// Shapes, numbers and types
//===----------------------------------------------------------------------===//

static const int64_t kSizes[] = {1, 2, 3, 4, 5, 8};

void RandomGraph::drawShape(const OpSignature &signature) {
  static const unsigned ranks[] = {0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6};
  unsigned rank = pick(ranks);
  for (const OpSignature::Attr &attr : signature.attrs)
    if (attr.name == "data_format" || attr.name == "ksize" ||
        attr.name == "strides")
      rank = llvm::is_contained(attr.allowed, "NDHWC") && oneIn(2) ? 5 : 4;
  if (isHostile && oneIn(2))
    rank = pick(ranks);
  // All sizes the same is what fits most often.
  bool isUniform = oneIn(2);
  base.assign(rank, pick(kSizes));
  unsigned odd = below(12);
  for (int64_t &size : base) {
    if (!isUniform)
      size = pick(kSizes);
    if (odd <= 1 && oneIn(2))
      size = -1;
    if (odd == 2 && oneIn(3))
      size = 0;
  }
  if (isHostile && rank && oneIn(4))
    base[below(rank)] = pick(std::vector<int64_t>{
        1000000, 1 << 30, int64_t(1) << 33, int64_t(1) << 45, -1, 0});
}

std::string RandomGraph::drawType(const std::vector<std::string> &allowed) {
  if (isHostile && oneIn(4))
    return pick(kTypes);
  if ((allowed.empty() || llvm::is_contained(allowed, "DT_FLOAT")) && !oneIn(3))
    return "DT_FLOAT";
  return allowed.empty() ? pick(kTypes) : pick(allowed);
}

int64_t RandomGraph::drawInt() {
  if (isHostile && oneIn(3))
    return pick(std::vector<int64_t>{-2, -1, 5, 100, 1000000000, -1000000000,
                                     int64_t(1) << 40,
                                     std::numeric_limits<int64_t>::max(),
                                     std::numeric_limits<int64_t>::min()});
  return pick(std::vector<int64_t>{0, 1, 1, 2, 2, 3, 4, -1});
}

int64_t RandomGraph::drawAxis() {
  int64_t rank = base.size();
  if (isHostile && oneIn(3))
    return drawInt();
  return rank ? int64_t(below(2 * rank)) - rank : -int64_t(below(2));
}

int64_t RandomGraph::drawSize() {
  return base.empty() || oneIn(5) ? pick(kSizes) : pick(base);
}

/// The base shape, or one that is like it.
std::vector<int64_t> RandomGraph::drawShapeLike() {
  std::vector<int64_t> shape = base;
  switch (isWild ? 5 : below(isHostile ? 8 : 16)) {
  case 0:
    shape.clear();
    break;
  case 1: // A vector along the last dimension.
    if (shape.size() > 1)
      shape.erase(shape.begin(), shape.end() - 1);
    break;
  case 2: // Without the first dimension.
    if (!shape.empty())
      shape.erase(shape.begin());
    break;
  case 3: // One more.
    shape.insert(shape.begin() + below(shape.size() + 1), drawSize());
    break;
  case 4:
    for (int64_t &size : shape)
      if (oneIn(2))
        size = 1;
    break;
  case 5:
    shape.assign(below(7), 1);
    for (int64_t &size : shape)
      size = drawSize();
    break;
  default:
    break;
  }
  return shape;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static std::string writeShape(const std::vector<int64_t> &shape,
                              const char *key) {
  std::string text = std::string(key) + " { ";
  for (int64_t size : shape)
    text += "dim { size: " + std::to_string(size) + " } ";
  return text + "}";
}

static std::string writeAttr(const std::string &name,
                             const std::string &value) {
  return "attr { key: '" + name + "' value { " + value + " } } ";
}

static std::string writeList(const char *field,
                             const std::vector<int64_t> &values) {
  std::string text;
  for (int64_t value : values)
    text += std::string(field) + ": " + std::to_string(value) + " ";
  return text;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

std::string RandomGraph::drawAttr(const OpSignature::Attr &attr) {
  StringRef name = attr.name;
  unsigned rank = base.size();
  if (attr.kind == "int")
    return "i: " + std::to_string(drawInt());
  if (attr.kind == "bool")
    return oneIn(2) ? "b: true" : "b: false";
  if (attr.kind == "float")
    return std::string("f: ") +
           pick(std::vector<const char *>{"0.5", "0", "1", "-1", "2.5", "1e30",
                                          "inf", "nan"});
  if (attr.kind == "type")
    return "type: " + drawType(attr.allowed);
  if (attr.kind == "shape")
    return oneIn(20) ? "shape { unknown_rank: true }"
                     : writeShape(drawShapeLike(), "shape");
  if (attr.kind == "string") {
    static const std::vector<std::string> equations = {
        "ij,jk->ik",     "ij->ji",       "i,i->",     "...ij,...jk->...ik",
        "bij,bjk->bik",  "ii->i",        "ij->",      "ab,bc,cd->ad",
        "bhwc,hkc->bwk", "...->...",     "ij,ij->ij", "i,j->ij",
        "abc,cd",        "->",           ",->",       "ij,jk->iz",
        "i...j->j...",   "abcd,cde->abe"};
    static const std::vector<std::string> others = {
        "SAME",      "VALID", "EXPLICIT",   "NHWC",     "NCHW", "REFLECT",
        "SYMMETRIC", "NDHWC", "LEFT_RIGHT", "constant", "?",    ""};
    if (name == "equation")
      return "s: '" + pick(equations) + "'";
    bool isRight = !attr.allowed.empty() && !(isHostile && oneIn(6));
    return "s: '" + (isRight ? pick(attr.allowed) : pick(others)) + "'";
  }
  if (attr.kind == "list(int)") {
    std::vector<int64_t> values;
    if (name == "explicit_paddings") {
      if (!oneIn(3))
        return "list { }";
      values.assign(2 * rank, 0);
      for (unsigned i = 2; i + 2 < values.size(); ++i)
        values[i] = below(3);
    } else if (name.contains("dims") || name == "axis" || name == "axes") {
      for (unsigned count = below(3); count; --count)
        values.push_back(drawAxis());
    } else {
      // Steps and windows, one a dimension.
      values.assign(rank, 1);
      for (unsigned i = 1; i + 1 < rank; ++i)
        values[i] = 1 + (oneIn(2) ? below(2) : 0);
      if (oneIn(8))
        for (int64_t &value : values)
          value = 1 + below(3);
    }
    if (isHostile && oneIn(3)) {
      values.resize(oneIn(2) ? values.size() : below(8), 1);
      if (!values.empty())
        values[below(values.size())] = drawInt();
    }
    return "list { " + writeList("i", values) + "}";
  }
  if (attr.kind == "list(float)") {
    std::string text = "list { ";
    float value = 0;
    for (unsigned count = below(4); count; --count)
      text += "f: " + std::to_string(value += below(3)) + " ";
    return text + "}";
  }
  if (attr.kind == "list(type)") {
    std::string text = "list { ";
    for (unsigned count = 1 + below(3); count; --count)
      text += "type: " + drawType(attr.allowed) + " ";
    return text + "}";
  }
  if (attr.kind == "list(string)") {
    static const std::vector<std::string> fused = {
        "BiasAdd", "Relu", "Add", "FusedBatchNorm", "LeakyRelu", "?", "Elu"};
    std::string text = "list { ";
    for (unsigned count = below(3); count; --count)
      text += "s: '" + pick(fused) + "' ";
    return text + "}";
  }
  return "list { }";
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// Values for an input whose name says that it holds axes, sizes or the like.
/// False if it says nothing.
bool RandomGraph::drawIndexInput(const OpSignature::Input &input,
                                 std::vector<int64_t> &shape,
                                 std::vector<int64_t> &values) {
  StringRef name = input.name;
  int64_t rank = base.size();
  auto isOneOf = [&](std::initializer_list<const char *> names) {
    return llvm::is_contained(names, name);
  };
  auto fill = [&](int64_t value) { values.assign(rank, value); };
  shape.clear();
  values.clear();
  if (isOneOf({"axis", "dim", "split_dim", "concat_dim", "dimension"})) {
    values = {drawAxis()};
    return true;
  }
  if (isOneOf({"reduction_indices", "axes", "shift", "dims"})) {
    for (unsigned count = oneIn(8) ? below(5) : 1; count; --count)
      values.push_back(drawAxis());
  } else if (name == "perm") {
    for (int64_t i = 0; i < rank; ++i)
      values.push_back(i);
    std::shuffle(values.begin(), values.end(), random);
  } else if (isOneOf({"begin", "start_indices"})) {
    fill(0);
    if (oneIn(2))
      for (int64_t &value : values)
        value = below(2);
  } else if (isOneOf({"end", "strides", "multiples"})) {
    fill(1 + below(2));
  } else if (name == "size" || name == "sizes" || name == "output_shape") {
    // A window of a slice, or the size of an image.
    if (oneIn(2)) {
      values = {drawSize(), drawSize()};
    } else {
      fill(oneIn(2) ? 1 : -1);
    }
  } else if (name.contains("shape") ||
             isOneOf({"input_sizes", "filter_sizes", "orig_input_shape"})) {
    values = drawShapeLike();
    if (!values.empty() && oneIn(4))
      values[below(values.size())] = -1;
  } else if (isOneOf({"paddings", "crops"})) {
    unsigned count = oneIn(3) ? below(4) : rank;
    shape = {count, 2};
    for (unsigned i = 0; i < 2 * count; ++i)
      values.push_back(below(3));
    if (isHostile && oneIn(2) && !values.empty())
      values[below(values.size())] = drawInt();
    return true;
  } else if (isOneOf({"size_splits", "segment_ids", "partitions", "block_shape",
                      "seq_lengths", "lengths", "seed", "key", "counter"})) {
    values.assign(1 + below(3), 0);
    for (int64_t &value : values)
      value = below(3);
    if (name == "segment_ids")
      llvm::sort(values);
  } else if (isOneOf({"k",
                      "n",
                      "depth",
                      "num_segments",
                      "num_lower",
                      "num_upper",
                      "num_rows",
                      "num_cols",
                      "nbins",
                      "num",
                      "start",
                      "limit",
                      "delta",
                      "index",
                      "max_output_size",
                      "num_elements",
                      "max_num_elements",
                      "alg",
                      "minval",
                      "maxval",
                      "diagonal_index"})) {
    values = {drawInt()};
    if (name == "start" && !oneIn(4))
      values = {0};
    return true;
  } else {
    return false;
  }
  if (isHostile && oneIn(3)) {
    values.resize(oneIn(2) ? values.size() : below(7), 1);
    if (!values.empty())
      values[below(values.size())] = drawInt();
  }
  shape = {int64_t(values.size())};
  return true;
}

/// A tensor of a few values, the last of which is that of all others.
std::string RandomGraph::drawValues(const std::string &type,
                                    const std::vector<int64_t> &shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count = std::min<int64_t>(count * size, 8);
  std::string text =
      "tensor { dtype: " + type + " " + writeShape(shape, "tensor_shape") + " ";
  for (int64_t i = 0; i < count; ++i)
    text += std::string(getField(type)) + ": " +
            (type == "DT_BOOL" ? (oneIn(2) ? "true" : "false")
                               : std::to_string(below(3))) +
            " ";
  return text + "}";
}

/// A shape of the last dimensions of the base shape, or of the first.
std::vector<int64_t> RandomGraph::drawShapeOfRank(unsigned rank) {
  std::vector<int64_t> shape = base;
  while (shape.size() > rank)
    shape.erase(oneIn(3) ? shape.end() - 1 : shape.begin());
  while (shape.size() < rank)
    shape.insert(shape.begin(), drawSize());
  return shape;
}

std::string RandomGraph::drawInput(unsigned number,
                                   const OpSignature::Input &input,
                                   const std::string &type,
                                   const InputHints &hints) {
  std::string node = "in" + std::to_string(number);
  auto write = [&](const char *op, const std::string &attrs) {
    return "node { name: '" + node + "' op: '" + op + "' " + attrs + "}\n";
  };
  static const std::vector<std::string> integers = {
      "DT_INT32", "DT_INT64", "DT_UINT8", "DT_UINT32", "DT_UINT64"};
  std::vector<int64_t> shape, values;
  bool isInteger = llvm::is_contained(integers, type);
  // A list, or an array of tensors.
  if (type == "DT_VARIANT" && !oneIn(8))
    return "node { name: '" + node + "_t' op: 'Placeholder' " +
           writeAttr("dtype", "type: DT_FLOAT") +
           writeAttr("shape", writeShape(drawShapeLike(), "shape")) + "}\n" +
           "node { name: '" + node + "_s' op: 'Const' " +
           writeAttr("value", "tensor { dtype: DT_INT32 tensor_shape { } "
                              "int_val: -1 }") +
           "}\n" +
           write("TensorListFromTensor",
                 "input: '" + node + "_t' input: '" + node + "_s' " +
                     writeAttr("element_dtype", "type: DT_FLOAT"));
  if (type == "DT_RESOURCE" && !oneIn(8))
    return "node { name: '" + node + "_s' op: 'Const' " +
           writeAttr("value", "tensor { dtype: DT_INT32 tensor_shape { } "
                              "int_val: " +
                                  std::to_string(below(4)) + " }") +
           "}\n" +
           write("TensorArrayV3",
                 "input: '" + node + "_s' " +
                     writeAttr("dtype", "type: DT_FLOAT") +
                     writeAttr("element_shape",
                               writeShape(drawShapeLike(), "shape")));
  std::string key = std::to_string(number);
  auto rank = hints.ranks.find(key);
  if (rank == hints.ranks.end())
    rank = hints.ranks.find(input.name);
  bool isHinted = rank != hints.ranks.end() && !oneIn(12);
  if (hints.constants.count(key) && !oneIn(12) && type != "DT_STRING") {
    if (!isInteger || !drawIndexInput(input, shape, values)) {
      if (isHinted)
        shape.assign(rank->second, 2);
      int64_t count = 1;
      for (int64_t size : shape)
        count *= size;
      values.clear();
      for (; count; --count)
        values.push_back(isHostile ? drawInt() : 1 + below(3));
    }
    if (isHinted && rank->second == 0) {
      shape.clear();
      values.resize(1, 1);
    }
    isInteger = true;
  } else if (isInteger && !isHinted && !oneIn(isWild ? 2 : 8)) {
    isInteger = drawIndexInput(input, shape, values);
  } else {
    isInteger = false;
  }
  if (isInteger) {
    if (oneIn(16)) // Known to nobody but the one who runs it.
      return write("Placeholder",
                   writeAttr("dtype", "type: " + type) +
                       writeAttr("shape", writeShape(shape, "shape")));
    // The text must hold what the type does.
    for (int64_t &value : values)
      value = type == "DT_UINT8" || type == "DT_INT8"      ? uint8_t(value)
              : type == "DT_BOOL"                          ? value & 1
              : type == "DT_UINT32" || type == "DT_UINT64" ? uint32_t(value)
              : type == "DT_INT64"                         ? value
                                                           : int32_t(value);
    return write(
        "Const",
        writeAttr("dtype", "type: " + type) +
            writeAttr("value", "tensor { dtype: " + type + " " +
                                   writeShape(shape, "tensor_shape") + " " +
                                   writeList(getField(type), values) + "}"));
  }
  shape = isHinted ? drawShapeOfRank(rank->second) : drawShapeLike();
  bool isKnown =
      llvm::all_of(shape, [](int64_t s) { return s >= 0 && s < 99; });
  if (isKnown && type != "DT_STRING" && type != "DT_VARIANT" && oneIn(6))
    return write("Const", writeAttr("dtype", "type: " + type) +
                              writeAttr("value", drawValues(type, shape)));
  return write("Placeholder",
               writeAttr("dtype", "type: " + type) +
                   writeAttr("shape", writeShape(shape, "shape")));
}

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

std::string RandomGraph::draw(const std::string &op, const InputHints &hints) {
  const OpSignature signature = getOpSignature(op);
  isHostile = oneIn(2);
  isWild = isHostile && oneIn(3);
  drawShape(signature);

  // Attributes first: they say how many inputs there are, and of which types.
  std::map<std::string, std::string> types;
  std::map<std::string, std::vector<std::string>> typeLists;
  std::map<std::string, unsigned> lengths;
  std::string attrs;
  for (const OpSignature::Attr &attr : signature.attrs) {
    bool isLength =
        llvm::any_of(signature.inputs, [&](const OpSignature::Input &input) {
          return input.length == attr.name;
        });
    std::string value;
    if (isLength && attr.kind == "int") {
      lengths[attr.name] = isHostile ? below(5) : 1 + below(3);
      value = "i: " + std::to_string(lengths[attr.name]);
    } else {
      value = drawAttr(attr);
    }
    if (attr.kind == "type")
      types[attr.name] = value.substr(strlen("type: "));
    if (attr.kind == "list(type)") {
      SmallVector<StringRef> words;
      StringRef(value).split(words, ' ');
      for (StringRef word : words)
        if (word.starts_with("DT_"))
          typeLists[attr.name].push_back(word.str());
    }
    // One that is absent, or is of another kind.
    if (oneIn(isHostile ? 8 : 16) && !isLength)
      continue;
    if (isHostile && oneIn(24))
      value =
          drawAttr({attr.name,
                    pick(std::vector<const char *>{"int", "string", "list(int)",
                                                   "shape", "type", "float"}),
                    {}});
    attrs += writeAttr(attr.name, value);
  }

  std::string text, inputs;
  unsigned number = 0;
  for (const OpSignature::Input &input : signature.inputs) {
    std::vector<std::string> list;
    auto it = typeLists.find(input.type);
    if (it != typeLists.end())
      list = it->second;
    else
      list.assign(input.length.empty() ? 1 : lengths[input.length],
                  types.count(input.type)                    ? types[input.type]
                  : StringRef(input.type).starts_with("DT_") ? input.type
                                                             : "DT_FLOAT");
    for (std::string type : list) {
      if (isHostile && oneIn(isWild ? 3 : 12))
        type = pick(kTypes);
      if (isHostile && oneIn(24))
        continue;
      // An array's flow is its second result.
      if (StringRef(input.name).starts_with("flow") && number && !oneIn(8)) {
        inputs += "input: 'in0:1' ";
        continue;
      }
      text += drawInput(number, input, type, hints);
      inputs += "input: 'in" + std::to_string(number++) + "' ";
    }
  }
  return text + "node { name: 'out' op: '" + op + "' " + inputs + attrs + "}\n";
}

std::string mlir::nn::drawGraph(const std::string &op, unsigned seed,
                                const InputHints &hints) {
  return RandomGraph(seed * 2654435761u + unsigned(llvm::xxHash64(op)))
      .draw(op, hints);
}
