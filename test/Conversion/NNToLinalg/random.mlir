// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize --cse | FileCheck %s

// Four elements share a counter; each picks its word of the tenth round.
// CHECK-LABEL: func.func @bits(
// CHECK-SAME:    %[[KEY:.*]]: tensor<i64> {{.*}}, %[[COUNTER:.*]]: tensor<2xi64>
// CHECK-DAG:     %[[M0:.*]] = arith.constant 3528531795 : i64
// CHECK-DAG:     %[[M1:.*]] = arith.constant 3449720151 : i64
// CHECK-DAG:     %[[LOW:.*]] = tensor.extract %[[COUNTER]][%c0]
// CHECK:         linalg.generic
// CHECK:           %[[I:.*]] = linalg.index 0
// CHECK:           %[[PLACE:.*]] = arith.index_cast %[[I]]
// CHECK:           %[[GROUP:.*]] = arith.shrui %[[PLACE]], %c2_i64
// CHECK:           %[[LANE:.*]] = arith.andi %[[PLACE]], %c3_i64
// CHECK:           arith.addi %[[LOW]], %[[GROUP]]
// CHECK-COUNT-10:  arith.muli %{{.*}}, %[[M0]]
// CHECK-NOT:       arith.muli %{{.*}}, %[[M0]]
// CHECK:           arith.cmpi eq, %[[LANE]]
func.func @bits(%key: tensor<ui64>, %counter: tensor<2xui64>) -> tensor<17xui32> {
  %shape = arith.constant dense<17> : tensor<1xi32>
  %0 = nn.random_bits %shape, %key, %counter : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xui32>
  return %0 : tensor<17xui32>
}

// CHECK-LABEL: func.func @uniform(
// CHECK:         %[[MANTISSA:.*]] = arith.andi %{{.*}}, %c8388607_i32
// CHECK:         %[[X:.*]] = arith.uitofp %[[MANTISSA]] : i32 to f32
// CHECK:         arith.mulf %[[X]], %cst
func.func @uniform(%shape: tensor<1xi32>) -> tensor<?xf32> {
  %0 = nn.random_uniform %shape {seed = 5 : i64, seed2 = 9 : i64} : (tensor<1xi32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// Each row begins 256 counters behind the one before it.
// CHECK-LABEL: func.func @rows(
// CHECK-DAG:     %[[I:.*]] = linalg.index 0
// CHECK-DAG:     %[[J:.*]] = linalg.index 1
// CHECK-DAG:     %[[ROW:.*]] = arith.index_cast %[[I]]
// CHECK-DAG:     %[[PLACE:.*]] = arith.index_cast %[[J]]
// CHECK:         %[[GROUP:.*]] = arith.shrui %[[PLACE]], %c2_i64
// CHECK:         %[[BEGIN:.*]] = arith.muli %[[ROW]], %c256_i64
// CHECK:         arith.addi %[[GROUP]], %[[BEGIN]]
func.func @rows(%key: tensor<ui64>, %counter: tensor<2xui64>) -> tensor<3x8xui32> {
  %shape = arith.constant dense<[3, 8]> : tensor<2xi32>
  %0 = nn.random_bits %shape, %key, %counter {row_stride = 256 : i64} : (tensor<2xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<3x8xui32>
  return %0 : tensor<3x8xui32>
}
