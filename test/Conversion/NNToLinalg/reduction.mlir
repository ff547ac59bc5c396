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

// Integers are summed in their type, bf16 in f32 and rounded once.
// CHECK-LABEL: func @sum
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xi32>, %[[B:.*]]: tensor<?x8xbf16>
func.func @sum(%x: tensor<4x8xi32>, %b: tensor<?x8xbf16>) -> (tensor<4xi32>, tensor<?xbf16>) {
  // CHECK: %[[ZERO:.*]] = linalg.fill ins(%c0_i32 : i32)
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[X]] : {{.*}}) outs(%[[ZERO]] :
  // CHECK: ^bb0(%[[IN:.*]]: i32, %[[OUT:.*]]: i32):
  // CHECK: arith.addi %[[OUT]], %[[IN]] : i32
  %0 = nn.reduce_sum %x {axes = array<i64: 1>} : (tensor<4x8xi32>) -> tensor<4xi32>
  // CHECK: %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[B]] : tensor<?x8xbf16>) outs(%{{.*}} : tensor<?xf32>)
  // CHECK: %[[WIDE:.*]] = arith.extf %{{.*}} : bf16 to f32
  // CHECK: arith.addf %{{.*}}, %[[WIDE]] fastmath<contract> : f32
  // CHECK: linalg.generic {{.*}} ins(%[[SUM]] : tensor<?xf32>)
  // CHECK: arith.truncf %{{.*}} : f32 to bf16
  %1 = nn.reduce_sum %b {axes = array<i64: 1>} : (tensor<?x8xbf16>) -> tensor<?xbf16>
  return %0, %1 : tensor<4xi32>, tensor<?xbf16>
}

// Of equal elements the first; unsigned elements are compared as such.
// CHECK-LABEL: func @arg_min
func.func @arg_min(%x: tensor<?x10xui8>) -> tensor<?xi32> {
  // CHECK: linalg.fill ins(%c-1_i8 : i8)
  // CHECK: %[[R:.*]]:2 = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
  // CHECK: ^bb0(%[[IN:.*]]: i8, %[[LEAST:.*]]: i8, %[[AT:.*]]: i32):
  // CHECK: %[[INDEX:.*]] = linalg.index 1
  // CHECK: %[[I:.*]] = arith.index_cast %[[INDEX]] : index to i32
  // CHECK: %[[LESS:.*]] = arith.cmpi ult, %[[IN]], %[[LEAST]] : i8
  // CHECK: %[[EQUAL:.*]] = arith.cmpi eq, %[[IN]], %[[LEAST]] : i8
  // CHECK: %[[BEFORE:.*]] = arith.cmpi slt, %[[I]], %[[AT]] : i32
  // CHECK: %[[TIE:.*]] = arith.andi %[[EQUAL]], %[[BEFORE]] : i1
  // CHECK: %[[BETTER:.*]] = arith.ori %[[LESS]], %[[TIE]] : i1
  // CHECK: arith.select %[[BETTER]], %[[I]], %[[AT]] : i32
  // CHECK: return %[[R]]#1
  %0 = nn.arg_min %x {axis = 1 : i64} : (tensor<?x10xui8>) -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

// Backwards, what was multiplied so far is the result.
// CHECK-LABEL: func @cumprod
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xi32>
func.func @cumprod(%x: tensor<4x8xi32>) -> tensor<4x8xi32> {
  // CHECK: %[[ONE:.*]] = linalg.fill ins(%c1_i32 : i32)
  // CHECK: %[[LOOP:.*]]:2 = scf.for %[[I:.*]] = %c0 to %[[N:.*]] step %c1 iter_args(%[[R:.*]] = %{{.*}}, %[[SO_FAR:.*]] = %[[ONE]])
  // CHECK: %[[LAST:.*]] = arith.subi %[[N]], %c1
  // CHECK: %[[AT:.*]] = arith.subi %[[LAST]], %[[I]]
  // CHECK: %[[ROW:.*]] = tensor.extract_slice %[[X]][%[[AT]], 0] [1, 8] [1, 1]
  // CHECK: %[[NEXT:.*]] = linalg.generic {{.*}} ins(%[[SO_FAR]], %[[ROW]] :
  // CHECK: arith.muli
  // CHECK: %[[INSERTED:.*]] = tensor.insert_slice %[[SO_FAR]] into %[[R]][%[[AT]], 0] [1, 8] [1, 1]
  // CHECK: scf.yield %[[INSERTED]], %[[NEXT]]
  // CHECK: return %[[LOOP]]#0
  %0 = nn.cumprod %x {axis = 0 : i64, exclusive = true, reverse = true} : (tensor<4x8xi32>) -> tensor<4x8xi32>
  return %0 : tensor<4x8xi32>
}

// The larger one, plus a logarithm that does not overflow.
// CHECK-LABEL: func @cum_log_sum_exp
func.func @cum_log_sum_exp(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: arith.constant 0xFF800000 : f32
  // CHECK: scf.for
  // CHECK: %[[MAX:.*]] = arith.maximumf %[[A:.*]], %[[B:.*]] fastmath
  // CHECK: %[[MIN:.*]] = arith.minimumf %[[A]], %[[B]] fastmath
  // CHECK: %[[D:.*]] = arith.subf %[[MIN]], %[[MAX]]
  // CHECK: %[[E:.*]] = math.exp %[[D]]
  // CHECK: %[[L:.*]] = math.log1p %[[E]]
  // CHECK: %[[SUM:.*]] = arith.addf %[[MAX]], %[[L]]
  // CHECK: arith.select %{{.*}}, %[[A]], %[[SUM]] : f32
  // CHECK: tensor.insert_slice
  %0 = nn.cum_log_sum_exp %x {axis = 0 : i64} : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
