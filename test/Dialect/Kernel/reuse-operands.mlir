// RUN: nn-opt %s --nn-reuse-operands --split-input-file | FileCheck %s

// The sum is written over the operand that dies; the argument stays as it is.
// CHECK-LABEL: module @add_0 attributes
// CHECK:         func.func @entry(%[[X:.*]]: memref<8xf32>, %[[O:.*]]: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64}
// CHECK-DAG:       %[[TX:.*]] = bufferization.to_tensor %[[X]] restrict :
// CHECK-DAG:       %[[TO:.*]] = bufferization.to_tensor %[[O]] restrict writable :
// CHECK:           linalg.add ins(%[[TX]], %[[TO]] : {{.*}} outs(%[[TO]] :
module @add attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %y: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %y restrict : memref<8xf32> to tensor<8xf32>
    %2 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %3 = linalg.add ins(%0, %1 : tensor<8xf32>, tensor<8xf32>)
        outs(%2 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %3 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @dies(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf32>, %{{.*}}: tensor<8xf32>)
// CHECK:         %[[A:.*]] = kernel.dispatch @add::@entry
// CHECK:         %[[B:.*]] = kernel.dispatch @add_0::@entry ins(%[[X]] : {{.*}} outs(%[[A]] :
// CHECK:         kernel.dispatch @add::@entry ins(%[[X]], %[[B]] :
func.func @dies(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @add::@entry ins(%x, %y : tensor<8xf32>, tensor<8xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @add::@entry ins(%x, %0 : tensor<8xf32>, tensor<8xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @add::@entry ins(%x, %1 : tensor<8xf32>, tensor<8xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

// -----

// What is read later, through a view too, or twice, stays as it is.
module @add attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %y: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %y restrict : memref<8xf32> to tensor<8xf32>
    %2 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %3 = linalg.add ins(%0, %1 : tensor<8xf32>, tensor<8xf32>)
        outs(%2 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %3 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @lives(
// CHECK-COUNT-4: kernel.dispatch @add::@entry ins(%{{.*}}, %{{.*}} :
func.func @lives(%x: tensor<8xf32>, %y: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>) {
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @add::@entry ins(%x, %y : tensor<8xf32>, tensor<8xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %v = tensor.expand_shape %0 [[0, 1]] output_shape [2, 4]
      : tensor<8xf32> into tensor<2x4xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @add::@entry ins(%x, %0 : tensor<8xf32>, tensor<8xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %w = tensor.collapse_shape %v [[0, 1]] : tensor<2x4xf32> into tensor<8xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @add::@entry ins(%x, %w : tensor<8xf32>, tensor<8xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  %e3 = tensor.empty() : tensor<8xf32>
  %3 = kernel.dispatch @add::@entry ins(%1, %1 : tensor<8xf32>, tensor<8xf32>)
      outs(%e3 : tensor<8xf32>) -> tensor<8xf32>
  return %2, %3 : tensor<8xf32>, tensor<8xf32>
}

// -----

// Only the op that writes the output may read the input.
// CHECK-LABEL: module @twice attributes
// CHECK:         kernel.num_inputs = 1
module @twice attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %e = tensor.empty() : tensor<8xf32>
    %2 = linalg.exp ins(%0 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    %3 = linalg.add ins(%0, %2 : tensor<8xf32>, tensor<8xf32>)
        outs(%1 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %3 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}
// CHECK-LABEL: func.func @read_twice(
func.func @read_twice(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @twice::@entry ins(%x : tensor<8xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @twice::@entry ins(%0 : tensor<8xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @twice::@entry ins(%1 : tensor<8xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}
