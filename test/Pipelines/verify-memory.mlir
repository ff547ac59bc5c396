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
  %0 = llvm.getelementptr %ws[32] : (!llvm.ptr) -> !llvm.ptr, i8
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
  %0 = llvm.getelementptr %ws[28] : (!llvm.ptr) -> !llvm.ptr, i8
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
