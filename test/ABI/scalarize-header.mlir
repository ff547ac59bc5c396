// A function on scalars, and how C calls it.
//
// RUN: nn-compile %s --scalarize --symbol=f --target=x86_64-linux-gnu \
// RUN:   --emit=asm -o - | FileCheck %s --check-prefix=ASM
// RUN: nn-compile %s --scalarize --symbol=f --emit=asm --header=%t.h -o %t.s
// RUN: FileCheck %s --input-file=%t.h
// RUN: nn-compile %s --scalarize --emit=llvm -o %t.mlir
// RUN: not nn-run %t.mlir --random 2>&1 \
// RUN:   | FileCheck %s --check-prefix=RUNS

// ASM-LABEL: f:
// ASM:         leal 103(%rdi), %eax
// ASM-NEXT:    retq

// CHECK: input x: 'x:0', int32_t [1]
// CHECK: int32_t f(int32_t x);

// RUNS: is a function on scalars, which has no model

func.func @main(%x: tensor<1xi32> {nn.name = "x:0"})
    -> (tensor<1xi32> {nn.name = "y:0"}) {
  %two = arith.constant dense<2> : tensor<i32>
  %five = arith.constant dense<5> : tensor<i32>
  %hundred = arith.constant dense<100> : tensor<i32>
  %0 = nn.sub %x, %two : (tensor<1xi32>, tensor<i32>) -> tensor<1xi32>
  %1 = nn.add %0, %five : (tensor<1xi32>, tensor<i32>) -> tensor<1xi32>
  %2 = nn.add %1, %hundred : (tensor<1xi32>, tensor<i32>) -> tensor<1xi32>
  return %2 : tensor<1xi32>
}
