//===- ApplySchedule.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-apply-schedule: a kernel of linalg on tensors becomes loops and
// vectors on buffers, inside one scf.forall.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ArmSVE/IR/ArmSVEDialect.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Codegen/Vector/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNAPPLYSCHEDULE
#include "nn/Codegen/Vector/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Emits one kernel.
class KernelEmitter {
public:
  KernelEmitter(KernelStages &kernel, const Schedule &schedule,
                const TargetInfo &target)
      : kernel(kernel), schedule(schedule), entry(kernel.getEntry()),
        target(target), b(entry.getContext()), buffers(b, kernel),
        stages(kernel.getStages().begin(), kernel.getStages().end()) {}

  LogicalResult emit();

private:
  /// Begins an error: nothing inside a kernel says which one it is.
  InFlightDiagnostic emitError() {
    auto module = entry->getParentOfType<ModuleOp>();
    return entry.emitError()
           << "kernel '" << module.getSymName().value_or("") << "': ";
  }
  LogicalResult resolveGrid();
  LogicalResult resolvePlans();
  LogicalResult layOutScratch();
  void layOutShared(Stage &stage, const StagePlan &plan, unsigned number);
  void emitBorders();
  void emitBordersOnThreads(Value id);
  LogicalResult emitGrid();
  void emitTile(unsigned gridDim, ArrayRef<Value> positions,
                ArrayRef<Value> ids, SmallVector<int64_t> extents,
                SmallVector<Value> dynamicExtents);
  void eraseTensors();

  /// The tiles along a dimension of the grid.
  struct Cut {
    unsigned dim;
    int64_t step;
    AffineExpr size;
    AffineExpr count;
  };

  KernelStages &kernel;
  const Schedule &schedule;
  func::FuncOp entry;
  TargetInfo target;
  OpBuilder b;
  KernelBuffers buffers;
  SmallVector<Stage, 0> stages;
  SmallVector<StagePlan, 0> plans;
  SmallVector<std::unique_ptr<StageEmitter>> emitters;
  SmallVector<Cut> cuts;
};

} // namespace

LogicalResult KernelEmitter::resolveGrid() {
  for (const ScheduleLoop &loop : schedule.grid) {
    ArrayRef<GridDim> dims = kernel.getGrid();
    const auto *dim = llvm::find_if(
        dims, [&](const GridDim &d) { return d.name == loop.dim; });
    if (dim == dims.end()) {
      InFlightDiagnostic diag = emitError()
                                << "the schedule's grid cuts '" << loop.dim
                                << "'; the stages share ";
      if (dims.empty())
        diag << "no dimension";
      llvm::interleaveComma(
          dims, diag, [&](const GridDim &d) { diag << "'" << d.name << "'"; });
      return failure();
    }
    Cut cut;
    cut.dim = dim - dims.begin();
    if (loop.scalable)
      return emitError() << "the schedule's grid cuts '" << loop.dim
                         << "' by a scalable step, expected a fixed one";
    cut.step = loop.size;
    cut.size = dim->size;
    cut.count = dim->size.ceilDiv(cut.step);
    if (llvm::any_of(cuts, [&](const Cut &c) { return c.dim == cut.dim; }))
      return emitError() << "the schedule's grid cuts '" << loop.dim
                         << "' twice";
    cuts.push_back(cut);
  }
  return success();
}

