// RUN: nn-opt %s --nn-simplify-sizes --split-input-file --allow-unregistered-dialect | FileCheck %s

// What a loop carries keeps its size, so there is no choice between sizes.

// CHECK-LABEL: func.func @carried(
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         %[[E:.*]] = tensor.empty(%[[N]])
// CHECK:         scf.for {{.*}} iter_args(%[[H:.*]] = %{{.*}})
// CHECK-NOT:       arith.select
// CHECK:           linalg.add ins(%[[X]], %[[H]] : {{.*}}) outs(%[[E]]
func.func @carried(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %zero = arith.constant 0.0 : f32
  %n = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%n) : tensor<?x8xf32>
  %h = linalg.fill ins(%zero : f32) outs(%e : tensor<?x8xf32>)
      -> tensor<?x8xf32>
  %r = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %h)
      -> (tensor<?x8xf32>) {
    %m = tensor.dim %a, %c0 : tensor<?x8xf32>
    %one = arith.cmpi eq, %n, %c1 : index
    %s = arith.select %one, %m, %n : index
    %es = tensor.empty(%s) : tensor<?x8xf32>
    %y = linalg.add ins(%x, %a : tensor<?x8xf32>, tensor<?x8xf32>)
        outs(%es : tensor<?x8xf32>) -> tensor<?x8xf32>
    scf.yield %y : tensor<?x8xf32>
  }
  return %r : tensor<?x8xf32>
}

// -----

// The same in a while loop, and behind it.

// CHECK-LABEL: func.func @while(
// CHECK-SAME:    %[[X:[^:]*]]: tensor<?xf32>
// CHECK:         %[[N0:.*]] = tensor.dim %[[X]]
// CHECK:         "before"(%[[N0]])
// CHECK:         %[[N1:.*]] = tensor.dim %[[X]]
// CHECK:         "after"(%[[N1]])
// CHECK:         %[[N2:.*]] = tensor.dim %[[X]]
// CHECK:         "behind"(%[[N2]])
func.func @while(%x: tensor<?xf32>, %c: i1) {
  %c0 = arith.constant 0 : index
  %r = scf.while (%a = %x) : (tensor<?xf32>) -> tensor<?xf32> {
    %n = tensor.dim %a, %c0 : tensor<?xf32>
    "before"(%n) : (index) -> ()
    scf.condition(%c) %a : tensor<?xf32>
  } do {
  ^bb0(%a: tensor<?xf32>):
    %n = tensor.dim %a, %c0 : tensor<?xf32>
    "after"(%n) : (index) -> ()
    scf.yield %a : tensor<?xf32>
  }
  %m = tensor.dim %r, %c0 : tensor<?xf32>
  "behind"(%m) : (index) -> ()
  return
}

// -----

// What the condition region computes it passes on in another size.

// CHECK-LABEL: func.func @forwarded(
// CHECK:         scf.while (%[[A:.*]] = %{{.*}})
// CHECK:           %[[T:.*]] = tensor.extract_slice %[[A]]
// CHECK:           scf.condition(%{{.*}}) %[[T]]
// CHECK:         ^bb0(%[[B:.*]]: tensor<?xf32>):
// CHECK:           %[[N:.*]] = tensor.dim %[[B]]
// CHECK:           "after"(%[[N]])
func.func @forwarded(%x: tensor<?xf32>, %c: i1, %m: index) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %r = scf.while (%a = %x) : (tensor<?xf32>) -> tensor<?xf32> {
    %t = tensor.extract_slice %a[0] [%m] [1] : tensor<?xf32> to tensor<?xf32>
    scf.condition(%c) %t : tensor<?xf32>
  } do {
  ^bb0(%b: tensor<?xf32>):
    %n = tensor.dim %b, %c0 : tensor<?xf32>
    "after"(%n) : (index) -> ()
    scf.yield %b : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// -----

// That a loop does not change the size is not for this pass to prove: where it
// does, nn-plan-memory refuses the loop.

// CHECK-LABEL: func.func @grows(
// CHECK-SAME:    %[[X:.*]]: tensor<?xf32>)
// CHECK:         scf.for
// CHECK:           tensor.dim %[[X]]
// CHECK:         }
// CHECK:         %[[N:.*]] = tensor.dim %[[X]]
// CHECK:         return %{{.*}}, %[[N]]
func.func @grows(%x: tensor<?xf32>) -> (tensor<?xf32>, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %r = scf.for %i = %c0 to %c9 step %c1 iter_args(%a = %x) -> (tensor<?xf32>) {
    %m = tensor.dim %a, %c0 : tensor<?xf32>
    %k = arith.addi %m, %c1 : index
    %e = tensor.empty(%k) : tensor<?xf32>
    %y = tensor.insert_slice %a into %e[0] [%m] [1]
        : tensor<?xf32> into tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  %n = tensor.dim %r, %c0 : tensor<?xf32>
  return %r, %n : tensor<?xf32>, index
}

// -----

// A size on its way through a tensor of integers.

// CHECK-LABEL: func.func @integers(
// CHECK-SAME:    %[[X:.*]]: tensor<4x?xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         return %[[N]]
func.func @integers(%x: tensor<4x?xf32>) -> index {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %four = arith.constant 4 : i32
  %n = tensor.dim %x, %c1 : tensor<4x?xf32>
  %i = arith.index_cast %n : index to i32
  %t = tensor.from_elements %four, %i : tensor<2xi32>
  %s = tensor.extract_slice %t[1] [1] [1] : tensor<2xi32> to tensor<1xi32>
  %j = tensor.extract %s[%c0] : tensor<1xi32>
  %m = arith.index_cast %j : i32 to index
  return %m : index
}

// -----

// What is no size may not fit.

// CHECK-LABEL: func.func @others(
// CHECK:         arith.index_cast %{{.*}} : index to i32
// CHECK:         arith.index_cast %{{.*}} : i32 to index
func.func @others(%n: index) -> index {
  %i = arith.index_cast %n : index to i32
  %m = arith.index_cast %i : i32 to index
  return %m : index
}

// -----

// An element of which only running tells, of one that is known otherwise.

// CHECK-LABEL: func.func @unknown_element(
// CHECK-SAME:    %[[T:.*]]: tensor<4x4xi32>, %[[I:.*]]: index)
// CHECK-NEXT:    %[[C1:.*]] = arith.constant 1 : index
// CHECK-NEXT:    %[[S:.*]] = tensor.extract_slice %[[T]]
// CHECK-NEXT:    %[[E:.*]] = tensor.extract %[[S]][%[[C1]], %[[I]]]
// CHECK-NEXT:    return %[[E]]
func.func @unknown_element(%t: tensor<4x4xi32>, %i: index) -> i32 {
  %c1 = arith.constant 1 : index
  %s = tensor.extract_slice %t[1, 1] [2, 2] [1, 1]
      : tensor<4x4xi32> to tensor<2x2xi32>
  %e = tensor.extract %s[%c1, %i] : tensor<2x2xi32>
  return %e : i32
}

// -----

// What is multiplied and divided again is what it was.
// CHECK-LABEL: func.func @blocks(
// CHECK-SAME:      %[[X:.*]]: tensor<?x4xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         return %[[N]] : index
func.func @blocks(%x: tensor<?x4xf32>) -> index {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xf32>
  %blocks = affine.apply affine_map<()[s0] -> (s0 * 8)>()[%n]
  %m = affine.apply affine_map<()[s0] -> (s0 floordiv 8)>()[%blocks]
  %one = arith.cmpi eq, %n, %c1 : index
  %size = arith.select %one, %m, %n : index
  return %size : index
}
