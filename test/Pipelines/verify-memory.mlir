// RUN: nn-opt %s --nn-verify-stage=stage=memory --split-input-file --verify-diagnostics

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
module @columns attributes {nn.kernel} {
  func.func @entry(%x: memref<4x2xf32, strided<[4, 1]>>,
                   %o: memref<4x2xf32, strided<[4, 1]>>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @good(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr,
                %ws: !llvm.ptr, %n: i64) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %0 = llvm.getelementptr %ws[8] : (!llvm.ptr) -> !llvm.ptr, f32
  kernel.launch @k(%ws, %0 : !llvm.ptr)
  // Columns lie between columns.
  %1 = llvm.getelementptr %ws[2] : (!llvm.ptr) -> !llvm.ptr, f32
  kernel.launch @columns(%ws, %1 : !llvm.ptr)
  // Only running tells.
  %2 = llvm.getelementptr %ws[%n] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  kernel.launch @k(%ws, %2 : !llvm.ptr)
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @good_workspace(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %0 = arith.constant 64 : i64
  return %0 : i64
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @beyond(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr,
                  %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %0 = llvm.getelementptr %ws[16] : (!llvm.ptr) -> !llvm.ptr, f32
  // expected-error @+1 {{buffer 1 is at the bytes from 64 to 96 of a workspace of 95 after the stage 'memory'}}
  kernel.launch @k(%ws, %0 : !llvm.ptr)
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @beyond_workspace(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr)
    -> i64 {
  %0 = arith.constant 95 : i64
  return %0 : i64
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @overlap(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr,
                   %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %0 = llvm.getelementptr %ws[7] : (!llvm.ptr) -> !llvm.ptr, f32
  // expected-error @+1 {{buffer 1 overlaps buffer 0 after the stage 'memory'}}
  kernel.launch @k(%ws, %0 : !llvm.ptr)
  %ok = arith.constant 0 : i32
  return %ok : i32
}

// -----

// expected-error @+1 {{is on tensors after the stage 'memory'}}
func.func private @tensors(tensor<4xf32>)

// -----

func.func @cast(%x: i32) {
  // expected-error @+1 {{is left after the stage 'memory'}}
  %0 = builtin.unrealized_conversion_cast %x : i32 to i64
  return
}

// -----

func.func @unaligned(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr,
                     %out: !llvm.ptr, %ws: !llvm.ptr, %n: i64) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c64 = arith.constant 64 : i64
  %c32 = arith.constant 32 : i64
  %good = arith.muli %n, %c64 : i64
  %0 = llvm.getelementptr %ws[%good] {kernel.buffer} : (!llvm.ptr, i64) -> !llvm.ptr, i8
  // A part of the buffer that begins with the workspace.
  %part = llvm.getelementptr %ws[3] : (!llvm.ptr) -> !llvm.ptr, i8
  %bad = arith.addi %good, %c32 : i64
  // expected-error @+1 {{begins a buffer at byte 32 + 64 * n0 of the workspace, expected a multiple of 64 after the stage 'memory'}}
  %1 = llvm.getelementptr %ws[%bad] {kernel.buffer} : (!llvm.ptr, i64) -> !llvm.ptr, i8
  %ok = arith.constant 0 : i32
  return %ok : i32
}

// -----

// The second launch writes tensor 2 over tensor 1, which the fourth one reads
// again, and over a part of it that nobody needs.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @overwritten(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr,
                       %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %x = llvm.load %in : !llvm.ptr -> !llvm.ptr
  %y = llvm.load %out : !llvm.ptr -> !llvm.ptr
  %0 = llvm.getelementptr %ws[64] : (!llvm.ptr) -> !llvm.ptr, i8
  %1 = llvm.getelementptr %ws[4] : (!llvm.ptr) -> !llvm.ptr, f32
  kernel.launch @k(%x, %ws : !llvm.ptr) {kernel.tensors = array<i64: 0, 1>}
  kernel.launch @k(%ws, %0 : !llvm.ptr) {kernel.tensors = array<i64: 1, 2>}
  // expected-note @below {{by this}}
  kernel.launch @k(%0, %1 : !llvm.ptr) {kernel.tensors = array<i64: 2, 3>}
  // Dead by now: written again before it is read.
  kernel.launch @k(%x, %0 : !llvm.ptr) {kernel.tensors = array<i64: 0, 4>}
  kernel.launch @k(%x, %0 : !llvm.ptr) {kernel.tensors = array<i64: 0, 2>}
  kernel.launch @k(%0, %y : !llvm.ptr) {kernel.tensors = array<i64: 2, 5>}
  // expected-error @below {{reads buffer 0, which was written over, after the stage 'memory'}}
  kernel.launch @k(%ws, %y : !llvm.ptr) {kernel.tensors = array<i64: 1, 5>}
  %ok = arith.constant 0 : i32
  return %ok : i32
}

// -----

// Sizes that a call chooses: n and 4 * n elements lie at 0 and 64 * n. In the
// second iteration, the loop reads what the first one has written over.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x16xf32>, %o: memref<?x16xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @unknown(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr,
                   %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %x = llvm.load %in : !llvm.ptr -> !llvm.ptr
  %y = llvm.load %out : !llvm.ptr -> !llvm.ptr
  %n64 = llvm.load %y : !llvm.ptr -> i64
  %n = arith.index_cast %n64 : i64 to index
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %at = arith.muli %n, %c64 : index
  %at64 = arith.index_cast %at : index to i64
  %0 = llvm.getelementptr %ws[%at64] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  kernel.launch @k(%x, %ws : !llvm.ptr) sizes(%n, %n : index) {kernel.tensors = array<i64: 0, 1>}
  kernel.launch @k(%ws, %0 : !llvm.ptr) sizes(%n, %n : index) {kernel.tensors = array<i64: 1, 2>}
  kernel.launch @k(%ws, %y : !llvm.ptr) sizes(%n, %n : index) {kernel.tensors = array<i64: 1, 3>}
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @below {{reads buffer 0, which was written over, after the stage 'memory'}}
    kernel.launch @k(%ws, %y : !llvm.ptr) sizes(%n, %n : index) {kernel.tensors = array<i64: 1, 3>}
    // expected-note @below {{by this}}
    kernel.launch @k(%0, %ws : !llvm.ptr) sizes(%n, %n : index) {kernel.tensors = array<i64: 2, 4>}
  }
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @unknown_workspace(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr)
    -> i64 {
  %0 = arith.constant 128 : i64
  return %0 : i64
}

// -----

// A branch writes over what is needed after it; the other one does not.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @branch(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr,
                  %out: !llvm.ptr, %ws: !llvm.ptr, %b: i1) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %x = llvm.load %in : !llvm.ptr -> !llvm.ptr
  %f = arith.constant 1.0 : f32
  kernel.launch @k(%x, %ws : !llvm.ptr) {kernel.tensors = array<i64: 0, 1>}
  scf.if %b {
    // expected-note @below {{by this}}
    kernel.store %f, %ws {kernel.tensors = array<i64: 2>} : f32, !llvm.ptr
  } else {
    kernel.store %f, %x {kernel.tensors = array<i64: 2>} : f32, !llvm.ptr
  }
  // expected-error @below {{reads buffer 0, which was written over, after the stage 'memory'}}
  %0 = kernel.load %ws {kernel.tensors = array<i64: 1>} : !llvm.ptr -> f32
  %ok = arith.constant 0 : i32
  return %ok : i32
}

