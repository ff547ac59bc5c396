// RUN: nn-opt %s --nn-reference-pipeline | FileCheck %s

// Memref descriptors in and out, a C interface, and libm's functions.
// CHECK-DAG: llvm.func @softmax(%{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr, %{{.*}}: i64, {{.*}}) -> !llvm.struct<(ptr, ptr, i64, array<2 x i64>, array<2 x i64>)>
// CHECK-DAG: llvm.func @_mlir_ciface_softmax(
// CHECK-DAG: llvm.call @expf(%{{.*}}) : (f32) -> f32
// CHECK-DAG: llvm.call @expm1f(%{{.*}}) : (f32) -> f32
// Strided copies are loops too.
// CHECK-NOT: memrefCopy
func.func @softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = nn.softmax %x : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = nn.expm1 %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

func.func @pad(%x: tensor<4x8xf32>) -> tensor<6x8xf32> {
  %0 = nn.pad %x {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 0.0 : f32} : (tensor<4x8xf32>) -> tensor<6x8xf32>
  return %0 : tensor<6x8xf32>
}
