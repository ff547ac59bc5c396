// RUN: not nn-opt %s --nn-expand-checks 2>&1 | FileCheck %s

// What is no function of func returns in its own way.

// CHECK: error: 'kernel.check' op cannot return from 'llvm.func'{{$}}
llvm.func @lowered(%c: i1) {
  kernel.check %c, "expected more"
  llvm.return
}
