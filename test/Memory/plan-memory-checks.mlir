// RUN: nn-opt %s --nn-plan-memory -canonicalize -cse | FileCheck %s

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// What needs but sizes is checked where sizes are asked for; what needs a value,
// behind what computes it.
//
// CHECK-LABEL: func.func @checked(
// CHECK-NOT:     "sizes
// CHECK:         kernel.launch @k
// CHECK:         %[[V:.*]] = kernel.load {{.*}} -> i64
// CHECK:         %[[C:.*]] = arith.cmpi sgt, %[[V]]
// CHECK:         kernel.check %[[C]], "value {}"(%[[V]] : i64)
// CHECK:         kernel.launch @k
//
// CHECK-LABEL: func.func @checked_shapes(
// CHECK:         kernel.check %{{.*}}, "sizes {} and {}"
// CHECK-NOT:     "value
// CHECK-LABEL: func.func @checked_workspace(
// CHECK:         kernel.check %{{.*}}, "sizes {} and {}"
// CHECK-NOT:     "value
func.func @checked(%x: tensor<?xf32> {nn.name = "x:0"},
                   %y: tensor<?xf32> {nn.name = "y:0"},
                   %v: tensor<i64> {nn.name = "v:0"})
    -> (tensor<?xf32> {nn.name = "z:0"}) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0 : i64
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %m = tensor.dim %y, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?xf32>)
      outs(%e : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %equal = arith.cmpi eq, %n, %m : index
  kernel.check %equal, "sizes {} and {}"(%n, %m : index, index)
  %value = tensor.extract %v[] : tensor<i64>
  %positive = arith.cmpi sgt, %value, %zero : i64
  kernel.check %positive, "value {}"(%value : i64)
  %f = tensor.empty(%n) : tensor<?xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?xf32>)
      outs(%f : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  return %1 : tensor<?xf32>
}
