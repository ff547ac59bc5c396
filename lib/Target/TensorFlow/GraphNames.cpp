//===- GraphNames.cpp - Finds what a user names ---------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layer that a user calls `block3_pool` is the node
// `vgg16_1/block3_pool_1/MaxPool2d` of an exported graph, perhaps behind a
// call. A name is a tensor or a node, else a scope, whose last node is meant.
//
//===----------------------------------------------------------------------===//

#include "Graph.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn::tf;

/// Splits `node:1`; without a number, it is 0.
static std::pair<StringRef, unsigned> splitIndex(StringRef name) {
  auto [node, suffix] = name.rsplit(':');
  unsigned index = 0;
  if (suffix.empty() || suffix.getAsInteger(10, index))
    return {name, 0};
  return {node, index};
}

LogicalResult Graph::expandAllCalls() {
  // `nodes` grows while it is walked; instantiation has a bound.
  for (size_t i = 0; i < nodes.size(); ++i) {
    Node *node = &nodes[i];
    if (node->frame->loopArguments == node)
      continue;
    for (size_t role = 0, e = getCalleeNames(*node).size(); role < e; ++role)
      if (failed(getCallee(node, role)))
        return failure();
  }
  return success();
}

FailureOr<NamedEndpoint> Graph::find(StringRef name,
                                     ArrayRef<SignatureTensor> signature) {
  StringRef nodeName;
  unsigned index;
  std::tie(nodeName, index) = splitIndex(name);
  auto makeNamed = [&](Node *node) {
    return NamedEndpoint{(node->name + ":" + Twine(index)).str(),
                         Endpoint{node, index},
                         /*key=*/""};
  };
  auto it = main->nodes.find(nodeName);
  if (it != main->nodes.end())
    return makeNamed(it->second);
  if (failed(expandAllCalls()))
    return failure();
  for (Node &node : nodes)
    if (node.name == nodeName)
      return makeNamed(&node);
  FailureOr<Node *> last = findScope(nodeName);
  if (failed(last))
    return failure();
  if (!*last)
    return emitUnknownName(nodeName, signature);
  return makeNamed(*last);
}

/// Whether `component` of a name is `wanted`, or `wanted_1`: exporters number
/// the second time that a model is traced.
static bool matchesComponent(StringRef component, StringRef wanted,
                             bool exactly) {
  if (component == wanted)
    return true;
  return !exactly && component.consume_front(wanted) &&
         component.consume_front("_") && !component.empty() &&
         llvm::all_of(component, llvm::isDigit);
}

/// The part of `name` up to and with the scope `wanted`; empty if it has none.
static StringRef getScope(StringRef name, ArrayRef<StringRef> wanted,
                          bool exactly) {
  SmallVector<StringRef> components;
  name.split(components, '/');
  for (size_t begin = 0; begin + wanted.size() <= components.size(); ++begin) {
    bool matches = llvm::all_of(llvm::enumerate(wanted), [&](auto it) {
      return matchesComponent(components[begin + it.index()], it.value(),
                              exactly);
    });
    if (matches) {
      const char *end = components[begin + wanted.size() - 1].end();
      return StringRef(name.data(), end - name.data());
    }
  }
  return "";
}

/// Lists some names for a message.
template <typename Range>
static void appendNames(InFlightDiagnostic &error, Range &&names) {
  unsigned count = 0;
  for (StringRef name : names) {
    error << (count ? ", '" : " '") << name << "'";
    if (++count == 5)
      break;
  }
}

FailureOr<Node *> Graph::findScope(StringRef name) {
  SmallVector<StringRef> wanted;
  name.split(wanted, '/');
  for (bool exactly : {true, false}) {
    // Scopes in the order of the file, with the nodes that compute something.
    llvm::MapVector<StringRef, std::vector<Node *>> scopes;
    for (Node &node : nodes) {
      StringRef op = node.def->op();
      if (op == "Const" || op == "NoOp" || op == "Placeholder" ||
          isCall(node) || node.frame->loopArguments == &node)
        continue;
      StringRef scope = getScope(node.name, wanted, exactly);
      if (!scope.empty())
        scopes[scope].push_back(&node);
    }
    if (scopes.empty())
      continue;
    if (scopes.size() > 1) {
      InFlightDiagnostic error = emitError();
      error << "name '" << name << "' is ambiguous:";
      appendNames(error, llvm::make_first_range(scopes));
      return error;
    }
    // The last node is the one that no other node in the scope uses.
    const std::vector<Node *> &members = scopes.front().second;
    llvm::DenseSet<Node *> used;
    for (Node *node : members)
      for (StringRef input : node->def->input()) {
        auto it = node->frame->nodes.find(input.split(':').first);
        if (it != node->frame->nodes.end())
          used.insert(it->second);
      }
    std::vector<Node *> last;
    llvm::copy_if(members, std::back_inserter(last),
                  [&](Node *node) { return !used.contains(node); });
    if (last.size() == 1)
      return last.front();
    InFlightDiagnostic error = emitError();
    error << "scope '" << name << "' has " << last.size() << " last nodes:";
    appendNames(error, llvm::map_range(last, [](Node *node) -> StringRef {
                  return node->name;
                }));
    return error;
  }
  return nullptr;
}

InFlightDiagnostic Graph::emitUnknownName(StringRef name,
                                          ArrayRef<SignatureTensor> signature) {
  // Nearest by edits against a whole name, or against one component of it.
  constexpr size_t kMaxLength = 256;
  constexpr size_t kMaxCandidates = 20000;
  std::vector<std::pair<unsigned, StringRef>> candidates;
  for (Node &node : nodes) {
    StringRef op = node.def->op();
    if (op == "Const" || op == "NoOp" || node.name.size() > kMaxLength)
      continue;
    unsigned distance = ~0u;
    SmallVector<StringRef> components;
    StringRef(node.name).split(components, '/');
    components.push_back(node.name);
    for (StringRef component : components) {
      // The number that an exporter added is no difference.
      StringRef bare = component.rtrim("0123456789").rtrim('_');
      for (StringRef candidate : {component, bare})
        distance = std::min(
            distance, candidate.edit_distance(name.take_front(kMaxLength)));
    }
    candidates.emplace_back(distance, node.name);
    if (candidates.size() == kMaxCandidates)
      break;
  }
  llvm::sort(candidates);
  InFlightDiagnostic error = emitError();
  error << "no tensor, node or scope is named '" << name << "'";
  if (!signature.empty()) {
    error << "; the signature has";
    appendNames(
        error,
        llvm::map_range(signature, [](const SignatureTensor &t) -> StringRef {
          return t.key;
        }));
  }
  if (!candidates.empty()) {
    error << "; the nearest names are";
    appendNames(error, llvm::make_second_range(candidates));
  }
  return error;
}
