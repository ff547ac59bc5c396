// RUN: nn-opt %s --nn-place-concats --nn-place-borders --nn-assign-destinations --nn-plan-memory --remarks-filter=nn-plan-memory 2>&1 | FileCheck %s

// A tensor that grows by concatenation, of unknown batch size, is one buffer,
// and that the caller's: nothing is copied, and there is no workspace.

// CHECK-NOT:   remark
// CHECK-LABEL: func.func @grow(
// CHECK-SAME:    %{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr, %[[IN:.*]]: !llvm.ptr, %[[OUT:.*]]: !llvm.ptr, %[[WORKSPACE:.*]]: !llvm.ptr)
// CHECK-NOT:     %[[WORKSPACE]]
// CHECK-COUNT-3: kernel.launch @k
// CHECK-NOT:     kernel.launch
// CHECK:         return
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x8xf32>, %o: memref<?x8xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<?x8xf32> to tensor<?x8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<?x8xf32> to tensor<?x8xf32>
    %2 = linalg.exp ins(%0 : tensor<?x8xf32>) outs(%1 : tensor<?x8xf32>) -> tensor<?x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<?x8xf32>, memref<?x8xf32>) -> ()
    return
  }
}
func.func @grow(%x: tensor<?x8xf32> {nn.name = "x"})
    -> (tensor<?x24xf32> {nn.name = "y"}) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%n) : tensor<?x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?x8xf32>)
      outs(%e : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
  %f = tensor.empty(%n) : tensor<?x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%x : tensor<?x8xf32>)
      outs(%f : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
  %2 = tensor.concat dim(1) %0, %1
      : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x16xf32>
  %s = tensor.extract_slice %2[0, 4] [%n, 8] [1, 1]
      : tensor<?x16xf32> to tensor<?x8xf32>
  %g = tensor.empty(%n) : tensor<?x8xf32>
  %3 = kernel.dispatch @k::@entry ins(%s : tensor<?x8xf32>)
      outs(%g : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
  %4 = tensor.concat dim(1) %2, %3
      : (tensor<?x16xf32>, tensor<?x8xf32>) -> tensor<?x24xf32>
  return %4 : tensor<?x24xf32>
}

// Columns that are put side by side, element by element, are two parts too.
// CHECK-LABEL: func.func @interleave(
// CHECK-COUNT-2: kernel.launch @copy
// CHECK-NOT:     kernel.launch
// CHECK:         return
func.func @interleave(%x: tensor<4x1xf32> {nn.name = "x"},
                      %y: tensor<4x1xf32> {nn.name = "y"})
    -> (tensor<4x2xf32> {nn.name = "z"}) {
  %0 = tensor.concat dim(1) %x, %y
      : (tensor<4x1xf32>, tensor<4x1xf32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}