// -----

// The workspace's size is checked arithmetic of the input's.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @short(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr,
                 %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %n64 = llvm.load %in : !llvm.ptr -> i64
  %n = arith.index_cast %n64 : i64 to index
  %0 = llvm.getelementptr %ws[%n64] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.array<16 x f32>
  // expected-error @+1 {{buffer 1 is at the bytes from 64 * n0 to 68 * n0 of a workspace of 66 * n0 after the stage 'memory'}}
  kernel.launch @k(%ws, %0 : !llvm.ptr) sizes(%n, %n : index)
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @short_workspace(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %n = llvm.load %in : !llvm.ptr -> i64
  %c2 = arith.constant 2 : i64
  %c64 = arith.constant 64 : i64
  %0 = "llvm.intr.smul.with.overflow"(%c64, %n) : (i64, i64) -> !llvm.struct<(i64, i1)>
  %1 = llvm.extractvalue %0[0] : !llvm.struct<(i64, i1)>
  %2 = "llvm.intr.smul.with.overflow"(%c2, %n) : (i64, i64) -> !llvm.struct<(i64, i1)>
  %3 = llvm.extractvalue %2[0] : !llvm.struct<(i64, i1)>
  %4 = "llvm.intr.sadd.with.overflow"(%1, %3) : (i64, i64) -> !llvm.struct<(i64, i1)>
  %5 = llvm.extractvalue %4[0] : !llvm.struct<(i64, i1)>
  return %5 : i64
}

// -----

// What may be negative, does not fit into 64 bits, or has too many products is
// not compared; a maximum with a size is one.

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
func.func @unknown(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr,
                   %ws: !llvm.ptr, %a: i64, %b: i64, %d: i64) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c0 = arith.constant 0 : i64
  %huge = arith.constant 0x4000000000000000 : i64
  %a_index = arith.index_cast %a : i64 to index
  kernel.launch @k(%ws, %ws : !llvm.ptr) sizes(%a_index, %a_index : index)

  %far = arith.muli %huge, %huge : i64
  %0 = llvm.getelementptr %ws[%far] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  %1 = llvm.getelementptr %ws[%huge] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  %n = llvm.load %in : !llvm.ptr -> i64
  %n_index = arith.index_cast %n : i64 to index
  kernel.launch @k(%0, %1 : !llvm.ptr) sizes(%n_index, %n_index : index)

  %ab = arith.addi %a, %b : i64
  %sum = arith.addi %ab, %d : i64
  %p2 = arith.muli %sum, %sum : i64
  %p4 = arith.muli %p2, %p2 : i64
  %p8 = arith.muli %p4, %p4 : i64
  %p16 = arith.muli %p8, %p8 : i64
  %p32 = arith.muli %p16, %p16 : i64
  %p64 = arith.muli %p32, %p32 : i64
  %2 = llvm.getelementptr %ws[%p64] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  kernel.launch @k(%2, %2 : !llvm.ptr) sizes(%n_index, %n_index : index)

  %most = arith.maxsi %a, %c0 : i64
  %most_index = arith.index_cast %most : i64 to index
  // expected-error @+1 {{buffer 1 overlaps buffer 0 after the stage 'memory'}}
  kernel.launch @k(%ws, %ws : !llvm.ptr) sizes(%most_index, %most_index : index)
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @unknown_workspace(%m: !llvm.ptr, %c: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %0 = arith.constant 64 : i64
  return %0 : i64
}
