// RUN: nn-opt %s -split-input-file --nn-plan-memory -canonicalize -cse | FileCheck %s

module @bump attributes {nn.kernel} {
  func.func @entry(%o: memref<i32>) attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}
module @less attributes {nn.kernel} {
  func.func @entry(%x: memref<i32>, %o: memref<i8>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// The counter is updated in place, in the caller's buffer; the state goes from
// one buffer to another and back.
//
// CHECK-LABEL: func.func @while(
// CHECK:         kernel.copy %{{.*}} to %[[I:.*]],
// CHECK:         %[[R:.*]]:3 = scf.while (%[[CUR:.*]] = %{{.*}}, %[[NEXT:.*]] = %[[P:.*]], %[[LATER:.*]] = %[[Q:.*]])
// CHECK:           kernel.launch @less(%{{.*}}, %[[C:.*]] : !llvm.ptr)
// CHECK:           %[[BYTE:.*]] = kernel.load %[[C]] {{.*}}: !llvm.ptr -> i8
// CHECK:           %[[COND:.*]] = arith.trunci %[[BYTE]]
// CHECK:           scf.condition(%[[COND]]) %[[CUR]], %[[NEXT]], %[[LATER]]
// CHECK:         ^bb0(%[[CUR:.*]]: !llvm.ptr, %[[NEXT:.*]]: !llvm.ptr, %[[LATER:.*]]: !llvm.ptr):
// CHECK:           kernel.launch @bump(
// CHECK-NOT:       kernel.copy
// CHECK:           kernel.launch @k(%[[CUR]], %[[T:.*]] : !llvm.ptr)
// CHECK:           kernel.launch @k(%[[T]], %[[NEXT]] : !llvm.ptr)
// CHECK:           scf.yield %[[NEXT]], %[[LATER]], %[[NEXT]]
// CHECK:         kernel.copy %[[R]]#0 to %{{.*}},
func.func @while(%i: tensor<i32>, %x: tensor<16xf32>)
    -> (tensor<16xf32>, tensor<i32>) {
  %r:2 = scf.while (%j = %i, %a = %x)
      : (tensor<i32>, tensor<16xf32>) -> (tensor<i32>, tensor<16xf32>) {
    %e = tensor.empty() : tensor<i8>
    %0 = kernel.dispatch @less::@entry ins(%j : tensor<i32>)
        outs(%e : tensor<i8>) -> tensor<i8>
    %1 = tensor.extract %0[] : tensor<i8>
    %c = arith.trunci %1 : i8 to i1
    scf.condition(%c) %j, %a : tensor<i32>, tensor<16xf32>
  } do {
  ^bb0(%j: tensor<i32>, %a: tensor<16xf32>):
    %0 = kernel.dispatch @bump::@entry outs(%j : tensor<i32>) -> tensor<i32>
    %e0 = tensor.empty() : tensor<16xf32>
    %1 = kernel.dispatch @k::@entry ins(%a : tensor<16xf32>)
        outs(%e0 : tensor<16xf32>) -> tensor<16xf32>
    %e1 = tensor.empty() : tensor<16xf32>
    %2 = kernel.dispatch @k::@entry ins(%1 : tensor<16xf32>)
        outs(%e1 : tensor<16xf32>) -> tensor<16xf32>
    scf.yield %0, %2 : tensor<i32>, tensor<16xf32>
  }
  return %r#1, %r#0 : tensor<16xf32>, tensor<i32>
}

// -----

// A row an iteration: each is computed in its place.
module @row attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @for(
// CHECK:         scf.for %[[T:.*]] = %{{.*}} to %{{.*}} step %{{.*}} {
// CHECK:           %[[OFFSET:.*]] = arith.muli %[[T]], %{{.*}} : index
// CHECK:           %[[XI:.*]] = arith.index_cast %[[OFFSET]]
// CHECK:           %[[XT:.*]] = llvm.getelementptr %{{.*}}[%[[XI]]]
// CHECK:           %[[YT:.*]] = llvm.getelementptr %{{.*}}[%[[XI]]]
// CHECK:           kernel.launch @row(%[[XT]], %[[YT]] : !llvm.ptr)
// CHECK-NOT:     kernel.copy
// CHECK:         return
func.func @for(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %e = tensor.empty() : tensor<8x16xf32>
  %r = scf.for %t = %c0 to %c8 step %c1 iter_args(%y = %e) -> tensor<8x16xf32> {
    %xt = tensor.extract_slice %x[%t, 0] [1, 16] [1, 1]
        : tensor<8x16xf32> to tensor<16xf32>
    %yt = tensor.extract_slice %y[%t, 0] [1, 16] [1, 1]
        : tensor<8x16xf32> to tensor<16xf32>
    %0 = kernel.dispatch @row::@entry ins(%xt : tensor<16xf32>)
        outs(%yt : tensor<16xf32>) -> tensor<16xf32>
    %1 = tensor.insert_slice %0 into %y[%t, 0] [1, 16] [1, 1]
        : tensor<16xf32> into tensor<8x16xf32>
    scf.yield %1 : tensor<8x16xf32>
  }
  return %r : tensor<8x16xf32>
}

// -----

// Two states that change places cannot stay where they are.
// CHECK-LABEL: func.func @exchange(
// CHECK:         scf.for
// CHECK-SAME:      iter_args(%[[A:.*]] = %{{.*}}, %[[NA:.*]] = %{{.*}}, %{{.*}} = %{{.*}}, %[[B:.*]] = %{{.*}}, %[[NB:.*]] = %{{.*}}, %{{.*}} = %{{.*}})
// CHECK:           kernel.copy %[[B]] to %[[NA]],
// CHECK:           kernel.copy %[[A]] to %[[NB]],
func.func @exchange(%x: tensor<4xf32>, %y: tensor<4xf32>)
    -> (tensor<4xf32>, tensor<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r:2 = scf.for %t = %c0 to %c3 step %c1 iter_args(%a = %x, %b = %y)
      -> (tensor<4xf32>, tensor<4xf32>) {
    scf.yield %b, %a : tensor<4xf32>, tensor<4xf32>
  }
  return %r#0, %r#1 : tensor<4xf32>, tensor<4xf32>
}

// -----

// Branches choose between pointers, even between an input and a temporary.
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @if(
// CHECK-SAME:    %[[WS:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK:         %[[C:.*]] = kernel.load %{{.*}} -> i8
// CHECK:         %[[B:.*]] = arith.cmpi ne, %[[C]]
// CHECK:         %[[P:.*]] = arith.select %[[B]], %[[WS]], %[[X:.*]] : !llvm.ptr
// CHECK:         scf.if %[[B]] {
// CHECK:           kernel.launch @k(%[[X]], %[[WS]] : !llvm.ptr)
// CHECK:         }
// CHECK:         kernel.launch @k(%[[P]], %{{.*}} : !llvm.ptr)
func.func @if(%c: tensor<i8> {nn.dtype = i1}, %x: tensor<16xf32>)
    -> tensor<16xf32> {
  %zero = arith.constant 0 : i8
  %0 = tensor.extract %c[] : tensor<i8>
  %b = arith.cmpi ne, %0, %zero : i8
  %1 = scf.if %b -> tensor<16xf32> {
    %e = tensor.empty() : tensor<16xf32>
    %2 = kernel.dispatch @k::@entry ins(%x : tensor<16xf32>)
        outs(%e : tensor<16xf32>) -> tensor<16xf32>
    scf.yield %2 : tensor<16xf32>
  } else {
    scf.yield %x : tensor<16xf32>
  }
  %e = tensor.empty() : tensor<16xf32>
  %3 = kernel.dispatch @k::@entry ins(%1 : tensor<16xf32>)
      outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return %3 : tensor<16xf32>
}

// -----

// What the condition computes is a result of the loop: it is copied to where
// the next iteration reads it.
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @do_while(
// CHECK:         scf.while (%[[CUR:.*]] = %{{.*}}, %[[NEXT:.*]] = %{{.*}}, %[[LATER:.*]] = %{{.*}})
// CHECK:           kernel.launch @k(%[[CUR]], %[[OUT:.*]] : !llvm.ptr)
// CHECK:           scf.condition(%{{.*}}) %[[NEXT]], %[[LATER]]
// CHECK:         ^bb0(%[[NEXT:.*]]: !llvm.ptr, %[[LATER:.*]]: !llvm.ptr):
// CHECK:           kernel.copy %[[OUT]] to %[[NEXT]],
// CHECK:           scf.yield %[[NEXT]], %[[LATER]], %[[NEXT]]
// CHECK-NOT:     kernel.copy
// CHECK:         return
func.func @do_while(%x: tensor<16xf32>, %n: tensor<i8>) -> tensor<16xf32> {
  %r = scf.while (%a = %x) : (tensor<16xf32>) -> tensor<16xf32> {
    %e = tensor.empty() : tensor<16xf32>
    %0 = kernel.dispatch @k::@entry ins(%a : tensor<16xf32>)
        outs(%e : tensor<16xf32>) -> tensor<16xf32>
    %1 = tensor.extract %n[] : tensor<i8>
    %c = arith.trunci %1 : i8 to i1
    scf.condition(%c) %0 : tensor<16xf32>
  } do {
  ^bb0(%a: tensor<16xf32>):
    scf.yield %a : tensor<16xf32>
  }
  return %r : tensor<16xf32>
}

// -----

// What every turn reads keeps its place through all of them, though its last
// reader comes early in the body.
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<16xf32>, %o: memref<16xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @invariant(
// CHECK-SAME:    %[[WS:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK:         kernel.launch @k(%{{.*}}, %[[WS]] : !llvm.ptr)
// CHECK:         scf.for
// CHECK:           kernel.launch @k(%[[WS]],
// CHECK-NOT:       kernel.launch @k(%{{.*}}, %[[WS]] : !llvm.ptr)
// CHECK:         return
func.func @invariant(%x: tensor<16xf32>) -> tensor<16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %e = tensor.empty() : tensor<16xf32>
  %t = kernel.dispatch @k::@entry ins(%x : tensor<16xf32>)
      outs(%e : tensor<16xf32>) -> tensor<16xf32>
  %r:2 = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %t, %y = %x)
      -> (tensor<16xf32>, tensor<16xf32>) {
    %e0 = tensor.empty() : tensor<16xf32>
    %0 = kernel.dispatch @k::@entry ins(%a : tensor<16xf32>)
        outs(%e0 : tensor<16xf32>) -> tensor<16xf32>
    %e1 = tensor.empty() : tensor<16xf32>
    %1 = kernel.dispatch @k::@entry ins(%0 : tensor<16xf32>)
        outs(%e1 : tensor<16xf32>) -> tensor<16xf32>
    %e2 = tensor.empty() : tensor<16xf32>
    %2 = kernel.dispatch @k::@entry ins(%1 : tensor<16xf32>)
        outs(%e2 : tensor<16xf32>) -> tensor<16xf32>
    scf.yield %a, %2 : tensor<16xf32>, tensor<16xf32>
  }
  return %r#1 : tensor<16xf32>
}

// -----

// Where nothing says that what a loop carries keeps its size, each turn checks
// it: behind what computes the size, or first of all.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @maybe_kept(
// CHECK:         %[[N:.*]] = arith.index_cast %{{.*}} : i64 to index
// CHECK:         %[[M:.*]] = arith.divui %[[N]],
// CHECK:         scf.for
// CHECK:           %[[SAME:.*]] = arith.cmpi eq, %[[N]], %[[M]]
// CHECK:           kernel.check %[[SAME]], "expected a tensor that a loop carries to keep the size {} of dimension 0, got {}"(%[[N]], %[[M]] : index, index)
// CHECK:           %[[S:.*]] = arith.select %{{.*}}, %{{.*}}, %[[N]]
// CHECK:           %[[SAME:.*]] = arith.cmpi eq, %[[N]], %[[S]]
// CHECK:           kernel.check %[[SAME]]
// CHECK:           kernel.launch @k
func.func @maybe_kept(%x: tensor<?xf32>, %c: tensor<i1>)
    -> (tensor<?xf32>, tensor<?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %m = arith.divui %n, %c3 : index
  %taken = tensor.extract %c[] : tensor<i1>
  %r:2 = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x, %b = %x)
      -> (tensor<?xf32>, tensor<?xf32>) {
    %s = arith.select %taken, %i, %n : index
    %e = tensor.empty(%s) : tensor<?xf32>
    %0 = kernel.dispatch @k::@entry ins(%a : tensor<?xf32>)
        outs(%e : tensor<?xf32>) sizes(%n, %s : index) -> tensor<?xf32>
    %f = tensor.empty(%m) : tensor<?xf32>
    %1 = kernel.dispatch @k::@entry ins(%b : tensor<?xf32>)
        outs(%f : tensor<?xf32>) sizes(%n, %m : index) -> tensor<?xf32>
    scf.yield %0, %1 : tensor<?xf32>, tensor<?xf32>
  }
  return %r#0, %r#1 : tensor<?xf32>, tensor<?xf32>
}

// -----

// Sizes that are computed otherwise may be known to be the same.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @kept(
// CHECK-NOT:     kernel.check
// CHECK-LABEL: func.func @kept_shapes(
func.func @kept(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %more = affine.apply affine_map<()[s0] -> (s0 + 1)>()[%n]
  %s = affine.apply affine_map<()[s0] -> (s0 - 1)>()[%more]
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %x) -> tensor<?xf32> {
    %e = tensor.empty(%s) : tensor<?xf32>
    %0 = kernel.dispatch @k::@entry ins(%a : tensor<?xf32>)
        outs(%e : tensor<?xf32>) sizes(%n, %s : index) -> tensor<?xf32>
    scf.yield %0 : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
