// RUN: nn-opt %s --nn-evaluate-constants --split-input-file | FileCheck %s

// Two tiles of two columns, the last one padded.
// CHECK-LABEL: func.func @pack()
// CHECK-NEXT:    %[[C:.*]] = arith.constant dense<
// CHECK-SAME{LITERAL}: [[[1, 2], [4, 5]], [[3, 0], [6, 0]]]> : tensor<2x2x2xi32>
// CHECK-NEXT:    return %[[C]]
func.func @pack() -> tensor<2x2x2xi32> {
  %w = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 2>}
      : tensor<2x3xi32> -> tensor<2x2x2xi32>
  return %p : tensor<2x2x2xi32>
}

// Rows in fours, and these in twos: for each column pairs of rows.
// CHECK-LABEL: func.func @pack_twice()
// CHECK-NEXT:    arith.constant dense<
// CHECK-SAME{LITERAL}: [[[[1, 3], [5, 0]], [[2, 4], [6, 0]]]]> : tensor<1x2x2x2xi16>
func.func @pack_twice() -> tensor<1x2x2x2xi16> {
  %w = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi16>
  %p = kernel.pack_constant %w {order = array<i64: 0, 1>,
      inner_dims = array<i64: 0, 0>, inner_tiles = array<i64: 4, 2>}
      : tensor<3x2xi16> -> tensor<1x2x2x2xi16>
  return %p : tensor<1x2x2x2xi16>
}

// CHECK-LABEL: func.func @splat()
// CHECK-NEXT:    arith.constant dense<1.000000e+00> : tensor<2x3x2xf64>
func.func @splat() -> tensor<2x3x2xf64> {
  %w = arith.constant dense<1.0> : tensor<3x4xf64>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 2>}
      : tensor<3x4xf64> -> tensor<2x3x2xf64>
  return %p : tensor<2x3x2xf64>
}

// CHECK-LABEL: func.func @views()
// CHECK-DAG:     %[[RESHAPED:.*]] = arith.constant dense<[1, 2, 3, 4, 5, 6]> : tensor<6xi8>
// CHECK-DAG:     %[[SLICE:.*]] = arith.constant dense<[2, 5]> : tensor<2xi8>
// CHECK-DAG:     %[[STRIDED:.*]] = arith.constant dense<{{\[\[}}1, 3]]> : tensor<1x2xi8>
// CHECK-DAG:     %[[PADDED:.*]] = arith.constant dense<{{\[\[}}7, 7, 7], [7, 2, 7], [7, 5, 7]]> : tensor<3x3xi8>
// CHECK-DAG:     %[[TRANSPOSED:.*]] = arith.constant dense<{{\[\[}}1, 4], [2, 5], [3, 6]]> : tensor<3x2xi8>
// CHECK:         return %[[RESHAPED]], %[[SLICE]], %[[STRIDED]], %[[PADDED]], %[[TRANSPOSED]]
func.func @views() -> (tensor<6xi8>, tensor<2xi8>, tensor<1x2xi8>,
                       tensor<3x3xi8>, tensor<3x2xi8>) {
  %seven = arith.constant 7 : i8
  %w = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi8>
  %0 = tensor.collapse_shape %w [[0, 1]] : tensor<2x3xi8> into tensor<6xi8>
  %1 = tensor.extract_slice %w[0, 1] [2, 1] [1, 1]
      : tensor<2x3xi8> to tensor<2xi8>
  %2 = tensor.extract_slice %w[0, 0] [1, 2] [1, 2]
      : tensor<2x3xi8> to tensor<1x2xi8>
  %3 = tensor.expand_shape %1 [[0, 1]] output_shape [2, 1]
      : tensor<2xi8> into tensor<2x1xi8>
  %4 = tensor.pad %3 low[1, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %seven : i8
  } : tensor<2x1xi8> to tensor<3x3xi8>
  %e = tensor.empty() : tensor<3x2xi8>
  %5 = linalg.transpose ins(%w : tensor<2x3xi8>) outs(%e : tensor<3x2xi8>)
      permutation = [1, 0]
  return %0, %1, %2, %4, %5 : tensor<6xi8>, tensor<2xi8>, tensor<1x2xi8>,
                              tensor<3x3xi8>, tensor<3x2xi8>
}

// A blob in the same order is the same blob.
// CHECK-LABEL: func.func @identity()
// CHECK-NEXT:    arith.constant dense_resource<w> : tensor<1x2x4xi8>
func.func @identity() -> tensor<1x2x4xi8> {
  %w = arith.constant dense_resource<w> : tensor<2x4xi8>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 4>}
      : tensor<2x4xi8> -> tensor<1x2x4xi8>
  return %p : tensor<1x2x4xi8>
}

// What is no constant stays.
// CHECK-LABEL: func.func @argument(
// CHECK:         tensor.collapse_shape
func.func @argument(%x: tensor<2x3xi8>) -> tensor<6xi8> {
  %0 = tensor.collapse_shape %x [[0, 1]] : tensor<2x3xi8> into tensor<6xi8>
  return %0 : tensor<6xi8>
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x010000000102030405060708"
    }
  }
#-}

// A layout that only the machine knows is left for the machine.

// CHECK-LABEL: func.func @scalable()
// CHECK: %[[W:.*]] = arith.constant
// CHECK: kernel.pack_constant %[[W]] {{.*}}scalable}
func.func @scalable() -> tensor<?x3x?xi16> {
  %w = arith.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi16>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 8>, scalable}
      : tensor<3x2xi16> -> tensor<?x3x?xi16>
  return %p : tensor<?x3x?xi16>
}
