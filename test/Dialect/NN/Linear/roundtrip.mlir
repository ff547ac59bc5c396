// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @matmul
func.func @matmul(%x: tensor<?x64xf32>, %y: tensor<64x10xf32>, %z: tensor<10x64xf32>) {
  // CHECK: nn.matmul %{{.*}}, %{{.*}} : (tensor<?x64xf32>, tensor<64x10xf32>) -> tensor<?x10xf32>
  %0 = nn.matmul %x, %y : (tensor<?x64xf32>, tensor<64x10xf32>) -> tensor<?x10xf32>
  // CHECK: nn.matmul %{{.*}}, %{{.*}} {transpose_rhs = true} : (tensor<?x64xf32>, tensor<10x64xf32>) -> tensor<?x10xf32>
  %1 = nn.matmul %x, %z {transpose_rhs = true} : (tensor<?x64xf32>, tensor<10x64xf32>) -> tensor<?x10xf32>
  return
}
