// RUN: nn-opt %s --canonicalize | FileCheck %s

// What a dropout that keeps everything leaves in a frozen graph.
// CHECK-LABEL: @dropout
// CHECK-SAME: (%[[S:.*]]: tensor<2xi32>
func.func @dropout(%shape: tensor<2xi32>) -> (tensor<4x8xf32>, tensor<?x8xf32>) {
  // CHECK-DAG: %[[ONES:.*]] = arith.constant dense<1.000000e+00> : tensor<4x8xf32>
  // CHECK-DAG: %[[ONE:.*]] = arith.constant dense<1.000000e+00> : tensor<f32>
  // CHECK: %[[FILL:.*]] = nn.fill %[[S]], %[[ONE]] : (tensor<2xi32>, tensor<f32>) -> tensor<?x8xf32>
  // CHECK: return %[[ONES]], %[[FILL]]
  %keep = arith.constant dense<1.0> : tensor<f32>
  %0 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<4x8xf32>
  %1 = nn.add %keep, %0 : (tensor<f32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = nn.floor %1 : tensor<4x8xf32>
  %3 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<?x8xf32>
  %4 = nn.add %3, %keep : (tensor<?x8xf32>, tensor<f32>) -> tensor<?x8xf32>
  %5 = nn.floor %4 : tensor<?x8xf32>
  return %2, %5 : tensor<4x8xf32>, tensor<?x8xf32>
}

// CHECK-LABEL: @compare
func.func @compare(%shape: tensor<1xi32>) -> (tensor<8xi1>, tensor<8xi1>) {
  // CHECK-DAG: %[[T:.*]] = arith.constant dense<true> : tensor<8xi1>
  // CHECK-DAG: %[[F:.*]] = arith.constant dense<false> : tensor<8xi1>
  // CHECK: return %[[T]], %[[F]]
  %zero = arith.constant dense<0.0> : tensor<f32>
  %0 = nn.random_uniform %shape : (tensor<1xi32>) -> tensor<8xf32>
  %1 = nn.compare %0, %zero {predicate = #nn.predicate<ge>} : (tensor<8xf32>, tensor<f32>) -> tensor<8xi1>
  %2 = nn.compare %0, %zero {predicate = #nn.predicate<lt>} : (tensor<8xf32>, tensor<f32>) -> tensor<8xi1>
  return %1, %2 : tensor<8xi1>, tensor<8xi1>
}

// A dropout that drops stays, and so do two draws from one shape.
// CHECK-LABEL: @random
func.func @random(%shape: tensor<1xi32>) -> tensor<8xf32> {
  // CHECK: nn.random_uniform
  // CHECK: nn.random_uniform
  // CHECK: nn.floor
  %keep = arith.constant dense<0.5> : tensor<f32>
  %0 = nn.random_uniform %shape : (tensor<1xi32>) -> tensor<8xf32>
  %1 = nn.random_uniform %shape : (tensor<1xi32>) -> tensor<8xf32>
  %2 = nn.add %0, %keep : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  %3 = nn.floor %2 : tensor<8xf32>
  %4 = nn.add %3, %1 : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %4 : tensor<8xf32>
}

// Of unknown size too: all of it goes, unless the ones are of another shape.
// CHECK-LABEL: @dropout_of_unknown_size
// CHECK-SAME: (%[[X:.*]]: tensor<?x8xf32>, %[[Y:.*]]: tensor<?x8xf32>)
func.func @dropout_of_unknown_size(%x: tensor<?x8xf32>, %y: tensor<?x8xf32>)
    -> (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>) {
  // CHECK: %[[FILL:.*]] = nn.fill
  // CHECK: %[[MUL:.*]] = nn.mul %[[Y]], %[[FILL]]
  // CHECK: return %[[X]], %[[X]], %[[MUL]]
  %keep = arith.constant dense<1.0> : tensor<f32>
  %shape = nn.shape %x : (tensor<?x8xf32>) -> tensor<2xi32>
  %0 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<?x8xf32>
  %1 = nn.add %0, %keep : (tensor<?x8xf32>, tensor<f32>) -> tensor<?x8xf32>
  %2 = nn.floor %1 : tensor<?x8xf32>
  %3 = nn.mul %x, %2 : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %4 = nn.mul %2, %x : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %5 = nn.mul %y, %2 : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %3, %4, %5 : tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>
}
