// RUN: nn-opt %s --nn-form-kernels | FileCheck %s

// LeNet with an unknown batch size: seven kernels, and nothing but views between
// them.

// CHECK-LABEL: module @pad_0
// CHECK-LABEL: module @conv2d_1
// CHECK:         linalg.fill
// CHECK-NEXT:    linalg.conv_2d_nhwc_hwcf
// CHECK-NEXT:    linalg.generic
// CHECK:           arith.addf
// CHECK-NEXT:      arith.maximumf
// CHECK-NOT:     linalg.generic
// CHECK-LABEL: module @pool_2
// CHECK-LABEL: module @conv2d_3
// CHECK-LABEL: module @pool_4
// CHECK-LABEL: module @matmul_5
// CHECK-LABEL: module @softmax_6
// CHECK-COUNT-4: linalg.generic

// CHECK-LABEL: func.func @lenet(
// CHECK-SAME:    %[[X:.*]]: tensor<?x28x28x1xf32>
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         %[[PAD:.*]] = kernel.dispatch @pad_0::@entry ins(%[[X]] : {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[CONV:.*]] = kernel.dispatch @conv2d_1::@entry ins(%[[PAD]], {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[POOL:.*]] = kernel.dispatch @pool_2::@entry ins(%[[CONV]] : {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[CONV1:.*]] = kernel.dispatch @conv2d_3::@entry ins(%[[POOL]], {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[POOL1:.*]] = kernel.dispatch @pool_4::@entry ins(%[[CONV1]] : {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[FLAT:.*]] = tensor.collapse_shape %[[POOL1]] {{\[}}[0], [1, 2, 3]]
// CHECK:         %[[FC:.*]] = kernel.dispatch @matmul_5::@entry ins(%[[FLAT]], {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK:         %[[SOFTMAX:.*]] = kernel.dispatch @softmax_6::@entry ins(%[[FC]] : {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK-NEXT:    return %[[SOFTMAX]]

#id2 = affine_map<(d0, d1) -> (d0, d1)>
#b2 = affine_map<(d0, d1) -> (d1)>
#id4 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#b4 = affine_map<(d0, d1, d2, d3) -> (d3)>
#r2 = affine_map<(d0, d1) -> (d0)>
func.func @lenet(%x: tensor<?x28x28x1xf32>, %w1: tensor<5x5x1x6xf32>, %b1: tensor<6xf32>, %w2: tensor<5x5x6x16xf32>, %b2: tensor<16xf32>,
   %w3: tensor<400x10xf32>, %b3: tensor<10xf32>) -> tensor<?x10xf32> {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %n = tensor.dim %x, %c0 : tensor<?x28x28x1xf32>
  %p = tensor.pad %x low[0, 2, 2, 0] high[0, 2, 2, 0] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %z : f32
  } : tensor<?x28x28x1xf32> to tensor<?x32x32x1xf32>
  %e1 = tensor.empty(%n) : tensor<?x28x28x6xf32>
  %f1 = linalg.fill ins(%z : f32) outs(%e1 : tensor<?x28x28x6xf32>) -> tensor<?x28x28x6xf32>
  %c1 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%p, %w1 : tensor<?x32x32x1xf32>, tensor<5x5x1x6xf32>) outs(%f1 : tensor<?x28x28x6xf32>) -> tensor<?x28x28x6xf32>
  %ba1 = linalg.generic {indexing_maps = [#id4, #b4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%c1, %b1 : tensor<?x28x28x6xf32>, tensor<6xf32>) outs(%e1 : tensor<?x28x28x6xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<?x28x28x6xf32>
  %re1 = linalg.generic {indexing_maps = [#id4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%ba1 : tensor<?x28x28x6xf32>) outs(%e1 : tensor<?x28x28x6xf32>) {
  ^bb0(%a: f32, %c: f32):
    %s = arith.maximumf %a, %z : f32
    linalg.yield %s : f32
  } -> tensor<?x28x28x6xf32>
  %win = tensor.empty() : tensor<2x2xf32>
  %e2 = tensor.empty(%n) : tensor<?x14x14x6xf32>
  %f2 = linalg.fill ins(%ninf : f32) outs(%e2 : tensor<?x14x14x6xf32>) -> tensor<?x14x14x6xf32>
  %p1 = linalg.pooling_nhwc_max {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>} ins(%re1, %win : tensor<?x28x28x6xf32>, tensor<2x2xf32>) outs(%f2 : tensor<?x14x14x6xf32>) -> tensor<?x14x14x6xf32>
  %e3 = tensor.empty(%n) : tensor<?x10x10x16xf32>
  %f3 = linalg.fill ins(%z : f32) outs(%e3 : tensor<?x10x10x16xf32>) -> tensor<?x10x10x16xf32>
  %c2 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%p1, %w2 : tensor<?x14x14x6xf32>, tensor<5x5x6x16xf32>) outs(%f3 : tensor<?x10x10x16xf32>) -> tensor<?x10x10x16xf32>
  %ba2 = linalg.generic {indexing_maps = [#id4, #b4, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%c2, %b2 : tensor<?x10x10x16xf32>, tensor<16xf32>) outs(%e3 : tensor<?x10x10x16xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.addf %a, %b : f32
    %r = arith.maximumf %s, %z : f32
    linalg.yield %r : f32
  } -> tensor<?x10x10x16xf32>
  %e4 = tensor.empty(%n) : tensor<?x5x5x16xf32>
  %f4 = linalg.fill ins(%ninf : f32) outs(%e4 : tensor<?x5x5x16xf32>) -> tensor<?x5x5x16xf32>
  %p2 = linalg.pooling_nhwc_max {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>} ins(%ba2, %win : tensor<?x10x10x16xf32>, tensor<2x2xf32>) outs(%f4 : tensor<?x5x5x16xf32>) -> tensor<?x5x5x16xf32>
  %fl = tensor.collapse_shape %p2 [[0], [1, 2, 3]] : tensor<?x5x5x16xf32> into tensor<?x400xf32>
  %e5 = tensor.empty(%n) : tensor<?x10xf32>
  %f5 = linalg.fill ins(%z : f32) outs(%e5 : tensor<?x10xf32>) -> tensor<?x10xf32>
  %m = linalg.matmul ins(%fl, %w3 : tensor<?x400xf32>, tensor<400x10xf32>) outs(%f5 : tensor<?x10xf32>) -> tensor<?x10xf32>
  %ba3 = linalg.generic {indexing_maps = [#id2, #b2, #id2], iterator_types = ["parallel", "parallel"]} ins(%m, %b3 : tensor<?x10xf32>, tensor<10xf32>) outs(%e5 : tensor<?x10xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.addf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<?x10xf32>
  %e6 = tensor.empty(%n) : tensor<?xf32>
  %f6 = linalg.fill ins(%ninf : f32) outs(%e6 : tensor<?xf32>) -> tensor<?xf32>
  %mx = linalg.generic {indexing_maps = [#id2, #r2], iterator_types = ["parallel", "reduction"]} ins(%ba3 : tensor<?x10xf32>) outs(%f6 : tensor<?xf32>) {
  ^bb0(%a: f32, %c: f32):
    %s = arith.maximumf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<?xf32>
  %ex = linalg.generic {indexing_maps = [#id2, #r2, #id2], iterator_types = ["parallel", "parallel"]} ins(%ba3, %mx : tensor<?x10xf32>, tensor<?xf32>) outs(%e5 : tensor<?x10xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.subf %a, %b : f32
    %t = math.exp %s : f32
    linalg.yield %t : f32
  } -> tensor<?x10xf32>
  %f7 = linalg.fill ins(%z : f32) outs(%e6 : tensor<?xf32>) -> tensor<?xf32>
  %su = linalg.generic {indexing_maps = [#id2, #r2], iterator_types = ["parallel", "reduction"]} ins(%ex : tensor<?x10xf32>) outs(%f7 : tensor<?xf32>) {
  ^bb0(%a: f32, %c: f32):
    %s = arith.addf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<?xf32>
  %dv = linalg.generic {indexing_maps = [#id2, #r2, #id2], iterator_types = ["parallel", "parallel"]} ins(%ex, %su : tensor<?x10xf32>, tensor<?xf32>) outs(%e5 : tensor<?x10xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<?x10xf32>
  return %dv : tensor<?x10xf32>
}
