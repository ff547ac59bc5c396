//===- OutlineGPU.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-outline-gpu: the grid becomes workgroups, the loops inside become
// invocations.
//
//===----------------------------------------------------------------------===//

#include "WorkgroupMemory.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/KernelSizes.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Support/ElementBytes.h"
#include "nn/Support/Target.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNOUTLINEGPU
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// A grid of so many workgroups needs no second dimension on any device.
static constexpr int64_t maxWorkgroupsOfOneDim = 65535;

namespace {

/// Outlines one entry function.
class Outliner {
public:
  Outliner(func::FuncOp entry)
      : entry(entry), target(TargetInfo::get(entry)), b(entry.getContext()),
        loc(entry.getLoc()) {}

  LogicalResult outline();

private:
  bool isRepeated(Operation &op);
  LogicalResult findGrid();
  void makeOnePoint();
  LogicalResult check();
  LogicalResult chooseWorkgroupSize();
  unsigned chooseIndexBits();
  void createFunction();
  void loadParameters();
  void clonePrefix();
  void cloneGrid();
  Value emitPoint(Value workgroup, std::optional<int64_t> numWorkgroups);
  void mapThreads();
  void mapForall(scf::ForallOp forall, Value thread);
  void moveToWorkgroupMemory();
  InFlightDiagnostic emitKernelError();
  LogicalResult checkWorkgroupMemory();
  LogicalResult shareWorkgroupMemory();
  LogicalResult addBases();

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }

  func::FuncOp entry;
  TargetInfo target;
  OpBuilder b;
  Location loc;
  scf::ForallOp grid;
  /// True if the points of the grid are sequential code.
  bool isSequential = false;
  /// Points of the grid that a workgroup computes: one, or of sequential code
  /// one an invocation.
  int64_t pointsPerWorkgroup = 1;
  int64_t workgroupSize = TargetInfo::subgroupSize;
  gpu::GPUFuncOp function;
  IRMapping mapping;
  /// The first element of each buffer.
  SmallVector<Value> bases;
};

} // namespace

/// Returns the buffer that a view is of.
static Value getBuffer(Value memref) {
  while (auto cast = memref.getDefiningOp<memref::ReinterpretCastOp>())
    memref = cast.getSource();
  return memref;
}

/// True if an op outside the grid can be computed by every workgroup: what it
/// loads, none of them stores.
bool Outliner::isRepeated(Operation &op) {
  auto load = dyn_cast<memref::LoadOp>(op);
  if (!load)
    return isMemoryEffectFree(&op);
  Value buffer = getBuffer(load.getMemRef());
  // Whatever stores: elements, vectors, copies.
  return !entry
              .walk([&](MemoryEffectOpInterface writer) {
                SmallVector<MemoryEffects::EffectInstance> effects;
                writer.getEffects<MemoryEffects::Write>(effects);
                return llvm::any_of(effects,
                                    [&](const auto &effect) {
                                      Value written = effect.getValue();
                                      return written &&
                                             getBuffer(written) == buffer;
                                    })
                           ? WalkResult::interrupt()
                           : WalkResult::advance();
              })
              .wasInterrupted();
}

LogicalResult Outliner::findGrid() {
  WalkResult result = entry.walk([&](Operation *op) -> WalkResult {
    if (llvm::none_of(op->getResultTypes(), llvm::IsaPred<TensorType>))
      return WalkResult::advance();
    op->emitOpError("of tensors is left in a kernel for a device: apply its "
                    "schedule and bufferize before");
    return WalkResult::interrupt();
  });
  if (result.wasInterrupted())
    return failure();
  SmallVector<scf::ForallOp> found =
      llvm::to_vector(entry.getBody().front().getOps<scf::ForallOp>());
  isSequential = llvm::all_of(found, [](scf::ForallOp forall) {
    std::optional<ArrayAttr> mapping = forall.getMapping();
    return mapping && llvm::all_of(*mapping, llvm::IsaPred<GridAttr>);
  });
  if (isSequential) {
    bool hasOthers = llvm::any_of(
        entry.getBody().front().without_terminator(), [&](Operation &op) {
          return !isRepeated(op) && (found.size() != 1 || &op != found.front());
        });
    if (found.size() != 1 || hasOthers)
      makeOnePoint();
  }
  FailureOr<scf::ForallOp> one = abi::findGrid(entry);
  if (failed(one))
    return failure();
  grid = *one;
  if (!isSequential)
    return success();
  pointsPerWorkgroup = TargetInfo::subgroupSize;
  return shareWorkgroupMemory();
}

