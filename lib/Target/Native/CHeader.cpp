//===- CHeader.cpp - A C header for a compiled network --------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names become identifiers, element types C types.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/CHeader.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Signature.h"
#include "nn/Support/Identifiers.h"
#include "nn/Target/Native/Compile.h"
#include "nn_runtime.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::nn;

namespace {
/// An input or output as the header has it.
struct Parameter : abi::DescribedTensor {
  std::string identifier;
};
} // namespace

/// The C type of an element, and the name of its nn_dtype.
static std::pair<StringRef, StringRef> getCType(int32_t dtype) {
  switch (dtype) {
  case NN_BOOL:
    return {"uint8_t", "NN_BOOL"};
  case NN_I8:
    return {"int8_t", "NN_I8"};
  case NN_I16:
    return {"int16_t", "NN_I16"};
  case NN_I32:
    return {"int32_t", "NN_I32"};
  case NN_I64:
    return {"int64_t", "NN_I64"};
  case NN_UI8:
    return {"uint8_t", "NN_UI8"};
  case NN_UI16:
    return {"uint16_t", "NN_UI16"};
  case NN_UI32:
    return {"uint32_t", "NN_UI32"};
  case NN_UI64:
    return {"uint64_t", "NN_UI64"};
  case NN_F32:
    return {"float", "NN_F32"};
  case NN_F64:
    return {"double", "NN_F64"};
  // C has no type of these that everybody has; they are their bits.
  case NN_F16:
    return {"uint16_t", "NN_F16"};
  case NN_BF16:
    return {"uint16_t", "NN_BF16"};
  case NN_C64:
    return {"float", "NN_C64"};
  case NN_C128:
    return {"double", "NN_C128"};
  default:
    return {"void", "0"};
  }
}

/// Says what a name of the graph may not be in the header of a network: the
/// functions and types that its own code uses, beside those of the runtime,
/// which no identifier is.
static void reserveNames(StringRef network, llvm::StringSet<> &taken) {
  for (StringRef name : {"context", "in", "int32_t", "int64_t", "int8_t",
                         "int16_t", "uint8_t", "uint16_t", "uint32_t",
                         "uint64_t", "model", "out", "status", "workspace"})
    taken.insert(name);
  taken.insert(network);
  taken.insert(abi::getModelName(network));
  taken.insert(abi::getWorkspaceName(network));
}

/// Gives each tensor an identifier that is not taken yet, nor are the names of
/// its sizes.
static SmallVector<Parameter>
getParameters(ArrayRef<abi::DescribedTensor> tensors,
              llvm::StringSet<> &taken) {
  SmallVector<Parameter> parameters;
  for (const abi::DescribedTensor &tensor : tensors) {
    StringRef base = tensor.name;
    base.consume_back(":0");
    std::string identifier = makeCIdentifier(base);
    SmallVector<std::string> names;
    do {
      if (!names.empty())
        identifier += "_";
      names = {identifier, identifier + "_sizes"};
      for (int64_t dim = 0; dim < tensor.type.getRank(); ++dim)
        names.push_back(identifier + "_size" + std::to_string(dim));
    } while (llvm::any_of(
        names, [&](const std::string &name) { return taken.contains(name); }));
    for (const std::string &name : names)
      taken.insert(name);
    parameters.push_back({tensor, identifier});
  }
  return parameters;
}

/// `float32 [1][28][28]` as a comment.
static void describe(StringRef kind, ArrayRef<Parameter> parameters,
                     raw_ostream &os) {
  for (const Parameter &parameter : parameters) {
    os << "//   " << kind << " " << parameter.identifier << ": '";
    // A line break would end the comment.
    for (char c : parameter.name)
      os << (llvm::isPrint(c) || (c & 0x80) ? c : '?');
    os << "', " << getCType(parameter.dtype).first << " ";
    for (int64_t size : parameter.type.getShape()) {
      if (ShapedType::isDynamic(size))
        os << "[?]";
      else
        os << "[" << size << "]";
    }
    os << "\n";
  }
}

/// Declares an array of sizes: of an input as they are given, of an output as
/// room for them.
static void declareSizes(const Parameter &parameter, bool isInput,
                         raw_ostream &os) {
  ArrayRef<int64_t> shape = parameter.type.getShape();
  if (parameter.isAllocated)
    return;
  // C has no array of nothing.
  os << "  int64_t " << parameter.identifier << "_sizes["
     << std::max<size_t>(shape.size(), 1) << "]";
  if (!isInput || shape.empty()) {
    os << " = {0};\n";
    return;
  }
  os << " = {";
  for (auto [i, size] : llvm::enumerate(shape)) {
    os << (i == 0 ? "" : ", ");
    if (ShapedType::isDynamic(size))
      os << parameter.identifier << "_size" << i;
    else
      os << size;
  }
  os << "};\n";
}

