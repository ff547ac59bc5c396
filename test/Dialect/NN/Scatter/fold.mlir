// RUN: nn-opt %s --canonicalize | FileCheck %s

// In order; what is out of range is dropped, if the op says so.
// CHECK-LABEL: func.func @constants(
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<[3, 9, 2]> : tensor<3xi32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[8, 4, -5]> : tensor<3xi32>
// CHECK-DAG:     %[[C:.*]] = arith.constant dense<{{\[}}[0.000000e+00, 5.000000e-01], [1.500000e+00, 2.500000e+00]]> : tensor<2x2xf32>
// CHECK:         return %[[A]], %[[B]], %[[C]]
func.func @constants() -> (tensor<3xi32>, tensor<3xi32>, tensor<2x2xf32>) {
  %x = arith.constant dense<[1, 4, 2]> : tensor<3xi32>
  %i = arith.constant dense<[[0], [1], [0], [1], [-1], [3]]> : tensor<6x1xi32>
  %u = arith.constant dense<[5, 6, 3, 9, 7, 8]> : tensor<6xi32>
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<update>, drops_negative = true, drops_beyond = true}
      : (tensor<3xi32>, tensor<6x1xi32>, tensor<6xi32>) -> tensor<3xi32>
  %j = arith.constant dense<[[0], [0], [2]]> : tensor<3x1xi64>
  %v = arith.constant dense<[3, 4, -7]> : tensor<3xi32>
  %1 = nn.scatter %x, %j, %v {mode = #nn.scatter_mode<add>}
      : (tensor<3xi32>, tensor<3x1xi64>, tensor<3xi32>) -> tensor<3xi32>
  %y = arith.constant dense<[[0.0, 0.5], [7.0, 7.0]]> : tensor<2x2xf32>
  %k = arith.constant dense<1> : tensor<1x1xi32>
  %w = arith.constant dense<[[1.5, 2.5]]> : tensor<1x2xf32>
  %2 = nn.scatter %y, %k, %w {mode = #nn.scatter_mode<update>}
      : (tensor<2x2xf32>, tensor<1x1xi32>, tensor<1x2xf32>) -> tensor<2x2xf32>
  return %0, %1, %2 : tensor<3xi32>, tensor<3xi32>, tensor<2x2xf32>
}

// CHECK-LABEL: func.func @no_updates(
// CHECK-SAME:    %[[X:.*]]: tensor<3xf32>
// CHECK:         return %[[X]]
func.func @no_updates(%x: tensor<3xf32>, %i: tensor<0x1xi32>, %u: tensor<0xf32>) -> tensor<3xf32> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<mul>}
      : (tensor<3xf32>, tensor<0x1xi32>, tensor<0xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// Sums of floats are left to the machine that computes them.
// CHECK-LABEL: func.func @floats(
// CHECK:         nn.scatter
func.func @floats() -> tensor<3xf32> {
  %x = arith.constant dense<1.0> : tensor<3xf32>
  %i = arith.constant dense<0> : tensor<1x1xi32>
  %u = arith.constant dense<2.0> : tensor<1xf32>
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<3xf32>, tensor<1x1xi32>, tensor<1xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// An index out of range is left to end the run.
// CHECK-LABEL: func.func @outside(
// CHECK:         nn.scatter
func.func @outside() -> tensor<3xi32> {
  %x = arith.constant dense<1> : tensor<3xi32>
  %i = arith.constant dense<3> : tensor<1x1xi32>
  %u = arith.constant dense<2> : tensor<1xi32>
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<update>, drops_negative = true}
      : (tensor<3xi32>, tensor<1x1xi32>, tensor<1xi32>) -> tensor<3xi32>
  return %0 : tensor<3xi32>
}
