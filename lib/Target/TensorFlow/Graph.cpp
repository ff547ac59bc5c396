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
using namespace mlir::nn;
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

static bool isControl(StringRef input) { return input.starts_with("^"); }

/// The data input of a node at position `index`, or an empty string.
static StringRef getDataInput(const proto::NodeDef &def, unsigned index) {
  for (const std::string &input : def.input())
    if (!isControl(input) && index-- == 0)
      return input;
  return "";
}

//===----------------------------------------------------------------------===//
// Frames
//===----------------------------------------------------------------------===//

LogicalResult Graph::initialize() {
  FailureOr<Frame *> frame = makeFrame(nullptr, nullptr, 0);
  if (failed(frame))
    return failure();
  main = *frame;
  if (main->order.empty())
    return emitError() << "the graph has no nodes";
  return success();
}

/// What tells the nodes of one function apart from those of the others.
static std::string getPrefix(const Node &call, unsigned role) {
  std::string prefix = call.name + "/";
  if (isFunctionalLoop(call))
    return prefix + (role ? "body/" : "cond/");
  if (call.getOp().ends_with("If"))
    return prefix + (role ? "then/" : "else/");
  if (isBranch(call))
    return (prefix + "branch" + Twine(role) + "/").str();
  return prefix;
}

FailureOr<Frame *> Graph::makeFrame(const proto::FunctionDef *function,
                                    Node *call, unsigned role) {
  frames.emplace_back();
  Frame &frame = frames.back();
  frame.function = function;
  frame.call = call;
  frame.role = role;
  if (call)
    frame.depth = call->frame->depth + 1;
  const auto &defs = function ? function->node_def() : file.graph.node();
  if (nodes.size() + defs.size() > kMaxNodes) {
    if (call)
      return emitError(*call)
             << "function calls expand to more than " << kMaxNodes << " nodes";
    return emitError() << "the graph has more than " << kMaxNodes << " nodes";
  }
  std::string prefix = call ? getPrefix(*call, role) : "";
  for (const proto::NodeDef &def : defs) {
    nodes.push_back(
        Node{prefix + def.name(), &def, &frame, {}, unsigned(nodes.size())});
    Node *node = &nodes.back();
    if (def.name().empty())
      return emitError(*node) << "a node without a name";
    if (!frame.nodes.insert({def.name(), node}).second)
      return emitError(*node) << "a second node of this name";
    frame.order.push_back(node);
  }
  if (function) {
    const proto::OpDef &signature = function->signature();
    for (auto [index, arg] : llvm::enumerate(signature.input_arg()))
      frame.arguments[arg.name()] = index;
    for (auto [index, arg] : llvm::enumerate(signature.output_arg()))
      frame.outputs[arg.name()] = index;
    for (StringRef input : call->def->input())
      if (!isControl(input))
        frame.callInputs.push_back(input);
    // The first input of a branch says which one.
    if (isBranch(*call) && !frame.callInputs.empty())
      frame.callInputs.erase(frame.callInputs.begin());
    if (isFunctionalLoop(*call)) {
      nodes.push_back(
          Node{call->name, call->def, &frame, {}, unsigned(nodes.size())});
      frame.loopArguments = &nodes.back();
    }
  }
  return &frame;
}

static StringRef getFunctionAttr(const proto::NodeDef &def, StringRef name) {
  auto it = def.attr().find(name.str());
  return it == def.attr().end() ? StringRef() : it->second.func().name();
}

static bool isPartitionedCall(StringRef op) {
  return op == "PartitionedCall" || op == "StatefulPartitionedCall";
}

bool tf::isBranch(const Node &node) {
  return llvm::StringSwitch<bool>(node.getOp())
      .Cases({"If", "StatelessIf", "Case", "StatelessCase"}, true)
      .Default(false);
}

bool tf::isFunctionalLoop(const Node &node) {
  return node.getOp() == "While" || node.getOp() == "StatelessWhile";
}

