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
  SmallVector<int64_t> shape;
  unsigned at = 0;
  for (StringRef group : groups) {
    int64_t size = 1;
    for (size_t i = 0; i < group.size(); ++i) {
      int64_t next = sizes[at++];
      size = ShapedType::isDynamic(size) || ShapedType::isDynamic(next)
                 ? ShapedType::kDynamic
                 : size * next;
    }
    shape.push_back(size);
  }
  if (ArrayRef<int64_t>(shape) != sizes &&
      llvm::count_if(shape, ShapedType::isDynamic) > 1) {
    node.emitError() << "has too many unknown sizes";
    return {};
  }
  return node.reshape(term.value, shape);
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
      auto [it, isNew] = sizes.insert({label, size});
      if (!isNew && ShapedType::isDynamic(it->second))
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
  std::string labels = batch + rows + columns;
  SmallVector<int64_t> shape;
  for (char label : labels)
    shape.push_back(sizes[label]);
  if (ArrayRef<int64_t>(shape) != node.getType(product).getShape() &&
      llvm::count_if(shape, ShapedType::isDynamic) > 1)
    return node.emitError() << "has too many unknown sizes";
  Term result{node.reshape(product, shape), labels};
  return node.setResult(reorder(node, result, output).value);
}

static LogicalResult importEinsum(NodeContext &node) {
  std::string equation = node.getString("equation").str();
  if (node.hasFailed())
    return failure();
  llvm::erase(equation, ' ');
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
  // Each label once a term, and none in the output that no operand has.
  SmallVector<StringRef> all(parts);
  all.push_back(output);
  for (StringRef labels : all)
    for (char label : labels) {
      bool isKnown = llvm::isAlpha(label) && labels.count(label) == 1 &&
                     llvm::any_of(terms, [&](const Term &term) {
                       return term.has(label);
                     });
      if (!isKnown)
        return node.emitError()
               << "equation '" << equation << "' is not supported";
    }
  if (terms.size() == 2)
    return multiply(node, terms[0], terms[1], output);
  Term term = sumUnused(node, terms[0], nullptr, output);
  return node.setResult(reorder(node, term, output).value);
}

void tf::registerEinsumOps(OpRegistry &registry) {
  registry.add("Einsum", {1, Arity::kUnbounded}, importEinsum);
}
