// RUN: nn-opt --nn-merge-constants --split-input-file %s | FileCheck %s

// CHECK-LABEL: @sum_of_integers
// CHECK-SAME: %[[X:.*]]: tensor<i32>
func.func @sum_of_integers(%x: tensor<i32>) -> tensor<i32> {
  %c2 = arith.constant dense<2> : tensor<i32>
  %c5 = arith.constant dense<5> : tensor<i32>
  %c100 = arith.constant dense<100> : tensor<i32>
  // CHECK: %[[C:.*]] = arith.constant dense<103> : tensor<i32>
  // CHECK: %[[SUM:.*]] = nn.add %[[X]], %[[C]]
  // CHECK-NEXT: return %[[SUM]]
  %0 = nn.sub %x, %c2 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %1 = nn.add %0, %c5 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %2 = nn.add %1, %c100 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  return %2 : tensor<i32>
}

// -----

// Integers wrap around: 100 + 100 is -56, and 100 * 3 is 44.
// CHECK-LABEL: @wraps
// CHECK-SAME: %[[X:.*]]: tensor<4xi8>
func.func @wraps(%x: tensor<4xi8>) -> (tensor<4xi8>, tensor<4xi8>, tensor<4xi8>) {
  %c100 = arith.constant dense<100> : tensor<i8>
  %c3 = arith.constant dense<3> : tensor<4xi8>
  // CHECK-DAG: %[[SUM:.*]] = arith.constant dense<-56> : tensor<i8>
  // CHECK-DAG: %[[PRODUCT:.*]] = arith.constant dense<44> : tensor<4xi8>
  // CHECK-DAG: nn.add %[[X]], %[[SUM]]
  %0 = nn.add %x, %c100 : (tensor<4xi8>, tensor<i8>) -> tensor<4xi8>
  %1 = nn.add %0, %c100 : (tensor<4xi8>, tensor<i8>) -> tensor<4xi8>
  // CHECK-DAG: nn.mul %[[X]], %[[PRODUCT]]
  %2 = nn.mul %x, %c100 : (tensor<4xi8>, tensor<i8>) -> tensor<4xi8>
  %3 = nn.mul %2, %c3 : (tensor<4xi8>, tensor<4xi8>) -> tensor<4xi8>
  // CHECK-DAG: %[[DIFFERENCE:.*]] = arith.constant dense<103> : tensor<4xi8>
  // CHECK-DAG: nn.sub %[[DIFFERENCE]], %[[X]]
  %4 = nn.sub %c3, %x : (tensor<4xi8>, tensor<4xi8>) -> tensor<4xi8>
  %5 = nn.add %4, %c100 : (tensor<4xi8>, tensor<i8>) -> tensor<4xi8>
  return %1, %3, %5 : tensor<4xi8>, tensor<4xi8>, tensor<4xi8>
}

// -----

// CHECK-LABEL: @exact_floats
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>
func.func @exact_floats(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %a = arith.constant dense<[1.0, 0.1]> : tensor<2xf32>
  %b = arith.constant dense<[8.0, -0.5]> : tensor<2xf32>
  // CHECK-DAG: %[[MINUS:.*]] = arith.constant dense<[-1.000000e+00, -1.000000e-01]>
  // CHECK-DAG: nn.add %[[X]], %[[MINUS]]
  %0 = nn.sub %x, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  // CHECK-DAG: %[[RECIPROCAL:.*]] = arith.constant dense<[1.250000e-01, -2.000000e+00]>
  // CHECK-DAG: nn.mul %[[X]], %[[RECIPROCAL]]
  %1 = nn.div %x, %b : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  // CHECK-DAG: nn.mul %[[X]], %[[MINUS]]
  %2 = nn.neg %x : tensor<2xf32>
  %3 = nn.mul %2, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1, %3 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// -----

// CHECK-LABEL: @accurate_floats
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>
func.func @accurate_floats(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %a = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %b = arith.constant dense<3.0> : tensor<f32>
  // CHECK-DAG: %[[SUM:.*]] = arith.constant dense<[4.000000e+00, 5.000000e+00]>
  // CHECK-DAG: nn.add %[[X]], %[[SUM]]
  %0 = nn.add %x, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = nn.add %0, %b : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  // CHECK-DAG: %[[PRODUCT:.*]] = arith.constant dense<[3.000000e+00, 6.000000e+00]>
  // CHECK-DAG: nn.mul %[[X]], %[[PRODUCT]]
  %2 = nn.mul %x, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %3 = nn.mul %2, %b : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  return %1, %3 : tensor<2xf32>, tensor<2xf32>
}

// -----

// CHECK-LABEL: @inaccurate_floats
func.func @inaccurate_floats(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  // This rounds to an integer.
  // CHECK: nn.add
  // CHECK: nn.add
  %large = arith.constant dense<8388608.0> : tensor<f32>
  %0 = nn.add %x, %large : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %1 = nn.sub %0, %large : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  // The product of the constants is zero.
  // CHECK: nn.mul
  // CHECK: nn.mul
  %tiny = arith.constant dense<1.0e-30> : tensor<f32>
  %2 = nn.mul %x, %tiny : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %3 = nn.mul %2, %tiny : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  // No power of two.
  // CHECK: nn.div
  %ten = arith.constant dense<[10.0, 2.0]> : tensor<2xf32>
  %4 = nn.div %x, %ten : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %1, %3, %4 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// -----

// CHECK-LABEL: @not_merged
func.func @not_merged(%x: tensor<4xi32>, %y: tensor<1xi32>, %z: tensor<4xf16>) -> (tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf16>) {
  // The inner sum has another use.
  // CHECK: nn.add
  // CHECK: nn.add
  %c = arith.constant dense<[1, 2, 3, 4]> : tensor<4xi32>
  %0 = nn.add %x, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %1 = nn.add %0, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  // The constant broadcasts the other operand.
  // CHECK: nn.add
  // CHECK: nn.add
  %2 = nn.add %y, %c : (tensor<1xi32>, tensor<4xi32>) -> tensor<4xi32>
  %3 = nn.add %2, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  // Rounded to f16 twice.
  // CHECK: nn.mul
  // CHECK: nn.mul
  %d = arith.constant dense<0.1> : tensor<f16>
  %4 = nn.mul %z, %d : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %5 = nn.mul %4, %d : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  return %0, %1, %3, %5 : tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf16>
}

// -----

// 3 - (x + 5) is -2 - x.
// CHECK-LABEL: @difference_of_sum
// CHECK-SAME: %[[X:.*]]: tensor<i32>, %[[Y:.*]]: tensor<f32>
func.func @difference_of_sum(%x: tensor<i32>, %y: tensor<f32>) -> (tensor<i32>, tensor<f32>) {
  %c3 = arith.constant dense<3> : tensor<i32>
  %c5 = arith.constant dense<5> : tensor<i32>
  // CHECK: %[[C:.*]] = arith.constant dense<-2> : tensor<i32>
  // CHECK: nn.sub %[[C]], %[[X]]
  %0 = nn.add %x, %c5 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %1 = nn.sub %c3, %0 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  // Not so for floats.
  // CHECK: %[[SUM:.*]] = nn.add %[[Y]]
  // CHECK: nn.sub %{{.*}}, %[[SUM]]
  %f3 = arith.constant dense<3.0> : tensor<f32>
  %f5 = arith.constant dense<5.0> : tensor<f32>
  %2 = nn.add %y, %f5 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %3 = nn.sub %f3, %2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %1, %3 : tensor<i32>, tensor<f32>
}
