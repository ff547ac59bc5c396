// RUN: nn-opt %s | nn-opt | FileCheck %s
// RUN: nn-opt %s --mlir-print-op-generic | nn-opt | FileCheck %s

// CHECK: kernel.constant @weights dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
kernel.constant @weights dense<[1.0, 2.0]> : tensor<2xf32>

// CHECK: module @exp attributes {nn.kernel}
module @exp attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK: module @rows attributes {nn.kernel}
module @rows attributes {nn.kernel} {
  func.func @entry(%x: memref<?x8xf32, strided<[?, 1]>>, %a: memref<?x8xf32>,
                   %b: memref<8xf32>, %n: index, %m: index, %s: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK: module @init attributes {nn.kernel}
module @init attributes {nn.kernel} {
  func.func @entry(%o: memref<8xf32>) attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}

// The entry of a compiled kernel is a function on pointers.
// CHECK: module @compiled attributes {nn.kernel}
module @compiled attributes {nn.kernel} {
  llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64,
                   %scratch: !llvm.ptr) {
    llvm.return
  }
}

// CHECK-LABEL: func.func @dispatch(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf32>, %[[Y:.*]]: tensor<?x8xf32>,
// CHECK-SAME:    %[[N:.*]]: index, %[[S:.*]]: index)
func.func @dispatch(%x: tensor<8xf32>, %y: tensor<?x8xf32>, %n: index,
                    %s: index) -> (tensor<?x8xf32>, tensor<8xf32>) {
  // CHECK: %[[E:.*]] = tensor.empty() : tensor<8xf32>
  %e = tensor.empty() : tensor<8xf32>
  // CHECK: %[[F:.*]] = tensor.empty(%[[N]]) : tensor<?x8xf32>
  %f = tensor.empty(%n) : tensor<?x8xf32>
  // CHECK: %[[I:.*]] = kernel.dispatch @init::@entry outs(%[[E]] : tensor<8xf32>) -> tensor<8xf32>
  %i = kernel.dispatch @init::@entry outs(%e : tensor<8xf32>) -> tensor<8xf32>
  // CHECK: %[[J:.*]] = kernel.dispatch @exp::@entry ins(%[[X]] : tensor<8xf32>) outs(%[[I]] : tensor<8xf32>) -> tensor<8xf32>
  %j = kernel.dispatch @exp::@entry ins(%x : tensor<8xf32>)
      outs(%i : tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kernel.dispatch @compiled::@entry ins(%[[J]] : tensor<8xf32>) outs(%[[E]] : tensor<8xf32>) {some.attr} -> tensor<8xf32>
  %k = kernel.dispatch @compiled::@entry ins(%j : tensor<8xf32>)
      outs(%e : tensor<8xf32>) {some.attr} -> tensor<8xf32>
  // CHECK: %{{.*}}:2 = kernel.dispatch @rows::@entry ins(%[[Y]] : tensor<?x8xf32>) outs(%[[F]], %{{.*}} : tensor<?x8xf32>, tensor<8xf32>) sizes(%[[N]], %[[N]], %[[S]] : index) -> tensor<?x8xf32>, tensor<8xf32>
  %l:2 = kernel.dispatch @rows::@entry ins(%y : tensor<?x8xf32>)
      outs(%f, %k : tensor<?x8xf32>, tensor<8xf32>) sizes(%n, %n, %s : index)
      -> tensor<?x8xf32>, tensor<8xf32>
  return %l#0, %l#1 : tensor<?x8xf32>, tensor<8xf32>
}

// CHECK-LABEL: func.func @launch(
// CHECK-SAME:    %[[P:.*]]: !llvm.ptr, %[[Q:.*]]: !llvm.ptr<1>, %[[N:.*]]: index)
func.func @launch(%p: !llvm.ptr, %q: !llvm.ptr<1>, %n: index) {
  // CHECK: kernel.launch @init(%[[P]] : !llvm.ptr)
  kernel.launch @init(%p : !llvm.ptr)
  // CHECK: kernel.launch @rows(%[[P]], %[[P]], %[[P]] : !llvm.ptr) sizes(%[[N]], %[[N]], %[[N]] : index)
  kernel.launch @rows(%p, %p, %p : !llvm.ptr) sizes(%n, %n, %n : index)
  // CHECK: kernel.launch @rows(%[[P]], %[[Q]], %[[P]] : !llvm.ptr, !llvm.ptr<1>, !llvm.ptr) sizes(
  kernel.launch @rows(%p, %q, %p : !llvm.ptr, !llvm.ptr<1>, !llvm.ptr) sizes(%n, %n, %n : index)
  // CHECK: kernel.launch @compiled(%[[P]] : !llvm.ptr)
  kernel.launch @compiled(%p : !llvm.ptr)
  return
}

// CHECK-LABEL: func.func @memory(
// CHECK-SAME:    %[[P:.*]]: !llvm.ptr, %[[Q:.*]]: !llvm.ptr<1>, %[[N:.*]]: i64)
func.func @memory(%p: !llvm.ptr, %q: !llvm.ptr<1>, %n: i64) {
  // CHECK: kernel.copy %[[P]] to %[[P]], %[[N]] : !llvm.ptr
  kernel.copy %p to %p, %n : !llvm.ptr
  // CHECK: %[[E:.*]] = kernel.load %[[P]] : !llvm.ptr -> i32
  %e = kernel.load %p : !llvm.ptr -> i32
  // CHECK: kernel.store %[[E]], %[[Q]] : i32, <1>
  kernel.store %e, %q : i32, !llvm.ptr<1>
  return
}

// CHECK-LABEL: func.func @pack(
func.func @pack(%w: tensor<64x100xf32>, %v: tensor<9x7xi8>,
                %k: tensor<?x7x9xi8>)
    -> (tensor<64x100xf32>, tensor<2x3x4x3xi8>) {
  // CHECK: %[[P:.*]] = kernel.pack_constant %{{.*}} {inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>, order = array<i64: 1, 0>} : tensor<64x100xf32> -> tensor<4x64x32xf32>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
      : tensor<64x100xf32> -> tensor<4x64x32xf32>
  // CHECK: kernel.unpack %[[P]] {inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>, order = array<i64: 1, 0>} : tensor<4x64x32xf32> -> tensor<64x100xf32>
  %u = kernel.unpack %p {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>}
      : tensor<4x64x32xf32> -> tensor<64x100xf32>
  // CHECK: kernel.unpack %{{.*}} {inner_dims = array<i64>, inner_tiles = array<i64>, order = array<i64: 0, 2, 1>} : tensor<?x7x9xi8> -> tensor<?x9x7xi8>
  %t = kernel.unpack %k {order = array<i64: 0, 2, 1>, inner_dims = array<i64>,
      inner_tiles = array<i64>} : tensor<?x7x9xi8> -> tensor<?x9x7xi8>
  // CHECK: kernel.pack_constant {{.*}} : tensor<9x7xi8> -> tensor<2x3x4x3xi8>
  %q = kernel.pack_constant %v {order = array<i64: 1, 0>,
      inner_dims = array<i64: 1, 0>, inner_tiles = array<i64: 4, 3>}
      : tensor<9x7xi8> -> tensor<2x3x4x3xi8>
  return %u, %q : tensor<64x100xf32>, tensor<2x3x4x3xi8>
}

// A dimension cut twice: 4 rows at a time, and 2 of these together.
// CHECK-LABEL: func.func @pack_twice(
func.func @pack_twice(%w: tensor<10x8xi8>) -> tensor<3x8x2x2xi8> {
  // CHECK: : tensor<10x8xi8> -> tensor<3x8x2x2xi8>
  %p = kernel.pack_constant %w {order = array<i64: 0, 1>,
      inner_dims = array<i64: 0, 0>, inner_tiles = array<i64: 4, 2>}
      : tensor<10x8xi8> -> tensor<3x8x2x2xi8>
  return %p : tensor<3x8x2x2xi8>
}

// CHECK-LABEL: func.func @check(
func.func @check(%c: i1, %n: index, %v: i64) {
  // CHECK: kernel.check %{{.*}}, "expected {} in {}"(%{{.*}}, %{{.*}} : index, i64)
  kernel.check %c, "expected {} in {}"(%n, %v : index, i64)
  // CHECK: kernel.check %{{.*}}, "expected more"
  kernel.check %c, "expected more"
  return
}

module @any attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// The host may know more sizes than the kernel.
// CHECK-LABEL: func.func @dispatch_known(
func.func @dispatch_known(%x: tensor<8xf32>, %o: tensor<8xf32>, %n: index)
    -> tensor<8xf32> {
  // CHECK: kernel.dispatch @any::@entry ins(%{{.*}} : tensor<8xf32>) outs(%{{.*}} : tensor<8xf32>)
  %0 = kernel.dispatch @any::@entry ins(%x : tensor<8xf32>)
      outs(%o : tensor<8xf32>) sizes(%n, %n : index) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func.func @reserve(
func.func @reserve(%n: index, %m: index) {
  // CHECK: kernel.reserve 1 of 4 bytes(%{{.*}}, %{{.*}} : index) : !llvm.ptr
  %p = kernel.reserve 1 of 4 bytes(%n, %m : index) : !llvm.ptr
  // CHECK: kernel.reserve 0 of 8 bytes : !llvm.ptr
  %q = kernel.reserve 0 of 8 bytes : !llvm.ptr
  // CHECK: kernel.keep 1
  kernel.keep 1
  return
}
