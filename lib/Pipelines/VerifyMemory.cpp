//===- VerifyMemory.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows pointers to what they point into, and runs the host function on
// tensors that are but their numbers: none may be written over while it is
// needed.
//
//===----------------------------------------------------------------------===//

#include "VerifyMemory.h"
#include "SizePolynomial.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Memory/TensorWebs.h"
#include "nn/Support/ElementBytes.h"
#include "nn_runtime.h"

using namespace mlir;
using namespace mlir::nn;

namespace {
/// Bytes of what a pointer points into.
struct ByteRange {
  Value base;
  SizePolynomial begin, end;
  /// Whether all bytes of the range belong to the tensor: rows of a strided one
  /// may lie between those of another.
  bool isDense = true;

  /// Whether they have bytes in common, unless a size is 0, and whether they
  /// have none; where sizes are unknown it may be neither.
  bool overlaps(const ByteRange &other) const {
    return base == other.base && (end - other.begin).isPositive() &&
           (other.end - begin).isPositive();
  }
  bool operator==(const ByteRange &other) const {
    return base == other.base && begin == other.begin && end == other.end &&
           isDense == other.isDense;
  }
  bool isApartFrom(const ByteRange &other) const {
    return base != other.base || (begin - other.end).isNotNegative() ||
           (other.begin - end).isNotNegative();
  }
};

/// A tensor that lies in a range.
struct Owner {
  ByteRange range;
  int64_t tensor;

  bool operator==(const Owner &other) const {
    return range == other.range && tensor == other.tensor;
  }
};

/// A tensor that lay in a range, and what wrote over it.
struct Loss {
  ByteRange range;
  int64_t tensor;
  Operation *writer;

  bool operator==(const Loss &other) const {
    return range == other.range && tensor == other.tensor &&
           writer == other.writer;
  }
};

/// The memory at a place of the host function.
struct MemoryState {
  SmallVector<Owner> owners;
  SmallVector<Loss> losses;

  /// Writes a tensor, or nobody says which one.
  void write(const ByteRange &range, std::optional<int64_t> tensor,
             Operation *writer);
  /// Adds what may be so after another way to the same place.
  void join(MemoryState other) {
    // What is the same on both ways would double with each branch.
    auto join = [](auto &list, auto &others) {
      for (auto &entry : others)
        if (!llvm::is_contained(list, entry))
          list.push_back(std::move(entry));
    };
    join(owners, other.owners);
    join(losses, other.losses);
  }
};

/// Verifies one entry function.
class MemoryVerifier {
public:
  explicit MemoryVerifier(func::FuncOp network)
      : network(network),
        workspace(network.getArgument(abi::EntryArgument::Workspace)) {}

  LogicalResult verify();

private:
  std::optional<ByteRange> getStart(Value pointer);
  std::optional<ByteRange> getRange(Value pointer, MemRefType type,
                                    ValueRange &sizes, ValueRange &strides);
  SmallVector<std::optional<ByteRange>> getRanges(LaunchOp launch,
                                                  func::FuncOp entry);
  std::optional<SizePolynomial> getWorkspaceBytes();
  LogicalResult verifyAlignment(LLVM::GEPOp gep);
  LogicalResult verifyLaunch(LaunchOp launch, MemoryState &state);
  LogicalResult verifyRead(Operation *op, unsigned buffer,
                           const std::optional<ByteRange> &range,
                           MemoryState &state);
  LogicalResult verifyBlock(Block &block, MemoryState &state);
  LogicalResult verifyRegions(Operation *op, MemoryState &state);

  func::FuncOp network;
  Value workspace;
  std::optional<SizePolynomial> workspaceBytes;
  SizeNumbering sizes;
  /// Tensors that are written through pointers which only running tells.
  DenseSet<int64_t> untracked;
};
} // namespace

//===----------------------------------------------------------------------===//
// Ranges
//===----------------------------------------------------------------------===//

