// RUN: nn-opt --split-input-file --canonicalize %s | FileCheck %s

// CHECK-LABEL: @floats
func.func @floats() -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %x = arith.constant dense<[-1.5, -0.0, 0.5, 2.5]> : tensor<4xf32>
  // CHECK-DAG: %[[RELU:.*]] = arith.constant dense<[0.000000e+00, -0.000000e+00, 5.000000e-01, 2.500000e+00]>
  %relu = nn.relu %x : tensor<4xf32>
  // CHECK-DAG: %[[ROUND:.*]] = arith.constant dense<[-2.000000e+00, -0.000000e+00, 0.000000e+00, 2.000000e+00]>
  %round = nn.round %x : tensor<4xf32>
  // CHECK-DAG: %[[SIGN:.*]] = arith.constant dense<[-1.000000e+00, 0.000000e+00, 1.000000e+00, 1.000000e+00]>
  %sign = nn.sign %x : tensor<4xf32>
  // CHECK-DAG: %[[RSQRT:.*]] = arith.constant dense<[0x{{[7F]}}FC00000, 0xFF800000, 1.41421354, 0.632455527]>
  %rsqrt = nn.rsqrt %x : tensor<4xf32>
  // CHECK-DAG: %[[SQUARE:.*]] = arith.constant dense<[2.250000e+00, 0.000000e+00, 2.500000e-01, 6.250000e+00]>
  %square = nn.square %x : tensor<4xf32>
  // CHECK: return %[[RELU]], %[[ROUND]], %[[SIGN]], %[[RSQRT]], %[[SQUARE]]
  return %relu, %round, %sign, %rsqrt, %square : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// NaN wins on either side; of two zeros the first operand's.
