// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @assert
// CHECK-SAME: %[[C:.*]]: tensor<i1>, %[[D:.*]]: tensor<i1>
func.func @assert(%c: tensor<i1>, %d: tensor<i1>) {
  // CHECK: nn.assert %[[C]], "too many steps" : tensor<i1>
  nn.assert %c, "too many steps" : tensor<i1>
  // CHECK: nn.assert %[[D]], "" : tensor<i1>
  nn.assert %d, "" : tensor<i1>
  return
}