/// Adds the offsets of a pointer; nothing if it is computed in another way.
std::optional<ByteRange> MemoryVerifier::getStart(Value pointer) {
  ByteRange range;
  while (auto gep = pointer.getDefiningOp<LLVM::GEPOp>()) {
    auto indices = gep.getIndices();
    if (indices.size() != 1)
      return std::nullopt;
    SizePolynomial elements;
    if (auto value = dyn_cast<Value>(indices[0]))
      elements = sizes.get(value);
    else
      elements = cast<IntegerAttr>(indices[0]).getInt();
    range.begin =
        range.begin +
        elements *
            SizePolynomial(static_cast<int64_t>(
                DataLayout::closest(gep).getTypeSize(gep.getElemType())));
    pointer = gep.getBase();
  }
  range.base = pointer;
  if (!range.begin.isKnown())
    return std::nullopt;
  return range;
}

/// The bytes of a tensor; takes its unknown sizes and strides from the lists.
std::optional<ByteRange> MemoryVerifier::getRange(Value pointer,
                                                  MemRefType type,
                                                  ValueRange &sizeValues,
                                                  ValueRange &strideValues) {
  SmallVector<SizePolynomial> shape;
  auto take = [&](ValueRange &values) {
    SizePolynomial result = sizes.get(values.front());
    values = values.drop_front();
    return result;
  };
  for (int64_t size : type.getShape())
    shape.push_back(ShapedType::isDynamic(size) ? take(sizeValues)
                                                : SizePolynomial(size));
  SmallVector<SizePolynomial> strides(shape.size(), 1);
  if (auto layout = dyn_cast<StridedLayoutAttr>(type.getLayout())) {
    for (auto [stride, value] : llvm::zip_equal(strides, layout.getStrides()))
      stride = ShapedType::isDynamic(value) ? take(strideValues)
                                            : SizePolynomial(value);
  } else {
    for (int64_t dim = shape.size() - 2; dim >= 0; --dim)
      strides[dim] = strides[dim + 1] * shape[dim + 1];
  }

  std::optional<ByteRange> range = getStart(pointer);
  if (!range)
    return std::nullopt;
  SizePolynomial count = 1, numElements = 1;
  for (auto [size, stride] : llvm::zip_equal(shape, strides)) {
    count = count + (size - 1) * stride;
    numElements = numElements * size;
  }
  if (numElements == 0)
    count = 0;
  range->end = range->begin + count * getElementBytes(type.getElementType());
  range->isDense = count == numElements;
  if (!range->end.isKnown())
    return std::nullopt;
  return range;
}

SmallVector<std::optional<ByteRange>>
MemoryVerifier::getRanges(LaunchOp launch, func::FuncOp entry) {
  SmallVector<std::optional<ByteRange>> ranges;
  unsigned numSizes = 0;
  auto types = entry.getArgumentTypes().take_front(launch.getBuffers().size());
  for (Type type : types)
    numSizes += cast<MemRefType>(type).getNumDynamicDims();
  ValueRange sizes = launch.getSizes().take_front(numSizes);
  ValueRange strides = launch.getSizes().drop_front(numSizes);
  for (auto [pointer, type] : llvm::zip_equal(launch.getBuffers(), types))
    ranges.push_back(getRange(pointer, cast<MemRefType>(type), sizes, strides));
  return ranges;
}

/// The size of the workspace, if it can be told from that of inputs.
std::optional<SizePolynomial> MemoryVerifier::getWorkspaceBytes() {
  auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      network->getParentOp(),
      StringAttr::get(network.getContext(),
                      abi::getWorkspaceName(network.getName())));
  if (!function || function.isExternal() || !function.getBody().hasOneBlock())
    return std::nullopt;
  auto returnOp = cast<func::ReturnOp>(function.front().getTerminator());
  if (returnOp.getNumOperands() != 1)
    return std::nullopt;
  SizePolynomial bytes = sizes.get(returnOp.getOperand(0));
  return bytes.isKnown() ? std::optional(bytes) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

/// What is left of a range that another one is written over: nothing where the
/// two cannot be compared.
static void subtract(const ByteRange &range, const ByteRange &written,
                     function_ref<void(ByteRange)> keep) {
  if (range.isApartFrom(written))
    return keep(range);
  ByteRange left = range, right = range;
  left.end = written.begin;
  if ((left.end - left.begin).isPositive())
    keep(left);
  right.begin = written.end;
  if ((right.end - right.begin).isPositive())
    keep(right);
}