LogicalResult KernelEmitter::resolvePlans() {
  if (schedule.stages.size() != stages.size())
    return emitError() << "the schedule has " << schedule.stages.size()
                       << " stages, expected " << stages.size();
  for (auto [stage, stageSchedule] : llvm::zip(stages, schedule.stages)) {
    SmallVector<int64_t> steps(stage.dims.size(), 0);
    for (const Cut &cut : cuts)
      if (int dim = stage.gridDims[cut.dim]; dim >= 0)
        steps[dim] = cut.step;
    FailureOr<StagePlan> plan = StagePlan::resolve(
        stage, stageSchedule, steps, target, [&] { return emitError(); });
    if (failed(plan))
      return failure();
    plans.push_back(*plan);
  }
  for (auto [stage, plan] : llvm::zip(stages, plans))
    emitters.push_back(
        std::make_unique<StageEmitter>(b, kernel, buffers, stage, plan));
  for (auto [emitter, stageSchedule] : llvm::zip(emitters, schedule.stages))
    if (emitter->lacksPartialSums())
      return emitError()
             << "stage '" << stageSchedule.name
             << "': a reduction loop stands around others, but its sums "
                "cannot be kept in the stage's result";
  return success();
}

/// Gives the temporaries the size of what one tile of the grid needs of them.
LogicalResult KernelEmitter::layOutScratch() {
  KernelSymbols &symbols = kernel.getSymbols();
  for (auto [number, memory] : llvm::enumerate(kernel.getScratch())) {
    unsigned rank = memory.sizes.size();
    SmallVector<AffineExpr> sizes(memory.sizes);
    // Behind a dimension that is no grid's, dimensions keep their sizes: its
    // stride stays what the views say.
    unsigned numCut = 0;
    while (numCut < rank &&
           (memory.gridDims[numCut] >= 0 || memory.sizes[numCut] == 1))
      ++numCut;
    for (const Cut &cut : cuts)
      for (unsigned dim = 0; dim < numCut; ++dim)
        if (memory.gridDims[dim] == static_cast<int>(cut.dim))
          sizes[dim] = symbols.constant(cut.step);
    // A block may be larger than the whole.
    for (unsigned dim = 0; dim < rank; ++dim)
      if (std::optional<int64_t> whole = getConstant(memory.sizes[dim]))
        if (std::optional<int64_t> block = getConstant(sizes[dim]))
          sizes[dim] = symbols.constant(std::min(*whole, *block));
    SmallVector<AffineExpr> strides(rank);
    AffineExpr stride = symbols.constant(1);
    for (int dim = rank - 1; dim >= 0; --dim) {
      strides[dim] = stride;
      stride = stride * sizes[dim];
    }
    Type elementType =
        cast<RankedTensorType>(memory.tensor.getType()).getElementType();
    std::optional<int64_t> size = getConstant(stride);
    if (!size && target.hasDevice())
      return emitError() << "what its stages leave each other has no "
                            "constant size in a tile of the grid";
    auto type =
        MemRefType::get({size.value_or(ShapedType::kDynamic)}, elementType);
    SmallVector<Value> dynamicSizes;
    if (!size)
      dynamicSizes.push_back(buffers.apply(entry.getLoc(), stride));
    Value buffer = memref::AllocOp::create(
        b, entry.getLoc(), type, dynamicSizes, b.getI64IntegerAttr(64));
    buffers.setScratch(number, buffer);

    for (Stage &stage : stages)
      for (StageAccess &access : stage.accesses) {
        if (access.view.scratch != static_cast<int>(number))
          continue;
        // The other strides can have changed too, so start over from the
        // contribution that each loop has to each dimension.
        for (unsigned dim = 0, e = stage.dims.size(); dim < e; ++dim)
          if (int tensorDim = access.scratchDims[dim]; tensorDim >= 0)
            access.outer[dim] = access.inner[dim] = strides[tensorDim];
      }
  }
  return success();
}

