//===- Graph.cpp - A GraphDef with its functions inlined ------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Function bodies are instantiated when somebody first looks through a call,
// so what no output reaches costs nothing. Walks are loops, not recursions, and
// have bounds: a graph may be a chain of a million nodes, or made to hurt.
//
//===----------------------------------------------------------------------===//

#include "Graph.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::nn::tf;

/// Deeper nesting, or more nodes, than any real graph has.
static constexpr unsigned kMaxCallDepth = 64;
static constexpr size_t kMaxNodes = 1 << 20;

Graph::Graph(const GraphFile &file, const OpRegistry &registry,
             MLIRContext *context)
    : file(file), registry(registry), context(context) {
  for (const proto::FunctionDef &function : file.graph.library().function())
    functions[function.signature().name()] = &function;
}

Location Graph::getLocation(const Node &node) const {
  return NameLoc::get(StringAttr::get(context, node.name),
                      NameLoc::get(StringAttr::get(context, node.def->op())));
}

InFlightDiagnostic Graph::emitError(const Node &node) const {
  return mlir::emitError(getLocation(node));
}

InFlightDiagnostic Graph::emitError() const {
  return mlir::emitError(UnknownLoc::get(context));
}

//===----------------------------------------------------------------------===//
// Frames
//===----------------------------------------------------------------------===//

LogicalResult Graph::initialize() {
  FailureOr<Frame *> frame = makeFrame(nullptr, nullptr);
  if (failed(frame))
    return failure();
  main = *frame;
  if (main->order.empty())
    return emitError() << "the graph has no nodes";
  return success();
}

FailureOr<Frame *> Graph::makeFrame(const proto::FunctionDef *function,
                                    Node *call) {
  frames.emplace_back();
  Frame &frame = frames.back();
  frame.function = function;
  frame.call = call;
  if (call)
    frame.depth = call->frame->depth + 1;
  const auto &defs = function ? function->node_def() : file.graph.node();
  if (nodes.size() + defs.size() > kMaxNodes) {
    if (call)
      return emitError(*call)
             << "function calls expand to more than " << kMaxNodes << " nodes";
    return emitError() << "the graph has more than " << kMaxNodes << " nodes";
  }
  std::string prefix = call ? call->name + "/" : "";
  for (const proto::NodeDef &def : defs) {
    nodes.push_back(Node{prefix + def.name(), &def, &frame, nullptr,
                         unsigned(nodes.size())});
    Node *node = &nodes.back();
    if (def.name().empty())
      return emitError(*node) << "a node without a name";
    if (!frame.nodes.insert({def.name(), node}).second)
      return emitError(*node) << "a second node of this name";
    frame.order.push_back(node);
  }
  if (function)
    for (auto [index, arg] : llvm::enumerate(function->signature().input_arg()))
      frame.arguments[arg.name()] = index;
  return &frame;
}

StringRef Graph::getCalleeName(const Node &node) const {
  const proto::NodeDef &def = *node.def;
  bool isCallOp =
      llvm::StringSwitch<bool>(def.op())
          .Cases({"PartitionedCall", "StatefulPartitionedCall"}, true)
          .Default(false);
  if (isCallOp) {
    auto it = def.attr().find("f");
    return it == def.attr().end() ? StringRef() : it->second.func().name();
  }
  return functions.contains(def.op()) ? StringRef(def.op()) : StringRef();
}

bool Graph::isCall(const Node &node) const {
  return node.def->op() == "PartitionedCall" ||
         node.def->op() == "StatefulPartitionedCall" ||
         functions.contains(node.def->op());
}

FailureOr<Frame *> Graph::getCallee(Node *node) {
  if (node->callee)
    return node->callee;
  StringRef name = getCalleeName(*node);
  auto it = functions.find(name);
  if (it == functions.end())
    return emitError(*node)
           << "calls '" << name << "', which is not in the graph's library";
  for (Frame *frame = node->frame; frame;
       frame = frame->call ? frame->call->frame : nullptr)
    if (frame->function == it->second)
      return emitError(*node) << "function '" << name << "' calls itself";
  if (node->frame->depth >= kMaxCallDepth)
    return emitError(*node) << "function calls are nested more than "
                            << kMaxCallDepth << " deep";
  FailureOr<Frame *> frame = makeFrame(it->second, node);
  if (failed(frame))
    return failure();
  node->callee = *frame;
  return node->callee;
}

FailureOr<unsigned> Graph::getNumCallResults(Node *node) {
  FailureOr<Frame *> callee = getCallee(node);
  if (failed(callee))
    return failure();
  return unsigned((*callee)->function->signature().output_arg_size());
}

//===----------------------------------------------------------------------===//
// References
//===----------------------------------------------------------------------===//

static bool isControl(StringRef input) { return input.starts_with("^"); }

/// The data input of a call at position `index`, or an empty string.
static StringRef getDataInput(const proto::NodeDef &def, unsigned index) {
  for (const std::string &input : def.input())
    if (!isControl(input) && index-- == 0)
      return input;
  return "";
}

/// The outputs of a called function may be referred to by name (a node whose op
/// is the function) or as the list `output` (PartitionedCall).
static std::optional<unsigned>
getOutputIndex(const proto::FunctionDef &function, bool isNamed,
               StringRef argument, unsigned index) {
  if (!isNamed)
    return argument == "output" ? std::optional<unsigned>(index) : std::nullopt;
  for (auto [position, arg] :
       llvm::enumerate(function.signature().output_arg()))
    if (arg.name() == argument)
      return position + index;
  return std::nullopt;
}

