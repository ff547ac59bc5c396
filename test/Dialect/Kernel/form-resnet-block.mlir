// RUN: nn-opt %s --nn-form-kernels | FileCheck %s
// RUN: nn-opt %s --nn-form-kernels --nn-freeze-interfaces | FileCheck %s --check-prefix=FROZEN

// A residual block: each convolution writes the border that the next one reads,
// and the shortcut reads the interior.

// CHECK-LABEL: module @conv2d_0
// CHECK:         func.func @entry({{.*}} memref<1x58x58x64xf32>) attributes {kernel.num_inputs = 3 : i64}
// CHECK:           linalg.conv_2d_nhwc_hwcf
// CHECK:           %[[R:.*]] = linalg.generic
// CHECK:           %[[P:.*]] = tensor.pad %[[R]] low[0, 1, 1, 0] high[0, 1, 1, 0]
// CHECK:           materialize_in_destination %[[P]]
// CHECK-LABEL: module @conv2d_1
// CHECK-LABEL: module @conv2d_2
// CHECK:         func.func @entry({{.*}} memref<1x56x56x64xf32>) attributes {kernel.num_inputs = 4 : i64}

// CHECK-LABEL: func.func @block(
// CHECK:         %[[A:.*]] = kernel.dispatch @conv2d_0::@entry
// CHECK:         %[[I:.*]] = tensor.extract_slice %[[A]][0, 1, 1, 0] [1, 56, 56, 64] [1, 1, 1, 1]
// CHECK:         %[[B:.*]] = kernel.dispatch @conv2d_1::@entry ins(%[[A]],
// CHECK:         %[[C:.*]] = kernel.dispatch @conv2d_2::@entry ins(%[[B]], %{{.*}}, %{{.*}}, %[[I]] :
// CHECK-NEXT:    return %[[C]]

// FROZEN-LABEL: module @conv2d_2
// FROZEN:         func.func @entry(%{{.*}}: memref<1x58x58x64xf32>, %{{.*}}: memref<3x3x64x64xf32>, %{{.*}}: memref<64xf32>, %{{.*}}: memref<1x56x56x64xf32, strided<[207872, 3712, 64, 1]>>, %{{.*}}: memref<1x56x56x64xf32>)

#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#b4 = affine_map<(d0, d1, d2, d3) -> (d3)>
func.func @block(%x: tensor<1x56x56x64xf32>, %w0: tensor<1x1x64x64xf32>, %w1: tensor<3x3x64x64xf32>, %w2: tensor<3x3x64x64xf32>, %b: tensor<64xf32>) -> tensor<1x56x56x64xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x56x56x64xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  %c0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%x, %w0 : tensor<1x56x56x64xf32>, tensor<1x1x64x64xf32>) outs(%f : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  %r0 = linalg.generic {indexing_maps = [#id4, #b4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%c0, %b : tensor<1x56x56x64xf32>, tensor<64xf32>) outs(%e : tensor<1x56x56x64xf32>) {
  ^bb0(%a: f32, %bb: f32, %c: f32):
    %s = arith.addf %a, %bb : f32
    %t = arith.maximumf %s, %z : f32
    linalg.yield %t : f32
  } -> tensor<1x56x56x64xf32>
  %p0 = tensor.pad %r0 low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %bb: index, %c: index, %d: index):
    tensor.yield %z : f32
  } : tensor<1x56x56x64xf32> to tensor<1x58x58x64xf32>
  %c1 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%p0, %w1 : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>) outs(%f : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  %r1 = linalg.generic {indexing_maps = [#id4, #b4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%c1, %b : tensor<1x56x56x64xf32>, tensor<64xf32>) outs(%e : tensor<1x56x56x64xf32>) {
  ^bb0(%a: f32, %bb: f32, %c: f32):
    %s = arith.addf %a, %bb : f32
    %t = arith.maximumf %s, %z : f32
    linalg.yield %t : f32
  } -> tensor<1x56x56x64xf32>
  %p1 = tensor.pad %r1 low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %bb: index, %c: index, %d: index):
    tensor.yield %z : f32
  } : tensor<1x56x56x64xf32> to tensor<1x58x58x64xf32>
  %c2 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%p1, %w2 : tensor<1x58x58x64xf32>, tensor<3x3x64x64xf32>) outs(%f : tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32>
  %ba = linalg.generic {indexing_maps = [#id4, #b4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%c2, %b : tensor<1x56x56x64xf32>, tensor<64xf32>) outs(%e : tensor<1x56x56x64xf32>) {
  ^bb0(%a: f32, %bb: f32, %c: f32):
    %s = arith.addf %a, %bb : f32
    linalg.yield %s : f32
  } -> tensor<1x56x56x64xf32>
  %y = linalg.generic {indexing_maps = [#id4, #id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%ba, %r0 : tensor<1x56x56x64xf32>, tensor<1x56x56x64xf32>) outs(%e : tensor<1x56x56x64xf32>) {
  ^bb0(%a: f32, %bb: f32, %c: f32):
    %s = arith.addf %a, %bb : f32
    %t = arith.maximumf %s, %z : f32
    linalg.yield %t : f32
  } -> tensor<1x56x56x64xf32>
  return %y : tensor<1x56x56x64xf32>
}
