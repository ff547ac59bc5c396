//===- EinsumOps.cpp - Einstein sums ------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An Einsum is a batched matrix product of transposed and reshaped operands.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// An operand whose dimensions have the letters of the equation.
struct Term {
  Value value;
  std::string labels;

  bool has(char label) const { return StringRef(labels).contains(label); }
};
} // namespace

/// Transposes to the given order of the same labels.
static Term reorder(NodeContext &node, Term term, StringRef order) {
  if (term.labels == order || !term.value)
    return {term.value, order.str()};
  SmallVector<int64_t> permutation;
  for (char label : order)
    permutation.push_back(term.labels.find(label));
  return {node.create<TransposeOp>(term.value,
                                   node.intsAttr("permutation", permutation)),
          order.str()};
}

/// Sums over the dimensions of labels that nothing else has.
static Term sumUnused(NodeContext &node, Term term, const Term *other,
                      StringRef output) {
  SmallVector<int64_t> axes;
  std::string left;
  for (auto [axis, label] : llvm::enumerate(term.labels)) {
    if (output.contains(label) || (other && other->has(label)))
      left += label;
    else
      axes.push_back(axis);
  }
  if (axes.empty())
    return term;
  return {node.create<ReduceSumOp>(term.value, node.intsAttr("axes", axes)),
          left};
}

/// Reshapes so that the dimensions of `groups`, strings of labels, are one
/// each.
static Value joinGroups(NodeContext &node, const Term &term,
                        ArrayRef<std::string> groups) {
  if (!term.value)
    return {};
  ArrayRef<int64_t> sizes = node.getType(term.value).getShape();
  if (llvm::all_of(groups, [](StringRef group) { return group.size() == 1; }))
    return term.value;
  SmallVector<int64_t> shape;
  SmallVector<unsigned> begins;
  unsigned at = 0;
  for (StringRef group : groups) {
    int64_t size = 1;
    begins.push_back(at);
    for (int64_t next : sizes.slice(at, group.size()))
      size = ShapedType::isDynamic(size) || ShapedType::isDynamic(next)
                 ? ShapedType::kDynamic
                 : size * next;
    at += group.size();
    shape.push_back(size);
  }
  return node.reshape(term.value, shape, [&](unsigned i) {
    Value product = node.scalar(node.getBuilder().getI64Type(), 1);
    for (unsigned k = 0; k < groups[i].size(); ++k) {
      Value factor = node.getSize(term.value, begins[i] + k);
      product = k ? node.create<MulOp>({product, factor}) : factor;
    }
    return product;
  });
}

/// Takes the diagonal along dimensions of one label, which the first of them
/// stays for.
static Term takeDiagonals(NodeContext &node, Term term) {
  for (size_t first = 0; first < term.labels.size(); ++first) {
    size_t second = term.labels.find(term.labels[first], first + 1);
    if (second == std::string::npos || !term.value)
      continue;
    RankedTensorType type = node.getType(term.value);
    int64_t size = type.getDimSize(first);
    if (ShapedType::isDynamic(size) || size != type.getDimSize(second)) {
      node.emitError() << "has a label of dimensions of unknown or unequal "
                          "sizes";
      return {};
    }
    Value numbers = node.positions(size, node.getBuilder().getI32Type());
    auto along = [&](size_t axis) {
      SmallVector<int64_t> shape(type.getRank(), 1);
      shape[axis] = size;
      return node.reshape(numbers, shape);
    };
    Value isOn = node.compare(Predicate::EQ, along(first), along(second));
    Value only = node.create<SelectOp>(
        {isOn, term.value, node.scalar(type.getElementType(), 0)});
    term.value = node.create<ReduceSumOp>(
        only, node.intsAttr("axes", {int64_t(second)}));
    term.labels.erase(second, 1);
    --first;
  }
  return term;
}

/// Puts letters that the equation does not have in place of each `...`, which
/// stands for the dimensions without label; they are aligned at the last one.
/// False after an error.
static bool expandEllipses(NodeContext &node, std::string &equation) {
  StringRef ellipsis = "...";
  if (!StringRef(equation).contains(ellipsis))
    return true;
  std::string letters;
  for (char c = 'A'; c <= 'z'; ++c)
    if (llvm::isAlpha(c) && !StringRef(equation).contains(c))
      letters += c;
  auto [inputs, output] = StringRef(equation).split("->");
  SmallVector<StringRef> parts;
  inputs.split(parts, ',');
  size_t longest = 0;
  SmallVector<std::string> expanded;
  for (auto [index, part] : llvm::enumerate(parts)) {
    auto [before, behind] = part.split(ellipsis);
    size_t count = 0;
    if (part.contains(ellipsis) && index < node.getNumInputs()) {
      int64_t rest = node.getRank(index) - before.size() - behind.size();
      if (rest < 0 || size_t(rest) > letters.size()) {
        node.emitError() << "equation '" << equation
                         << "' does not fit an operand of rank "
                         << node.getRank(index);
        return false;
      }
      count = rest;
    }
    longest = std::max(longest, count);
    // The last letters, so that the last dimensions have the same ones.
    expanded.push_back(
        (before + StringRef(letters).take_back(count) + behind).str());
  }
  std::string result = llvm::join(expanded, ",");
  if (StringRef(equation).contains("->")) {
    auto [before, behind] = output.split(ellipsis);
    result +=
        ("->" + before +
         StringRef(letters).take_back(output.contains(ellipsis) ? longest : 0) +
         behind)
            .str();
  }
  equation = result;
  return true;
}

