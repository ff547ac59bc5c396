// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @softmax
func.func @softmax(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // CHECK: arith.constant 0xFF800000 : f32
  // CHECK: %[[MAX:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
  // CHECK: arith.maximumf
  // CHECK: %[[EXP:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
  // CHECK-SAME: ins(%{{.*}}, %[[MAX]] : tensor<?x8xf32>, tensor<?xf32>)
  // CHECK: arith.subf
  // CHECK: math.exp
  // CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
  // CHECK: arith.addf
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
  // CHECK-SAME: ins(%[[EXP]], %[[SUM]] : tensor<?x8xf32>, tensor<?xf32>)
  // CHECK: arith.divf
  %0 = nn.softmax %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: func @log_softmax
func.func @log_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: arith.maximumf
  // CHECK: arith.subf
  // CHECK: math.exp
  // CHECK: arith.addf
  // CHECK: math.log
  // CHECK: arith.subf
  %0 = nn.log_softmax %x : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// The factor of a channel is computed once.
// CHECK-LABEL: func @batch_norm
// CHECK-SAME:    %[[X:.*]]: tensor<1x4x4x8xf32>, %[[S:.*]]: tensor<8xf32>, %[[O:.*]]: tensor<8xf32>, %[[M:.*]]: tensor<8xf32>, %[[V:.*]]: tensor<8xf32>
func.func @batch_norm(%x: tensor<1x4x4x8xf32>, %s: tensor<8xf32>, %o: tensor<8xf32>, %m: tensor<8xf32>, %v: tensor<8xf32>)
    -> tensor<1x4x4x8xf32> {
  // CHECK: %[[FACTOR:.*]] = linalg.generic
  // CHECK-SAME: ins(%[[S]], %[[V]] : tensor<8xf32>, tensor<8xf32>)
  // CHECK: math.rsqrt
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[X]], %[[M]], %[[FACTOR]], %[[O]]
  %0 = nn.batch_norm %x, %s, %o, %m, %v
      : (tensor<1x4x4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<1x4x4x8xf32>
  return %0 : tensor<1x4x4x8xf32>
}

// CHECK-LABEL: func @lrn
func.func @lrn(%x: tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32> {
  // CHECK: tensor.pad %{{.*}} low[0, 0, 0, 2] high[0, 0, 0, 2]
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]
  // CHECK: math.powf
  %0 = nn.lrn %x {depth_radius = 2 : i64} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  return %0 : tensor<1x4x4x8xf32>
}
