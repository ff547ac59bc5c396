// RUN: nn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @reshape
func.func @reshape() -> (tensor<3x2xi32>, tensor<1x2x3xi32>, tensor<2x3xi32>) {
  // CHECK-DAG: dense<{{\[}}[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>
  // CHECK-DAG: dense<{{\[\[}}[1, 2, 3], [4, 5, 6]]]> : tensor<1x2x3xi32>
  // CHECK-DAG: dense<{{\[}}[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  // CHECK-NOT: nn.
  %c = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %0 = nn.reshape %c : (tensor<2x3xi32>) -> tensor<3x2xi32>
  %1 = nn.expand_dims %c {axis = 0 : i64} : (tensor<2x3xi32>) -> tensor<1x2x3xi32>
  %2 = nn.squeeze %1 {axes = array<i64: 0>} : (tensor<1x2x3xi32>) -> tensor<2x3xi32>
  return %0, %1, %2 : tensor<3x2xi32>, tensor<1x2x3xi32>, tensor<2x3xi32>
}

// CHECK-LABEL: @transpose
func.func @transpose() -> tensor<3x2xf16> {
  // CHECK: dense<{{\[}}[1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]> : tensor<3x2xf16>
  %c = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf16>
  %0 = nn.transpose %c {permutation = array<i64: 1, 0>} : (tensor<2x3xf16>) -> tensor<3x2xf16>
  return %0 : tensor<3x2xf16>
}

// CHECK-LABEL: @large_splat
func.func @large_splat() -> tensor<3000x2000xf32> {
  // CHECK: dense<1.000000e+00> : tensor<3000x2000xf32>
  %c = arith.constant dense<1.0> : tensor<2000x3000xf32>
  %0 = nn.transpose %c {permutation = array<i64: 1, 0>} : (tensor<2000x3000xf32>) -> tensor<3000x2000xf32>
  return %0 : tensor<3000x2000xf32>
}

// CHECK-LABEL: @broadcast_to
func.func @broadcast_to(%s: tensor<2xi32>) -> tensor<2x3xi1> {
  // CHECK: dense<{{\[}}[true, true, true], [false, false, false]]> : tensor<2x3xi1>
  %c = arith.constant dense<[[true], [false]]> : tensor<2x1xi1>
  %0 = nn.broadcast_to %c : (tensor<2x1xi1>) -> tensor<2x3xi1>
  return %0 : tensor<2x3xi1>
}

