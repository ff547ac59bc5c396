// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize --cse | FileCheck %s

// As many rows as there are true elements; a step of the loop knows how many
// were before.
// CHECK-LABEL: func @where
// CHECK-SAME:    %[[M:.*]]: tensor<4x3xi8>
func.func @where(%m: tensor<4x3xi1>) -> tensor<?x2xi64> {
  // CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
  // CHECK-DAG: %[[C1:.*]] = arith.constant 1 : index
  // CHECK-DAG: %[[C3:.*]] = arith.constant 3 : index
  // CHECK-DAG: %[[C12:.*]] = arith.constant 12 : index
  // CHECK: %[[F:.*]] = tensor.collapse_shape %[[M]] {{.*}} : tensor<4x3xi8> into tensor<12xi8>
  // CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[F]]
  // CHECK: %[[N:.*]] = arith.index_cast %{{.*}} : i64 to index
  // CHECK: %[[E:.*]] = tensor.empty(%[[N]]) : tensor<1x?x2xi64>
  // CHECK: %[[R:.*]] = scf.forall ({{.*}}) in (1) shared_outs(%{{.*}} = %[[E]])
  // CHECK:   scf.for %[[I:.*]] = %[[C0]] to %[[C12]] step %[[C1]] iter_args(%[[T:.*]] = %{{.*}}, %[[K:.*]] = %[[C0]])
  // CHECK:     tensor.extract %[[F]][%[[I]]]
  // CHECK:     scf.if
  // CHECK:       arith.divsi %[[I]], %[[C3]]
  // CHECK:       tensor.insert %{{.*}} into %[[T]][%[[K]], %[[C1]]]
  // CHECK:       tensor.insert %{{.*}} into %{{.*}}[%[[K]], %[[C0]]]
  // CHECK:       arith.addi %[[K]], %[[C1]]
  // CHECK: mapping = [#kernel.grid<"where">]
  // CHECK: tensor.collapse_shape %[[R]] {{.*}} : tensor<1x?x2xi64> into tensor<?x2xi64>
  %0 = nn.where %m : (tensor<4x3xi1>) -> tensor<?x2xi64>
  return %0 : tensor<?x2xi64>
}
