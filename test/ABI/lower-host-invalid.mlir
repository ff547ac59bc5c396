// RUN: nn-opt %s -split-input-file -verify-diagnostics --nn-lower-host

// expected-error @below {{'func.func' op has no 'net_shapes' and 'net_workspace' beside it}}
func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
               %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c0_i32 = arith.constant 0 : i32
  return %c0_i32 : i32
}

// -----

func.func @kept(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
                %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c0_i32 = arith.constant 0 : i32
  %p = kernel.reserve 0 of 4 bytes : !llvm.ptr
  // expected-error @below {{'kernel.keep' op keeps slot 1, which nothing reserves}}
  kernel.keep 1
  return %c0_i32 : i32
}
func.func @kept_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
                       %out: !llvm.ptr) -> i32 {
  %c0_i32 = arith.constant 0 : i32
  return %c0_i32 : i32
}
func.func @kept_workspace(%model: !llvm.ptr, %context: !llvm.ptr,
                          %in: !llvm.ptr) -> i64 {
  %c0_i64 = arith.constant 0 : i64
  return %c0_i64 : i64
}
