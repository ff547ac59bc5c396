// RUN: nn-opt %s --canonicalize --verify-roundtrip | FileCheck %s

// What holds is not asserted; what is not known, or does not hold, is.

// CHECK-LABEL: @assert
// CHECK-SAME: %[[C:.*]]: tensor<i1>
func.func @assert(%c: tensor<i1>) {
  %true = arith.constant dense<true> : tensor<i1>
  // CHECK: %[[FALSE:.*]] = arith.constant dense<false> : tensor<i1>
  %false = arith.constant dense<false> : tensor<i1>
  // CHECK-NEXT: nn.assert %[[C]], "expected more" : tensor<i1>
  nn.assert %c, "expected more" : tensor<i1>
  nn.assert %true, "expected true" : tensor<i1>
  // CHECK-NEXT: nn.assert %[[FALSE]], "expected false" : tensor<i1>
  nn.assert %false, "expected false" : tensor<i1>
  // CHECK-NEXT: return
  return
}
