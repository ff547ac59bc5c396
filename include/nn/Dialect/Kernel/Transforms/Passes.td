//===- Passes.td -------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that make kernels and change how host and kernels meet.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_TRANSFORMS_PASSES_TD
#define NN_DIALECT_KERNEL_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNEvaluateConstants : Pass<"nn-evaluate-constants", "::mlir::ModuleOp"> {
  let summary = "Evaluate what host functions do to the layout of constants";
  let description = [{
    Replaces `kernel.pack_constant` of a constant by a constant, and so the
    reshapes, casts, slices, paddings and transpositions of constants. Elements
    are copied from blob to blob, once, or not at all if their order stays; none
    is printed, hashed or computed on.

    ```mlir
    %w = arith.constant dense_resource<w> : tensor<64x100xf32>
    %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
        inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
        : tensor<64x100xf32> -> tensor<4x64x32xf32>
    ```
    becomes
    ```mlir
    %p = arith.constant dense_resource<w_1> : tensor<4x64x32xf32>
    ```

    A `kernel.pack_constant` of anything else is an error. One of a scalable
    layout stays: only the machine that runs the network knows its tile.
  }];
  let options = [
    Option<"freeSources", "free-sources", "bool", /*default=*/"false",
           "Release the elements of a constant that another one replaced. They "
           "are gone for all modules of the context">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNFuseElementwise : Pass<"nn-fuse-elementwise", "::mlir::func::FuncOp"> {
  let summary = "Fuse elementwise ops that share a loop";
  let description = [{
    Fuses an elementwise `linalg.generic` into the one that alone reads it, and
    into reductions, never into contractions or convolutions: what follows one
    of these stays behind it, as its epilogue. Nothing is computed twice. An op
    on an expanded tensor is computed in the shape before, so that a reshape does
    not keep it from what it follows. A contraction reads and writes tensors in
    the order that they have before and behind transpositions, as long as the
    innermost dimension stays.

    ```mlir
    %1 = linalg.generic {..} ins(%x : ..) outs(%e : ..) { exp }
    %2 = linalg.generic {..} ins(%1, %y : ..) outs(%e : ..) { add }
    ```
    becomes
    ```mlir
    %2 = linalg.generic {..} ins(%x, %y : ..) outs(%e : ..) { exp, add }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNPlacePads : Pass<"nn-place-pads", "::mlir::func::FuncOp"> {
  let summary = "Let producers write the borders that their consumers read";
  let description = [{
    A `tensor.pad` of a value that a linalg op computes moves to that op. The
    other readers of the value then read the interior of the padded one. Of
    several borders of the same padding value the largest serves all.

    ```mlir
    %1 = linalg.conv_2d_nhwc_hwcf ..
    %2 = tensor.pad %1 low[0, 1, 1, 0] high[0, 1, 1, 0] ..
    %3 = linalg.conv_2d_nhwc_hwcf ins(%2, ..) ..
    %4 = linalg.generic ins(%3, %1 : ..) ..
    ```
    becomes
    ```mlir
    %1 = linalg.conv_2d_nhwc_hwcf ..
    %2 = tensor.pad %1 low[0, 1, 1, 0] high[0, 1, 1, 0] ..
    %1b = tensor.extract_slice %2[0, 1, 1, 0] [1, 56, 56, 64] [1, 1, 1, 1]
    %3 = linalg.conv_2d_nhwc_hwcf ins(%2, ..) ..
    %4 = linalg.generic ins(%3, %1b : ..) ..
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNOutlineKernels : Pass<"nn-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "Cut functions of linalg on tensors into kernels";
  let description = [{
    Moves what computes on tensors into kernels, a nested module each, and
    leaves dispatches of them. Ops that one nest of loops can compute share a
    kernel: a contraction, convolution, pooling or reduction with the
    elementwise op that alone reads it, and the border behind it; and ops that
    share their leading parallel dimensions, such as the stages of softmax or of
    a layer normalization.

    Views, scalars, shapes and control flow stay where they are. A tensor that
    is filled for several ops is filled for each: a kernel does so itself.

    ```mlir
    func.func @main(%x: tensor<1x16xf32>, %w: tensor<16x8xf32>, %b: tensor<8xf32>)
        -> tensor<1x8xf32> {
      %e = tensor.empty() : tensor<1x8xf32>
      %0 = linalg.fill ..
      %1 = linalg.matmul ins(%x, %w : ..) outs(%0 : ..)
      %2 = linalg.generic {..} ins(%1, %b : ..) outs(%e : ..) { add }
      return %2
    }
    ```
    becomes
    ```mlir
    module @matmul_0 attributes {nn.kernel} {
      func.func @entry(%x: memref<1x16xf32>, %w: memref<16x8xf32>,
                       %b: memref<8xf32>, %o: memref<1x8xf32>) ..
    }
    func.func @main(..) -> tensor<1x8xf32> {
      %e = tensor.empty() : tensor<1x8xf32>
      %0 = kernel.dispatch @matmul_0::@entry ins(%x, %w, %b : ..) outs(%e : ..)
      return %0
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::memref::MemRefDialect", "::mlir::nn::KernelDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNScalarizeElements : Pass<"nn-scalarize-elements", "::mlir::func::FuncOp"> {
  let summary = "Compute single integers on the host";
  let description = [{
    A linalg op on tensors of one integer each, such as the step of a loop's
    counter, becomes arithmetic on scalars: it is not worth a kernel. In a
    function none of whose tensors has more than one element, so do ops on
    floats. A part of a `tensor.from_elements` is one of fewer elements: what is
    computed of sizes of inputs then is seen to follow from them.

    ```mlir
    %0 = linalg.generic {..} ins(%i : tensor<i32>) outs(%e : tensor<i32>) { addi }
    ```
    becomes
    ```mlir
    %1 = tensor.extract %i[] : tensor<i32>
    %2 = arith.addi %1, %c1 : i32
    %0 = tensor.from_elements %2 : tensor<i32>
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNSimplifySizes : Pass<"nn-simplify-sizes", "::mlir::func::FuncOp"> {
  let summary = "Find out which sizes are one";
  let description = [{
    Sizes that are the same become one value, so that what has them can share
    loops and memory: those that a network computes as integers, which go through
    tensors of a few elements, and those of what a loop carries, which are taken
    to be the same in all turns. `nn-plan-memory` refuses a loop where they are
    not, and lets it check them where it cannot know.

    ```mlir
    %n = tensor.dim %x, %c0 : tensor<?x256xf32>
    %h = tensor.empty(%n) : tensor<?x256xf32>
    %r = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %h) -> (..) {
      %m = tensor.dim %a, %c0 : tensor<?x256xf32>
      %e = arith.cmpi eq, %n, %c1 : index
      %s = arith.select %e, %m, %n : index
    ```
    becomes
    ```mlir
    %n = tensor.dim %x, %c0 : tensor<?x256xf32>
    %h = tensor.empty(%n) : tensor<?x256xf32>
    %r = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %h) -> (..) {
      // %s is %n
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNResolveBroadcasts
    : Pass<"nn-resolve-broadcasts", "::mlir::func::FuncOp"> {
  let summary = "Read a tensor itself where its broadcast turns out to be none";
  let description = [{
    An operand of unknown size is broadcast element by element: an index is 0 if
    the operand's size is 1, else that of the loop. Where nn-simplify-sizes found
    out that operand and result have the same size, the operand is read as it
    is.

    ```mlir
    %e = tensor.empty(%n) : tensor<?x4xf32>
    %0 = linalg.generic {..} outs(%e : tensor<?x4xf32>) {
    ^bb0(%out: f32):
      %isOne = arith.cmpi eq, %n, %c1 : index
      %i = linalg.index 0 : index
      %k = arith.select %isOne, %c0, %i : index
      %j = linalg.index 1 : index
      %x = tensor.extract %a[%k, %j] : tensor<?x4xf32>
      linalg.yield %x : f32
    } -> tensor<?x4xf32>
    ```
    becomes `%a`, if its size is seen to be `%n`, else
    ```mlir
    %0 = tensor.extract_slice %a[0, 0] [%n, 4] [1, 1]
        : tensor<?x4xf32> to tensor<?x4xf32>
    ```
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
}

def NNSplitDestinations
    : Pass<"nn-split-destinations", "::mlir::func::FuncOp"> {
  let summary = "Give each dispatch a destination of its own";
  let description = [{
    Clones a `tensor.empty` for each of its users, since it stands for the
    memory that a dispatch writes. Undoes what common subexpression elimination
    does to destinations.

    ```mlir
    %e = tensor.empty() : tensor<8xf32>
    %0 = kernel.dispatch @f::@entry ins(%x : ..) outs(%e : ..)
    %1 = kernel.dispatch @g::@entry ins(%0 : ..) outs(%e : ..)
    ```
    becomes
    ```mlir
    %e = tensor.empty() : tensor<8xf32>
    %0 = kernel.dispatch @f::@entry ins(%x : ..) outs(%e : ..)
    %e1 = tensor.empty() : tensor<8xf32>
    %1 = kernel.dispatch @g::@entry ins(%0 : ..) outs(%e1 : ..)
    ```
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
}

def NNPackOperands : Pass<"nn-pack-operands", "::mlir::ModuleOp"> {
  let summary = "Give kernels their operands in the layouts of their schedules";
  let description = [{
    Where a schedule says that an operand is packed at `init`, or, in a layout
    whose tile is scalable, at `load`, and the operand is a constant, the kernel
    takes the packed tensor, and the host packs the constant.

    ```mlir
    // schedule: .. rhs packed [n/32, k, 32] at init
    %w = bufferization.to_tensor %arg1 restrict
        : memref<64x100xf32> to tensor<64x100xf32>
    %0 = linalg.matmul ins(%x, %w : ..) ..
    ```
    becomes
    ```mlir
    %p = bufferization.to_tensor %arg1 restrict
        : memref<4x64x32xf32> to tensor<4x64x32xf32>
    %w = kernel.unpack %p {order = array<i64: 1, 0>,
        inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
        : tensor<4x64x32xf32> -> tensor<64x100xf32>
    %0 = linalg.matmul ins(%x, %w : ..) ..
    ```
    and the dispatch is on a `kernel.pack_constant` of the weight. What is packed
    at `call` need not be a constant; if it is none, the dispatch is on a
    `linalg.transpose` of it, for which nn-outline-kernels makes a kernel.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::linalg::LinalgDialect",
    "::mlir::memref::MemRefDialect", "::mlir::nn::KernelDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNPlaceConcats : Pass<"nn-place-concats", "::mlir::ModuleOp"> {
  let summary = "Compute the parts of a concatenation in their places";
  let description = [{
    A `tensor.concat` becomes a `tensor.empty` into which each part is inserted,
    and the kernel that computes a part gets its place as destination. A
    concatenation that is a part of another one lies in that one, so that a
    tensor that grows by concatenation is one buffer. A part that cannot be
    computed in its place is copied by a kernel of its own, and a remark in the
    category `nn-place-concats` says so.

    ```mlir
    %a = kernel.dispatch @k::@entry ins(%x : ..) outs(%e0 : ..) -> tensor<4x2xf32>
    %b = kernel.dispatch @k::@entry ins(%y : ..) outs(%e1 : ..) -> tensor<4x6xf32>
    %0 = tensor.concat dim(1) %a, %b : ..
    ```
    becomes
    ```mlir
    %e = tensor.empty() : tensor<4x8xf32>
    %e0 = tensor.extract_slice %e[0, 0] [4, 2] [1, 1] : ..
    %a = kernel.dispatch @k::@entry ins(%x : ..) outs(%e0 : ..) -> tensor<4x2xf32>
    %e1 = tensor.extract_slice %e[0, 2] [4, 6] [1, 1] : ..
    %b = kernel.dispatch @k::@entry ins(%y : ..) outs(%e1 : ..) -> tensor<4x6xf32>
    %0 = tensor.insert_slice %a into %e[0, 0] [4, 2] [1, 1] : ..
    %1 = tensor.insert_slice %b into %0[0, 2] [4, 6] [1, 1] : ..
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect",
    "::mlir::nn::KernelDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNPlaceBorders : Pass<"nn-place-borders", "::mlir::ModuleOp"> {
  let summary = "Let kernels work on parts of buffers";
  let description = [{
    Gives a kernel's buffers the strides of the views that it is dispatched on:
    the interior of a tensor with a border, a part of a concatenation, a slice.
    A dynamic stride is an argument behind the sizes. A view that no vector can
    be loaded from is left to be copied, and a remark in the category
    `nn-place-borders` says so.

    ```mlir
    module @k attributes {nn.kernel} {
      func.func @entry(%x: memref<8x8xf32>, ..)
    }
    func.func @main(%x: tensor<10x10xf32>) -> .. {
      %i = tensor.extract_slice %x[1, 1] [8, 8] [1, 1] : ..
      %0 = kernel.dispatch @k::@entry ins(%i : tensor<8x8xf32>) ..
    ```
    becomes
    ```mlir
    module @k attributes {nn.kernel} {
      func.func @entry(%x: memref<8x8xf32, strided<[10, 1]>>, ..)
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::memref::MemRefDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNReuseOperands : Pass<"nn-reuse-operands", "::mlir::ModuleOp"> {
  let summary = "Write results over operands that nobody needs any more";
  let description = [{
    If the op that writes an output is elementwise, and an input that it alone
    reads, of the same type and strides, dies at the dispatch, the input and the
    output become one in-out buffer. A schedule must then write each element
    once: tails may not overlap.

    ```mlir
    %e = tensor.empty() : tensor<8xf32>
    %1 = kernel.dispatch @k::@entry ins(%y, %0 : ..) outs(%e : ..)
    ```
    becomes
    ```mlir
    %1 = kernel.dispatch @k::@entry ins(%y : ..) outs(%0 : ..)
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNMergeKernels : Pass<"nn-merge-kernels", "::mlir::ModuleOp"> {
  let summary = "Make equal kernels one";
  let description = [{
    Of kernels that differ in nothing but their names and locations only the first
    one stays, and serves all dispatches and launches.

    ```mlir
    module @conv2d_0 attributes {nn.kernel} { ... }
    module @conv2d_1 attributes {nn.kernel} { ... }
    func.func @main(...) {
      %0 = kernel.dispatch @conv2d_0::@entry ins(%x, %w0 : ...) ...
      %1 = kernel.dispatch @conv2d_1::@entry ins(%0, %w1 : ...) ...
    }
    ```

    becomes

    ```mlir
    module @conv2d_0 attributes {nn.kernel} { ... }
    func.func @main(...) {
      %0 = kernel.dispatch @conv2d_0::@entry ins(%x, %w0 : ...) ...
      %1 = kernel.dispatch @conv2d_0::@entry ins(%0, %w1 : ...) ...
    }
    ```
  }];
}

#endif // NN_DIALECT_KERNEL_TRANSFORMS_PASSES_TD
