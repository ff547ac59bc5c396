// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @unknown(%x: tensor<8xf32>) {
  // expected-error @+1 {{'nowhere' does not name a module}}
  kernel.dispatch @nowhere::@entry outs(%x : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

module @plain {}
func.func @not_a_kernel(%x: tensor<8xf32>) {
  // expected-error @+1 {{module 'plain' has no 'nn.kernel' attribute}}
  kernel.dispatch @plain::@entry outs(%x : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

module @k attributes {nn.kernel} {}
func.func @not_the_entry(%x: tensor<8xf32>) {
  // expected-error @+1 {{expects a kernel and its 'entry', got @k}}
  kernel.dispatch @k outs(%x : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @inputs(%x: tensor<8xf32>) {
  // expected-error @+1 {{expects 1 inputs for the kernel's entry, got 0}}
  kernel.dispatch @k::@entry outs(%x : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @outputs(%x: tensor<8xf32>) {
  // expected-error @+1 {{expects 1 outputs for the kernel's entry, got 2}}
  kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
      outs(%x, %x : tensor<8xf32>, tensor<8xf32>)
      -> tensor<8xf32>, tensor<8xf32>
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @input_type(%x: tensor<?xf32>, %o: tensor<8xf32>) {
  // expected-error @+1 {{expects input 0 of type 'tensor<8xf32>' for the kernel's entry, got 'tensor<?xf32>'}}
  kernel.dispatch @k::@entry ins(%x : tensor<?xf32>)
      outs(%o : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @output_type(%x: tensor<8xf32>, %o: tensor<8xi32>) {
  // expected-error @+1 {{expects output 0 of type 'tensor<8xf32>' for the kernel's entry, got 'tensor<8xi32>'}}
  kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
      outs(%o : tensor<8xi32>) -> tensor<8xi32>
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}
func.func @sizes(%o: tensor<?xf32>) {
  // expected-error @+1 {{expects 1 sizes for the kernel's entry, got 0}}
  kernel.dispatch @k::@entry outs(%o : tensor<?xf32>) -> tensor<?xf32>
  return
}

// -----

module @k attributes {nn.kernel} {}
func.func @tied(%o: tensor<8xf32>) {
  // expected-error @+1 {{op expected type of operand #0 ('tensor<8xf32>') to match type of corresponding result ('tensor<9xf32>')}}
  kernel.dispatch @k::@entry outs(%o : tensor<8xf32>) -> tensor<9xf32>
  return
}

// -----

func.func @launch_unknown(%p: !llvm.ptr) {
  // expected-error @+1 {{'nowhere' does not name a module}}
  kernel.launch @nowhere(%p : !llvm.ptr)
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}
func.func @launch_pointers(%p: !llvm.ptr, %n: index) {
  // expected-error @+1 {{expects 1 pointers for the kernel's entry, got 2}}
  kernel.launch @k(%p, %p : !llvm.ptr) sizes(%n : index)
  return
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}
func.func @launch_sizes(%p: !llvm.ptr) {
  // expected-error @+1 {{expects 1 sizes for the kernel's entry, got 0}}
  kernel.launch @k(%p : !llvm.ptr)
  return
}

// -----

func.func @launch_types(%p: !llvm.ptr) {
  // expected-error @+1 {{expected one type or 3, got 2}}
  kernel.launch @k(%p, %p, %p : !llvm.ptr, !llvm.ptr)
  return
}

// -----

func.func @constant_place() {
  // expected-error @+1 {{expects parent op 'builtin.module'}}
  kernel.constant @c dense<1.0> : tensor<2xf32>
  return
}

// -----

// expected-note @+1 {{see existing symbol definition here}}
kernel.constant @f dense<1.0> : tensor<2xf32>
// expected-error @+1 {{redefinition of symbol named 'f'}}
func.func private @f()

// -----

func.func @order(%w: tensor<4x8xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{'order' must be a permutation of the 2 dimensions, got [0, 0]}}
  kernel.pack_constant %w {order = array<i64: 0, 0>, inner_dims = array<i64>,
      inner_tiles = array<i64>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @lengths(%w: tensor<4x8xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{'inner_dims' and 'inner_tiles' must be as long as each other, got 1 and 0}}
  kernel.pack_constant %w {order = array<i64: 0, 1>, inner_dims = array<i64: 0>,
      inner_tiles = array<i64>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @dims(%w: tensor<4x8xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{'inner_dims' must be below the rank 2, got 2}}
  kernel.pack_constant %w {order = array<i64: 0, 1>, inner_dims = array<i64: 2>,
      inner_tiles = array<i64: 4>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @tiles(%w: tensor<4x8xf32>) {
  // expected-error @+1 {{'inner_tiles' must be positive, got 0}}
  kernel.unpack %w {order = array<i64: 0, 1>, inner_dims = array<i64: 1>,
      inner_tiles = array<i64: 0>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @pack_type(%w: tensor<4x8xf32>) {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<8x4xf32>' are incompatible with return type(s) of operation 'tensor<4x8xf32>'}}
  kernel.pack_constant %w {order = array<i64: 1, 0>, inner_dims = array<i64>,
      inner_tiles = array<i64>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @unpack_type(%w: tensor<4x8xf32>) {
  // expected-error @+1 {{expects an input of type 'tensor<8x4xf32>' for a result of type 'tensor<4x8xf32>', got 'tensor<4x8xf32>'}}
  kernel.unpack %w {order = array<i64: 1, 0>, inner_dims = array<i64>,
      inner_tiles = array<i64>} : tensor<4x8xf32> -> tensor<4x8xf32>
  return
}

// -----

func.func @tiles_of_unknown_size(%w: tensor<?x8x4xf32>) {
  // expected-error @+1 {{expects a result of known size for a layout with tiles, got 'tensor<8x?xf32>'}}
  kernel.unpack %w {order = array<i64: 1, 0>, inner_dims = array<i64: 1>,
      inner_tiles = array<i64: 4>} : tensor<?x8x4xf32> -> tensor<8x?xf32>
  return
}

// -----

func.func @tile_of_tile(%w: tensor<6x8x4x4xf32>) {
  // expected-error @+1 {{a tile must divide the one that it cuts, got 4 of 6}}
  kernel.unpack %w {order = array<i64: 0, 1>, inner_dims = array<i64: 1, 1>,
      inner_tiles = array<i64: 6, 4>} : tensor<6x8x4x4xf32> -> tensor<6x8xf32>
  return
}

// -----

func.func @check_values(%c: i1, %n: index) {
  // expected-error @+1 {{expects a value for each '{}' of its message, which has 2, got 1}}
  kernel.check %c, "expected {} in {}"(%n : index)
  return
}

// -----

func.func @scalable_tiles(%w: tensor<4x8xf32>) {
  // expected-error@below {{a scalable layout has one tile, got 2}}
  // expected-error@below {{failed to infer returned types}}
  kernel.pack_constant %w {order = array<i64: 0, 1>, inner_dims = array<i64: 0, 1>,
      inner_tiles = array<i64: 2, 2>, scalable} : tensor<4x8xf32> -> tensor<?x?x?x?xf32>
  return
}

// -----

func.func @check_status(%c: i1) {
  // expected-error @below {{attribute 'status' failed to satisfy constraint: 32-bit signless integer attribute whose value is positive}}
  kernel.check %c, "no error" {status = 0 : i32}
  return
}

// -----

func.func @reserve_slot() {
  // expected-error @below {{attribute 'slot' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  %p = kernel.reserve -3 of 4 bytes : !llvm.ptr
  return
}

// -----

func.func @reserve_bytes() {
  // expected-error @below {{attribute 'element_bytes' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  %p = kernel.reserve 0 of 0 bytes : !llvm.ptr
  return
}

// -----

func.func @keep_slot() {
  // expected-error @below {{attribute 'slot' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  kernel.keep -7
  return
}
