// RUN: nn-opt %s --convert-scf-to-cf --nn-expand-checks --split-input-file | FileCheck %s
// RUN: not nn-opt %s --nn-expand-checks --split-input-file 2>&1 | FileCheck %s --check-prefix=NESTED

// A check that does not hold leaves its message in a global and returns at once,
// from within a loop too.

// NESTED: error: {{.*}}'kernel.check' op cannot return from 'scf.for': run convert-scf-to-cf before

// CHECK-LABEL: func.func @in_loop(
// CHECK-SAME:    %{{.*}}: memref<8xf32>, %[[N:.*]]: index)
// CHECK:         %[[C:.*]] = arith.cmpi slt
// CHECK:         cf.cond_br %[[C]], ^[[REST:.*]], ^[[FAIL:.*]]
// CHECK:       ^[[FAIL]]:
// CHECK:         %[[MESSAGE:.*]] = llvm.mlir.addressof @nn_reference_message : !llvm.ptr
// CHECK:         %[[SIZE:.*]] = arith.constant 512 : i64
// CHECK:         %[[FORMAT:.*]] = llvm.mlir.addressof @[[$FORMAT:nn_format_check.*]] : !llvm.ptr
// CHECK:         llvm.call @snprintf(%[[MESSAGE]], %[[SIZE]], %[[FORMAT]], %{{.*}}) vararg
// CHECK:         %[[POISON:.*]] = ub.poison : memref<8xf32>
// CHECK:         return %[[POISON]] : memref<8xf32>
// CHECK:       llvm.func @snprintf(!llvm.ptr, i64, !llvm.ptr, ...) -> i32
// CHECK:       llvm.mlir.global external @nn_reference_message() {{.*}}: !llvm.array<512 x i8>
// CHECK:       llvm.mlir.global internal constant @[[$FORMAT]]("node 'sum' (Add): expected %lld\00")
func.func @in_loop(%x: memref<8xf32>, %n: index) -> memref<8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %c = arith.cmpi slt, %i, %c1 : index
    kernel.check %c, "expected {}"(%i : index) loc("sum"("Add"))
  }
  return %x : memref<8xf32>
}

// -----

// Without checks nothing is declared.
// CHECK-LABEL: func.func @no_check(
// CHECK:         memref.store
// CHECK-NOT:     nn_reference_message
func.func @no_check(%x: memref<8xf32>, %n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %x[%i] : memref<8xf32>
  }
  return
}
