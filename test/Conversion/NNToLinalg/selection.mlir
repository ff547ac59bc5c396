// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize | FileCheck %s

// A row is a point of the grid, and its part of the results holds the heap.
// CHECK-LABEL: func.func @top_k(
// CHECK-SAME:    %[[X:.*]]: tensor<?x100xf32>
// CHECK:         %[[ROWS:.*]] = tensor.dim %[[X]]
// CHECK:         %[[R:.*]]:2 = scf.forall (%[[ROW:.*]]) in (%[[ROWS]]) shared_outs(%[[V:.*]] = %{{.*}}, %[[I:.*]] = %{{.*}}) -> (tensor<?x5xf32>, tensor<?x5xi32>) {
// CHECK:           %[[VALUES:.*]] = tensor.extract_slice %[[V]][%[[ROW]], 0] [1, 5] [1, 1]
// CHECK:           %[[INDICES:.*]] = tensor.extract_slice %[[I]][%[[ROW]], 0] [1, 5] [1, 1]
// CHECK:           scf.for {{.*}} iter_args(%{{.*}} = %[[VALUES]], %{{.*}} = %[[INDICES]])
// CHECK:             tensor.extract %[[X]][%[[ROW]]
// CHECK:             scf.while
// CHECK-COUNT-2:     tensor.parallel_insert_slice
// CHECK:         } {mapping = [#kernel.grid<"top_k">]}
// CHECK:         return %[[R]]#0, %[[R]]#1
func.func @top_k(%x: tensor<?x100xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>) {
  %0:2 = nn.top_k %x {k = 5 : i64} : (tensor<?x100xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
  return %0#0, %0#1 : tensor<?x5xf32>, tensor<?x5xi32>
}

// TensorFlow's heap has one more element than what is selected.
// CHECK-LABEL: func.func @unsorted(
// CHECK:         scf.forall
// CHECK-DAG:       tensor.empty() : tensor<6xf32>
// CHECK-DAG:       tensor.empty() : tensor<6xi32>
func.func @unsorted(%x: tensor<?x100xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>) {
  %0:2 = nn.top_k %x {k = 5 : i64, sorted = false} : (tensor<?x100xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
  return %0#0, %0#1 : tensor<?x5xf32>, tensor<?x5xi32>
}

// CHECK-LABEL: func.func @unsigned(
// CHECK-NOT:     arith.cmpi slt, {{.*}} : i8
// CHECK:         arith.cmpi ult, {{.*}} : i8
func.func @unsigned(%x: tensor<9xui8>) -> tensor<2xui8> {
  %0:2 = nn.top_k %x {k = 2 : i64} : (tensor<9xui8>) -> (tensor<2xui8>, tensor<2xi32>)
  return %0#0 : tensor<2xui8>
}

// CHECK-LABEL: func.func @nothing(
// CHECK-NOT:     scf.forall
func.func @nothing(%x: tensor<3x9xf32>) -> tensor<3x0xf32> {
  %0:2 = nn.top_k %x {k = 0 : i64} : (tensor<3x9xf32>) -> (tensor<3x0xf32>, tensor<3x0xi32>)
  return %0#0 : tensor<3x0xf32>
}

// CHECK-LABEL: func.func @search_sorted(
// CHECK-SAME:    %[[S:.*]]: tensor<2x9xf32>, %[[V:.*]]: tensor<2x4xf32>
// CHECK:         scf.forall (%[[ROW:.*]]) in (2)
// CHECK:           %[[X:.*]] = tensor.extract %[[V]][%[[ROW]]
// CHECK:           scf.while (%[[LOW:.*]] = %c0, %[[HIGH:.*]] = %c9)
// CHECK:             arith.cmpi slt, %[[LOW]], %[[HIGH]]
// CHECK:             %[[Y:.*]] = tensor.extract %[[S]][%[[ROW]]
// CHECK:             arith.cmpf olt, %[[Y]], %[[X]]
func.func @search_sorted(%s: tensor<2x9xf32>, %v: tensor<2x4xf32>) -> tensor<2x4xi32> {
  %0 = nn.search_sorted %s, %v : (tensor<2x9xf32>, tensor<2x4xf32>) -> tensor<2x4xi32>
  return %0 : tensor<2x4xi32>
}

// CHECK-LABEL: func.func @non_max_suppression(
// CHECK:         scf.forall (%{{.*}}) in (1) shared_outs({{.*}}) -> (tensor<1x3xi32>, tensor<1x3xf32>, tensor<1x1xi32>)
// CHECK:           scf.while
// CHECK:             scf.condition
// CHECK:             scf.while
// CHECK:         } {mapping = [#kernel.grid<"non_max_suppression">]}
func.func @non_max_suppression(%b: tensor<?x4xf32>, %s: tensor<?xf32>, %t: tensor<f32>)
    -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>) {
  %0:3 = nn.non_max_suppression %b, %s, %t, %t, %t {max_outputs = 3 : i64}
      : (tensor<?x4xf32>, tensor<?xf32>, tensor<f32>, tensor<f32>, tensor<f32>)
      -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return %0#0, %0#1, %0#2 : tensor<3xi32>, tensor<3xf32>, tensor<i32>
}
