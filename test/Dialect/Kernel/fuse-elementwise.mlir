// RUN: nn-opt %s --nn-fuse-elementwise | FileCheck %s
// RUN: nn-opt %s --nn-fuse-elementwise --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s --check-prefix=LOC

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#column = affine_map<(d0, d1) -> (d1)>
#transposed = affine_map<(d0, d1) -> (d1, d0)>
#id1 = affine_map<(d0) -> (d0)>
#id3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#rows3 = affine_map<(d0, d1, d2) -> (d0, d1)>

// CHECK-LABEL: func.func @chain(
// CHECK:         linalg.generic
// CHECK:           math.exp
// CHECK-NEXT:      arith.addf
// CHECK-NEXT:      linalg.yield
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @chain(%x: tensor<4x?xf32>, %y: tensor<4x?xf32>, %e: tensor<4x?xf32>)
    -> tensor<4x?xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x?xf32>) outs(%e : tensor<4x?xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<4x?xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%0, %y : tensor<4x?xf32>, tensor<4x?xf32>)
      outs(%e : tensor<4x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<4x?xf32>
  return %1 : tensor<4x?xf32>
}

// What is read twice is computed once.
// CHECK-LABEL: func.func @two_readers(
// CHECK:         %[[E:.*]] = linalg.generic
// CHECK:         linalg.generic {{.*}} ins(%[[E]]
// CHECK:         return %[[E]]
func.func @two_readers(%x: tensor<4x8xf32>, %e: tensor<4x8xf32>)
    -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%0 : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.negf %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  return %0, %1 : tensor<4x8xf32>, tensor<4x8xf32>
}

// A value that each row reads again is computed once.
// CHECK-LABEL: func.func @broadcast(
// CHECK:         linalg.generic
// CHECK:         linalg.generic
func.func @broadcast(%x: tensor<8xf32>, %y: tensor<4x8xf32>, %e: tensor<8xf32>,
                     %f: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.generic {indexing_maps = [#id1, #id1],
      iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #column, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%y, %0 : tensor<4x8xf32>, tensor<8xf32>) outs(%f : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// A reduction computes what it reduces.
// CHECK-LABEL: func.func @reduction(
// CHECK:         linalg.generic
// CHECK-SAME:      iterator_types = ["parallel", "reduction"]
// CHECK:           arith.mulf
// CHECK-NEXT:      arith.addf
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @reduction(%x: tensor<4x8xf32>, %e: tensor<4x8xf32>,
                     %f: tensor<4xf32>) -> tensor<4xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.mulf %a, %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row],
      iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<4x8xf32>) outs(%f : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// A contraction reads its operands as they are.
// CHECK-LABEL: func.func @contraction(
// CHECK:         linalg.generic
// CHECK:         linalg.matmul
func.func @contraction(%x: tensor<4x8xf32>, %w: tensor<8x2xf32>,
                       %e: tensor<4x8xf32>, %f: tensor<4x2xf32>)
    -> tensor<4x2xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %1 = linalg.matmul ins(%0, %w : tensor<4x8xf32>, tensor<8x2xf32>)
      outs(%f : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}

// The epilogue of a contraction stays behind it, and does not become the
// beginning of a transposition.
// CHECK-LABEL: func.func @epilogue(
// CHECK:         linalg.matmul
// CHECK:         linalg.generic
// CHECK:           math.exp
// CHECK:         linalg.generic
func.func @epilogue(%x: tensor<4x8xf32>, %w: tensor<8x2xf32>,
                    %e: tensor<4x2xf32>, %f: tensor<2x4xf32>)
    -> tensor<2x4xf32> {
  %0 = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x2xf32>)
      outs(%e : tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%0 : tensor<4x2xf32>) outs(%e : tensor<4x2xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<4x2xf32>
  %2 = linalg.generic {indexing_maps = [#transposed, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<4x2xf32>) outs(%f : tensor<2x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    linalg.yield %a : f32
  } -> tensor<2x4xf32>
  return %2 : tensor<2x4xf32>
}

// What follows a reshape is computed in the shape before, and fuses.
// CHECK-LABEL: func.func @expanded(
// CHECK-SAME:    %[[X:.*]]: tensor<8x16xf32>, %[[Y:.*]]: tensor<2x4x16xf32>, %
// CHECK:         %[[V:.*]] = tensor.collapse_shape %[[Y]] {{\[}}[0, 1], [2]]
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[V]] : tensor<8x16xf32>, tensor<8x16xf32>)
// CHECK:           math.exp
// CHECK-NEXT:      arith.addf
// CHECK:         tensor.expand_shape %[[R]] {{\[}}[0, 1], [2]]
func.func @expanded(%x: tensor<8x16xf32>, %y: tensor<2x4x16xf32>,
                    %e: tensor<8x16xf32>) -> tensor<2x4x16xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 4, 16]
      : tensor<8x16xf32> into tensor<2x4x16xf32>
  %f = tensor.empty() : tensor<2x4x16xf32>
  %2 = linalg.generic {indexing_maps = [#id3, #id3, #id3],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%1, %y : tensor<2x4x16xf32>, tensor<2x4x16xf32>)
      outs(%f : tensor<2x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<2x4x16xf32>
  return %2 : tensor<2x4x16xf32>
}

// A tensor that is also reduced in the longer shape is read in that by what shares
// rows with the reduction.
// CHECK-LABEL: func.func @normalized(
// CHECK:         math.exp
// CHECK:         %[[V:.*]] = tensor.expand_shape %{{.*}} {{\[}}[0, 1], [2]]
// CHECK-NOT:     tensor.collapse_shape
// CHECK:         %[[M:.*]] = linalg.generic {{.*}} ins(%[[V]] : tensor<2x4x16xf32>) outs(%{{.*}} : tensor<2x4xf32>)
// CHECK:         linalg.generic {{.*}} ins(%[[V]], %[[M]] : tensor<2x4x16xf32>, tensor<2x4xf32>)
func.func @normalized(%x: tensor<8x16xf32>, %e: tensor<8x16xf32>,
                      %z: tensor<2x4xf32>) -> tensor<2x4x16xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 4, 16]
      : tensor<8x16xf32> into tensor<2x4x16xf32>
  %2 = linalg.generic {indexing_maps = [#id3, #rows3],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%1 : tensor<2x4x16xf32>) outs(%z : tensor<2x4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<2x4xf32>
  %f = tensor.empty() : tensor<2x4x16xf32>
  %3 = linalg.generic {indexing_maps = [#id3, #rows3, #id3],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%1, %2 : tensor<2x4x16xf32>, tensor<2x4xf32>)
      outs(%f : tensor<2x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<2x4x16xf32>
  return %3 : tensor<2x4x16xf32>
}

// What is fused is of both nodes.
// LOC-LABEL: func.func @locations(
// LOC:         linalg.generic
// LOC:         } -> tensor<4x8xf32> loc(fused["bias"("BiasAdd"), "relu"("Relu")])
func.func @locations(%x: tensor<4x8xf32>, %b: tensor<8xf32>, %e: tensor<4x8xf32>)
    -> tensor<4x8xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #column, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %b : tensor<4x8xf32>, tensor<8xf32>)
      outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %s = arith.addf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32> loc("bias"("BiasAdd"))
  %1 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%0 : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.absf %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32> loc("relu"("Relu"))
  return %1 : tensor<4x8xf32>
}
