// RUN: nn-opt %s --inline | FileCheck %s

func.func private @twice(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = nn.add %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: func.func @main
// CHECK-SAME:      %[[X:.*]]: tensor<2xf32>
// CHECK-NEXT:    %[[Y:.*]] = nn.add %[[X]], %[[X]]
// CHECK-NEXT:    return %[[Y]]
func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @twice(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
