// RUN: nn-opt %s | nn-opt | FileCheck %s
// RUN: nn-opt %s --mlir-print-op-generic | nn-opt | FileCheck %s

// CHECK-LABEL: func.func @scatter(
// CHECK:         nn.scatter %{{.*}}, %{{.*}}, %{{.*}} {mode = #nn.scatter_mode<update>} : (tensor<8x9x4xf32>, tensor<5x2xi32>, tensor<5x4xf32>) -> tensor<8x9x4xf32>
// CHECK:         nn.scatter %{{.*}}, %{{.*}}, %{{.*}} {batch_dims = 1 : i64, mode = #nn.scatter_mode<add>} : (tensor<8x9x4xf32>, tensor<8x?x1xi64>, tensor<8x?x4xf32>) -> tensor<8x9x4xf32>
// CHECK:         nn.scatter %{{.*}}, %{{.*}}, %{{.*}} {mode = #nn.scatter_mode<logical_or>} : (tensor<3xi1>, tensor<2x1xi32>, tensor<2xi1>) -> tensor<3xi1>
func.func @scatter(%x: tensor<8x9x4xf32>, %i: tensor<5x2xi32>, %u: tensor<5x4xf32>,
                   %j: tensor<8x?x1xi64>, %v: tensor<8x?x4xf32>,
                   %b: tensor<3xi1>, %k: tensor<2x1xi32>, %w: tensor<2xi1>) {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<update>}
      : (tensor<8x9x4xf32>, tensor<5x2xi32>, tensor<5x4xf32>) -> tensor<8x9x4xf32>
  %1 = nn.scatter %x, %j, %v {batch_dims = 1 : i64, mode = #nn.scatter_mode<add>}
      : (tensor<8x9x4xf32>, tensor<8x?x1xi64>, tensor<8x?x4xf32>) -> tensor<8x9x4xf32>
  %2 = nn.scatter %b, %k, %w {mode = #nn.scatter_mode<logical_or>}
      : (tensor<3xi1>, tensor<2x1xi32>, tensor<2xi1>) -> tensor<3xi1>
  return
}
