// RUN: nn-opt %s -split-input-file --nn-plan-memory -canonicalize -cse \
// RUN:   | FileCheck %s

// A size that a value says: the temporary is reserved; the output is reserved and
// the caller's; of an output that is used twice, one is a copy.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @reserved(
// CHECK-SAME:    %{{[a-z0-9]*}}: !llvm.ptr, %{{[a-z0-9]*}}: !llvm.ptr, %[[IN:[a-z0-9]*]]: !llvm.ptr, %[[OUT:[a-z0-9]*]]: !llvm.ptr
// CHECK-SAME:    nn.outputs = [{allocated, {{.*}}name = "y:0"{{.*}}}, {allocated, {{.*}}name = "z:0"{{.*}}}]
// CHECK:         %[[V:.*]] = kernel.load {{.*}} -> i64
// CHECK:         %[[N:.*]] = arith.index_cast %[[V]]
// CHECK:         %[[T:.*]] = kernel.reserve 0 of 4 bytes(%[[N]] : index)
// CHECK:         kernel.launch @k(%{{.*}}, %[[T]] : !llvm.ptr)
// CHECK:         %[[Y:.*]] = kernel.reserve 1 of 4 bytes(%[[N]] : index)
// CHECK:         kernel.launch @k(%[[T]], %[[Y]] : !llvm.ptr)
// CHECK:         %[[Z:.*]] = kernel.reserve 2 of 4 bytes(%[[N]] : index)
// CHECK:         kernel.copy %[[Y]] to %[[Z]]
// CHECK:         %[[YD:.*]] = llvm.getelementptr %[[OUT]][0, 0]
// CHECK:         llvm.store %[[Y]], %[[YD]]
// CHECK:         kernel.keep 1
// CHECK:         llvm.store %[[Z]], %{{.*}}
// CHECK:         kernel.keep 2
// CHECK:         return
// CHECK-LABEL: func.func @reserved_shapes(
// CHECK:         arith.constant -1 : i64
// CHECK-LABEL: func.func @reserved_workspace(
// CHECK:         %[[ZERO:.*]] = arith.constant 0 : i64
// CHECK:         return %[[ZERO]]
func.func @reserved(%x: tensor<8xf32> {nn.name = "x:0"},
                    %v: tensor<i64> {nn.name = "v:0"})
    -> (tensor<?xf32> {nn.name = "y:0"}, tensor<?xf32> {nn.name = "z:0"}) {
  %value = tensor.extract %v[] : tensor<i64>
  %n = arith.index_cast %value : i64 to index
  %s = tensor.extract_slice %x[0] [%n] [1] : tensor<8xf32> to tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?xf32>
  %0 = kernel.dispatch @k::@entry ins(%s : tensor<?xf32>)
      outs(%e : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %f = tensor.empty(%n) : tensor<?xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?xf32>)
      outs(%f : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  return %1, %1 : tensor<?xf32>, tensor<?xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// In a loop a slot serves all turns.
//
// CHECK-LABEL: func.func @turns(
// CHECK:         scf.for
// CHECK:           kernel.load
// CHECK:           %[[T:.*]] = kernel.reserve 0 of 4 bytes(%{{.*}} : index)
// CHECK:           kernel.launch @k(%{{.*}}, %[[T]] : !llvm.ptr)
// CHECK-NOT:     kernel.reserve
// CHECK-NOT:     kernel.keep
// CHECK-LABEL: func.func @turns_shapes(
func.func @turns(%x: tensor<8xf32>, %v: tensor<4xi64>) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %zero) -> f32 {
    %value = tensor.extract %v[%i] : tensor<4xi64>
    %n = arith.index_cast %value : i64 to index
    %e = tensor.empty(%n) : tensor<?xf32>
    %0 = kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
        outs(%e : tensor<?xf32>) sizes(%n : index) -> tensor<?xf32>
    %b = tensor.extract %0[%c0] : tensor<?xf32>
    scf.yield %b : f32
  }
  %e = tensor.from_elements %r, %r, %r, %r, %r, %r, %r, %r : tensor<8xf32>
  return %e : tensor<8xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x4xf32>, %o: memref<?x4xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// Two parts of a size that a call chooses do not overlap: both kernels write the
// result.
//
// CHECK-LABEL: func.func @parts(
// CHECK-COUNT-2: kernel.launch @k
// CHECK-NOT:     kernel.copy
// CHECK-LABEL: func.func @parts_shapes(
func.func @parts(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xf32>
  %m = arith.muli %n, %c2 : index
  %e = tensor.empty(%m) : tensor<?x4xf32>
  %d0 = tensor.extract_slice %e[0, 0] [%n, 4] [1, 1]
      : tensor<?x4xf32> to tensor<?x4xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?x4xf32>)
      outs(%d0 : tensor<?x4xf32>) sizes(%n, %n : index) -> tensor<?x4xf32>
  %d1 = tensor.extract_slice %e[%n, 0] [%n, 4] [1, 1]
      : tensor<?x4xf32> to tensor<?x4xf32>
  %1 = kernel.dispatch @k::@entry ins(%x : tensor<?x4xf32>)
      outs(%d1 : tensor<?x4xf32>) sizes(%n, %n : index) -> tensor<?x4xf32>
  %2 = tensor.insert_slice %0 into %e[0, 0] [%n, 4] [1, 1]
      : tensor<?x4xf32> into tensor<?x4xf32>
  %3 = tensor.insert_slice %1 into %2[%n, 0] [%n, 4] [1, 1]
      : tensor<?x4xf32> into tensor<?x4xf32>
  return %3 : tensor<?x4xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<1xf32>, %o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// Nor do a part of a size that is computed and those around it.
//
// CHECK-LABEL: func.func @middle(
// CHECK-COUNT-3: kernel.launch @k
// CHECK-NOT:     kernel.copy
// CHECK-LABEL: func.func @middle_shapes(
func.func @middle(%x: tensor<1xf32>, %v: tensor<i64>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %value = tensor.extract %v[] : tensor<i64>
  %number = arith.index_cast %value : i64 to index
  %n = arith.maxsi %number, %c0 : index
  %behind = arith.addi %n, %c1 : index
  %m = arith.addi %n, %c2 : index
  %e = tensor.empty(%m) : tensor<?xf32>
  %d0 = tensor.extract_slice %e[0] [%c1] [1] : tensor<?xf32> to tensor<?xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<1xf32>)
      outs(%d0 : tensor<?xf32>) sizes(%c1 : index) -> tensor<?xf32>
  %d1 = tensor.extract_slice %e[1] [%n] [1] : tensor<?xf32> to tensor<?xf32>
  %1 = kernel.dispatch @k::@entry ins(%x : tensor<1xf32>)
      outs(%d1 : tensor<?xf32>) sizes(%n : index) -> tensor<?xf32>
  %d2 = tensor.extract_slice %e[%behind] [%c1] [1]
      : tensor<?xf32> to tensor<?xf32>
  %2 = kernel.dispatch @k::@entry ins(%x : tensor<1xf32>)
      outs(%d2 : tensor<?xf32>) sizes(%c1 : index) -> tensor<?xf32>
  %3 = tensor.insert_slice %0 into %e[0] [%c1] [1]
      : tensor<?xf32> into tensor<?xf32>
  %4 = tensor.insert_slice %1 into %3[1] [%n] [1]
      : tensor<?xf32> into tensor<?xf32>
  %5 = tensor.insert_slice %2 into %4[%behind] [%c1] [1]
      : tensor<?xf32> into tensor<?xf32>
  return %5 : tensor<?xf32>
}
