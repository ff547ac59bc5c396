// RUN: nn-opt --nn-recognize-functions --split-input-file %s | FileCheck %s

// CHECK-LABEL: @silu
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
func.func @silu(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = nn.sigmoid %x : tensor<4xf32>
  // CHECK: %[[SILU:.*]] = nn.silu %[[X]]
  %1 = nn.mul %x, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: nn.silu %[[X]]
  %2 = nn.mul %0, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: nn.mul %[[Y]]
  %3 = nn.mul %y, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %1, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// As Keras writes it.
// CHECK-LABEL: @gelu_erfc
// CHECK-SAME: %[[X:.*]]: tensor
func.func @gelu_erfc(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %half = arith.constant dense<0.5> : tensor<f32>
  %c = arith.constant dense<0.707106769> : tensor<f32>
  // CHECK: %[[GELU:.*]] = nn.gelu %[[X]] : tensor<?x4xf32>
  // CHECK: return %[[GELU]]
  %0 = nn.mul %half, %x : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %1 = nn.neg %x : tensor<?x4xf32>
  %2 = nn.mul %1, %c : (tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %3 = nn.erfc %2 : tensor<?x4xf32>
  %4 = nn.mul %0, %3 : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %4 : tensor<?x4xf32>
}

// -----

// As older models write it: 0.5 * (x * (1 + erf(x / sqrt(2)))).
// CHECK-LABEL: @gelu_erf
// CHECK-SAME: %[[X:.*]]: tensor
func.func @gelu_erf(%x: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant dense<0.5> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<4xf32>
  %c = arith.constant dense<1.41421354> : tensor<f32>
  // CHECK: %[[GELU:.*]] = nn.gelu %[[X]] : tensor<4xf32>
  // CHECK: return %[[GELU]]
  %0 = nn.div %x, %c : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = nn.erf %0 : tensor<4xf32>
  %2 = nn.add %one, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = nn.mul %x, %2 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = nn.mul %3, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// -----

// CHECK-LABEL: @gelu_tanh
// CHECK-SAME: %[[X:.*]]: tensor
func.func @gelu_tanh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant dense<0.5> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %three = arith.constant dense<3.0> : tensor<f32>
  %a = arith.constant dense<4.471500e-02> : tensor<f32>
  %b = arith.constant dense<0.797884583> : tensor<f32>
  // CHECK: %[[GELU:.*]] = nn.gelu %[[X]] {approximate = true} : tensor<4xf32>
  // CHECK: return %[[GELU]]
  %0 = nn.pow %x, %three : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = nn.mul %a, %0 : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = nn.add %x, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = nn.mul %b, %2 : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = nn.tanh %3 : tensor<4xf32>
  %5 = nn.add %one, %4 : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %6 = nn.mul %half, %x : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %7 = nn.mul %6, %5 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %7 : tensor<4xf32>
}

// -----

// The cube as products: x * (x * x) * 0.044715.
// CHECK-LABEL: @gelu_tanh_products
// CHECK-SAME: %[[X:.*]]: tensor
func.func @gelu_tanh_products(%x: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant dense<0.5> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %a = arith.constant dense<4.471500e-02> : tensor<f32>
  %b = arith.constant dense<0.797884583> : tensor<f32>
  // CHECK: nn.gelu %[[X]] {approximate = true} : tensor<4xf32>
  %s = nn.square %x : tensor<4xf32>
  %0 = nn.mul %s, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.mul %0, %a : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = nn.add %1, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = nn.mul %2, %b : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = nn.tanh %3 : tensor<4xf32>
  %5 = nn.add %4, %one : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %6 = nn.mul %x, %5 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %7 = nn.mul %6, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %7 : tensor<4xf32>
}

// -----

// CHECK-LABEL: @not_gelu
func.func @not_gelu(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %half = arith.constant dense<0.5> : tensor<f32>
  %c = arith.constant dense<-0.707106769> : tensor<f32>
  %d = arith.constant dense<0.7> : tensor<f32>
  // CHECK-NOT: nn.gelu
  // Another factor than 0.5.
  %0 = nn.mul %x, %c : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = nn.erfc %0 : tensor<4xf32>
  %2 = nn.mul %x, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // Another scale inside.
  %3 = nn.mul %x, %d : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = nn.erfc %3 : tensor<4xf32>
  %5 = nn.mul %x, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %6 = nn.mul %5, %4 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // Another value outside.
  %7 = nn.mul %y, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %8 = nn.mul %7, %1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2, %6, %8 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: @rectifiers
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[I:.*]]: tensor<4xi32>
func.func @rectifiers(%x: tensor<4xf32>, %i: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>, tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %izero = arith.constant dense<0> : tensor<4xi32>
  %six = arith.constant dense<6.0> : tensor<f32>
  %seven = arith.constant dense<7.0> : tensor<f32>
  // CHECK-DAG: %[[RELU6:.*]] = nn.relu6 %[[X]]
  %0 = nn.maximum %x, %zero : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = nn.minimum %0, %six : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK-DAG: %[[IRELU:.*]] = nn.relu %[[I]]
  %2 = nn.maximum %i, %izero : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  // CHECK-DAG: %[[MAX:.*]] = nn.maximum %[[X]]
  %3 = nn.maximum %x, %six : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK-DAG: %[[RELU:.*]] = nn.relu %[[X]]
  // CHECK-DAG: %[[MIN:.*]] = nn.minimum %[[RELU]]
  %4 = nn.minimum %0, %seven : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK: return %[[RELU6]], %[[IRELU]], %[[MAX]], %[[MIN]]
  return %1, %2, %3, %4 : tensor<4xf32>, tensor<4xi32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: @powers
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<1xf32>
func.func @powers(%x: tensor<4xf32>, %y: tensor<1xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %two = arith.constant dense<2.0> : tensor<4xf32>
  %half = arith.constant dense<0.5> : tensor<4xf32>
  // CHECK: nn.square %[[X]]
  %0 = nn.pow %x, %two : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: nn.pow %[[X]]
  %1 = nn.pow %x, %half : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: nn.pow %[[Y]]
  %2 = nn.pow %y, %two : (tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// Types narrower than f32 are rounded after each op, which one op would not do.
// CHECK-LABEL: @rounded_twice
// CHECK-NOT: nn.silu
// CHECK-NOT: nn.gelu
// CHECK: return
func.func @rounded_twice(%x: tensor<4xbf16>, %y: tensor<4xf16>) -> (tensor<4xbf16>, tensor<4xf16>) {
  %0 = nn.sigmoid %x : tensor<4xbf16>
  %1 = nn.mul %x, %0 : (tensor<4xbf16>, tensor<4xbf16>) -> tensor<4xbf16>
  %half = arith.constant dense<0.5> : tensor<f16>
  %one = arith.constant dense<1.0> : tensor<f16>
  %sqrt = arith.constant dense<1.41421354> : tensor<f16>
  %2 = nn.div %y, %sqrt : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %3 = nn.erf %2 : tensor<4xf16>
  %4 = nn.add %3, %one : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %5 = nn.mul %y, %4 : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  %6 = nn.mul %5, %half : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  return %1, %6 : tensor<4xbf16>, tensor<4xf16>
}
