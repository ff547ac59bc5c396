// RUN: nn-opt %s -verify-diagnostics --nn-lower-host

module attributes {nn.target = {device = "vulkan"}} {
module @scale attributes {nn.kernel} {
}
func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  // expected-error@below {{launches 'scale', which has no code for the device}}
  kernel.launch @scale(%workspace : !llvm.ptr)
  %status = arith.constant 0 : i32
  return %status : i32
}
func.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
  %status = arith.constant 0 : i32
  return %status : i32
}
func.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %bytes = arith.constant 64 : i64
  return %bytes : i64
}
}
