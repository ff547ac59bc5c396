// RUN: nn-opt %s -split-input-file --nn-assign-destinations | FileCheck %s

module @part attributes {nn.kernel} {
  func.func @entry(%x: memref<2x4xf32>, %o: memref<2x4xf32, strided<[8, 1]>>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
module @dense attributes {nn.kernel} {
  func.func @entry(%x: memref<2x4xf32>, %o: memref<2x4xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @concat(
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<2x8xf32>
// CHECK:         %[[D0:.*]] = tensor.extract_slice %[[E]][0, 0] [2, 4] [1, 1]
// CHECK:         %[[A:.*]] = kernel.dispatch @part::@entry {{.*}} outs(%[[D0]] :
// CHECK:         %[[D1:.*]] = tensor.extract_slice %[[E]][0, 4] [2, 4] [1, 1]
// CHECK:         %[[B:.*]] = kernel.dispatch @part::@entry {{.*}} outs(%[[D1]] :
// CHECK:         %[[I:.*]] = tensor.insert_slice %[[A]] into %[[E]][0, 0]
// CHECK:         %[[J:.*]] = tensor.insert_slice %[[B]] into %[[I]][0, 4]
// CHECK:         return %[[J]]
func.func @concat(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<2x8xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = kernel.dispatch @part::@entry ins(%x : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = kernel.dispatch @part::@entry ins(%y : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(1) %a, %b
      : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %c : tensor<2x8xf32>
}

// The kernel writes no strides, so its result is inserted later.
// CHECK-LABEL: func.func @no_strides(
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @no_strides(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>)
    -> tensor<2x8xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = kernel.dispatch @dense::@entry ins(%x : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(1) %a, %y
      : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %c : tensor<2x8xf32>
}

// Nor does a reader of the part.
// CHECK-LABEL: func.func @dense_reader(
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @dense_reader(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>)
    -> (tensor<2x8xf32>, tensor<2x4xf32>) {
  %e0 = tensor.empty() : tensor<2x4xf32>
  %a = kernel.dispatch @part::@entry ins(%x : tensor<2x4xf32>)
      outs(%e0 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %e1 = tensor.empty() : tensor<2x4xf32>
  %b = kernel.dispatch @dense::@entry ins(%a : tensor<2x4xf32>)
      outs(%e1 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(1) %a, %y
      : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %c, %b : tensor<2x8xf32>, tensor<2x4xf32>
}

// Rows lie together, so any kernel writes them; one empty tensor for each use.
// CHECK-LABEL: func.func @rows(
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<4x4xf32>
// CHECK:         %[[D:.*]] = tensor.extract_slice %[[E]][0, 0] [2, 4] [1, 1]
// CHECK:         kernel.dispatch @dense::@entry {{.*}} outs(%[[D]] :
// CHECK:         %[[D:.*]] = tensor.extract_slice %[[E]][2, 0] [2, 4] [1, 1]
// CHECK:         kernel.dispatch @dense::@entry {{.*}} outs(%[[D]] :
func.func @rows(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<4x4xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = kernel.dispatch @dense::@entry ins(%x : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = kernel.dispatch @dense::@entry ins(%y : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = tensor.concat dim(0) %a, %b
      : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<4x4xf32>
  return %c : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @unshare(
// CHECK-COUNT-2: tensor.empty
// CHECK:         outs(%[[E:.*]] :
// CHECK-NOT:     outs(%[[E]] :
// CHECK:         return
func.func @unshare(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = kernel.dispatch @dense::@entry ins(%x : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  %b = kernel.dispatch @dense::@entry ins(%a : tensor<2x4xf32>)
      outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  return %b : tensor<2x4xf32>
}

// -----

module @row attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// What a loop collects.
// CHECK-LABEL: func.func @collect(
// CHECK:         scf.for %[[T:.*]] = {{.*}} iter_args(%[[Y:.*]] = %{{.*}})
// CHECK:           %[[D:.*]] = tensor.extract_slice %[[Y]][%[[T]], 0] [1, 16] [1, 1] : tensor<8x16xf32> to tensor<16xf32>
// CHECK:           %[[R:.*]] = kernel.dispatch @row::@entry {{.*}} outs(%[[D]] :
// CHECK:           tensor.insert_slice %[[R]] into %[[Y]]
func.func @collect(%x: tensor<16xf32>) -> tensor<8x16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %e = tensor.empty() : tensor<8x16xf32>
  %r = scf.for %t = %c0 to %c8 step %c1 iter_args(%y = %e) -> tensor<8x16xf32> {
    %e1 = tensor.empty() : tensor<16xf32>
    %0 = kernel.dispatch @row::@entry ins(%x : tensor<16xf32>)
        outs(%e1 : tensor<16xf32>) -> tensor<16xf32>
    %1 = tensor.insert_slice %0 into %y[%t, 0] [1, 16] [1, 1]
        : tensor<16xf32> into tensor<8x16xf32>
    scf.yield %1 : tensor<8x16xf32>
  }
  return %r : tensor<8x16xf32>
}

// -----

// CHECK-LABEL: func.func @choose(
// CHECK-SAME:    %[[C:.*]]: i1, %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>)
// CHECK:         %[[R:.*]] = scf.if %[[C]]
// CHECK:           scf.yield %[[X]]
// CHECK:           scf.yield %[[Y]]
// CHECK:         return %[[R]]
func.func @choose(%c: i1, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = arith.select %c, %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
