// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @mean
func.func @mean(%x: tensor<?x7x7x64xf32>) -> tensor<?x1x1x64xf32> {
  // CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction", "reduction", "parallel"]
  // CHECK: arith.addf
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[SUM]] : tensor<?x64xf32>)
  // CHECK: arith.constant 4.900000e+01 : f32
  // CHECK: arith.divf
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0, 1, 2], [3]] output_shape [%{{.*}}, 1, 1, 64]
  %0 = nn.reduce_mean %x {axes = array<i64: 1, 2>, keep_dims = true} : (tensor<?x7x7x64xf32>) -> tensor<?x1x1x64xf32>
  return %0 : tensor<?x1x1x64xf32>
}

// CHECK-LABEL: func @mean_dynamic
func.func @mean_dynamic(%x: tensor<?x4xf32>) -> tensor<4xf32> {
  // CHECK: %[[D:.*]] = tensor.dim
  // CHECK: arith.index_cast %{{.*}} : index to i64
  // CHECK: arith.sitofp
  // CHECK: arith.divf
  %0 = nn.reduce_mean %x {axes = array<i64: 0>} : (tensor<?x4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func @extremes
func.func @extremes(%f: tensor<8xf32>, %i: tensor<8xi32>, %u: tensor<8xui8>) -> (tensor<f32>, tensor<i32>, tensor<ui8>) {
  // CHECK: arith.constant 0xFF800000 : f32
  // CHECK: arith.maximumf
  %0 = nn.reduce_max %f {axes = array<i64: 0>} : (tensor<8xf32>) -> tensor<f32>
  // CHECK: arith.constant 2147483647 : i32
  // CHECK: arith.minsi
  %1 = nn.reduce_min %i {axes = array<i64: 0>} : (tensor<8xi32>) -> tensor<i32>
  // CHECK: arith.constant -1 : i8
  // CHECK: arith.minui
  %2 = nn.reduce_min %u {axes = array<i64: 0>} : (tensor<8xui8>) -> tensor<ui8>
  return %0, %1, %2 : tensor<f32>, tensor<i32>, tensor<ui8>
}

// CHECK-LABEL: func @logical
func.func @logical(%x: tensor<4x8xi1>) -> (tensor<4xi1>, tensor<4xi1>) {
  // CHECK: arith.constant 1 : i8
  // CHECK: arith.andi %{{.*}}, %{{.*}} : i8
  %0 = nn.reduce_all %x {axes = array<i64: 1>} : (tensor<4x8xi1>) -> tensor<4xi1>
  // CHECK: arith.constant 0 : i8
  // CHECK: arith.ori %{{.*}}, %{{.*}} : i8
  %1 = nn.reduce_any %x {axes = array<i64: 1>} : (tensor<4x8xi1>) -> tensor<4xi1>
  return %0, %1 : tensor<4xi1>, tensor<4xi1>
}

// CHECK-LABEL: func @half
func.func @half(%x: tensor<4x8xf16>) -> tensor<4xf16> {
  // CHECK: linalg.generic
  // CHECK-SAME: outs(%{{.*}} : tensor<4xf32>)
  // CHECK: arith.extf
  // CHECK: arith.mulf %{{.*}}, %{{.*}} fastmath<contract> : f32
  // CHECK: arith.truncf
  %0 = nn.reduce_prod %x {axes = array<i64: 1>} : (tensor<4x8xf16>) -> tensor<4xf16>
  return %0 : tensor<4xf16>
}

// CHECK-LABEL: func @arg_max
func.func @arg_max(%x: tensor<?x10xf32>) -> tensor<?xi64> {
  // CHECK: %[[R:.*]]:2 = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
  // CHECK-SAME: outs(%{{.*}}, %{{.*}} : tensor<?xf32>, tensor<?xi64>)
  // CHECK: linalg.index 1
  // CHECK: arith.cmpf ogt
  // CHECK: return %[[R]]#1
  %0 = nn.arg_max %x {axis = 1 : i64} : (tensor<?x10xf32>) -> tensor<?xi64>
  return %0 : tensor<?xi64>
}

// CHECK-LABEL: func @cumsum
func.func @cumsum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: scf.for
  // CHECK: tensor.extract_slice %{{.*}}[0, %[[I:.*]]] [4, 1] [1, 1] : tensor<4x8xf32> to tensor<4x1xf32>
  // CHECK: linalg.generic
  // CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, %[[I]]] [4, 1] [1, 1]
  %0 = nn.cumsum %x {axis = 1 : i64} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
