//===- DispatchOps.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Assembly and verification of the ops of the host.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;

/// Parses operands that are all of the one type behind them.
static ParseResult
parsePointers(OpAsmParser &parser,
              SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands,
              SmallVectorImpl<Type> &types) {
  if (parser.parseOperandList(operands))
    return failure();
  if (operands.empty())
    return success();
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseColonTypeList(types))
    return failure();
  // One type is that of all.
  if (types.size() == 1)
    types.append(operands.size() - 1, types.front());
  if (types.size() != operands.size())
    return parser.emitError(loc, "expected one type or ")
           << operands.size() << ", got " << types.size();
  return success();
}

static void printPointers(OpAsmPrinter &printer, Operation *,
                          OperandRange operands, TypeRange types) {
  printer << operands;
  if (!types.empty())
    printer << " : " << (llvm::all_equal(types) ? types.take_front() : types);
}

#define GET_OP_CLASSES
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.cpp.inc"

void KernelDialect::registerDispatchOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Kernel symbols
//===----------------------------------------------------------------------===//

/// Finds the kernel of the name, or complains at the op.
static FailureOr<ModuleOp> verifyKernelSymbol(Operation *op,
                                              StringAttr kernelName,
                                              SymbolTableCollection &tables) {
  auto kernel = tables.lookupNearestSymbolFrom<ModuleOp>(op, kernelName);
  if (!kernel)
    return op->emitOpError("'")
           << kernelName.getValue() << "' does not name a module";
  if (!isKernel(kernel))
    return op->emitOpError("module '") << kernelName.getValue() << "' has no '"
                                       << kernelAttrName << "' attribute";
  return kernel;
}

static ModuleOp lookupKernel(Operation *op, StringAttr kernelName) {
  auto kernel = SymbolTable::lookupNearestSymbolFrom<ModuleOp>(op, kernelName);
  return kernel && isKernel(kernel) ? kernel : nullptr;
}

/// Checks that there is a size for each `index` argument of the entry.
static LogicalResult verifySizes(Operation *op, func::FuncOp entry,
                                 unsigned numSizes) {
  unsigned expected = entry.getNumArguments() - getNumKernelBuffers(entry);
  if (numSizes != expected)
    return op->emitOpError("expects ")
           << expected << " sizes for the kernel's entry, got " << numSizes;
  return success();
}

//===----------------------------------------------------------------------===//
// DispatchOp
//===----------------------------------------------------------------------===//

ModuleOp DispatchOp::getKernelModule() {
  return lookupKernel(*this, getKernel().getRootReference());
}

LogicalResult DispatchOp::verifySymbolUses(SymbolTableCollection &tables) {
  FailureOr<ModuleOp> kernel =
      verifyKernelSymbol(*this, getKernel().getRootReference(), tables);
  if (failed(kernel))
    return failure();
  auto nested = getKernel().getNestedReferences();
  if (nested.size() != 1 || nested.front().getValue() != kernelEntryName)
    return emitOpError("expects a kernel and its '")
           << kernelEntryName << "', got " << getKernel();

  // Once the kernel is compiled, its entry tells no types.
  func::FuncOp entry = getKernelEntry(*kernel);
  if (!entry)
    return success();

  unsigned numBuffers = getNumKernelBuffers(entry);
  unsigned numInputs = getNumKernelInputs(entry);
  if (getInputs().size() != numInputs)
    return emitOpError("expects ")
           << numInputs << " inputs for the kernel's entry, got "
           << getInputs().size();
  if (getOutputs().size() != numBuffers - numInputs)
    return emitOpError("expects ")
           << numBuffers - numInputs << " outputs for the kernel's entry, got "
           << getOutputs().size();
  auto buffers = llvm::concat<Value>(getInputs(), getOutputs());
  for (auto [i, buffer] : llvm::enumerate(buffers)) {
    auto memref = cast<MemRefType>(entry.getArgumentTypes()[i]);
    auto expected =
        RankedTensorType::get(memref.getShape(), memref.getElementType());
    // What the host finds out later the kernel need not know.
    if (!tensor::preservesStaticInformation(expected, buffer.getType()))
      return emitOpError("expects ")
             << (i < numInputs ? "input " : "output ")
             << (i < numInputs ? i : i - numInputs) << " of type " << expected
             << " for the kernel's entry, got " << buffer.getType();
  }
  return verifySizes(*this, entry, getSizes().size());
}

//===----------------------------------------------------------------------===//
// LaunchOp
//===----------------------------------------------------------------------===//

ModuleOp LaunchOp::getKernelModule() {
  return lookupKernel(*this, getKernelAttr().getAttr());
}

LogicalResult LaunchOp::verifySymbolUses(SymbolTableCollection &tables) {
  FailureOr<ModuleOp> kernel =
      verifyKernelSymbol(*this, getKernelAttr().getAttr(), tables);
  if (failed(kernel))
    return failure();
  func::FuncOp entry = getKernelEntry(*kernel);
  if (!entry)
    return success();
  unsigned numBuffers = getNumKernelBuffers(entry);
  if (getBuffers().size() != numBuffers)
    return emitOpError("expects ")
           << numBuffers << " pointers for the kernel's entry, got "
           << getBuffers().size();
  return verifySizes(*this, entry, getSizes().size());
}

//===----------------------------------------------------------------------===//
// CheckOp
//===----------------------------------------------------------------------===//

LogicalResult CheckOp::verify() {
  size_t places = getMessage().count("{}");
  if (places != getValues().size())
    return emitOpError("expects a value for each '{}' of its message, which "
                       "has ")
           << places << ", got " << getValues().size();
  return success();
}

/// A condition that is known to hold, or that an op before has checked, needs
/// no check.
LogicalResult CheckOp::canonicalize(CheckOp op, PatternRewriter &rewriter) {
  auto isChecked = [&](Operation *user) {
    return isa<CheckOp>(user) && user != op &&
           user->getBlock() == op->getBlock() && user->isBeforeInBlock(op);
  };
  if (!matchPattern(op.getCondition(), m_One()) &&
      llvm::none_of(op.getCondition().getUsers(), isChecked))
    return rewriter.notifyMatchFailure(op,
                                       "the condition is not known to hold");
  rewriter.eraseOp(op);
  return success();
}
