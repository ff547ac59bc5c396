// RUN: nn-opt %s --nn-expand-min-max | FileCheck %s

// A NaN in %x is the second operand, and so the result.

// CHECK-LABEL: func @relu(
// CHECK-SAME: %[[X:.*]]: vector<4xf32>
// CHECK: %[[ZERO:.*]] = arith.constant
// CHECK: %[[C:.*]] = arith.cmpf ogt, %[[ZERO]], %[[X]]
// CHECK-NEXT: %[[R:.*]] = arith.select %[[C]], %[[ZERO]], %[[X]]
// CHECK-NEXT: return %[[R]]
func.func @relu(%x: vector<4xf32>) -> vector<4xf32> {
  %zero = arith.constant dense<0.0> : vector<4xf32>
  %r = arith.maximumf %x, %zero : vector<4xf32>
  return %r : vector<4xf32>
}

// CHECK-LABEL: func @min(
// CHECK-SAME: %[[X:.*]]: f32, %[[Y:.*]]: f32
// CHECK: %[[C:.*]] = arith.cmpf olt, %[[X]], %[[Y]]
// CHECK: %[[M:.*]] = arith.select %[[C]], %[[X]], %[[Y]]
// CHECK: %[[N:.*]] = arith.cmpf uno, %[[X]], %[[X]]
// CHECK: arith.select %[[N]], %[[X]], %[[M]]
func.func @min(%x: f32, %y: f32) -> f32 {
  %r = arith.minimumf %x, %y : f32
  return %r : f32
}

// A NaN constant is no number to compare with.

// CHECK-LABEL: func @nan(
// CHECK: arith.cmpf uno
func.func @nan(%x: f32) -> f32 {
  %nan = arith.constant 0x7FC00000 : f32
  %r = arith.maximumf %nan, %x : f32
  return %r : f32
}