// CHECK-LABEL: @slice
func.func @slice() -> (tensor<2x2xi64>, tensor<2x1xi64>) {
  // CHECK-DAG: dense<{{\[}}[6, 4], [3, 1]]> : tensor<2x2xi64>
  // CHECK-DAG: dense<{{\[}}[2], [5]]> : tensor<2x1xi64>
  %c = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi64>
  %0 = nn.slice %c {begin = array<i64: 1, 2>, size = array<i64: 2, 2>, strides = array<i64: -1, -2>} : (tensor<2x3xi64>) -> tensor<2x2xi64>
  %b = arith.constant dense<[0, 1]> : tensor<2xi32>
  %s = arith.constant dense<[-1, 1]> : tensor<2xi32>
  %1 = nn.dynamic_slice %c, %b, %s : (tensor<2x3xi64>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x1xi64>
  return %0, %1 : tensor<2x2xi64>, tensor<2x1xi64>
}

// CHECK-LABEL: @dynamic_update_slice
func.func @dynamic_update_slice() -> tensor<2x3xi64> {
  // CHECK: dense<{{\[}}[1, 2, 7], [4, 5, 8]]> : tensor<2x3xi64>
  %c = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi64>
  %u = arith.constant dense<[[7], [8]]> : tensor<2x1xi64>
  %b = arith.constant dense<[0, 2]> : tensor<2xi32>
  %0 = nn.dynamic_update_slice %c, %u, %b : (tensor<2x3xi64>, tensor<2x1xi64>, tensor<2xi32>) -> tensor<2x3xi64>
  return %0 : tensor<2x3xi64>
}

// CHECK-LABEL: @concat
func.func @concat() -> (tensor<2x3xui8>, tensor<4xf32>) {
  // CHECK-DAG: dense<{{\[}}[1, 2, 5], [3, 4, 6]]> : tensor<2x3xui8>
  // CHECK-DAG: dense<2.000000e+00> : tensor<4xf32>
  %a = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xui8>
  %b = arith.constant dense<[[5], [6]]> : tensor<2x1xui8>
  %0 = nn.concat %a, %b {axis = 1 : i64} : (tensor<2x2xui8>, tensor<2x1xui8>) -> tensor<2x3xui8>
  %c = arith.constant dense<2.0> : tensor<2xf32>
  %1 = nn.concat %c, %c {axis = 0 : i64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<2x3xui8>, tensor<4xf32>
}

// CHECK-LABEL: @borders
func.func @borders() -> (tensor<2x4xi32>, tensor<7xi32>, tensor<7xi32>) {
  // CHECK-DAG: dense<{{\[}}[7, 1, 2, 7], [7, 7, 7, 7]]> : tensor<2x4xi32>
  // CHECK-DAG: dense<[3, 2, 1, 2, 3, 2, 1]> : tensor<7xi32>
  // CHECK-DAG: dense<[2, 1, 1, 2, 3, 3, 2]> : tensor<7xi32>
  %a = arith.constant dense<[[1, 2]]> : tensor<1x2xi32>
  %0 = nn.pad %a {low = array<i64: 0, 1>, high = array<i64: 1, 1>, value = 7 : i32} : (tensor<1x2xi32>) -> tensor<2x4xi32>
  %b = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  %1 = nn.mirror_pad %b {low = array<i64: 2>, high = array<i64: 2>, mode = #nn.mirror_pad_mode<reflect>} : (tensor<3xi32>) -> tensor<7xi32>
  %2 = nn.mirror_pad %b {low = array<i64: 2>, high = array<i64: 2>, mode = #nn.mirror_pad_mode<symmetric>} : (tensor<3xi32>) -> tensor<7xi32>
  return %0, %1, %2 : tensor<2x4xi32>, tensor<7xi32>, tensor<7xi32>
}

// CHECK-LABEL: @copies
func.func @copies() -> (tensor<2x4xi32>, tensor<2x2xi32>) {
  // CHECK-DAG: dense<{{\[}}[1, 2, 1, 2], [3, 4, 3, 4]]> : tensor<2x4xi32>
  // CHECK-DAG: dense<{{\[}}[2, 1], [4, 3]]> : tensor<2x2xi32>
  %a = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %0 = nn.tile %a {multiples = array<i64: 1, 2>} : (tensor<2x2xi32>) -> tensor<2x4xi32>
  %1 = nn.reverse %a {axes = array<i64: 1>} : (tensor<2x2xi32>) -> tensor<2x2xi32>
  return %0, %1 : tensor<2x4xi32>, tensor<2x2xi32>
}

// CHECK-LABEL: @from_few
func.func @from_few(%shape: tensor<2xi32>) -> (tensor<4x9xf32>, tensor<3xi32>, tensor<3xf32>, tensor<3x2xf32>) {
  // CHECK-DAG: dense<5.000000e-01> : tensor<4x9xf32>
  // CHECK-DAG: dense<[5, 3, 1]> : tensor<3xi32>
  // CHECK-DAG: dense<[0.000000e+00, 5.000000e-01, 1.000000e+00]> : tensor<3xf32>
  // CHECK-DAG: dense<{{\[}}[0.000000e+00, 5.000000e-01], [0.000000e+00, 0.000000e+00], [5.000000e-01, 0.000000e+00]]> : tensor<3x2xf32>
  %half = arith.constant dense<0.5> : tensor<f32>
  %0 = nn.fill %shape, %half : (tensor<2xi32>, tensor<f32>) -> tensor<4x9xf32>
  %start = arith.constant dense<5> : tensor<i32>
  %limit = arith.constant dense<0> : tensor<i32>
  %delta = arith.constant dense<-2> : tensor<i32>
  %1 = nn.range %start, %limit, %delta : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3xi32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %end = arith.constant dense<1.25> : tensor<f32>
  %2 = nn.range %zero, %end, %half : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<3xf32>
  %indices = arith.constant dense<[1, 2, 0]> : tensor<3xi32>
  %3 = nn.one_hot %indices, %half, %zero {depth = 2 : i64, axis = 1 : i64} : (tensor<3xi32>, tensor<f32>, tensor<f32>) -> tensor<3x2xf32>
  return %0, %1, %2, %3 : tensor<4x9xf32>, tensor<3xi32>, tensor<3xf32>, tensor<3x2xf32>
}

// More than a fold is for: nn-fold-constants does it.
// CHECK-LABEL: @large
func.func @large() -> tensor<2x5000xi32> {
  // CHECK: nn.tile
  %c = arith.constant dense<[[1], [2]]> : tensor<2x1xi32>
  %0 = nn.tile %c {multiples = array<i64: 1, 5000>} : (tensor<2x1xi32>) -> tensor<2x5000xi32>
  return %0 : tensor<2x5000xi32>
}

// Splats of any size cost nothing, and what would cost stays.
// CHECK-LABEL: @large_splats
func.func @large_splats() -> (tensor<10000002xf32>, tensor<10000001xf32>, tensor<20000000xf32>, tensor<10000000xi32>) {
  // CHECK-DAG: dense<1.000000e+00> : tensor<10000002xf32>
  // CHECK-DAG: nn.pad
  // CHECK-DAG: nn.concat
  // CHECK-DAG: nn.range
  %one = arith.constant dense<1.0> : tensor<10000000xf32>
  %two = arith.constant dense<2.0> : tensor<10000000xf32>
  %0 = nn.pad %one {low = array<i64: 1>, high = array<i64: 1>, value = 1.0 : f32} : (tensor<10000000xf32>) -> tensor<10000002xf32>
  %1 = nn.pad %one {low = array<i64: 1>, high = array<i64: 0>, value = 0.0 : f32} : (tensor<10000000xf32>) -> tensor<10000001xf32>
  %2 = nn.concat %one, %two {axis = 0 : i64} : (tensor<10000000xf32>, tensor<10000000xf32>) -> tensor<20000000xf32>
  %start = arith.constant dense<0> : tensor<i32>
  %limit = arith.constant dense<10000000> : tensor<i32>
  %delta = arith.constant dense<1> : tensor<i32>
  %3 = nn.range %start, %limit, %delta : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<10000000xi32>
  return %0, %1, %2, %3 : tensor<10000002xf32>, tensor<10000001xf32>, tensor<20000000xf32>, tensor<10000000xi32>
}