/// Lets one invocation compute all that is in the kernel, in order.
void Outliner::makeOnePoint() {
  Block &body = entry.getBody().front();
  SmallVector<Operation *> ops;
  for (Operation &op : body.without_terminator())
    if (!isa<memref::ReinterpretCastOp>(op))
      ops.push_back(&op);
  b.setInsertionPoint(body.getTerminator());
  auto forall =
      scf::ForallOp::create(b, loc, ArrayRef<OpFoldResult>(b.getIndexAttr(1)),
                            ValueRange(), std::nullopt);
  for (Operation *op : ops) {
    op->moveBefore(forall.getBody()->getTerminator());
    auto inner = dyn_cast<scf::ForallOp>(op);
    if (!inner)
      continue;
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(inner);
    auto bounds = [&](ArrayRef<OpFoldResult> values) {
      return getValueOrCreateConstantIndexOp(b, loc, values);
    };
    scf::LoopNest nest = scf::buildLoopNest(
        b, loc, bounds(inner.getMixedLowerBound()),
        bounds(inner.getMixedUpperBound()), bounds(inner.getMixedStep()));
    inner.getBody()->getTerminator()->erase();
    Block *target = nest.loops.back().getBody();
    target->getOperations().splice(target->getTerminator()->getIterator(),
                                   inner.getBody()->getOperations());
    for (auto [old, loop] : llvm::zip(inner.getInductionVars(), nest.loops))
      old.replaceAllUsesWith(loop.getInductionVar());
    inner.erase();
  }
}

LogicalResult Outliner::check() {
  for (Operation &op : entry.getBody().front().without_terminator())
    if (&op != grid.getOperation() && !isRepeated(op))
      return op.emitOpError("stands outside the grid of a kernel for a device");
  return success();
}

/// Returns the bound of a loop over threads, if it is constant.
static std::optional<int64_t> getNumThreads(scf::ForallOp forall) {
  return getConstantIntValue(forall.getMixedUpperBound()[0]);
}

LogicalResult Outliner::chooseWorkgroupSize() {
  int64_t wanted = 1;
  grid.getBody()->walk([&](scf::ForallOp forall) {
    wanted =
        std::max(wanted, getNumThreads(forall).value_or(target.workgroupSize));
  });
  workgroupSize = std::min(llvm::alignTo(wanted, TargetInfo::subgroupSize),
                           static_cast<uint64_t>(target.workgroupSize));
  // Who waits for others has to be of as many as there are.
  int64_t waiting = 0;
  WalkResult result =
      grid.getBody()->walk([&](gpu::BarrierOp barrier) -> WalkResult {
        auto forall = barrier->getParentOfType<scf::ForallOp>();
        int64_t count = forall == grid ? 0 : getNumThreads(forall).value_or(0);
        if (count > 0 && count % TargetInfo::subgroupSize == 0 &&
            count <= target.workgroupSize && (!waiting || waiting == count)) {
          waiting = workgroupSize = count;
          return WalkResult::advance();
        }
        barrier.emitOpError("is for ")
            << count << " invocations, expected "
            << (waiting ? "the " + std::to_string(waiting) +
                              " of the barriers before"
                        : "a multiple of " +
                              std::to_string(TargetInfo::subgroupSize) +
                              " up to " + std::to_string(target.workgroupSize));
        return WalkResult::interrupt();
      });
  return failure(result.wasInterrupted());
}