/// Makes the accesses of shared operands accesses of the workgroup's memory.
void KernelEmitter::layOutShared(Stage &stage, const StagePlan &plan,
                                 unsigned number) {
  KernelSymbols &symbols = kernel.getSymbols();
  for (const StagePlan::SharedOperand &operand : plan.shared) {
    StageAccess &access = stage.accesses[operand.access];
    auto type =
        MemRefType::get({operand.numAllocated}, access.view.elementType);
    buffers.setScratch(number,
                       memref::AllocOp::create(b, entry.getLoc(), type));
    access.view.buffer = Value();
    access.view.scratch = number++;
    access.offset = symbols.constant(0);
    unsigned numDims = stage.dims.size();
    access.outer.assign(numDims, symbols.constant(0));
    // Neither the grid nor the loop around moves within it.
    access.scratchDims.assign(numDims, 0);
    for (auto [dim, stride] : llvm::zip(operand.dims, operand.strides))
      access.outer[dim] = symbols.constant(stride);
    access.inner = access.outer;
  }
}

/// Returns sizes and strides of a view, with one dimension for those that lie
/// one after another.
static SmallVector<std::pair<AffineExpr, AffineExpr>>
getMergedDims(const View &view) {
  SmallVector<std::pair<AffineExpr, AffineExpr>> dims;
  for (auto [size, stride] : llvm::zip(view.sizes, view.strides)) {
    if (size == 1)
      continue;
    if (!dims.empty() && dims.back().second == stride * size)
      dims.back() = {dims.back().first * size, stride};
    else
      dims.push_back({size, stride});
  }
  return dims;
}

/// Emits loops that store one value everywhere in a view.
static void emitFill(OpBuilder &b, Location loc, KernelBuffers &buffers,
                     const KernelViews::Border &border, int64_t lanes) {
  const View &view = border.view;
  SmallVector<std::pair<AffineExpr, AffineExpr>> dims = getMergedDims(view);
  Value flat = buffers.getFlat(view);
  OpBuilder::InsertionGuard guard(b);
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  AffineExpr d1 = getAffineDimExpr(1, b.getContext());
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  Value base = buffers.apply(loc, view.offset);
  bool isContiguous = !dims.empty() && dims.back().second == 1;
  for (auto [size, stride] : ArrayRef(dims).drop_back(isContiguous ? 1 : 0)) {
    auto loop = scf::ForOp::create(b, loc, index(0), buffers.apply(loc, size),
                                   index(1));
    b.setInsertionPointToStart(loop.getBody());
    base = buffers.apply(loc, d0 + d1 * stride, {base, loop.getInductionVar()});
  }
  if (!isContiguous) {
    memref::StoreOp::create(b, loc, border.value, flat, base);
    return;
  }
  AffineExpr size = dims.back().first;
  Value upper = buffers.apply(loc, size);
  Value main = buffers.apply(loc, size.floorDiv(lanes) * lanes);
  auto emitPart = [&](Value lower, Value upper, int64_t step) {
    auto loop = scf::ForOp::create(b, loc, lower, upper, index(step));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value at = buffers.apply(loc, d0 + d1, {base, loop.getInductionVar()});
    if (step == 1) {
      memref::StoreOp::create(b, loc, border.value, flat, at);
      return;
    }
    Value vector = vector::BroadcastOp::create(
        b, loc, VectorType::get({step}, view.elementType), border.value);
    vector::StoreOp::create(b, loc, vector, flat, at);
  };
  bool canBeVector =
      view.elementType.isIntOrFloat() && !view.elementType.isInteger(1);
  if (canBeVector && lanes > 1) {
    emitPart(index(0), main, lanes);
    emitPart(main, upper, 1);
  } else {
    emitPart(index(0), upper, 1);
  }
}

void KernelEmitter::emitBorders() {
  for (const KernelViews::Border &border : kernel.getBorders()) {
    int64_t lanes = 1;
    if (border.view.elementType.isIntOrFloat())
      lanes = target.vectorBits /
              std::max(8u, border.view.elementType.getIntOrFloatBitWidth());
    emitFill(b, entry.getLoc(), buffers, border, lanes);
  }
}

