// RUN: nn-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-hoist-scratch))' | FileCheck %s

// Parts begin at cache lines; the last one ends where it ends.

// CHECK-LABEL: module @fixed
// CHECK:         func.func @scratch(
// CHECK:           %[[BYTES:.*]] = arith.constant 92 : i64
// CHECK:           return %[[BYTES]]
// CHECK:         func.func @entry(%{{.*}}: memref<5xf32>, %[[S:.*]]: memref<92xi8>)
// CHECK:           %[[C0:.*]] = arith.constant 0 : index
// CHECK:           memref.view %[[S]][%[[C0]]][] : memref<92xi8> to memref<5xf32>
// CHECK:           %[[C64:.*]] = arith.constant 64 : index
// CHECK:           memref.view %[[S]][%[[C64]]][] : memref<92xi8> to memref<7xf32>
// CHECK-NOT:       memref.dealloc
module {
module @fixed attributes {nn.kernel} {
  func.func @entry(%x: memref<5xf32>) attributes {kernel.num_inputs = 0 : i64} {
    %t = memref.alloc() : memref<5xf32>
    %u = memref.alloc() : memref<7xf32>
    memref.copy %x, %t : memref<5xf32> to memref<5xf32>
    memref.dealloc %t : memref<5xf32>
    memref.dealloc %u : memref<7xf32>
    return
  }
}
}

// -----

// Unknown sizes follow those that are known, wherever the kernel has them from:
// an argument, a dimension (argument 3 is the second unknown size of all
// buffers), the length of the machine's vectors.

// CHECK-LABEL: module @unknown
// CHECK:         func.func @scratch(%[[ARGS:.*]]: !llvm.ptr) -> i64
// CHECK:           %[[SLOT:.*]] = llvm.getelementptr %[[ARGS]][3]
// CHECK:           %[[LOADED:.*]] = llvm.load %[[SLOT]]
// CHECK:           %[[N:.*]] = arith.index_cast %[[LOADED]]
// CHECK:           %[[VSCALE:.*]] = vector.vscale
// CHECK:           %[[V:.*]] = arith.maxsi %[[VSCALE]], %{{.*}}
// CHECK:           %[[C28:.*]] = arith.constant 28 : i64
// CHECK:           %[[N64:.*]] = arith.index_cast %[[N]]
// CHECK:           %[[T:.*]] = "llvm.intr.smul.with.overflow"(%[[C28]], %[[N64]])
// CHECK:           %[[BAD1:.*]] = llvm.extractvalue %[[T]][1]
// CHECK:           %[[TBYTES:.*]] = llvm.extractvalue %[[T]][0]
// CHECK:           %[[C64:.*]] = arith.constant 64 : i64
// CHECK:           %[[TSUM:.*]] = "llvm.intr.sadd.with.overflow"(%[[C64]], %[[TBYTES]])
// CHECK:           %[[OVER2:.*]] = llvm.extractvalue %[[TSUM]][1]
// CHECK:           %[[BAD2:.*]] = arith.ori %[[BAD1]], %[[OVER2]]
// CHECK:           %[[TEND:.*]] = llvm.extractvalue %[[TSUM]][0]
// CHECK:           %[[VBYTES:.*]] = llvm.extractvalue %{{.*}}[0]
// CHECK:           "llvm.intr.sadd.with.overflow"(%[[TEND]], %{{.*}})
// CHECK:           %[[UP:.*]] = llvm.extractvalue %{{.*}}[0]
// CHECK:           %[[MASK:.*]] = arith.constant -64 : i64
// CHECK:           %[[U:.*]] = arith.andi %[[UP]], %[[MASK]]
// CHECK:           %[[SUM:.*]] = "llvm.intr.sadd.with.overflow"(%[[U]], %[[VBYTES]])
// CHECK:           %[[OVER:.*]] = llvm.extractvalue %[[SUM]][1]
// CHECK:           %[[BAD:.*]] = arith.ori %{{.*}}, %[[OVER]]
// CHECK:           %[[END:.*]] = llvm.extractvalue %[[SUM]][0]
// CHECK:           %[[MINUS_ONE:.*]] = arith.constant -1 : i64
// CHECK:           %[[RESULT:.*]] = arith.select %[[BAD]], %[[MINUS_ONE]], %[[END]]
// CHECK:           return %[[RESULT]]