void MemoryState::write(const ByteRange &range, std::optional<int64_t> tensor,
                        Operation *writer) {
  SmallVector<Loss> newLosses;
  for (const Loss &loss : losses) {
    if (tensor && loss.tensor != *tensor) {
      newLosses.push_back(loss);
      continue;
    }
    subtract(loss.range, range, [&](ByteRange rest) {
      newLosses.push_back({rest, loss.tensor, loss.writer});
    });
  }
  SmallVector<Owner> newOwners;
  for (const Owner &owner : owners) {
    if (tensor && owner.tensor != *tensor && owner.range.overlaps(range)) {
      ByteRange common = owner.range;
      if ((range.begin - common.begin).isNotNegative())
        common.begin = range.begin;
      if ((common.end - range.end).isNotNegative())
        common.end = range.end;
      newLosses.push_back({common, owner.tensor, writer});
    }
    subtract(owner.range, range, [&](ByteRange rest) {
      newOwners.push_back({rest, owner.tensor});
    });
  }
  if (tensor)
    newOwners.push_back({range, *tensor});
  owners = std::move(newOwners);
  losses = std::move(newLosses);
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

/// The number of a tensor that an op accesses, if it says.
static std::optional<int64_t> getTensor(Operation *op, unsigned index) {
  auto tensors = op->getAttrOfType<DenseI64ArrayAttr>(memory::tensorsAttrName);
  if (!tensors || index >= static_cast<unsigned>(tensors.size()))
    return std::nullopt;
  return tensors[index];
}

LogicalResult MemoryVerifier::verifyRead(Operation *op, unsigned buffer,
                                         const std::optional<ByteRange> &range,
                                         MemoryState &state) {
  std::optional<int64_t> tensor = getTensor(op, buffer);
  if (!range || !tensor || untracked.contains(*tensor))
    return success();
  for (const Loss &loss : state.losses) {
    if (loss.tensor != *tensor || !loss.range.overlaps(*range))
      continue;
    InFlightDiagnostic diagnostic =
        op->emitOpError("reads buffer ")
        << buffer << ", which was written over, after the stage 'memory'";
    diagnostic.attachNote(loss.writer->getLoc()) << "by this";
    return diagnostic;
  }
  return success();
}

LogicalResult MemoryVerifier::verifyLaunch(LaunchOp launch,
                                           MemoryState &state) {
  ModuleOp kernel = launch.getKernelModule();
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  if (!entry)
    return success();
  SmallVector<std::optional<ByteRange>> ranges = getRanges(launch, entry);
  auto print = [](const SizePolynomial &bytes) {
    std::string text;
    llvm::raw_string_ostream os(text);
    bytes.print(os);
    return text;
  };
  for (auto [i, range] : llvm::enumerate(ranges))
    if (range && workspaceBytes && range->base == workspace &&
        ((SizePolynomial() - range->begin).isPositive() ||
         (range->end - *workspaceBytes).isPositive()))
      return launch.emitOpError("buffer ")
             << i << " is at the bytes from " << print(range->begin) << " to "
             << print(range->end) << " of a workspace of "
             << print(*workspaceBytes) << " after the stage 'memory'";

  unsigned numInputs = getNumKernelInputs(entry);
  for (unsigned i = 0; i < numInputs; ++i)
    if (failed(verifyRead(launch, i, ranges[i], state)))
      return failure();
  for (unsigned output = numInputs; output < ranges.size(); ++output)
    for (unsigned other = 0; other < output; ++other) {
      const std::optional<ByteRange> &lhs = ranges[output],
                                     &rhs = ranges[other];
      if (lhs && rhs && lhs->isDense && rhs->isDense && lhs->overlaps(*rhs))
        return launch.emitOpError("buffer ")
               << output << " overlaps buffer " << other
               << " after the stage 'memory'";
    }
  for (unsigned i = numInputs; i < ranges.size(); ++i)
    if (ranges[i])
      state.write(*ranges[i], getTensor(launch, i), launch);
  return success();
}

LogicalResult MemoryVerifier::verifyRegions(Operation *op, MemoryState &state) {
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    MemoryState otherwise = state;
    if (failed(verifyBlock(*branch.thenBlock(), state)))
      return failure();
    if (branch.elseBlock() &&
        failed(verifyBlock(*branch.elseBlock(), otherwise)))
      return failure();
    state.join(std::move(otherwise));
    return success();
  }
  // The second iteration sees what the first one has done.
  MemoryState before = state;
  for (int iteration = 0; iteration < 2; ++iteration)
    for (Region &region : op->getRegions())
      for (Block &block : region)
        if (failed(verifyBlock(block, state)))
          return failure();
  state.join(std::move(before));
  return success();
}