/// Lets the threads of the first tile store the borders.
void KernelEmitter::emitBordersOnThreads(Value id) {
  if (kernel.getBorders().empty())
    return;
  Location loc = entry.getLoc();
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  Value isFirst =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, id, zero);
  auto branch = scf::IfOp::create(b, loc, isFirst, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(branch.thenBlock());
  for (const KernelViews::Border &border : kernel.getBorders()) {
    SmallVector<OpFoldResult> sizes;
    AffineExpr index = border.view.offset;
    for (auto [size, stride] : getMergedDims(border.view)) {
      std::optional<int64_t> constant = getConstant(size);
      AffineExpr dim = getAffineDimExpr(sizes.size(), b.getContext());
      index = index + dim * stride;
      sizes.push_back(constant ? OpFoldResult(b.getIndexAttr(*constant))
                               : OpFoldResult(buffers.apply(loc, size)));
    }
    Value flat = buffers.getFlat(border.view);
    emitThreads(b, loc, sizes, [&](Value, ValueRange indices) {
      memref::StoreOp::create(b, loc, border.value, flat,
                              buffers.apply(loc, index, indices));
    });
  }
}

/// Emits the stages for one tile of the grid: for threads once, else once for
/// each combination of whole and cut-off tiles.
void KernelEmitter::emitTile(unsigned gridDim, ArrayRef<Value> positions,
                             ArrayRef<Value> ids, SmallVector<int64_t> extents,
                             SmallVector<Value> dynamicExtents) {
  Location loc = entry.getLoc();
  if (gridDim < cuts.size()) {
    const Cut &cut = cuts[gridDim];
    std::optional<int64_t> size = getConstant(cut.size);
    bool isCutOff = size && *size > cut.step && *size % cut.step != 0;
    if (isCutOff && !target.hasDevice()) {
      Value last = arith::ConstantIndexOp::create(b, loc, *size / cut.step);
      Value isWhole = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne,
                                            ids[gridDim], last);
      auto branch = scf::IfOp::create(b, loc, isWhole, /*withElseRegion=*/true);
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(branch.thenBlock());
      extents[gridDim] = cut.step;
      emitTile(gridDim + 1, positions, ids, extents, dynamicExtents);
      b.setInsertionPointToStart(branch.elseBlock());
      extents[gridDim] = *size % cut.step;
      emitTile(gridDim + 1, positions, ids, extents, dynamicExtents);
      return;
    }
    if (size && !isCutOff) {
      extents[gridDim] = std::min(*size, cut.step);
    } else if (cut.step == 1) {
      extents[gridDim] = 1;
    } else {
      extents[gridDim] = ShapedType::kDynamic;
      MLIRContext *context = b.getContext();
      AffineExpr left = cut.size - getAffineDimExpr(0, context);
      Value leftValue = buffers.apply(loc, left, positions[gridDim]);
      Value step = arith::ConstantIndexOp::create(b, loc, cut.step);
      dynamicExtents[gridDim] = arith::MinSIOp::create(b, loc, leftValue, step);
    }
    emitTile(gridDim + 1, positions, ids, extents, dynamicExtents);
    return;
  }

  for (auto [stage, emitter] : llvm::zip(stages, emitters)) {
    NestState state = emitter->getInitialState();
    for (auto [index, cut] : llvm::enumerate(cuts)) {
      int dim = stage.gridDims[cut.dim];
      if (dim < 0)
        continue;
      emitter->advance(state, dim, positions[index], /*skipScratch=*/true);
      state.dims[dim].extent = extents[index];
      state.dims[dim].dynamicExtent = dynamicExtents[index];
      state.dims[dim].bound = cut.step;
    }
    if (target.hasDevice())
      emitter->emitOnThreads(state);
    else
      emitter->emit(state);
  }
}