// CHECK:         func.func @entry({{.*}}, %[[N:[a-z0-9]*]]: index, %[[S:[a-z0-9]*]]: memref<?xi8>)
// CHECK:           %[[AT:.*]] = arith.andi
// CHECK:           scf.forall
// CHECK:             %[[DIM:.*]] = memref.dim
// CHECK:             memref.view %[[S]][%{{.*}}][%[[DIM]]] : memref<?xi8> to memref<?x7xf32>
// CHECK:             memref.view %[[S]][%[[AT]]][%{{.*}}] : memref<?xi8> to memref<?xi8>
// CHECK:             memref.view %[[S]][%{{.*}}][] : memref<?xi8> to memref<3xi64>
module {
module @unknown attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<4x?xf32>, %m: index, %n: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c1 = arith.constant 1 : index
    scf.forall (%i) in (4) {
      %dim = memref.dim %o, %c1 : memref<4x?xf32>
      %t = memref.alloc(%dim) : memref<?x7xf32>
      %vscale = vector.vscale
      %u = memref.alloc(%vscale) : memref<?xi8>
      %v = memref.alloc() : memref<3xi64>
      "test.use"(%t, %u, %v) : (memref<?x7xf32>, memref<?xi8>, memref<3xi64>) -> ()
    }
    return
  }
}
}

// -----

// What a loop decides is bounded.

// CHECK-LABEL: module @bounded
// CHECK:         func.func @scratch(%[[ARGS:.*]]: !llvm.ptr) -> i64
// CHECK:           llvm.getelementptr %[[ARGS]][1]
// CHECK:           %[[N:.*]] = arith.index_cast %{{.*}} : i64 to index
// CHECK:           "llvm.intr.smul.with.overflow"(
// CHECK:         func.func @entry
// CHECK:           scf.for %[[I:.*]] =
// CHECK:             %[[SIZE:.*]] = arith.addi %[[I]]
// CHECK:             memref.view %{{.*}}[%{{.*}}][%[[SIZE]]] : memref<?xi8> to memref<?xf32>
module {
module @bounded attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %n: index) attributes {kernel.num_inputs = 0 : i64} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    scf.for %i = %c0 to %n step %c1 {
      %size = arith.addi %i, %c1 : index
      %t = memref.alloc(%size) : memref<?xf32>
      "test.use"(%t) : (memref<?xf32>) -> ()
    }
    return
  }
}
}

// -----

module {
module @data attributes {nn.kernel} {
  func.func @entry(%x: memref<4xindex>) attributes {kernel.num_inputs = 0 : i64} {
    %c0 = arith.constant 0 : index
    %size = memref.load %x[%c0] : memref<4xindex>
    // expected-error @below {{has a size that no size of the kernel's arguments bounds}}
    %t = memref.alloc(%size) : memref<?xf32>
    "test.use"(%t) : (memref<?xf32>) -> ()
    return
  }
}
}

// -----

module {
module @strided attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>) attributes {kernel.num_inputs = 0 : i64} {
    // expected-error @below {{has no place in scratch memory}}
    %t = memref.alloc() : memref<4xf32, strided<[2]>>
    "test.use"(%t) : (memref<4xf32, strided<[2]>>) -> ()
    return
  }
}
}

// -----

// A size of a loop that has no steps may be negative: what follows does not move
// in front for it.

// CHECK-LABEL: module @negative
// CHECK:         func.func @entry(
// CHECK-SAME:      %[[A:[a-z0-9]+]]: index, %[[S:.*]]: memref<?xi8>)
// CHECK:           %[[N:.*]] = arith.subi %[[A]], %{{.*}} : index
// CHECK:           %[[LEAST:.*]] = arith.maxsi %[[N]], %{{.*}} : index
// CHECK:           arith.muli %{{.*}}, %[[LEAST]]
module {
module @negative attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %a: index)
      attributes {kernel.num_inputs = 0 : i64} {
    %c5 = arith.constant 5 : index
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %f = arith.constant 1.0 : f32
    %n = arith.subi %a, %c5 : index
    scf.for %i = %c0 to %n step %c1 {
      %t = memref.alloc(%n) : memref<?xf32>
      memref.store %f, %t[%i] : memref<?xf32>
    }
    %u = memref.alloc(%a) : memref<?xf32>
    memref.store %f, %u[%c0] : memref<?xf32>
    return
  }
}
}

// -----

// A known dimension is no argument, whatever follows in the list.

// CHECK-LABEL: module @known
// CHECK:         func.func @entry(
// CHECK:           %[[DIM:.*]] = memref.dim
// CHECK:           memref.view %{{.*}}[%{{.*}}][%[[DIM]]]
module {
module @known attributes {nn.kernel} {
  func.func @entry(%x: memref<4x?xf32>, %o: memref<4xf32>, %n: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %f = arith.constant 1.0 : f32
    %dim = memref.dim %x, %c0 : memref<4x?xf32>
    %t = memref.alloc(%dim) : memref<?xf32>
    memref.store %f, %t[%c0] : memref<?xf32>
    return
  }
}
}
