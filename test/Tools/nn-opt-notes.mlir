// A note at a node is one line with the file and the node, as its error is.
//
// RUN: not nn-opt %s --nn-lower-host -o /dev/null 2>&1 | FileCheck %s

// CHECK: {{^}}error: {{.*}}nn-opt-notes.mlir: node 'net1' (Net): {{.*}}has no 'net_shapes'
// CHECK-NEXT: {{^}}note: {{.*}}nn-opt-notes.mlir: node 'net1' (Net): see current operation: {{.*}}"func.return"{{.*$}}
// CHECK-NOT: {{.}}

func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
               %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %0 = arith.constant 0 : i32
  return %0 : i32
} loc("net1"("Net"))
