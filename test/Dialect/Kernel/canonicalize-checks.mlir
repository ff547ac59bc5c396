// RUN: nn-opt %s --canonicalize | FileCheck %s

// What holds, or what is checked before, is not checked.

// CHECK-LABEL: func.func @checks(
// CHECK-SAME:    %[[C:.*]]: i1, %[[N:.*]]: index
func.func @checks(%c: i1, %n: index, %t: tensor<i1>) {
  %true = arith.constant true
  %false = arith.constant false
  %same = arith.cmpi eq, %n, %n : index
  // CHECK-NEXT: %[[FALSE:.*]] = arith.constant false
  // CHECK-NEXT: kernel.check %[[C]], "first"
  // CHECK-NEXT: kernel.check %[[FALSE]], "never"
  // CHECK-NEXT: return
  kernel.check %c, "first"
  kernel.check %true, "always"
  kernel.check %same, "always"
  kernel.check %c, "again"
  kernel.check %false, "never"
  return
}
