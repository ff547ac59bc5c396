//===- KernelSchedule.td -------------------------------- -*- tablegen -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The attribute that holds a kernel's schedule.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_TD
#define NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_TD

include "mlir/IR/AttrTypeBase.td"
include "nn/Dialect/Kernel/IR/KernelBase.td"

def Kernel_ScheduleAttr : AttrDef<Kernel_Dialect, "Schedule"> {
  let mnemonic = "schedule";
  let summary = "How the loops of a kernel are ordered, tiled and vectorized";
  let description = [{
    Stands on a kernel's module as `nn.schedule`; nn-select-schedules chooses
    it, a person may write another, nn-apply-schedule consumes it. The text is:

        schedule  := `grid` `[` (loop (`,` loop)*)? `]` stage+
        stage     := NAME `:` algorithm `[` (loop (`,` loop)*)? `]` operand*
        algorithm := `direct` | `contract` | `rows` | `map` | `tf32` | `f16`
                   | `loops`
        loop      := (`warp` | `thread` | `for` | `vec` | `unroll`)? DIM
                     (`by` size)?
        size      := INT | `[` INT `]`
        operand   := NAME `packed` `[` packed (`,` packed)* `]`
                     `at` (`init` | `load` | `call`)
                   | NAME `at` `shared`
        packed    := DIM (`/` size)? | size

    Loops are listed from the outermost inwards; those of the grid have no word
    in front. `grid` loops run in any order and at once; on a GPU a point of the
    grid is a workgroup, and the `thread` loops, which stand outermost in a
    stage, are shared by its invocations: the innermost of them may be over a
    reduction, whose iterations so many invocations take in turn. The `vec` and
    `unroll` loops of a stage are the tile that its innermost loops keep in
    registers; the last `vec` is the dimension along which the vectors lie. A
    size in brackets is one times the target's vscale.

    A stage's algorithm says what it computes, and a stage that computes
    something else is an error: `map` has no reduction, `rows`, `contract` (sums
    of products) and `direct` (windows over an image) have one, `loops` says
    nothing. `tf32` and `f16` are products of matrices, in that precision, on the
    tensor cores of a GPU: `s0: tf32 [warp m by 32, warp n by 32, for k by 16]`
    lets each warp of a workgroup compute 32 by 32 sums, whose factors are copied
    to the workgroup's memory 16 steps at a time.

    An operand is named by its place among the inputs of the stage's first op,
    `in0`, or `lhs`, `rhs`, `x`, `w`. `oc/32` are the tiles of a dimension, `kh`
    all of it, `32` the tile itself. Constants are packed `at init`, by the
    compiler, if the tiles have a known size, else `at load` of the network. Any
    other operand can be packed `at call`, by a kernel in front of this one, but
    not in tiles: `in1 packed [b, k, n] at call` transposes it. What is `at shared`
    is loaded by the invocations of a workgroup together, into memory
    that they share, for each iteration of the last loop whose step is larger than
    the register tile.

    Example:

    ```mlir
    module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
        "grid [m by 8] mm: contract [for n by 32, for k, vec m by 8, vec n by 32] rhs packed [n/32, k, 32] at init">} {
    }
    ```
  }];
  let parameters = (ins StringRefParameter<"the schedule">:$text);
  let assemblyFormat = "`<` $text `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Returns the schedule that the text says.
    ::mlir::nn::Schedule getSchedule() const;
    /// Returns the attribute of a schedule.
    static ScheduleAttr get(::mlir::MLIRContext *context,
                            const ::mlir::nn::Schedule &schedule);
  }];
}

#endif // NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_TD