static LogicalResult multiply(NodeContext &node, Term lhs, Term rhs,
                              StringRef output) {
  lhs = sumUnused(node, lhs, &rhs, output);
  rhs = sumUnused(node, rhs, &lhs, output);
  std::string batch, contracted, rows, columns;
  for (char label : lhs.labels) {
    bool isShared = rhs.has(label), isKept = output.contains(label);
    (isShared ? isKept ? batch : contracted : rows) += label;
  }
  for (char label : rhs.labels)
    if (!lhs.has(label))
      columns += label;
  lhs = reorder(node, lhs, batch + rows + contracted);
  rhs = reorder(node, rhs, batch + contracted + columns);
  if (!lhs.value || !rhs.value)
    return failure();
  llvm::DenseMap<char, int64_t> sizes;
  for (const Term *term : {&lhs, &rhs})
    for (auto [label, size] :
         llvm::zip(term->labels, node.getType(term->value).getShape())) {
      // What is not known, or 1 and repeated, is as in the other operand.
      auto [it, isNew] = sizes.insert({label, size});
      if (!isNew && (ShapedType::isDynamic(it->second) || it->second == 1))
        it->second = size;
    }

  SmallVector<std::string> lhsGroups, rhsGroups;
  for (char label : batch) {
    lhsGroups.push_back(std::string(1, label));
    rhsGroups.push_back(std::string(1, label));
  }
  lhsGroups.append({rows, contracted});
  rhsGroups.append({contracted, columns});
  Value product = node.create<MatmulOp>(
      {joinGroups(node, lhs, lhsGroups), joinGroups(node, rhs, rhsGroups)});
  if (!product)
    return failure();
  Term result{product, batch + rows + columns};
  if (rows.size() != 1 || columns.size() != 1) {
    SmallVector<int64_t> shape;
    for (char label : result.labels)
      shape.push_back(sizes[label]);
    result.value = node.reshape(product, shape, [&](unsigned i) {
      // A batch of size 1 is repeated: the product has its size.
      if (i < batch.size())
        return node.getSize(product, i);
      char label = result.labels[i];
      const Term &from = lhs.has(label) ? lhs : rhs;
      return node.getSize(from.value, from.labels.find(label));
    });
  }
  return node.setResult(reorder(node, result, output).value);
}

static LogicalResult importEinsum(NodeContext &node) {
  std::string equation = node.getString("equation").str();
  if (node.hasFailed())
    return failure();
  llvm::erase(equation, ' ');
  if (!expandEllipses(node, equation))
    return failure();
  auto [inputs, output] = StringRef(equation).split("->");
  SmallVector<StringRef> parts;
  inputs.split(parts, ',');
  if (parts.size() != node.getNumInputs() || parts.size() > 2 ||
      !StringRef(equation).contains("->"))
    return node.emitError()
           << "equation '" << equation << "' of " << node.getNumInputs()
           << " operands is not supported";
  SmallVector<Term> terms;
  for (auto [index, labels] : llvm::enumerate(parts)) {
    if (int64_t(labels.size()) != node.getRank(index))
      return node.emitError() << "equation '" << equation << "' has "
                              << labels.size() << " labels for an operand of "
                              << "rank " << node.getRank(index);
    terms.push_back({node.getInput(index), labels.str()});
  }
  // No label is twice in the output, or there but in no operand.
  SmallVector<StringRef> all(parts);
  all.push_back(output);
  for (StringRef labels : all)
    for (char label : labels) {
      bool isOnce = labels.count(label) == 1 || labels.data() != output.data();
      bool isKnown = llvm::isAlpha(label) && isOnce &&
                     llvm::any_of(terms, [&](const Term &term) {
                       return term.has(label);
                     });
      if (!isKnown)
        return node.emitError()
               << "equation '" << equation << "' is not supported";
    }
  for (Term &term : terms)
    term = takeDiagonals(node, term);
  if (node.hasFailed())
    return failure();
  if (terms.size() == 2)
    return multiply(node, terms[0], terms[1], output);
  Term term = sumUnused(node, terms[0], nullptr, output);
  return node.setResult(reorder(node, term, output).value);
}

void tf::registerEinsumOps(OpRegistry &registry) {
  registry.add("Einsum", {1, Arity::kUnbounded}, importEinsum);
}
