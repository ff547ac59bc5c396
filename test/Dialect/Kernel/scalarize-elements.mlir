// RUN: nn-opt %s --nn-scalarize-elements | FileCheck %s

#id0 = affine_map<() -> ()>
#id = affine_map<(d0) -> (d0)>

// CHECK-LABEL: func.func @counter(
// CHECK-SAME:    %[[I:.*]]: tensor<i32>, %[[X:.*]]: tensor<4xf32>)
// CHECK:         %[[A:.*]] = tensor.extract %[[I]][] : tensor<i32>
// CHECK:         %[[B:.*]] = arith.addi %[[A]], %{{.*}} : i32
// CHECK:         %[[C:.*]] = arith.cmpi slt, %[[B]], %{{.*}} : i32
// CHECK:         %[[D:.*]] = arith.extui %[[C]] : i1 to i8
// CHECK:         %[[J:.*]] = tensor.from_elements %[[B]] : tensor<i32>
// CHECK:         %[[K:.*]] = tensor.from_elements %[[D]] : tensor<i8>
// CHECK:         return %[[J]], %[[K]], %[[X]]
func.func @counter(%i: tensor<i32>, %x: tensor<4xf32>)
    -> (tensor<i32>, tensor<i8>, tensor<4xf32>) {
  %c1 = arith.constant 1 : i32
  %c8 = arith.constant 8 : i32
  %e = tensor.empty() : tensor<i32>
  %f = tensor.empty() : tensor<i8>
  %0:2 = linalg.generic {indexing_maps = [#id0, #id0, #id0],
      iterator_types = []}
      ins(%i : tensor<i32>) outs(%e, %f : tensor<i32>, tensor<i8>) {
  ^bb0(%a: i32, %o: i32, %p: i8):
    %s = arith.addi %a, %c1 : i32
    %t = arith.cmpi slt, %s, %c8 : i32
    %u = arith.extui %t : i1 to i8
    linalg.yield %s, %u : i32, i8
  } -> (tensor<i32>, tensor<i8>)
  return %0#0, %0#1, %x : tensor<i32>, tensor<i8>, tensor<4xf32>
}

// A sum over one element begins with the fill's value.
// CHECK-LABEL: func.func @sum(
// CHECK-SAME:    %[[X:.*]]: tensor<1xi32>, %
// CHECK:         %[[A:.*]] = tensor.extract %[[X]][%{{.*}}] : tensor<1xi32>
// CHECK:         %[[S:.*]] = arith.addi %[[A]], %{{.*}} : i32
// CHECK:         %[[R:.*]] = tensor.from_elements %[[S]] : tensor<i32>
func.func @sum(%x: tensor<1xi32>, %y: tensor<4xf32>) -> tensor<i32> {
  %c5 = arith.constant 5 : i32
  %e = tensor.empty() : tensor<i32>
  %0 = linalg.fill ins(%c5 : i32) outs(%e : tensor<i32>) -> tensor<i32>
  %1 = linalg.generic {indexing_maps = [#id, affine_map<(d0) -> ()>],
      iterator_types = ["reduction"]}
      ins(%x : tensor<1xi32>) outs(%0 : tensor<i32>) {
  ^bb0(%a: i32, %o: i32):
    %s = arith.addi %a, %o : i32
    linalg.yield %s : i32
  } -> tensor<i32>
  return %1 : tensor<i32>
}

// Floats among arrays, functions, and arrays are for kernels.
// CHECK-LABEL: func.func @kernels(
// CHECK-COUNT-2: linalg.generic
func.func @kernels(%x: tensor<f32>, %y: tensor<4xi32>)
    -> (tensor<f32>, tensor<4xi32>) {
  %e = tensor.empty() : tensor<f32>
  %0 = linalg.generic {indexing_maps = [#id0, #id0], iterator_types = []}
      ins(%x : tensor<f32>) outs(%e : tensor<f32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %a : f32
    linalg.yield %s : f32
  } -> tensor<f32>
  %f = tensor.empty() : tensor<4xi32>
  %1 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel"]}
      ins(%y : tensor<4xi32>) outs(%f : tensor<4xi32>) {
  ^bb0(%a: i32, %o: i32):
    %s = arith.addi %a, %a : i32
    linalg.yield %s : i32
  } -> tensor<4xi32>
  return %0, %1 : tensor<f32>, tensor<4xi32>
}

// Without arrays there are no kernels.
// CHECK-LABEL: func.func @scalars(
// CHECK-NOT:     linalg
// CHECK:         arith.addf
func.func @scalars(%x: tensor<f32>) -> tensor<f32> {
  %e = tensor.empty() : tensor<f32>
  %0 = linalg.generic {indexing_maps = [#id0, #id0], iterator_types = []}
      ins(%x : tensor<f32>) outs(%e : tensor<f32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %a : f32
    linalg.yield %s : f32
  } -> tensor<f32>
  return %0 : tensor<f32>
}

// One of two sizes, less one: arithmetic on that size.
// CHECK-LABEL: func.func @sizes(
// CHECK-SAME:    %[[N:[a-z0-9]*]]: i32, %[[M:[a-z0-9]*]]: i32, %[[K:[a-z0-9]*]]: index
// CHECK:         %[[S:.*]] = arith.subi %[[M]], %{{.*}} : i32
// CHECK:         %[[PART:.*]] = tensor.extract_slice %{{.*}}[%[[K]]] [1] [1]
// CHECK:         return %[[S]], %[[PART]]
func.func @sizes(%n: i32, %m: i32, %k: index) -> (i32, tensor<1xi32>) {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i32
  %both = tensor.from_elements %n, %m : tensor<2xi32>
  %second = tensor.extract_slice %both[1] [1] [1]
      : tensor<2xi32> to tensor<1xi32>
  %e = tensor.empty() : tensor<1xi32>
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel"]}
      ins(%second : tensor<1xi32>) outs(%e : tensor<1xi32>) {
  ^bb0(%a: i32, %o: i32):
    %s = arith.subi %a, %one : i32
    linalg.yield %s : i32
  } -> tensor<1xi32>
  %1 = tensor.extract %0[%c0] : tensor<1xi32>
  %some = tensor.extract_slice %both[%k] [1] [1]
      : tensor<2xi32> to tensor<1xi32>
  return %1, %some : i32, tensor<1xi32>
}