FailureOr<Endpoint> Graph::resolve(Node *user, Frame *frame, StringRef input,
                                   llvm::function_ref<bool(Endpoint)> isLeaf) {
  auto error = [&]() -> InFlightDiagnostic {
    return user ? emitError(*user) : emitError();
  };
  // An upper bound of the calls and arguments that one reference can lead
  // through; a longer way can only be a circle.
  for (size_t steps = 0; steps <= 4 * nodes.size() + 64; ++steps) {
    SmallVector<StringRef, 3> parts;
    input.split(parts, ':');
    // Only the argument of a function may stand without a node.
    if (frame->function && parts.size() == 1) {
      auto argument = frame->arguments.find(parts[0]);
      if (argument != frame->arguments.end()) {
        Node *call = frame->call;
        StringRef outer = getDataInput(*call->def, argument->second);
        if (outer.empty())
          return emitError(*call) << "has no input for argument '" << parts[0]
                                  << "' of function '"
                                  << frame->function->signature().name() << "'";
        frame = call->frame;
        input = outer;
        continue;
      }
    }
    auto it = frame->nodes.find(parts[0]);
    if (it == frame->nodes.end())
      return error() << "input '" << input << "' is not a node of the "
                     << (frame->function ? "function" : "graph");
    Node *node = it->second;
    StringRef argument;
    unsigned index = 0;
    bool isMalformed = parts.size() > 3;
    if (parts.size() > 1 && parts.back().getAsInteger(10, index)) {
      // `node:arg` is its first element.
      isMalformed |= parts.size() != 2;
      argument = parts[1];
      index = 0;
    }
    if (parts.size() == 3)
      argument = parts[1];
    if (isMalformed || index > kMaxNodes)
      return error() << "input '" << input << "' is not the name of a tensor";

    bool calls = isCall(*node);
    if (!calls && !argument.empty()) {
      std::optional<unsigned> position =
          registry.getResultIndex(*node->def, argument, index);
      if (!position)
        return error() << "input '" << input << "' is not an output of "
                       << node->def->op() << " node '" << node->name << "'";
      index = *position;
    }
    if (!calls)
      return Endpoint{node, index};

    FailureOr<Frame *> callee = getCallee(node);
    if (failed(callee))
      return failure();
    const proto::FunctionDef &function = *(*callee)->function;
    if (!argument.empty()) {
      std::optional<unsigned> position = getOutputIndex(
          function, functions.contains(node->def->op()), argument, index);
      if (!position)
        return error() << "input '" << input
                       << "' is not an output of function '"
                       << function.signature().name() << "'";
      index = *position;
    }
    if (isLeaf(Endpoint{node, index}))
      return Endpoint{node, index};
    if (index >= unsigned(function.signature().output_arg_size()))
      return error() << "input '" << input << "' is not an output of function '"
                     << function.signature().name() << "'";
    auto ret =
        function.ret().find(function.signature().output_arg(index).name());
    if (ret == function.ret().end())
      return emitError(*node)
             << "function '" << function.signature().name()
             << "' does not return its output '"
             << function.signature().output_arg(index).name() << "'";
    frame = *callee;
    input = ret->second;
    user = node;
  }
  return error() << "function calls refer to each other's results in a circle";
}

FailureOr<Endpoint> Graph::resolve(Endpoint endpoint,
                                   llvm::function_ref<bool(Endpoint)> isLeaf) {
  if (!isCall(*endpoint.node) || isLeaf(endpoint))
    return endpoint;
  // `call:output:i` in a function's body, `call:i` in the graph: the latter is
  // understood in both.
  std::string reference =
      (endpoint.node->def->name() + ":" + Twine(endpoint.index)).str();
  return resolve(nullptr, endpoint.node->frame, reference, isLeaf);
}

//===----------------------------------------------------------------------===//
// Sinks
//===----------------------------------------------------------------------===//

/// Ops whose result nobody wants for itself.
static bool computesNothing(StringRef op) {
  return op.starts_with("Placeholder") || op.starts_with("Assign") ||
         op.contains("Summary") ||
         llvm::StringSwitch<bool>(op)
             .Cases({"Const", "NoOp", "Assert", "Print", "PrintV2"}, true)
             .Cases({"VariableV2", "VarHandleOp", "SaveV2", "RestoreV2"}, true)
             .Cases({"_Arg", "_Retval", "VarIsInitializedOp"}, true)
             .Default(false);
}

std::vector<Node *> Graph::getSinks() {
  llvm::StringSet<> used;
  for (Node *node : main->order) {
    // A summary of a result makes it no less of a result.
    if (StringRef(node->def->op()).contains("Summary"))
      continue;
    for (StringRef input : node->def->input())
      if (!isControl(input))
        used.insert(input.split(':').first);
  }
  std::vector<Node *> sinks;
  for (Node *node : main->order) {
    if (used.contains(node->def->name()) || computesNothing(node->def->op()))
      continue;
    // What reads a constant, as a frozen variable's read, computes nothing.
    const proto::NodeDef *def = node->def;
    for (unsigned steps = 0; def && def->op() == "Identity" && steps < 64;
         ++steps) {
      auto it =
          main->nodes.find(StringRef(getDataInput(*def, 0)).split(':').first);
      def = it == main->nodes.end() ? nullptr : it->second->def;
    }
    if (def && def->op() == "Const")
      continue;
    sinks.push_back(node);
  }
  return sinks;
}
