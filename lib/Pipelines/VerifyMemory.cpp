//===- VerifyMemory.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows pointers to what they point into, and compares bytes.
//
//===----------------------------------------------------------------------===//

#include "VerifyMemory.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;

namespace {
/// Bytes of what a pointer points into.
struct ByteRange {
  Value base;
  int64_t begin = 0;
  int64_t end = 0;
  /// Whether all bytes of the range belong to the tensor: rows of a strided one
  /// may lie between those of another.
  bool isDense = true;

  bool overlaps(const ByteRange &other) const {
    return base == other.base && begin < other.end && other.begin < end;
  }
};
} // namespace

/// Adds the constant offsets of a pointer; nothing if one is no constant.
static std::optional<ByteRange> getStart(Value pointer) {
  ByteRange range;
  while (auto gep = pointer.getDefiningOp<LLVM::GEPOp>()) {
    ArrayRef<int32_t> indices = gep.getRawConstantIndices();
    if (indices.size() != 1 || indices[0] == LLVM::GEPOp::kDynamicIndex)
      return std::nullopt;
    range.begin += indices[0] *
                   static_cast<int64_t>(
                       DataLayout::closest(gep).getTypeSize(gep.getElemType()));
    pointer = gep.getBase();
  }
  range.base = pointer;
  return range;
}

/// The bytes of a tensor of known sizes and strides.
static std::optional<ByteRange> getRange(Value pointer, MemRefType type) {
  std::optional<ByteRange> range = getStart(pointer);
  if (!range || !type.hasStaticShape())
    return std::nullopt;
  auto [strides, offset] = type.getStridesAndOffset();
  int64_t count = 1;
  for (auto [size, stride] : llvm::zip_equal(type.getShape(), strides)) {
    if (ShapedType::isDynamic(stride))
      return std::nullopt;
    count += (size - 1) * stride;
  }
  if (type.getNumElements() == 0)
    count = 0;
  Type element = type.getElementType();
  int64_t bytes = element.isIndex() ? 8 : element.getIntOrFloatBitWidth() / 8;
  range->end = range->begin + count * bytes;
  range->isDense = count == type.getNumElements();
  return range;
}

/// The size of the workspace, if it is a number.
static std::optional<int64_t> getWorkspaceBytes(func::FuncOp network) {
  auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      network->getParentOp(),
      StringAttr::get(network.getContext(),
                      abi::getWorkspaceName(network.getName())));
  if (!function || function.isExternal() || !function.getBody().hasOneBlock())
    return std::nullopt;
  APInt bytes;
  auto returnOp = cast<func::ReturnOp>(function.front().getTerminator());
  if (returnOp.getNumOperands() != 1 ||
      !matchPattern(returnOp.getOperand(0), m_ConstantInt(&bytes)))
    return std::nullopt;
  return bytes.getSExtValue();
}

LogicalResult mlir::nn::verifyLaunchMemory(LaunchOp launch) {
  auto network = launch->getParentOfType<func::FuncOp>();
  ModuleOp kernel = launch.getKernelModule();
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  if (!network || !network->hasAttr(abi::inputsAttrName) || !entry)
    return success();

  SmallVector<std::optional<ByteRange>> ranges;
  for (auto [pointer, type] :
       llvm::zip(launch.getBuffers(), entry.getArgumentTypes()))
    ranges.push_back(getRange(pointer, cast<MemRefType>(type)));

  Value workspace = network.getArgument(abi::EntryArgument::Workspace);
  std::optional<int64_t> bytes = getWorkspaceBytes(network);
  for (auto [i, range] : llvm::enumerate(ranges))
    if (range && bytes && range->base == workspace &&
        (range->begin < 0 || range->end > *bytes))
      return launch.emitOpError("buffer ")
             << i << " is at the bytes from " << range->begin << " to "
             << range->end << " of a workspace of " << *bytes
             << " after the stage 'memory'";

  for (unsigned output = getNumKernelInputs(entry); output < ranges.size();
       ++output)
    for (unsigned other = 0; other < output; ++other) {
      const std::optional<ByteRange> &lhs = ranges[output],
                                     &rhs = ranges[other];
      if (lhs && rhs && lhs->isDense && rhs->isDense && lhs->overlaps(*rhs))
        return launch.emitOpError("buffer ")
               << output << " overlaps buffer " << other
               << " after the stage 'memory'";
    }
  return success();
}
