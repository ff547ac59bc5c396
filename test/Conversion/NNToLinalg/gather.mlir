// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @gather
// CHECK-SAME:    %[[P:.*]]: tensor<1000x64xf32>, %[[I:.*]]: tensor<?x16xi32>
func.func @gather(%p: tensor<1000x64xf32>, %i: tensor<?x16xi32>) -> tensor<?x16x64xf32> {
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel"]
  // CHECK-SAME: ins(%[[I]] : tensor<?x16xi32>)
  // CHECK: ^bb0(%[[A:.*]]: i32, %{{.*}}: f32):
  // CHECK: %[[ROW:.*]] = arith.index_cast %[[A]] : i32 to index
  // CHECK: %[[COLUMN:.*]] = linalg.index 2
  // CHECK: tensor.extract %[[P]][%[[ROW]], %[[COLUMN]]]
  %0 = nn.gather %p, %i {axis = 0 : i64, batch_dims = 0 : i64} : (tensor<1000x64xf32>, tensor<?x16xi32>) -> tensor<?x16x64xf32>
  return %0 : tensor<?x16x64xf32>
}

// CHECK-LABEL: func @gather_nd
// CHECK-SAME:    %[[P:.*]]: tensor<8x9x4xf32>, %[[I:.*]]: tensor<5x2xi32>
func.func @gather_nd(%p: tensor<8x9x4xf32>, %i: tensor<5x2xi32>) -> tensor<5x4xf32> {
  // CHECK: tensor.extract %[[I]]
  // CHECK: tensor.extract %[[I]]
  // CHECK: tensor.extract %[[P]]
  %0 = nn.gather_nd %p, %i : (tensor<8x9x4xf32>, tensor<5x2xi32>) -> tensor<5x4xf32>
  return %0 : tensor<5x4xf32>
}
