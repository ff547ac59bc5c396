//===- Passes.td ---------------------------------------- -*- tablegen -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that make object code of kernels on a CPU: copies, scratch memory, the
// grid and the calling convention.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_CPU_PASSES_TD
#define NN_CODEGEN_CPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNExpandChecks : Pass<"nn-expand-checks", "::mlir::ModuleOp"> {
  let summary = "Turn checks into early returns that leave a message";
  let description = [{
    For functions on memrefs, which return no status: a `kernel.check` that does
    not hold writes its message to the global `nn_reference_message`, and returns
    results that nobody may look at. Buffers of the run are not freed then. A
    check within an scf op is an error: `convert-scf-to-cf` runs before.

    ```mlir
    kernel.check %c, "expected equal sizes, got {} and {}"(%n, %m : index, index)
    ```

    becomes

    ```mlir
      cf.cond_br %c, ^rest, ^fail
    ^fail:
      %0 = llvm.mlir.addressof @nn_reference_message : !llvm.ptr
      llvm.call @snprintf(%0, ..) vararg(..) : (..) -> i32
      %1 = ub.poison : memref<8xf32>
      return %1 : memref<8xf32>
    ```
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::arith::ArithDialect",
    "::mlir::cf::ControlFlowDialect", "::mlir::ub::UBDialect"
  ];
}

def NNExpandCopies : Pass<"nn-expand-copies", "::mlir::ModuleOp"> {
  let summary = "Turn memref.copy into linalg.copy";
  let description = [{
    A `memref.copy` of strided memrefs becomes a call of a runtime function that
    copies element by element; as `linalg.copy` it becomes loops.

    ```mlir
    memref.copy %a, %b : memref<4xf32> to memref<4xf32, strided<[2]>>
    ```

    becomes

    ```mlir
    linalg.copy ins(%a : memref<4xf32>) outs(%b : memref<4xf32, strided<[2]>>)
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def NNExpandMinMax : Pass<"nn-expand-min-max"> {
  let summary = "Turn minima and maxima of floats into selections";
  let description = [{
    `arith.maximumf` returns NaN if either operand is NaN, and orders the zeros,
    which no instruction of x86 does. A comparison and a selection do the former
    in one instruction if an operand is a constant, in three else. The sign of a
    zero that is the result is that of either operand. AArch64 has the
    instructions, and its code is left alone.

    ```mlir
    %0 = arith.maximumf %x, %zero : vector<16xf32>
    ```

    becomes

    ```mlir
    %1 = arith.cmpf ogt, %zero, %x : vector<16xf32>
    %0 = arith.select %1, %zero, %x : vector<16xi1>, vector<16xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNExpandReshapes : Pass<"nn-expand-reshapes"> {
  let summary = "Address what a dimension is cut into, if two sizes are unknown";
  let description = [{
    Upstream's `expand-strided-metadata` computes at most one unknown size of
    those that a dimension is expanded into, and crashes if there are more,
    though the op says them all.

    ```mlir
    %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, %b, 4]
        : memref<?x4xf32> into memref<?x?x4xf32>
    ```

    becomes

    ```mlir
    %s = affine.apply affine_map<()[s0] -> (s0 * 4)>()[%b]
    %0 = memref.reinterpret_cast %x to offset: [0], sizes: [%a, %b, 4],
        strides: [%s, 4, 1] : memref<?x4xf32> to memref<?x?x4xf32, ...>
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect"];
}

def NNHoistScratch : Pass<"nn-hoist-scratch", "::mlir::ModuleOp"> {
  let summary = "Put a kernel's allocations into its scratch argument";
  let description = [{
    Runs on a kernel module. `@entry` gets one more argument, a memref of bytes
    that the caller provides for each thread, and every allocation becomes a part
    of it. A new function, `@scratch(args)`, computes how many bytes there are
    from the sizes among the arguments of a launch, as the host has them (see
    `nn-lower-kernel-abi`). Where a size depends on more than those, as on a
    loop, there is room for the largest that upstream's ValueBoundsOpInterface
    proves; it is an error if none is.

    ```mlir
    func.func @entry(%x: memref<?xf32>, %n: index) {
      %0 = memref.alloc(%n) : memref<?xf32>
      ...
    }
    ```

    becomes

    ```mlir
    func.func @scratch(%args: !llvm.ptr) -> i64 {
      %0 = llvm.getelementptr %args[1] : (!llvm.ptr) -> !llvm.ptr, i64
      %1 = llvm.load %0 : !llvm.ptr -> i64
      ... // 4 * %1
    }
    func.func @entry(%x: memref<?xf32>, %n: index, %scratch: memref<?xi8>) {
      %c0 = arith.constant 0 : index
      %0 = memref.view %scratch[%c0][%n] : memref<?xi8> to memref<?xf32>
      ...
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect"
  ];
}

def NNLowerKernelABI : Pass<"nn-lower-kernel-abi", "::mlir::ModuleOp"> {
  let summary = "Give a kernel the C functions that the host calls";
  let description = [{
    Runs on a kernel module after nn-hoist-scratch. The scf.forall of `@entry`
    becomes a loop over the part of the grid that a call executes, and the
    function splits into

    - `@entry(args, begin, end, scratch)`: loads the arguments from 8-byte slots
      at `args`, a pointer a memref and then the `index` arguments, and calls
    - `@body`: internal, with noalias pointers, which builds the memrefs of them.
      What stores before the loop, the borders, runs in the call with `begin`
      0;
    - `@grid(args)`: the number of tiles.

    ```mlir
    func.func @entry(%x: memref<64xf32>, %scratch: memref<0xi8>) {
      scf.forall (%i) in (4) { ... }
    }
    ```

    becomes

    ```mlir
    func.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %s: !llvm.ptr) {
      %0 = llvm.load %args : !llvm.ptr -> !llvm.ptr
      call @body(%0, %begin, %end, %s) : (!llvm.ptr, i64, i64, !llvm.ptr) -> ()
      return
    }
    func.func private @body(%x: !llvm.ptr {llvm.noalias}, %begin: i64,
                            %end: i64, %s: !llvm.ptr {llvm.noalias}) {
      ...
      scf.for %i = %0 to %1 step %c1 { ... }
    }
    func.func @grid(%args: !llvm.ptr) -> i64
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::scf::SCFDialect"
  ];
}

#endif // NN_CODEGEN_CPU_PASSES_TD
