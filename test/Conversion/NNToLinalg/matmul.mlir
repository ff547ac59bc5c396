// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-DAG: #[[$M:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[$NT:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>

// CHECK-LABEL: func @matmul
func.func @matmul(%x: tensor<?x64xf32>, %w: tensor<64x10xf32>) -> tensor<?x10xf32> {
  // CHECK: %[[F:.*]] = linalg.fill
  // CHECK: linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<?x64xf32>, tensor<64x10xf32>) outs(%[[F]] : tensor<?x10xf32>)
  %0 = nn.matmul %x, %w : (tensor<?x64xf32>, tensor<64x10xf32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

// CHECK-LABEL: func @transposed
func.func @transposed(%x: tensor<4x64xf32>, %w: tensor<10x64xf32>) -> tensor<4x10xf32> {
  // CHECK: linalg.matmul indexing_maps = [#[[$M]], #[[$NT]], #{{.*}}]
  %0 = nn.matmul %x, %w {transpose_rhs = true} : (tensor<4x64xf32>, tensor<10x64xf32>) -> tensor<4x10xf32>
  return %0 : tensor<4x10xf32>
}

// CHECK-LABEL: func @batch
func.func @batch(%x: tensor<2x4x8xf32>, %y: tensor<2x8x3xf32>) -> tensor<2x4x3xf32> {
  // CHECK: linalg.batch_matmul ins(%{{.*}}, %{{.*}} : tensor<2x4x8xf32>, tensor<2x8x3xf32>)
  %0 = nn.matmul %x, %y : (tensor<2x4x8xf32>, tensor<2x8x3xf32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

// All rows at once.
// CHECK-LABEL: func @rows
func.func @rows(%x: tensor<?x128x64xf32>, %w: tensor<64x32xf32>) -> tensor<?x128x32xf32> {
  // CHECK: %[[ROWS:.*]] = tensor.collapse_shape %{{.*}} {{\[}}[0, 1], [2]] : tensor<?x128x64xf32> into tensor<?x64xf32>
  // CHECK: linalg.matmul ins(%[[ROWS]], %{{.*}} : tensor<?x64xf32>, tensor<64x32xf32>)
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0, 1], [2]]
  %0 = nn.matmul %x, %w : (tensor<?x128x64xf32>, tensor<64x32xf32>) -> tensor<?x128x32xf32>
  return %0 : tensor<?x128x32xf32>
}

// CHECK-LABEL: func @heads
func.func @heads(%x: tensor<2x4x8x16xf32>, %y: tensor<1x4x8x16xf32>) -> tensor<2x4x8x8xf32> {
  // CHECK: tensor.collapse_shape %{{.*}} : tensor<1x4x8x16xf32> into tensor<4x8x16xf32>
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]
  %0 = nn.matmul %x, %y {transpose_rhs = true} : (tensor<2x4x8x16xf32>, tensor<1x4x8x16xf32>) -> tensor<2x4x8x8xf32>
  return %0 : tensor<2x4x8x8xf32>
}