static void writeBuffers(StringRef name, ArrayRef<Parameter> parameters,
                         raw_ostream &os) {
  os << "  nn_buffer " << name << "[" << std::max<size_t>(parameters.size(), 1)
     << "] = {";
  for (auto [i, parameter] : llvm::enumerate(parameters))
    os << (i == 0 ? "" : ", ") << "{"
       << (parameter.isAllocated ? "0" : "(void *)" + parameter.identifier)
       << ", " << parameter.identifier << "_sizes, " << parameter.type.getRank()
       << ", " << getCType(parameter.dtype).second << "}";
  os << (parameters.empty() ? "{0}};\n" : "};\n");
}

/// Writes what stands before all declarations, up to what they include.
static void beginHeader(StringRef name, StringRef kind, StringRef include,
                        ArrayRef<Parameter> inputs, ArrayRef<Parameter> outputs,
                        raw_ostream &os) {
  std::string guard = StringRef(makeCIdentifier(name)).upper() + "_H";
  os << "// " << name << ": a " << kind
     << " compiled by nn-mlir. Generated.\n//\n";
  describe("input", inputs, os);
  describe("output", outputs, os);
  os << "\n#ifndef " << guard << "\n#define " << guard << "\n\n#include <"
     << include << ">\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
}

static void endHeader(StringRef name, raw_ostream &os) {
  os << "\n#ifdef __cplusplus\n} // extern \"C\"\n#endif\n\n#endif // "
     << StringRef(makeCIdentifier(name)).upper() << "_H\n";
}

/// Declares a function on scalars.
static void writeScalarHeader(StringRef name, ArrayRef<Parameter> inputs,
                              const Parameter &output, raw_ostream &os) {
  beginHeader(name, "function", "stdint.h", inputs, output, os);
  os << getCType(output.dtype).first << " " << name << "(";
  llvm::interleaveComma(inputs, os, [&](const Parameter &input) {
    os << getCType(input.dtype).first << " " << input.identifier;
  });
  os << (inputs.empty() ? "void);\n" : ");\n");
  endHeader(name, os);
}

namespace {

/// Writes the header of a network on tensors.
class NetworkHeader {
public:
  NetworkHeader(StringRef name, bool needsLoading, ArrayRef<Parameter> inputs,
                ArrayRef<Parameter> outputs, raw_ostream &os)
      : name(name), needsLoading(needsLoading), inputs(inputs),
        outputs(outputs), os(os) {}

  void write() {
    beginHeader(name, "network", "nn_runtime.h", inputs, outputs, os);
    declareModel();
    writeConstants();
    writeRun();
    writeWorkspaceBytes();
    endHeader(name, os);
  }

private:
  void declareModel();
  void writeConstants();
  void writeRun();
  void writeWorkspaceBytes();

  /// The parameters of both wrappers that say unknown sizes.
  std::string getSizeParameters() const;
  std::string getDataParameters() const;
  StringRef getModelParameter() const {
    return needsLoading ? "const nn_model *model, " : "";
  }
  std::string getModel() const {
    return needsLoading ? "model" : "&" + abi::getModelName(name);
  }

  StringRef name;
  /// True for a model whose weights are packed when it is loaded: the wrappers
  /// are given the one that is loaded.
  bool needsLoading;
  ArrayRef<Parameter> inputs, outputs;
  raw_ostream &os;
};

} // namespace

void NetworkHeader::declareModel() {
  if (needsLoading)
    os << "// Weights are packed for the machine: call nn_model_load() of "
          "libnn_runtime with\n// "
       << abi::getModelName(name) << " once, and give what it loads to " << name
       << "_run().\n";
  os << "extern const nn_model " << abi::getModelName(name) << ";\n";
  os << "int32_t " << name
     << "(const nn_model *model, nn_context *context, const nn_buffer *in,\n"
        "    nn_buffer *out, void *workspace);\n";
  os << "int32_t " << abi::getShapesName(name)
     << "(const nn_model *model, nn_context *context,\n"
        "    const nn_buffer *in, nn_buffer *out);\n";
  os << "int64_t " << abi::getWorkspaceName(name)
     << "(const nn_model *model, nn_context *context,\n"
        "    const nn_buffer *in);\n\n";
}