LogicalResult MemoryVerifier::verifyBlock(Block &block, MemoryState &state) {
  auto getRange = [&](Value pointer, SizePolynomial bytes) {
    std::optional<ByteRange> range = getStart(pointer);
    if (!range)
      return range;
    range->end = range->begin + bytes;
    if (!range->end.isKnown())
      range.reset();
    return range;
  };
  for (Operation &op : block) {
    if (auto launch = dyn_cast<LaunchOp>(op)) {
      if (failed(verifyLaunch(launch, state)))
        return failure();
    } else if (auto load = dyn_cast<LoadOp>(op)) {
      if (failed(
              verifyRead(load, 0,
                         getRange(load.getAddress(),
                                  getElementBytes(load.getResult().getType())),
                         state)))
        return failure();
    } else if (auto store = dyn_cast<StoreOp>(op)) {
      if (auto range = getRange(store.getAddress(),
                                getElementBytes(store.getValue().getType())))
        state.write(*range, getTensor(store, 0), store);
    } else if (auto copy = dyn_cast<CopyOp>(op)) {
      // Whose the copy is, its readers say.
      if (auto range = getRange(copy.getTo(), sizes.get(copy.getBytes())))
        state.write(*range, std::nullopt, copy);
    } else if (op.getNumRegions()) {
      if (failed(verifyRegions(&op, state)))
        return failure();
    }
  }
  return success();
}

/// A buffer begins at a byte of the workspace that is a multiple of the
/// alignment, and so do vectors that are as long.
LogicalResult MemoryVerifier::verifyAlignment(LLVM::GEPOp gep) {
  if (!gep->hasAttr(memory::bufferAttrName))
    return success();
  std::optional<ByteRange> start = getStart(gep);
  if (!start || start->begin.isMultipleOf(NN_ALIGNMENT))
    return success();
  std::string text;
  llvm::raw_string_ostream os(text);
  start->begin.print(os);
  return gep.emitOpError("begins a buffer at byte ")
         << text << " of the workspace, expected a multiple of " << NN_ALIGNMENT
         << " after the stage 'memory'";
}

LogicalResult MemoryVerifier::verify() {
  workspaceBytes = getWorkspaceBytes();
  WalkResult result = network.walk(
      [&](LLVM::GEPOp gep) { return WalkResult(verifyAlignment(gep)); });
  if (result.wasInterrupted())
    return failure();
  // A pointer that a loop or a branch chooses.
  auto isChosen = [&](Value pointer) {
    std::optional<ByteRange> start = getStart(pointer);
    if (!start)
      return true;
    Operation *op = start->base.getDefiningOp();
    return op ? op->getNumRegions() != 0
              : !isa<func::FuncOp>(
                    cast<BlockArgument>(start->base).getOwner()->getParentOp());
  };
  network.walk([&](Operation *op) {
    ValueRange pointers;
    if (auto launch = dyn_cast<LaunchOp>(op))
      pointers = launch.getBuffers();
    else if (auto store = dyn_cast<StoreOp>(op))
      pointers = store->getOperands().drop_front();
    for (auto [i, pointer] : llvm::enumerate(pointers))
      if (std::optional<int64_t> tensor = getTensor(op, i);
          tensor && isChosen(pointer))
        untracked.insert(*tensor);
  });
  MemoryState state;
  return verifyBlock(network.front(), state);
}

LogicalResult mlir::nn::verifyNetworkMemory(func::FuncOp network) {
  if (!network->hasAttr(abi::inputsAttrName) ||
      network->hasAttr(abi::scalarAttrName) || network.isExternal())
    return success();
  return MemoryVerifier(network).verify();
}