LogicalResult KernelEmitter::emitGrid() {
  Location loc = entry.getLoc();
  AffineExpr total = kernel.getSymbols().constant(1);
  for (const Cut &cut : cuts)
    total = total * cut.count;
  std::optional<int64_t> constant = getConstant(total);
  OpFoldResult upper = constant ? OpFoldResult(b.getIndexAttr(*constant))
                                : OpFoldResult(buffers.apply(loc, total));
  auto forall = scf::ForallOp::create(b, loc, ArrayRef<OpFoldResult>(upper),
                                      ValueRange(), std::nullopt);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(forall.getBody());
  if (failed(layOutScratch()))
    return failure();
  for (auto [stage, plan] : llvm::zip(stages, plans)) {
    if (plan.shared.empty())
      continue;
    if (stages.size() > 1)
      return emitError() << "one of several stages shares operands";
    layOutShared(stage, plan, kernel.getScratch().size());
  }
  if (target.hasDevice())
    emitBordersOnThreads(forall.getInductionVar(0));

  SmallVector<Value> ids;
  if (cuts.size() == 1) {
    ids.push_back(forall.getInductionVar(0));
  } else if (cuts.size() > 1) {
    SmallVector<OpFoldResult> counts;
    for (const Cut &cut : cuts) {
      std::optional<int64_t> count = getConstant(cut.count);
      counts.push_back(count ? OpFoldResult(b.getIndexAttr(*count))
                             : OpFoldResult(buffers.apply(loc, cut.count)));
    }
    auto delinearized = affine::AffineDelinearizeIndexOp::create(
        b, loc, forall.getInductionVar(0), counts);
    llvm::append_range(ids, delinearized.getResults());
  }
  SmallVector<Value> positions;
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  for (auto [cut, id] : llvm::zip(cuts, ids))
    positions.push_back(buffers.apply(loc, d0 * cut.step, id));
  emitTile(0, positions, ids, SmallVector<int64_t>(cuts.size(), 1),
           SmallVector<Value>(cuts.size()));
  return success();
}

/// Erases the body that the loops replace.
void KernelEmitter::eraseTensors() {
  Block &block = entry.getBody().front();
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
    bool isTensorOp = isa<bufferization::MaterializeInDestinationOp>(op) ||
                      (op.getNumResults() > 0 &&
                       llvm::all_of(op.getResultTypes(), [](Type type) {
                         return isa<TensorType>(type);
                       }));
    if (isTensorOp && op.use_empty())
      op.erase();
  }
}

LogicalResult KernelEmitter::emit() {
  if (failed(resolveGrid()) || failed(resolvePlans()))
    return failure();
  b.setInsertionPoint(entry.getBody().front().getTerminator());
  if (!target.hasDevice())
    emitBorders();
  if (failed(emitGrid()))
    return failure();
  eraseTensors();
  return success();
}

namespace {

struct NNApplySchedulePass
    : public nn::impl::NNApplyScheduleBase<NNApplySchedulePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!entry || !isKernel(module))
      return;
    KernelStages::normalize(entry);
    auto attr = module->getAttrOfType<ScheduleAttr>(scheduleAttrName);
    std::string reason;
    FailureOr<std::unique_ptr<KernelStages>> kernel =
        KernelStages::analyze(entry, reason);
    if (failed(kernel)) {
      if (attr) {
        entry.emitError() << "kernel '" << module.getSymName().value_or("")
                          << "' cannot follow its schedule: " << reason;
        return signalPassFailure();
      }
      // A grid is loops already.
      if (entry.getOps<scf::ForallOp>().empty())
        entry.emitRemark() << "compiled by plain loops: " << reason;
      return;
    }
    Schedule schedule;
    if (attr)
      schedule = attr.getSchedule();
    else
      for (auto [index, stage] : llvm::enumerate((*kernel)->getStages())) {
        ScheduleStage &plain = schedule.stages.emplace_back();
        plain.name = "s" + std::to_string(index);
      }
    KernelEmitter emitter(**kernel, schedule, TargetInfo::get(module));
    if (failed(emitter.emit()))
      return signalPassFailure();
    module->removeAttr(scheduleAttrName);
  }
};

} // namespace