// CHECK-LABEL: @maximum
func.func @maximum() -> tensor<4xf32> {
  %x = arith.constant dense<[0x7FC00000, 1.0, -0.0, 0.0]> : tensor<4xf32>
  %y = arith.constant dense<[1.0, 0x7FC00000, 0.0, -0.0]> : tensor<4xf32>
  // CHECK: arith.constant dense<[0x7FC00000, 0x7FC00000, -0.000000e+00, 0.000000e+00]>
  %0 = nn.maximum %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// CHECK-LABEL: @floor_mod
func.func @floor_mod() -> (tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xi32>) {
  %x = arith.constant dense<[-7.0, -1.0e-9, 7.0]> : tensor<3xf32>
  %y = arith.constant dense<[2.0, 3.0, -2.0]> : tensor<3xf32>
  // CHECK-DAG: arith.constant dense<[1.000000e+00, 3.000000e+00, -1.000000e+00]> : tensor<3xf32>
  %0 = nn.floor_mod %x, %y : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %i = arith.constant dense<[-7, 7, -2147483648]> : tensor<3xi32>
  %j = arith.constant dense<[2, -2, -1]> : tensor<3xi32>
  // CHECK-DAG: arith.constant dense<[1, -1, 0]> : tensor<3xi32>
  %1 = nn.floor_mod %i, %j : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  // CHECK-DAG: arith.constant dense<[-4, -4, -2147483648]> : tensor<3xi32>
  %2 = nn.floor_div %i, %j : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  // CHECK-DAG: arith.constant dense<[-3, -3, -2147483648]> : tensor<3xi32>
  %3 = nn.div %i, %j : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return %0, %1, %2, %3 : tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xi32>
}

// -----

// An error when it runs is not folded away.
// CHECK-LABEL: @errors
func.func @errors() -> (tensor<2xi32>, tensor<2xi32>) {
  %x = arith.constant dense<[7, 2]> : tensor<2xi32>
  %zero = arith.constant dense<[1, 0]> : tensor<2xi32>
  %negative = arith.constant dense<[1, -1]> : tensor<2xi32>
  // CHECK: nn.div
  %0 = nn.div %x, %zero : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  // CHECK: nn.pow
  %1 = nn.pow %x, %negative : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %0, %1 : tensor<2xi32>, tensor<2xi32>
}

// -----

// CHECK-LABEL: @integers_wrap
func.func @integers_wrap() -> (tensor<2xui8>, tensor<2xi32>, tensor<2xi32>, tensor<3xi8>, tensor<2xi32>) {
  %a = arith.constant dense<[250, 1]> : tensor<2xui8>
  %b = arith.constant dense<10> : tensor<ui8>
  // CHECK-DAG: arith.constant dense<[4, 11]> : tensor<2xui8>
  %0 = nn.add %a, %b : (tensor<2xui8>, tensor<ui8>) -> tensor<2xui8>
  %c = arith.constant dense<[-2147483648, 5]> : tensor<2xi32>
  // CHECK-DAG: arith.constant dense<[-2147483648, 5]> : tensor<2xi32>
  %1 = nn.abs %c : tensor<2xi32>
  // CHECK-DAG: arith.constant dense<[-2147483648, -5]> : tensor<2xi32>
  %2 = nn.neg %c : tensor<2xi32>
  %d = arith.constant dense<1> : tensor<i8>
  %e = arith.constant dense<[7, 40, -1]> : tensor<3xi8>
  // CHECK-DAG: arith.constant dense<[-128, -128, 1]> : tensor<3xi8>
  %3 = nn.left_shift %d, %e : (tensor<i8>, tensor<3xi8>) -> tensor<3xi8>
  %f = arith.constant dense<[2, 3]> : tensor<2xi32>
  %g = arith.constant dense<[33, 21]> : tensor<2xi32>
  // CHECK-DAG: arith.constant dense<[0, 1870418611]> : tensor<2xi32>
  %4 = nn.pow %f, %g : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %0, %1, %2, %3, %4 : tensor<2xui8>, tensor<2xi32>, tensor<2xi32>, tensor<3xi8>, tensor<2xi32>
}

// -----

// CHECK-LABEL: @casts
func.func @casts() -> (tensor<5xi32>, tensor<5xui8>, tensor<5xi1>, tensor<5xi64>, tensor<5xf16>) {
  %x = arith.constant dense<[0x7FC00000, 3.0e9, 300.0, -1.7, 0.0]> : tensor<5xf32>
  // CHECK-DAG: arith.constant dense<[-2147483648, -2147483648, 300, -1, 0]> : tensor<5xi32>
  %0 = nn.cast %x : (tensor<5xf32>) -> tensor<5xi32>
  // CHECK-DAG: arith.constant dense<[0, 0, 44, 255, 0]> : tensor<5xui8>
  %1 = nn.cast %x : (tensor<5xf32>) -> tensor<5xui8>
  // CHECK-DAG: arith.constant dense<[true, true, true, true, false]> : tensor<5xi1>
  %2 = nn.cast %x : (tensor<5xf32>) -> tensor<5xi1>
  // CHECK-DAG: arith.constant dense<[-9223372036854775808, 3000000000, 300, -1, 0]> : tensor<5xi64>
  %3 = nn.cast %x : (tensor<5xf32>) -> tensor<5xi64>
  // CHECK-DAG: arith.constant dense<[0x7E00, 0x7C00, 3.000000e+02, -1.700200e+00, 0.000000e+00]> : tensor<5xf16>
  %4 = nn.cast %x : (tensor<5xf32>) -> tensor<5xf16>
  return %0, %1, %2, %3, %4 : tensor<5xi32>, tensor<5xui8>, tensor<5xi1>, tensor<5xi64>, tensor<5xf16>
}

// -----

// CHECK-LABEL: @splats
func.func @splats() -> (tensor<1000x1000xf32>, tensor<2x3xi1>) {
  %x = arith.constant dense<3.0> : tensor<1000x1xf32>
  %y = arith.constant dense<2.0> : tensor<1000xf32>
  // CHECK-DAG: arith.constant dense<6.000000e+00> : tensor<1000x1000xf32>
  %0 = nn.mul %x, %y : (tensor<1000x1xf32>, tensor<1000xf32>) -> tensor<1000x1000xf32>
  %a = arith.constant dense<1> : tensor<2x1xi32>
  %b = arith.constant dense<2> : tensor<3xi32>
  // CHECK-DAG: arith.constant dense<true> : tensor<2x3xi1>
  %1 = nn.compare %a, %b {predicate = #nn.predicate<lt>} : (tensor<2x1xi32>, tensor<3xi32>) -> tensor<2x3xi1>
  return %0, %1 : tensor<1000x1000xf32>, tensor<2x3xi1>
}

// -----

// CHECK-LABEL: @broadcast
func.func @broadcast() -> (tensor<2x3xi32>, tensor<2x3xi32>) {
  %x = arith.constant dense<[[10], [20]]> : tensor<2x1xi32>
  %y = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  // CHECK-DAG: dense<{{\[}}[11, 12, 13], [21, 22, 23]]>
  %0 = nn.add %x, %y : (tensor<2x1xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  %c = arith.constant dense<[true, false, true]> : tensor<3xi1>
  // CHECK-DAG: dense<{{\[}}[10, 2, 10], [20, 2, 20]]>
  %1 = nn.select %c, %x, %y : (tensor<3xi1>, tensor<2x1xi32>, tensor<3xi32>) -> tensor<2x3xi32>
  return %0, %1 : tensor<2x3xi32>, tensor<2x3xi32>
}

// -----

// CHECK-LABEL: @identities
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[I:.*]]: tensor<4xi32>
func.func @identities(%x: tensor<4xf32>, %i: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<4xi32>) {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %negative_zero = arith.constant dense<-0.0> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<4xf32>
  %0 = nn.sub %x, %zero : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.add %negative_zero, %x : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = nn.mul %one, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %izero = arith.constant dense<0> : tensor<i32>
  %3 = nn.add %i, %izero : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0> : tensor<4xi32>
  %4 = nn.sub %i, %i : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  // CHECK: return %[[X]], %[[X]], %[[X]], %[[I]], %[[ZERO]]
  return %0, %1, %2, %3, %4 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi32>, tensor<4xi32>
}

// -----

// CHECK-LABEL: @no_identities
func.func @no_identities(%x: tensor<4xf32>, %y: tensor<1xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %one = arith.constant dense<1.0> : tensor<4xf32>
  // -0.0 + 0.0 is 0.0.
  // CHECK: nn.add
  %0 = nn.add %x, %zero : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // NaN - NaN is NaN.
  // CHECK: nn.sub
  %1 = nn.sub %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // The constant broadcasts the other operand.
  // CHECK: nn.mul
  %2 = nn.mul %y, %one : (tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: @chains
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xi1>, %[[H:.*]]: tensor<4xf16>, %[[I:.*]]: tensor<4xi32>
func.func @chains(%x: tensor<4xf32>, %b: tensor<4xi1>, %h: tensor<4xf16>, %i: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf16>, tensor<4xi16>) {
  // CHECK: %[[RELU:.*]] = nn.relu %[[X]]
  %0 = nn.relu %x : tensor<4xf32>
  %1 = nn.relu %0 : tensor<4xf32>
  // CHECK: %[[RELU6:.*]] = nn.relu6 %[[X]]
  %2 = nn.relu6 %0 : tensor<4xf32>
  %3 = nn.relu %2 : tensor<4xf32>
  %4 = nn.logical_not %b : tensor<4xi1>
  %5 = nn.logical_not %4 : tensor<4xi1>
  %6 = nn.neg %x : tensor<4xf32>
  %7 = nn.neg %6 : tensor<4xf32>
  %8 = nn.cast %h : (tensor<4xf16>) -> tensor<4xf32>
  %9 = nn.cast %8 : (tensor<4xf32>) -> tensor<4xf16>
  // Not exact: f32 does not hold all of i32.
  // CHECK: %[[CAST:.*]] = nn.cast %[[I]]
  // CHECK: %[[BACK:.*]] = nn.cast %[[CAST]]
  %10 = nn.cast %i : (tensor<4xi32>) -> tensor<4xf32>
  %11 = nn.cast %10 : (tensor<4xf32>) -> tensor<4xi16>
  // CHECK: return %[[RELU]], %[[RELU6]], %[[B]], %[[X]], %[[H]], %[[BACK]]
  return %1, %3, %5, %7, %9, %11 : tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf16>, tensor<4xi16>
}

// -----

// CHECK-LABEL: @logic
// CHECK-SAME: %[[X:.*]]: tensor<4xi1>, %[[Y:.*]]: tensor<4xf32>, %[[Z:.*]]: tensor<4xf32>
func.func @logic(%x: tensor<4xi1>, %y: tensor<4xf32>, %z: tensor<4xf32>) -> (tensor<4xi1>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK: %[[TRUE:.*]] = arith.constant dense<true> : tensor<4xi1>
  %true = arith.constant dense<true> : tensor<i1>
  %false = arith.constant dense<false> : tensor<i1>
  %0 = nn.logical_and %x, %true : (tensor<4xi1>, tensor<i1>) -> tensor<4xi1>
  %1 = nn.logical_or %x, %true : (tensor<4xi1>, tensor<i1>) -> tensor<4xi1>
  %2 = nn.select %false, %y, %z : (tensor<i1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = nn.select %x, %y, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: return %[[X]], %[[TRUE]], %[[Z]], %[[Y]]
  return %0, %1, %2, %3 : tensor<4xi1>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>
}