/// Indices of 32 bits are the fast ones, where they reach every element.
unsigned Outliner::chooseIndexBits() {
  constexpr int64_t most = std::numeric_limits<int32_t>::max();
  if (target.device == DeviceKind::Vulkan)
    return 32;
  for (Type type : entry.getArgumentTypes()) {
    auto buffer = dyn_cast<MemRefType>(type);
    if (!buffer)
      continue;
    auto [strides, offset] = buffer.getStridesAndOffset();
    // Behind the last element, which a loop may compute.
    int64_t end = 0;
    for (auto [size, stride] : llvm::zip(buffer.getShape(), strides)) {
      int64_t length;
      if (ShapedType::isDynamic(size) || ShapedType::isDynamic(stride) ||
          llvm::MulOverflow<int64_t>(size, stride, length) ||
          llvm::AddOverflow(end, length, end) || end > most)
        return 64;
    }
  }
  return 32;
}

void Outliner::createFunction() {
  SmallVector<Type> types;
  for (Type type : entry.getArgumentTypes())
    if (auto buffer = dyn_cast<MemRefType>(type))
      types.push_back(
          MemRefType::get({ShapedType::kDynamic}, buffer.getElementType()));
  bool hasPointers = target.device == DeviceKind::CUDA;
  if (hasPointers)
    types.append(entry.getNumArguments() - types.size(), b.getIndexType());
  else
    types.push_back(MemRefType::get({ShapedType::kDynamic}, b.getI32Type()));
  auto module = gpu::GPUModuleOp::create(b, loc, "device");
  if (hasPointers) {
    DataLayoutEntryInterface index = DataLayoutEntryAttr::get(
        b.getIndexType(), b.getI32IntegerAttr(chooseIndexBits()));
    module->setAttr(DLTIDialect::kDataLayoutAttrName,
                    DataLayoutSpecAttr::get(b.getContext(), index));
  }
  b.setInsertionPointToStart(module.getBody());
  function = gpu::GPUFuncOp::create(b, loc, kernelEntryName,
                                    b.getFunctionType(types, {}));
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(), b.getUnitAttr());
  function.setKnownBlockSizeAttr(
      b.getDenseI32ArrayAttr({static_cast<int32_t>(workgroupSize), 1, 1}));
  b.setInsertionPointToStart(&function.getBody().front());
}

void Outliner::loadParameters() {
  unsigned numBuffers = getNumKernelBuffers(entry);
  if (target.device == DeviceKind::CUDA) {
    for (unsigned i = numBuffers; i < entry.getNumArguments(); ++i)
      mapping.map(entry.getArgument(i), function.getArgument(i));
    return;
  }
  Value parameters = function.getArguments().back();
  auto load = [&](unsigned number) -> Value {
    return memref::LoadOp::create(b, loc, parameters, index(number));
  };
  auto toIndex = [&](Value value) -> Value {
    return arith::IndexCastOp::create(b, loc, b.getIndexType(), value);
  };
  for (unsigned i = 0; i < numBuffers; ++i) {
    auto type = cast<MemRefType>(entry.getArgumentTypes()[i]);
    unsigned bytes = getElementBytes(type.getElementType());
    Value base = load(i);
    if (bytes > 1) {
      Value shift = arith::ConstantIntOp::create(b, loc, b.getI32Type(),
                                                 llvm::Log2_32(bytes));
      base = arith::ShRUIOp::create(b, loc, base, shift);
    }
    bases.push_back(toIndex(base));
  }
  for (unsigned i = numBuffers; i < entry.getNumArguments(); ++i)
    mapping.map(entry.getArgument(i), toIndex(load(i)));
}

/// Clones what stands before the grid. The casts that make buffers flat have no
/// use any more.
void Outliner::clonePrefix() {
  for (unsigned i = 0, e = getNumKernelBuffers(entry); i < e; ++i)
    mapping.map(entry.getArgument(i), function.getArgument(i));
  for (Operation &op : entry.getBody().front().without_terminator()) {
    if (&op == grid.getOperation())
      continue;
    auto cast = dyn_cast<memref::ReinterpretCastOp>(op);
    if (cast && isa<BlockArgument>(cast.getSource()))
      mapping.map(cast.getResult(), mapping.lookup(cast.getSource()));
    else
      b.clone(op, mapping);
  }
}