void NetworkHeader::writeConstants() {
  os << "// Elements of arguments whose sizes are all known.\nenum {\n";
  for (ArrayRef<Parameter> parameters : {inputs, outputs})
    for (const Parameter &parameter : parameters)
      if (parameter.type.hasStaticShape())
        os << "  " << name << "_" << parameter.identifier
           << "_elements = " << parameter.type.getNumElements() << ",\n";
  os << "  " << name << "_abi = NN_ABI_VERSION\n};\n\n";
}

std::string NetworkHeader::getSizeParameters() const {
  std::string text;
  llvm::raw_string_ostream sizes(text);
  for (const Parameter &input : inputs)
    for (auto [i, size] : llvm::enumerate(input.type.getShape()))
      if (ShapedType::isDynamic(size))
        sizes << ", int64_t " << input.identifier << "_size" << i;
  return text;
}

std::string NetworkHeader::getDataParameters() const {
  std::string text;
  llvm::raw_string_ostream parameters(text);
  for (const Parameter &input : inputs)
    parameters << ", const " << getCType(input.dtype).first << " *"
               << input.identifier;
  for (const Parameter &output : outputs) {
    StringRef type = getCType(output.dtype).first;
    if (output.isAllocated)
      parameters << ", " << type << " **" << output.identifier << ", int64_t *"
                 << output.identifier << "_sizes";
    else
      parameters << ", " << type << " *" << output.identifier;
  }
  return text;
}

void NetworkHeader::writeRun() {
  bool hasAllocated = llvm::any_of(
      outputs, [](const Parameter &output) { return output.isAllocated; });
  os << "// Runs the network; `workspace` has " << name
     << "_workspace_bytes() bytes.\n";
  if (hasAllocated)
    os << "// An output by a pointer to a pointer has a size that is known "
          "only "
          "by running:\n// the network brings its memory, which is to be given "
          "back to the context's\n// `deallocate`.\n";
  os << "static inline int32_t " << name << "_run(" << getModelParameter()
     << "nn_context *context" << getDataParameters() << getSizeParameters()
     << ", void *workspace) {\n";
  for (const Parameter &input : inputs)
    declareSizes(input, /*isInput=*/true, os);
  for (const Parameter &output : outputs)
    declareSizes(output, /*isInput=*/false, os);
  writeBuffers("in", inputs, os);
  writeBuffers("out", outputs, os);
  std::string call =
      (name + "(" + getModel() + ", context, in, out, workspace)").str();
  if (!hasAllocated) {
    os << "  return " << call << ";\n}\n\n";
    return;
  }
  os << "  int32_t status = " << call << ";\n";
  for (auto [i, output] : llvm::enumerate(outputs))
    if (output.isAllocated)
      os << "  *" << output.identifier << " = (" << getCType(output.dtype).first
         << " *)(status == NN_OK ? out[" << i << "].data : 0);\n";
  os << "  return status;\n}\n\n";
}

void NetworkHeader::writeWorkspaceBytes() {
  os << "// Bytes of workspace that " << name
     << "_run() needs, aligned to NN_ALIGNMENT.\nstatic inline int64_t " << name
     << "_workspace_bytes(" << getModelParameter() << "nn_context *context"
     << getSizeParameters() << ") {\n";
  for (const Parameter &input : inputs) {
    declareSizes(input, /*isInput=*/true, os);
    os << "  void *" << input.identifier << " = 0;\n";
  }
  writeBuffers("in", inputs, os);
  os << "  return " << abi::getWorkspaceName(name) << "(" << getModel()
     << ", context, in);\n}\n";
}

LogicalResult nn::writeCHeader(ModuleOp module, raw_ostream &os) {
  FailureOr<StringRef> network = getNetworkName(module);
  if (failed(network))
    return failure();
  auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(*network);
  auto describedInputs = abi::readInputs(function);
  auto describedOutputs = abi::readOutputs(function);
  if (failed(describedInputs) || failed(describedOutputs))
    return failure();
  std::string name = network->str();
  if (makeCIdentifier(name) != name)
    return function.emitError("a header needs a network whose name is an "
                              "identifier that C, C++ and the runtime leave "
                              "free, such as '")
           << makeCIdentifier(name) << "', not '" << name << "'";
  llvm::StringSet<> taken;
  reserveNames(name, taken);
  SmallVector<Parameter> inputs = getParameters(*describedInputs, taken);
  SmallVector<Parameter> outputs = getParameters(*describedOutputs, taken);

  if (function->hasAttr(abi::scalarAttrName)) {
    writeScalarHeader(name, inputs, outputs.front(), os);
    return success();
  }
  bool needsLoading = module.lookupSymbol(abi::getInitName(name)) != nullptr;
  NetworkHeader(name, needsLoading, inputs, outputs, os).write();
  return success();
}
