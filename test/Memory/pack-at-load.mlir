// RUN: nn-opt %s --nn-plan-memory -split-input-file -verify-diagnostics | FileCheck %s

// A layout by the length of the machine's vectors is made when the network is
// loaded: by a function that returns the bytes it takes, and with memory copies
// the rows of each panel, and zeros behind the last.

module @k attributes {nn.kernel} {
  func.func @entry(%w: memref<?x3x?xf32>, %o: memref<5xf32>, %n: index, %t: index) attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @main(%{{.*}}: !llvm.ptr
// CHECK: %[[LOADED:.*]] = llvm.icmp "ne"
// CHECK: kernel.check %[[LOADED]], "expected a model that nn_model_load has loaded"
// CHECK: %[[VSCALE:.*]] = "llvm.intr.vscale"() : () -> i64
// CHECK: kernel.launch @k({{.*}}) sizes(%{{.*}}, %{{.*}} : index)

// CHECK: func.func @main_init(%{{.*}}: !llvm.ptr, %[[TABLE:.*]]: !llvm.ptr, %[[MEMORY:.*]]: !llvm.ptr) -> i64
// CHECK: %[[HAS:.*]] = llvm.icmp "ne" %[[MEMORY]]
// CHECK: scf.if %[[HAS]]
// CHECK: llvm.getelementptr %[[TABLE]][0]
// CHECK: scf.for
// CHECK: scf.for
// CHECK: "llvm.intr.memcpy"
// CHECK: "llvm.intr.memset"
// CHECK: return

// CHECK: kernel.constant @constant_0 dense<
// CHECK: kernel.constant @constant_1 dense<{{.*}}packing = {inner_dims = array<i64: 1>, inner_tiles = array<i64: 4>, order = array<i64: 1, 0>, scalable}
func.func @main() -> (tensor<5xf32> {nn.name = "y"}) {
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 0.0], [1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<3x5xf32>
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>, inner_dims = array<i64: 1>, inner_tiles = array<i64: 4>, scalable} : tensor<3x5xf32> -> tensor<?x3x?xf32>
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %n = tensor.dim %p, %c0 : tensor<?x3x?xf32>
  %t = tensor.dim %p, %c2 : tensor<?x3x?xf32>
  %e = tensor.empty() : tensor<5xf32>
  %r = kernel.dispatch @k::@entry ins(%p : tensor<?x3x?xf32>) outs(%e : tensor<5xf32>) sizes(%n, %t : index) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%w: memref<2x3x4xf32>, %o: memref<5xf32>) attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @main() -> (tensor<5xf32> {nn.name = "y"}) {
  %w = arith.constant dense<1.0> : tensor<3x5xf32>
  // expected-error@below {{cannot run on the host: expected a constant and a scalable layout}}
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>, inner_dims = array<i64: 1>, inner_tiles = array<i64: 4>} : tensor<3x5xf32> -> tensor<2x3x4xf32>
  %e = tensor.empty() : tensor<5xf32>
  %r = kernel.dispatch @k::@entry ins(%p : tensor<2x3x4xf32>) outs(%e : tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}
