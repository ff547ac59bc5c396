// RUN: nn-opt %s --nn-place-borders --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-place-borders --split-input-file --remarks-filter=nn-place-borders 2>&1 | FileCheck %s --check-prefix=REMARK

// One dispatch reads the interior of a tensor: it gets its own kernel.
// CHECK-LABEL: module @k attributes
// CHECK:         func.func @entry(%{{.*}}: memref<8x8xf32>, %{{.*}}: memref<8x8xf32>)
// CHECK-LABEL: module @k_0 attributes
// CHECK:         func.func @entry(%[[X:.*]]: memref<8x8xf32, strided<[10, 1]>>, %{{.*}}: memref<8x8xf32>)
// CHECK:           bufferization.to_tensor %[[X]] restrict : memref<8x8xf32, strided<[10, 1]>> to tensor<8x8xf32>
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8x8xf32>, %o: memref<8x8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8x8xf32> to tensor<8x8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<8x8xf32> to tensor<8x8xf32>
    %2 = linalg.exp ins(%0 : tensor<8x8xf32>) outs(%1 : tensor<8x8xf32>) -> tensor<8x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8x8xf32>, memref<8x8xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @interior(
// CHECK:         kernel.dispatch @k_0::@entry
// CHECK:         kernel.dispatch @k::@entry
func.func @interior(%x: tensor<10x10xf32>) -> tensor<8x8xf32> {
  %i = tensor.extract_slice %x[1, 1] [8, 8] [1, 1]
      : tensor<10x10xf32> to tensor<8x8xf32>
  %e = tensor.empty() : tensor<8x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%i : tensor<8x8xf32>)
      outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %f = tensor.empty() : tensor<8x8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<8x8xf32>)
      outs(%f : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %1 : tensor<8x8xf32>
}

// -----

// A stride that is a size of the whole is an argument behind the sizes.
// CHECK-LABEL: module @k attributes
// CHECK:         func.func @entry(%{{.*}}: memref<?x8x4xf32, strided<[?, 4, 1]>>, %{{.*}}: memref<?x8x4xf32>, %{{.*}}: index, %{{.*}}: index, %{{.*}}: index)
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x8x4xf32>, %o: memref<?x8x4xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<?x8x4xf32> to tensor<?x8x4xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<?x8x4xf32> to tensor<?x8x4xf32>
    %2 = linalg.exp ins(%0 : tensor<?x8x4xf32>) outs(%1 : tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<?x8x4xf32>, memref<?x8x4xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @dynamic_stride(
// CHECK-SAME:    %[[X:.*]]: tensor<?x?x4xf32>, %[[N:.*]]: index)
// CHECK:         %[[W:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         %[[S:.*]] = affine.apply #{{.*}}()[%[[W]]]
// CHECK:         kernel.dispatch @k::@entry {{.*}} sizes(%[[N]], %[[N]], %[[S]] : index)
func.func @dynamic_stride(%x: tensor<?x?x4xf32>, %n: index)
    -> tensor<?x8x4xf32> {
  %i = tensor.extract_slice %x[0, 1, 0] [%n, 8, 4] [1, 1, 1]
      : tensor<?x?x4xf32> to tensor<?x8x4xf32>
  %e = tensor.empty(%n) : tensor<?x8x4xf32>
  %0 = kernel.dispatch @k::@entry ins(%i : tensor<?x8x4xf32>)
      outs(%e : tensor<?x8x4xf32>) sizes(%n, %n : index) -> tensor<?x8x4xf32>
  return %0 : tensor<?x8x4xf32>
}

// -----

// Rows of a tensor, and what is reshaped, lie together; so do the elements of a
// result that is written to such a place.
// CHECK-LABEL: module @k attributes
// CHECK:         func.func @entry(%{{.*}}: memref<4x8xf32>, %{{.*}}: memref<4x8xf32>)
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

// CHECK-LABEL: func.func @contiguous(
func.func @contiguous(%x: tensor<16x2x4xf32>) -> tensor<16x8xf32> {
  %c = tensor.collapse_shape %x [[0], [1, 2]]
      : tensor<16x2x4xf32> into tensor<16x8xf32>
  %i = tensor.extract_slice %c[4, 0] [4, 8] [1, 1]
      : tensor<16x8xf32> to tensor<4x8xf32>
  %e = tensor.empty() : tensor<16x8xf32>
  %o = tensor.extract_slice %e[8, 0] [4, 8] [1, 1]
      : tensor<16x8xf32> to tensor<4x8xf32>
  %0 = kernel.dispatch @k::@entry ins(%i : tensor<4x8xf32>)
      outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = tensor.insert_slice %0 into %e[8, 0] [4, 8] [1, 1]
      : tensor<4x8xf32> into tensor<16x8xf32>
  return %1 : tensor<16x8xf32>
}

// -----

// Dimensions that do not lie in each other are copied to be one.
// CHECK-LABEL: module @k attributes
// CHECK:         func.func @entry(%{{.*}}: memref<16xf32>, %{{.*}}: memref<16xf32>)
// REMARK: remark: [Missed] copy | Category:nn-place-borders | Reason="operand 0 cannot be read where it is"
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<16xf32> to tensor<16xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<16xf32> to tensor<16xf32>
    %2 = linalg.exp ins(%0 : tensor<16xf32>) outs(%1 : tensor<16xf32>) -> tensor<16xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<16xf32>, memref<16xf32>) -> ()
    return
  }
}

func.func @no_view(%x: tensor<6x6xf32>) -> tensor<16xf32> {
  %i = tensor.extract_slice %x[1, 1] [4, 4] [1, 1]
      : tensor<6x6xf32> to tensor<4x4xf32>
  %c = tensor.collapse_shape %i [[0, 1]] : tensor<4x4xf32> into tensor<16xf32>
  %e = tensor.empty() : tensor<16xf32>
  %0 = kernel.dispatch @k::@entry ins(%c : tensor<16xf32>)
      outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %0 : tensor<16xf32>
}