/// Enters the point of the grid that is computed here, unless there is none.
Value Outliner::emitPoint(Value workgroup,
                          std::optional<int64_t> numWorkgroups) {
  OpFoldResult count = grid.getMixedUpperBound()[0];
  std::optional<int64_t> constant = getConstantIntValue(count);
  Value point = workgroup;
  Value isActive;
  if (isSequential) {
    Value first =
        arith::MulIOp::create(b, loc, workgroup, index(pointsPerWorkgroup));
    Value thread = gpu::ThreadIdOp::create(b, loc, gpu::Dimension::x);
    point = arith::AddIOp::create(b, loc, first, thread);
    if (pointsPerWorkgroup < workgroupSize)
      isActive = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                       thread, index(pointsPerWorkgroup));
  }
  bool mayBeOutside = !numWorkgroups ||
                      *numWorkgroups > maxWorkgroupsOfOneDim ||
                      constant != *numWorkgroups * pointsPerWorkgroup;
  if (!mayBeOutside && !isActive)
    return point;
  Value end = constant ? index(*constant) : mapping.lookup(cast<Value>(count));
  Value isInside =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, point, end);
  if (isActive)
    isInside = arith::AndIOp::create(b, loc, isActive, isInside);
  auto branch = scf::IfOp::create(b, loc, isInside, /*withElseRegion=*/false);
  b.setInsertionPointToStart(branch.thenBlock());
  return point;
}

void Outliner::cloneGrid() {
  Value workgroup = gpu::BlockIdOp::create(b, loc, gpu::Dimension::x);
  std::optional<int64_t> numWorkgroups =
      getConstantIntValue(grid.getMixedUpperBound()[0]);
  if (numWorkgroups)
    numWorkgroups = llvm::divideCeil(*numWorkgroups, pointsPerWorkgroup);
  OpBuilder::InsertionGuard guard(b);
  if (!numWorkgroups || *numWorkgroups > maxWorkgroupsOfOneDim) {
    // The host may launch rows of workgroups, the last of which is not full.
    Value row = gpu::BlockIdOp::create(b, loc, gpu::Dimension::y);
    Value size = gpu::GridDimOp::create(b, loc, gpu::Dimension::x);
    Value before = arith::MulIOp::create(b, loc, row, size);
    workgroup = arith::AddIOp::create(b, loc, before, workgroup);
  }
  mapping.map(grid.getInductionVar(0), emitPoint(workgroup, numWorkgroups));
  for (Operation &op : grid.getBody()->without_terminator())
    b.clone(op, mapping);
}

void Outliner::mapForall(scf::ForallOp forall, Value thread) {
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(forall);
  std::optional<int64_t> count = getNumThreads(forall);
  Block *target = forall->getBlock();
  Block::iterator place = forall->getIterator();
  Value iteration = thread;
  if (!count || *count > workgroupSize) {
    Value end =
        getValueOrCreateConstantIndexOp(b, loc, forall.getMixedUpperBound()[0]);
    auto loop = scf::ForOp::create(b, loc, thread, end, index(workgroupSize));
    target = loop.getBody();
    place = target->getTerminator()->getIterator();
    iteration = loop.getInductionVar();
  } else if (*count < workgroupSize) {
    Value isInside = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                           thread, index(*count));
    auto branch = scf::IfOp::create(b, loc, isInside, /*withElseRegion=*/false);
    target = branch.thenBlock();
    place = target->getTerminator()->getIterator();
  }
  forall.getInductionVar(0).replaceAllUsesWith(iteration);
  forall.getBody()->getTerminator()->erase();
  target->getOperations().splice(place, forall.getBody()->getOperations());
  forall.erase();
}

void Outliner::mapThreads() {
  SmallVector<scf::ForallOp> foralls;
  function.walk([&](scf::ForallOp forall) { foralls.push_back(forall); });
  OpBuilder::InsertionGuard guard(b);
  // What one stage writes, other invocations read in the next.
  DenseSet<Block *> seen;
  for (scf::ForallOp forall : foralls)
    if (!seen.insert(forall->getBlock()).second) {
      b.setInsertionPoint(forall);
      gpu::BarrierOp::create(b, loc);
    }
  b.setInsertionPointToStart(&function.getBody().front());
  Value thread = gpu::ThreadIdOp::create(b, loc, gpu::Dimension::x);
  for (scf::ForallOp forall : foralls)
    mapForall(forall, thread);
}

