//===- NNSelectionOps.td -----------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that order elements, search among them, or select the best.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNSELECTIONOPS_TD
#define NN_DIALECT_NN_IR_NNSELECTIONOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_TopKOp : NN_Op<"top_k", [Pure]> {
  let summary = "The greatest elements of each row, in order";
  let description = [{
    The `k` greatest elements along the last dimension from the greatest
    downwards, and where they are; of equal elements, the one with the lower
    index is first. With `smallest`, the `k` smallest from the smallest upwards.
    NaN is behind every number. With `sorted = false`, they are in the order in
    which TensorFlow's heap leaves them. Mirrors TensorFlow's `TopKV2`;
    `NthElement` is the last of the smallest.

    Example:

    ```mlir
    %values, %indices = nn.top_k %x {k = 5 : i64}
        : (tensor<?x1000xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
    ```
  }];
  let arguments = (ins
    // nn.top_k_c1: rank is at least 1.
    NN_NumberTensor:$input,
    // nn.top_k_c2: k is in [0, last size of input].
    I64Attr:$k,
    DefaultValuedAttr<BoolAttr, "false">:$smallest,
    // nn.top_k_c4: unless sorted, k is in [2, last size of input), which is
    // known.
    DefaultValuedAttr<BoolAttr, "true">:$sorted
  );
  // nn.top_k_c3: the sizes of input, but the last, which is k; values has the
  // element type of input.
  let results = (outs
    NN_NumberTensor:$values,
    RankedTensorOf<[I16, I32, I64]>:$indices
  );
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_SearchSortedOp : NN_Op<"search_sorted", [Pure]> {
  let summary = "Where values belong in sorted rows";
  let description = [{
    For each value, the number of elements of its row of `sorted` that are less
    than it; with `right`, that are not greater. Rows are along the last
    dimension, and sorted upwards. Mirrors TensorFlow's `LowerBound` and
    `UpperBound`; `Bucketize` is the latter.

    Example:

    ```mlir
    %0 = nn.search_sorted %rows, %x {right = true}
        : (tensor<2x100xf32>, tensor<2x?xf32>) -> tensor<2x?xi32>
    ```
  }];
  let arguments = (ins
    NN_NumberTensor:$sorted,
    // nn.search_sorted_c1: both operands have the same rank, at least 1, equal
    // sizes but the last, and the same element type.
    NN_NumberTensor:$values,
    DefaultValuedAttr<BoolAttr, "false">:$right
  );
  // nn.search_sorted_c2: the sizes of values.
  let results = (outs RankedTensorOf<[I32, I64]>:$result);
  let assemblyFormat = [{
    $sorted `,` $values attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def NN_NonMaxSuppressionOp : NN_Op<"non_max_suppression", [Pure]> {
  let summary = "The best boxes that overlap no better one";
  let description = [{
    Selects up to `max_outputs` of the boxes, from the highest score downwards,
    of equal scores from the lower index on. A box is passed over if its score
    is not above `score_threshold`, or if it overlaps a selected box by more
    than `iou_threshold`: the area that both have, over the area that either
    has. Boxes are two opposite corners `y, x, y, x`; with `overlaps`, the
    operand `boxes` holds the overlaps themselves. If `sigma` is above 0, a box
    is not passed over for its overlap, but its score decays by `exp(-overlap^2
    / (2 * sigma))` for each selected box, and it is considered anew.

    `indices` and `scores` are those of the selected boxes, as many as `count`,
    then zeros. Mirrors TensorFlow's `NonMaxSuppressionV5` with padding.

    Example:

    ```mlir
    %indices, %selected, %count = nn.non_max_suppression %boxes, %scores, %iou,
          %least, %sigma {max_outputs = 20 : i64}
        : (tensor<100x4xf32>, tensor<100xf32>, tensor<f32>, tensor<f32>,
           tensor<f32>) -> (tensor<20xi32>, tensor<20xf32>, tensor<i32>)
    ```
  }];
  let arguments = (ins
    // nn.non_max_suppression_c1: [n, 4], or [n, n] with overlaps.
    2DTensorOf<[F16, F32]>:$boxes,
    // nn.non_max_suppression_c2: [n], of the element type of boxes, as are the
    // scalars.
    1DTensorOf<[F16, F32]>:$scores,
    0DTensorOf<[F16, F32]>:$iou_threshold,
    0DTensorOf<[F16, F32]>:$score_threshold,
    0DTensorOf<[F16, F32]>:$sigma,
    // nn.non_max_suppression_c3: at least 0.
    I64Attr:$max_outputs,
    DefaultValuedAttr<BoolAttr, "false">:$overlaps
  );
  let results = (outs
    1DTensorOf<[I32]>:$indices,
    1DTensorOf<[F16, F32]>:$selected_scores,
    0DTensorOf<[I32]>:$count
  );
  let assemblyFormat = [{
    $boxes `,` $scores `,` $iou_threshold `,` $score_threshold `,` $sigma
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // NN_DIALECT_NN_IR_NNSELECTIONOPS_TD
