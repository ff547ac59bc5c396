// RUN: nn-opt %s --nn-place-concats --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-place-concats --split-input-file --remarks-filter=nn-place-concats 2>&1 | FileCheck %s --check-prefix=REMARK

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<4x8xf32>, %o: memref<4x8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<4x8xf32> to tensor<4x8xf32>
    %2 = linalg.exp ins(%0 : tensor<4x8xf32>) outs(%1 : tensor<4x8xf32>) -> tensor<4x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<4x8xf32>, memref<4x8xf32>) -> ()
    return
  }
}

// Kernels write their parts.
// CHECK-LABEL: func.func @parts(
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>)
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<4x16xf32>
// CHECK:         %[[E0:.*]] = tensor.extract_slice %[[E]][0, 0] [4, 8] [1, 1]
// CHECK:         %[[A:.*]] = kernel.dispatch @k::@entry ins(%[[X]] {{.*}} outs(%[[E0]]
// CHECK:         %[[E1:.*]] = tensor.extract_slice %[[E]][0, 8] [4, 8] [1, 1]
// CHECK:         %[[B:.*]] = kernel.dispatch @k::@entry ins(%[[A]] {{.*}} outs(%[[E1]]
// CHECK:         %[[I:.*]] = tensor.insert_slice %[[A]] into %[[E]][0, 0] [4, 8] [1, 1]
// CHECK:         %[[J:.*]] = tensor.insert_slice %[[B]] into %[[I]][0, 8] [4, 8] [1, 1]
// CHECK:         return %[[J]]
func.func @parts(%x: tensor<4x8xf32>) -> tensor<4x16xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<4x8xf32>)
      outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %f = tensor.empty() : tensor<4x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<4x8xf32>)
      outs(%f : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = tensor.concat dim(1) %0, %1
      : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  return %2 : tensor<4x16xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<4x8xf32>, %o: memref<4x8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<4x8xf32> to tensor<4x8xf32>
    %2 = linalg.exp ins(%0 : tensor<4x8xf32>) outs(%1 : tensor<4x8xf32>) -> tensor<4x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<4x8xf32>, memref<4x8xf32>) -> ()
    return
  }
}

// What grows by concatenation lies in the last one.
// CHECK-LABEL: func.func @growing(
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<4x24xf32>
// CHECK:         %[[F:.*]] = tensor.extract_slice %[[E]][0, 0] [4, 16] [1, 1]
// CHECK:         %[[E0:.*]] = tensor.extract_slice %[[F]][0, 0] [4, 8] [1, 1]
// CHECK:         %[[A:.*]] = kernel.dispatch @k::@entry {{.*}} outs(%[[E0]]
// CHECK:         %[[E1:.*]] = tensor.extract_slice %[[F]][0, 8] [4, 8] [1, 1]
// CHECK:         %[[B:.*]] = kernel.dispatch @k::@entry {{.*}} outs(%[[E1]]
// CHECK:         %[[I:.*]] = tensor.insert_slice %[[A]] into %[[F]][0, 0]
// CHECK:         %[[J:.*]] = tensor.insert_slice %[[B]] into %[[I]][0, 8]
// CHECK:         %[[S:.*]] = tensor.extract_slice %[[J]][0, 4] [4, 8] [1, 1]
// CHECK:         %[[E2:.*]] = tensor.extract_slice %[[E]][0, 16] [4, 8] [1, 1]
// CHECK:         %[[C:.*]] = kernel.dispatch @k::@entry ins(%[[S]] {{.*}} outs(%[[E2]]
// CHECK:         %[[K:.*]] = tensor.insert_slice %[[J]] into %[[E]][0, 0] [4, 16]
// CHECK:         tensor.insert_slice %[[C]] into %[[K]][0, 16] [4, 8]
// CHECK-NOT:     @copy
func.func @growing(%x: tensor<4x8xf32>) -> tensor<4x24xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<4x8xf32>)
      outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %f = tensor.empty() : tensor<4x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%x : tensor<4x8xf32>)
      outs(%f : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = tensor.concat dim(1) %0, %1
      : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  %s = tensor.extract_slice %2[0, 4] [4, 8] [1, 1]
      : tensor<4x16xf32> to tensor<4x8xf32>
  %g = tensor.empty() : tensor<4x8xf32>
  %3 = kernel.dispatch @k::@entry ins(%s : tensor<4x8xf32>)
      outs(%g : tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = tensor.concat dim(1) %2, %3
      : (tensor<4x16xf32>, tensor<4x8xf32>) -> tensor<4x24xf32>
  return %4 : tensor<4x24xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<4x8xf32>, %o: memref<4x8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<4x8xf32> to tensor<4x8xf32>
    %2 = linalg.exp ins(%0 : tensor<4x8xf32>) outs(%1 : tensor<4x8xf32>) -> tensor<4x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<4x8xf32>, memref<4x8xf32>) -> ()
    return
  }
}

// An argument, a result of the function and what is there twice are copied.
// CHECK-LABEL: module @copy attributes {nn.kernel}
// CHECK:         linalg.copy
// CHECK-LABEL: func.func @copies(
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>)
// CHECK:         %[[A:.*]] = kernel.dispatch @k::@entry
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<4x32xf32>
// CHECK:         kernel.dispatch @copy{{.*}} ins(%[[X]] :
// CHECK:         kernel.dispatch @copy{{.*}} ins(%[[X]] :
// CHECK:         kernel.dispatch @copy{{.*}} ins(%[[A]] :
// CHECK-COUNT-4: tensor.insert_slice
// REMARK-COUNT-3: remark: [Missed] copy
func.func @copies(%x: tensor<4x8xf32>) -> (tensor<4x32xf32>, tensor<4x8xf32>) {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<4x8xf32>)
      outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %f = tensor.empty() : tensor<4x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<4x8xf32>)
      outs(%f : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = tensor.concat dim(1) %x, %x, %0, %1
      : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>)
      -> tensor<4x32xf32>
  return %2, %0 : tensor<4x32xf32>, tensor<4x8xf32>
}

// -----

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

// The size of the whole is known in front of its parts.
// CHECK-LABEL: func.func @dynamic(
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         %[[E:.*]] = tensor.empty(%[[N]]) : tensor<?x16xf32>
// CHECK:         %[[E0:.*]] = tensor.extract_slice %[[E]][0, 0] [%[[N]], 8] [1, 1]
// CHECK:         kernel.dispatch @k::@entry {{.*}} outs(%[[E0]]
// CHECK-NOT:     @copy
func.func @dynamic(%x: tensor<?x8xf32>) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%n) : tensor<?x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?x8xf32>)
      outs(%e : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
  %f = tensor.empty(%n) : tensor<?x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?x8xf32>)
      outs(%f : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
  %2 = tensor.concat dim(1) %0, %1
      : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x16xf32>
  return %2 : tensor<?x16xf32>
}
