// RUN: nn-opt %s | nn-opt | FileCheck %s
// RUN: nn-opt %s --mlir-print-op-generic | nn-opt | FileCheck %s

// CHECK-LABEL: func.func @top_k(
// CHECK:         nn.top_k %{{.*}} {k = 5 : i64} : (tensor<?x10xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
// CHECK:         nn.top_k %{{.*}} {k = 10 : i64, smallest = true} : (tensor<?x10xf32>) -> (tensor<?x10xf32>, tensor<?x10xi16>)
func.func @top_k(%x: tensor<?x10xf32>) {
  %0:2 = nn.top_k %x {k = 5 : i64} : (tensor<?x10xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
  %1:2 = nn.top_k %x {k = 10 : i64, smallest = true}
      : (tensor<?x10xf32>) -> (tensor<?x10xf32>, tensor<?x10xi16>)
  return
}

// CHECK-LABEL: func.func @search_sorted(
// CHECK:         nn.search_sorted %{{.*}}, %{{.*}} {right = true} : (tensor<2x9xui8>, tensor<2x?xui8>) -> tensor<2x?xi64>
func.func @search_sorted(%s: tensor<2x9xui8>, %v: tensor<2x?xui8>) {
  %0 = nn.search_sorted %s, %v {right = true} : (tensor<2x9xui8>, tensor<2x?xui8>) -> tensor<2x?xi64>
  return
}

// CHECK-LABEL: func.func @non_max_suppression(
// CHECK:         nn.non_max_suppression %{{.*}}, %{{.*}}, %[[T:.*]], %[[T]], %[[T]] {max_outputs = 3 : i64, overlaps = true}
func.func @non_max_suppression(%b: tensor<8x8xf32>, %s: tensor<8xf32>, %t: tensor<f32>) {
  %0:3 = nn.non_max_suppression %b, %s, %t, %t, %t {max_outputs = 3 : i64, overlaps = true}
      : (tensor<8x8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>)
      -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return
}
