// RUN: nn-opt %s -split-input-file -verify-diagnostics --nn-lower-host

// expected-error @below {{'func.func' op has no 'net_shapes' and 'net_workspace' beside it}}
func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
               %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c0_i32 = arith.constant 0 : i32
  return %c0_i32 : i32
}