void Outliner::moveToWorkgroupMemory() {
  auto space =
      gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  function.walk([&](memref::AllocOp alloc) {
    MemRefType type = alloc.getType();
    alloc.getResult().setType(MemRefType::get(
        type.getShape(), type.getElementType(), type.getLayout(), space));
    alloc.removeAlignmentAttr();
  });
}

/// Begins an error: nothing inside a kernel says which one it is.
InFlightDiagnostic Outliner::emitKernelError() {
  auto kernel = cast<ModuleOp>(entry->getParentOp());
  return entry.emitError() << "kernel '" << kernel.getSymName().value_or("")
                           << "' is unsupported on this target: ";
}

/// Checks that a workgroup has what its stages leave each other, and what they
/// share in between.
LogicalResult Outliner::checkWorkgroupMemory() {
  if (isSequential)
    return success();
  FailureOr<int64_t> bytes = countAllocatedBytes(grid);
  if (failed(bytes))
    return failure();
  if (*bytes <= target.workgroupBytes)
    return success();
  return emitKernelError() << "its stages take " << *bytes
                           << " bytes of memory, a workgroup has "
                           << target.workgroupBytes;
}

/// Lets as many points of sequential code be a workgroup as its memory is for.
LogicalResult Outliner::shareWorkgroupMemory() {
  FailureOr<int64_t> bytes = countAllocatedBytes(grid);
  if (failed(bytes))
    return failure();
  if (*bytes == 0)
    return success();
  pointsPerWorkgroup =
      std::min(pointsPerWorkgroup, target.workgroupBytes / *bytes);
  if (pointsPerWorkgroup > 0)
    return success();
  return emitKernelError() << "its loops take " << *bytes
                           << " bytes of memory, a workgroup has "
                           << target.workgroupBytes;
}

/// Lets each access of a buffer start from its first element.
LogicalResult Outliner::addBases() {
  for (auto [buffer, base] :
       llvm::zip(function.getArguments().take_front(bases.size()), bases)) {
    for (Operation *user : buffer.getUsers()) {
      OpOperand *index =
          TypeSwitch<Operation *, OpOperand *>(user)
              .Case<memref::LoadOp, memref::StoreOp, vector::LoadOp,
                    vector::StoreOp>(
                  [](auto access) { return &access.getIndicesMutable()[0]; })
              .Default([](Operation *) { return nullptr; });
      if (!index)
        return user->emitOpError("of a buffer is unsupported on this target");
      b.setInsertionPoint(user);
      index->set(arith::AddIOp::create(b, loc, base, index->get()));
    }
  }
  return success();
}

LogicalResult Outliner::outline() {
  if (failed(findGrid()) || failed(check()))
    return failure();
  if (failed(chooseWorkgroupSize()) || failed(checkWorkgroupMemory()))
    return failure();
  b.setInsertionPoint(entry);
  if (failed(abi::createGridFunction(b, entry, grid, pointsPerWorkgroup)))
    return failure();
  createFunction();
  loadParameters();
  clonePrefix();
  cloneGrid();
  gpu::ReturnOp::create(b, loc);
  mapThreads();
  if (!isSequential)
    moveToWorkgroupMemory();
  else if (failed(divideWorkgroupMemory(function, pointsPerWorkgroup)))
    return failure();
  if (failed(addBases()))
    return failure();
  Operation *kernel = entry->getParentOp();
  unsigned numBuffers = getNumKernelBuffers(entry);
  kernel->setAttr(abi::numBuffersAttrName, b.getI64IntegerAttr(numBuffers));
  kernel->setAttr(abi::numSizesAttrName,
                  b.getI64IntegerAttr(entry.getNumArguments() - numBuffers));
  entry.erase();
  return success();
}

namespace {

struct NNOutlineGPUPass : public nn::impl::NNOutlineGPUBase<NNOutlineGPUPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!isKernel(module) || !entry)
      return;
    if (failed(Outliner(entry).outline()))
      signalPassFailure();
  }
};

} // namespace
