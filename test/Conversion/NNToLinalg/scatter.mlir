// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize | FileCheck %s

// Positions are checked, then a copy takes the updates in order.
// CHECK-LABEL: func.func @positions(
// CHECK-SAME:    %[[X:.*]]: tensor<8x9x4xf32>, %[[I:.*]]: tensor<5x2xi32>, %[[U:.*]]: tensor<5x4xf32>
// CHECK-DAG:     kernel.check {{.*}}"index 0 of a position
// CHECK-DAG:     kernel.check {{.*}}"index 1 of a position
// CHECK:         %[[INTO:.*]] = tensor.expand_shape %{{.*}} : tensor<72x4xf32> into tensor<1x72x4xf32>
// CHECK:         scf.forall (%{{.*}}) in (1) shared_outs(%[[O:.*]] = %{{.*}}) -> (tensor<1x72x4xf32>) {
// CHECK:           %[[PART:.*]] = tensor.extract_slice %[[O]][0, 0, 0] [1, 72, 4] [1, 1, 1]
// CHECK:           %[[FROM:.*]] = tensor.extract_slice %[[INTO]][0, 0, 0] [1, 72, 4] [1, 1, 1]
// CHECK:           %[[COPY:.*]] = linalg.copy ins(%[[FROM]] : {{.*}}) outs(%[[PART]]
// CHECK:           %[[ALL:.*]] = scf.for {{.*}} iter_args(%[[T:.*]] = %[[COPY]])
// CHECK-NOT:         scf.if
// CHECK:             scf.for {{.*}} iter_args(%[[R:.*]] = %[[T]])
// CHECK:               %[[OLD:.*]] = tensor.extract %[[R]]
// CHECK:               %[[SUM:.*]] = arith.addf %[[OLD]]
// CHECK:               tensor.insert %[[SUM]] into %[[R]]
// CHECK:           tensor.parallel_insert_slice %[[ALL]] into %[[O]][0, 0, 0] [1, 72, 4] [1, 1, 1]
// CHECK:         } {mapping = [#kernel.grid<"scatter">]}
func.func @positions(%x: tensor<8x9x4xf32>, %i: tensor<5x2xi32>, %u: tensor<5x4xf32>) -> tensor<8x9x4xf32> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8x9x4xf32>, tensor<5x2xi32>, tensor<5x4xf32>) -> tensor<8x9x4xf32>
  return %0 : tensor<8x9x4xf32>
}

// What is dropped is no error, and is asked for where it would be stored.
// CHECK-LABEL: func.func @dropped(
// CHECK:         arith.maxsi
// CHECK:         kernel.check
// CHECK:         scf.forall
// CHECK:           arith.cmpi slt, %{{.*}}, %c8
// CHECK:           %[[INSIDE:.*]] = arith.andi
// CHECK:           scf.if %[[INSIDE]]
func.func @dropped(%x: tensor<8xf32>, %i: tensor<5x1xi32>, %u: tensor<5xf32>) -> tensor<8xf32> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>, drops_negative = true}
      : (tensor<8xf32>, tensor<5x1xi32>, tensor<5xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// A constant is filled in, and a batch has a point of the grid each.
// CHECK-LABEL: func.func @bins(
// CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK:         scf.forall (%[[P:.*]]) in (2) shared_outs
// CHECK:           tensor.extract_slice %{{.*}}[%[[P]], 0, 0] [1, 3, 1] [1, 1, 1]
// CHECK:           linalg.fill ins(%[[ZERO]]
// CHECK-NOT:       linalg.copy
func.func @bins(%i: tensor<2x7x1xi32>, %u: tensor<2x7xf32>) -> tensor<2x3xf32> {
  %zero = arith.constant dense<0.0> : tensor<2x3xf32>
  %0 = nn.scatter %zero, %i, %u {batch_dims = 1 : i64, mode = #nn.scatter_mode<add>}
      : (tensor<2x3xf32>, tensor<2x7x1xi32>, tensor<2x7xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// Slices are cut into blocks.
// CHECK-LABEL: func.func @blocks(
// CHECK:         scf.forall (%{{.*}}) in (4) shared_outs
// CHECK:           %[[SIZE:.*]] = arith.minsi %{{.*}}, %c256
// CHECK:           tensor.extract_slice %{{.*}}[%{{.*}}, 0, %{{.*}}] [1, 8, %[[SIZE]]]
func.func @blocks(%x: tensor<8x1000xf32>, %i: tensor<5x1xi32>, %u: tensor<5x1000xf32>) -> tensor<8x1000xf32> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<max>}
      : (tensor<8x1000xf32>, tensor<5x1xi32>, tensor<5x1000xf32>) -> tensor<8x1000xf32>
  return %0 : tensor<8x1000xf32>
}

// Narrow floats are added as f32, and rounded each time.
// CHECK-LABEL: func.func @narrow(
// CHECK:         arith.addf {{.*}} : f32
// CHECK-NEXT:    arith.truncf {{.*}} : f32 to bf16
func.func @narrow(%x: tensor<8xbf16>, %i: tensor<5x1xi32>, %u: tensor<5xbf16>) -> tensor<8xbf16> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8xbf16>, tensor<5x1xi32>, tensor<5xbf16>) -> tensor<8xbf16>
  return %0 : tensor<8xbf16>
}

// CHECK-LABEL: func.func @unsigned(
// CHECK:         arith.maxui {{.*}} : i8
func.func @unsigned(%x: tensor<8xui8>, %i: tensor<5x1xi32>, %u: tensor<5xui8>) -> tensor<8xui8> {
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<max>}
      : (tensor<8xui8>, tensor<5x1xi32>, tensor<5xui8>) -> tensor<8xui8>
  return %0 : tensor<8xui8>
}