SmallVector<StringRef, 2> Graph::getCalleeNames(const Node &node) const {
  const proto::NodeDef &def = *node.def;
  if (isPartitionedCall(def.op()))
    return {getFunctionAttr(def, "f")};
  if (isFunctionalLoop(node))
    return {getFunctionAttr(def, "cond"), getFunctionAttr(def, "body")};
  if (node.getOp().ends_with("If"))
    return {getFunctionAttr(def, "else_branch"),
            getFunctionAttr(def, "then_branch")};
  SmallVector<StringRef, 2> names;
  if (isBranch(node)) {
    auto it = def.attr().find("branches");
    if (it != def.attr().end())
      for (const proto::NameAttrList &function : it->second.list().func())
        names.push_back(function.name());
  } else if (functions.contains(def.op())) {
    names.push_back(def.op());
  }
  return names;
}

bool Graph::isCall(const Node &node) const {
  return isPartitionedCall(node.def->op()) ||
         functions.contains(node.def->op());
}

FailureOr<Frame *> Graph::getCallee(Node *node, unsigned role) {
  if (role < node->callees.size() && node->callees[role])
    return node->callees[role];
  SmallVector<StringRef, 2> names = getCalleeNames(*node);
  if (role >= names.size())
    return emitError(*node) << "names no function";
  StringRef name = names[role];
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
  FailureOr<Frame *> frame = makeFrame(it->second, node, role);
  if (failed(frame))
    return failure();
  node->callees.resize(names.size());
  node->callees[role] = *frame;
  return *frame;
}

FailureOr<unsigned> Graph::getNumCallResults(Node *node) {
  FailureOr<Frame *> callee = getCallee(node, isFunctionalLoop(*node) ? 1 : 0);
  if (failed(callee))
    return failure();
  return unsigned((*callee)->function->signature().output_arg_size());
}

//===----------------------------------------------------------------------===//
// References
//===----------------------------------------------------------------------===//

/// The outputs of a called function may be referred to by name (a node whose op
/// is the function) or as the list `output` (PartitionedCall).
static std::optional<unsigned> getOutputIndex(const Frame &callee, bool isNamed,
                                              StringRef argument,
                                              unsigned index) {
  if (!isNamed)
    return argument == "output" ? std::optional<unsigned>(index) : std::nullopt;
  auto it = callee.outputs.find(argument);
  if (it == callee.outputs.end())
    return std::nullopt;
  return it->second + index;
}

namespace {
/// `node`, `node:1`, `node:arg` or `node:arg:1`.
struct Reference {
  StringRef node, argument;
  unsigned index = 0;

  /// False if `text` is none.
  bool parse(StringRef text) {
    SmallVector<StringRef, 3> parts;
    text.split(parts, ':');
    node = parts[0];
    if (parts.size() == 1)
      return true;
    bool isNumbered = !parts.back().getAsInteger(10, index);
    if (parts.size() == 3)
      argument = parts[1];
    else if (!isNumbered)
      argument = parts[1];
    return parts.size() + !isNumbered <= 3 && index <= kMaxNodes;
  }
};
} // namespace

