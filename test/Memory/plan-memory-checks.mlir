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

// Sizes are computed behind the checks that they rely on, and may be anything
// where a branch computes them that does not run: none is negative, and no
// division traps.
//
// CHECK-LABEL: func.func @columns_shapes(
// CHECK:         %[[N:.*]] = arith.index_cast
// CHECK:         %[[M:.*]] = arith.index_cast
// CHECK:         kernel.check %{{.*}}, "columns {}"
// CHECK:         %[[ZERO:.*]] = arith.cmpi eq, %[[M]], %{{.*}}
// CHECK:         %[[D:.*]] = arith.select %[[ZERO]], %{{.*}}, %[[M]]
// CHECK:         arith.divui %[[N]], %[[D]]
// CHECK-LABEL: func.func @columns_workspace(
// CHECK:         kernel.check %{{.*}}, "columns {}"
// CHECK:         %[[Q:.*]] = arith.divui
// CHECK:         %[[K:.*]] = arith.subi %[[Q]], %{{.*}}
// CHECK:         %[[SIZE:.*]] = arith.maxsi %[[K]], %{{.*}}
// CHECK:         %[[INT:.*]] = arith.index_cast %[[SIZE]] : index to i64
// CHECK:         "llvm.intr.smul.with.overflow"(%{{.*}}, %[[INT]])
func.func @columns(%x: tensor<?x?xf32> {nn.name = "x:0"},
                   %c: tensor<i1> {nn.name = "c:0"})
    -> (tensor<?xf32> {nn.name = "z:0"}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  %n = tensor.dim %x, %c0 : tensor<?x?xf32>
  %m = tensor.dim %x, %c1 : tensor<?x?xf32>
  %hasColumns = arith.cmpi ne, %m, %c0 : index
  kernel.check %hasColumns, "columns {}"(%m : index)
  %q = arith.divui %n, %m : index
  %s = tensor.extract_slice %x[0, 0] [%q, 1] [1, 1]
      : tensor<?x?xf32> to tensor<?xf32>
  %e = tensor.empty(%q) : tensor<?xf32>
  %taken = tensor.extract %c[] : tensor<i1>
  %r = scf.if %taken -> tensor<?xf32> {
    %k = arith.subi %q, %c40 : index
    %f = tensor.empty(%k) : tensor<?xf32>
    %0 = kernel.dispatch @k::@entry ins(%s : tensor<?xf32>)
        outs(%f : tensor<?xf32>) sizes(%q, %k : index) -> tensor<?xf32>
    %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?xf32>)
        outs(%e : tensor<?xf32>) sizes(%k, %q : index) -> tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  } else {
    %1 = kernel.dispatch @k::@entry ins(%s : tensor<?xf32>)
        outs(%e : tensor<?xf32>) sizes(%q, %q : index) -> tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
