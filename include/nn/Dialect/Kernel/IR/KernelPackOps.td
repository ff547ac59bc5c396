//===- KernelPackOps.td ------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that change the layout of a tensor to the one that a schedule asks for.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELPACKOPS_TD
#define NN_DIALECT_KERNEL_IR_KERNELPACKOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/Kernel/IR/KernelBase.td"

class Kernel_PackingOp<string mnemonic, list<Trait> traits = []>
    : Kernel_Op<mnemonic, traits # [Pure]> {
  code packingDeclarations = [{
    /// The layout as one value.
    ::mlir::nn::Packing getPacking() {
      return {getOrder(), getInnerDims(), getInnerTiles(), getScalable()};
    }
  }];
}

def Kernel_PackConstantOp : Kernel_PackingOp<"pack_constant", [
    InferTypeOpAdaptor]> {
  let summary = "A weight in the layout that a kernel wants";
  let description = [{
    Cuts the dimensions `inner_dims` of the input into tiles of `inner_tiles`
    elements, pads the last tile of each with zeros, and permutes: dimension `i`
    of the result is, for `i` below the input's rank, dimension `order[i]` of
    the input (the number of its tiles where it is cut), and the tiles are the
    trailing dimensions, in the order of `inner_dims`. A dimension may be cut
    more than once; each cut is of the tile that the one before left.

    The input is a constant: nn-evaluate-constants replaces this op by another
    constant. Where the layout is `scalable`, the size of its one tile is a
    multiple of vscale, so only the machine that the network runs on can pack:
    nn-plan-memory makes of this op a part of the network's init function.

    Example:

    ```mlir
    %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
        inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
        : tensor<64x100xf32> -> tensor<4x64x32xf32>
    %q = kernel.pack_constant %w {order = array<i64: 1, 0>,
        inner_dims = array<i64: 1>, inner_tiles = array<i64: 16>, scalable}
        : tensor<64x100xf32> -> tensor<?x64x?xf32>
    ```
  }];
  let arguments = (ins AnyStaticShapeTensor:$input, DenseI64ArrayAttr:$order,
                       DenseI64ArrayAttr:$inner_dims,
                       DenseI64ArrayAttr:$inner_tiles, UnitAttr:$scalable);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let extraClassDeclaration = packingDeclarations;
}

def Kernel_UnpackOp : Kernel_PackingOp<"unpack"> {
  let summary = "The logical view of a packed tensor";
  let description = [{
    The inverse of `kernel.pack_constant`; what was padded is dropped. It stands
    in a kernel, between the packed argument and the op that reads it as if it
    were not packed. Only what has no tiles can have sizes that are not known.
    Code generation addresses the packed tensor instead: this op computes nothing
    and none is left afterwards.

    Example:

    ```mlir
    %w = kernel.unpack %p {order = array<i64: 1, 0>,
        inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
        : tensor<4x64x32xf32> -> tensor<64x100xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, DenseI64ArrayAttr:$order,
                       DenseI64ArrayAttr:$inner_dims,
                       DenseI64ArrayAttr:$inner_tiles, UnitAttr:$scalable);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
  let extraClassDeclaration = packingDeclarations;
}

#endif // NN_DIALECT_KERNEL_IR_KERNELPACKOPS_TD
