//===- NNRandomOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that draw random numbers.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNRANDOMOPS_TD
#define NN_DIALECT_NN_IR_NNRANDOMOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_RandomUniformOp : NN_Op<"random_uniform"> {
  let summary = "Random numbers in [0, 1)";
  let description = [{
    A tensor of the sizes in `shape` with elements drawn uniformly from [0, 1);
    with f32, none is above 1 - 2^-23. With a `seed` or `seed2` that is not 0,
    the numbers are those that TensorFlow's op draws the first time that it runs.
    Without, each op, each time it runs, draws other numbers. Mirrors
    TensorFlow's `RandomUniform`; what a frozen dropout left of it folds away.

    Example:

    ```mlir
    %0 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<?x1024xf32>
    ```
  }];
  let arguments = (ins
    // nn.random_uniform_c1: shape has as many elements as the result
    // dimensions.
    NN_ShapeTensor:$shape,
    DefaultValuedAttr<I64Attr, "0">:$seed,
    DefaultValuedAttr<I64Attr, "0">:$seed2
  );
  // The effect keeps two draws from being merged; a dead one may go.
  let results = (outs
    Res<NN_FloatTensor, "", [MemAlloc]>:$result);
  let assemblyFormat =
      "$shape attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def NN_RandomBitsOp : NN_Op<"random_bits", [Pure]> {
  let summary = "Words of the Philox generator";
  let description = [{
    A tensor of the sizes in `shape` whose elements, in row-major order, are the
    words that the generator Philox4x32-10 gives for `key` and the 128-bit
    counters from `counter` upwards (its low word first), four words a counter.
    Equal operands give equal results. With a `row_stride`, row `i`, along the
    last dimension, begins at counter `counter + i * row_stride` instead of where
    the row before it ends. TensorFlow's random ops with fixed seeds are
    arithmetic on these words.

    Example:

    ```mlir
    %0 = nn.random_bits %shape, %key, %counter
        : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
    ```
  }];
  let arguments = (ins
    // nn.random_bits_c1: shape has as many elements as the result dimensions.
    NN_ShapeTensor:$shape,
    0DTensorOf<[UI64]>:$key,
    // nn.random_bits_c2: two elements.
    1DTensorOf<[UI64]>:$counter,
    // nn.random_bits_c3: at least 0, and only of rows: rank is at least 1.
    DefaultValuedAttr<I64Attr, "0">:$row_stride
  );
  let results = (outs RankedTensorOf<[UI32]>:$result);
  let assemblyFormat = [{
    $shape `,` $key `,` $counter attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // NN_DIALECT_NN_IR_NNRANDOMOPS_TD
