// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Ops whose sizes are computed.

func.func @reshape_dynamic_0(%a0: tensor<?x3x4xf32>, %a1: tensor<?xi32>) -> tensor<?x8xf32> {
  %r = nn.reshape %a0, %a1
      : (tensor<?x3x4xf32>, tensor<?xi32>) -> tensor<?x8xf32>
  return %r : tensor<?x8xf32>
}

func.func @range_dynamic_1(%a0: tensor<i32>, %a1: tensor<i32>, %a2: tensor<i32>) -> tensor<?xi32> {
  %r = nn.range %a0, %a1, %a2
      : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  return %r : tensor<?xi32>
}

func.func @range_dynamic_2(%a0: tensor<f32>, %a1: tensor<f32>, %a2: tensor<f32>) -> tensor<?xf32> {
  %r = nn.range %a0, %a1, %a2
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  return %r : tensor<?xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %d0_0 = tensor.cast %c0_0 : tensor<2x3x4xf32> to tensor<?x3x4xf32>
  %c0_1 = arith.constant dense<[-1, 8]> : tensor<2xi32>
  %d0_1 = tensor.cast %c0_1 : tensor<2xi32> to tensor<?xi32>
  %r0 = call @reshape_dynamic_0(%d0_0, %d0_1) : (tensor<?x3x4xf32>, tensor<?xi32>) -> tensor<?x8xf32>
  %p0 = tensor.cast %r0 : tensor<?x8xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 8]
  // CHECK: [{{-?0}}, 1, 2, 3, 4, 5, 6, 7]
  // CHECK: [8, 9, 10, 11, 12, 13, 14, 15]
  // CHECK: [16, 17, 18, 19, 20, 21, 22, 23]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<3> : tensor<i32>
  %c1_1 = arith.constant dense<-5> : tensor<i32>
  %c1_2 = arith.constant dense<-3> : tensor<i32>
  %r1 = call @range_dynamic_1(%c1_0, %c1_1, %c1_2) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  %p1 = tensor.cast %r1 : tensor<?xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [3, 0, -3]
  call @printMemrefI32(%p1) : (tensor<*xi32>) -> ()

  %c2_0 = arith.constant dense<0.0> : tensor<f32>
  %c2_1 = arith.constant dense<1.0> : tensor<f32>
  %c2_2 = arith.constant dense<0.25> : tensor<f32>
  %r2 = call @range_dynamic_2(%c2_0, %c2_1, %c2_2) : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
  %p2 = tensor.cast %r2 : tensor<?xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?0}}, 0.25, 0.5, 0.75]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()
  return
}