FailureOr<Endpoint> Graph::resolve(Node *user, Frame *frame, StringRef input) {
  auto error = [&]() -> InFlightDiagnostic {
    return user ? emitError(*user) : emitError();
  };
  // The results of calls on the way, all of which are the one at its end.
  SmallVector<Endpoint> way;
  auto finish = [&](Endpoint end) {
    for (Endpoint endpoint : way)
      resolved[endpoint] = end;
    return end;
  };
  // An upper bound of the calls and arguments that one reference can lead
  // through; a longer way can only be a circle.
  for (size_t steps = 0; steps <= 4 * nodes.size() + 64; ++steps) {
    Reference reference;
    if (!reference.parse(input))
      return error() << "input '" << input << "' is not the name of a tensor";
    // Only the argument of a function may stand without a node.
    auto argument = frame->arguments.find(input);
    if (argument != frame->arguments.end()) {
      Node *call = frame->call;
      if (frame->loopArguments)
        return finish({frame->loopArguments, argument->second});
      if (argument->second >= frame->callInputs.size())
        return emitError(*call)
               << "has no input for argument '" << input << "' of function '"
               << frame->function->signature().name() << "'";
      input = frame->callInputs[argument->second];
      frame = call->frame;
      continue;
    }
    auto it = frame->nodes.find(reference.node);
    if (it == frame->nodes.end())
      return error() << "input '" << input << "' is not a node of the "
                     << (frame->function ? "function" : "graph");
    Node *node = it->second;

    if (!isCall(*node)) {
      std::optional<unsigned> index = reference.index;
      if (!reference.argument.empty())
        index = registry.getResultIndex(*node->def, reference.argument,
                                        reference.index);
      if (!index)
        return error() << "input '" << input << "' is not an output of "
                       << node->def->op() << " node '" << node->name << "'";
      return finish({node, *index});
    }

    FailureOr<Frame *> callee = getCallee(node);
    if (failed(callee))
      return failure();
    const proto::FunctionDef &function = *(*callee)->function;
    std::optional<unsigned> index = reference.index;
    if (!reference.argument.empty())
      index = getOutputIndex(**callee, functions.contains(node->def->op()),
                             reference.argument, reference.index);
    if (!index || *index >= unsigned(function.signature().output_arg_size()))
      return error() << "input '" << input << "' is not an output of function '"
                     << function.signature().name() << "'";
    Endpoint endpoint{node, *index};
    if (isLeaf(endpoint))
      return finish(endpoint);
    auto known = resolved.find(endpoint);
    if (known != resolved.end())
      return finish(known->second);
    way.push_back(endpoint);
    StringRef output = function.signature().output_arg(*index).name();
    auto ret = function.ret().find(output.str());
    if (ret == function.ret().end())
      return emitError(*node)
             << "function '" << function.signature().name()
             << "' does not return its output '" << output << "'";
    frame = *callee;
    input = ret->second;
    user = node;
  }
  return error() << "function calls refer to each other's results in a circle";
}

FailureOr<Endpoint> Graph::resolve(Endpoint endpoint) {
  if (!isCall(*endpoint.node) || isLeaf(endpoint))
    return endpoint;
  // `call:output:i` in a function's body, `call:i` in the graph: the latter is
  // understood in both.
  std::string reference =
      (endpoint.node->def->name() + ":" + Twine(endpoint.index)).str();
  return resolve(nullptr, endpoint.node->frame, reference);
}

FailureOr<Endpoint> Graph::getReturned(Frame *frame, unsigned index) {
  const proto::FunctionDef &function = *frame->function;
  if (index >= unsigned(function.signature().output_arg_size()))
    return emitError(*frame->call)
           << "function '" << function.signature().name() << "' has no output "
           << index;
  StringRef output = function.signature().output_arg(index).name();
  auto ret = function.ret().find(output.str());
  if (ret == function.ret().end())
    return emitError(*frame->call)
           << "function '" << function.signature().name()
           << "' does not return its output '" << output << "'";
  return resolve(frame->call, frame, ret->second);
}

FailureOr<SmallVector<Endpoint, 3>> Graph::getInputs(Node *node) {
  SmallVector<Endpoint, 3> inputs;
  for (StringRef input : node->def->input()) {
    if (isControl(input))
      continue;
    FailureOr<Endpoint> endpoint = resolve(node, node->frame, input);
    if (failed(endpoint))
      return failure();
    inputs.push_back(*endpoint);
  }
  return inputs;
}

SmallVector<Node *> Graph::getControlInputs(const Node &node) const {
  SmallVector<Node *> inputs;
  for (StringRef input : node.def->input()) {
    if (!isControl(input))
      continue;
    auto it = node.frame->nodes.find(input.drop_front());
    if (it != node.frame->nodes.end())
      inputs.push_back(it->second);
  }
  return inputs;
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
             .Cases({"Switch", "RefSwitch", "LoopCond", "NextIteration"}, true)
             .Cases({"TensorArrayCloseV3", "ControlTrigger"}, true)
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
  // Loops count, and end with much that nobody asked for.
  auto isExit = [](Node *node) { return node->getOp().ends_with("Exit"); };
  if (!llvm::all_of(sinks, isExit))
    llvm::erase_if(sinks, isExit);
  return sinks;
}
