// The calls of a test file, run as one network on their constants.
//
// RUN: nn-run %s --cases --guard | FileCheck %s
// RUN: nn-run %s --cases --check --guard | FileCheck %s --check-prefix=AGREE
// RUN: nn-compile %s --cases --emit=nn | FileCheck %s --check-prefix=COMPILE
// RUN: %python %S/Inputs/npy.py write %t.npy f4 '(1,)' 1.0
// RUN: not nn-run %s --cases --input a=%t.npy 2>&1 \
// RUN:   | FileCheck %s --check-prefix=INPUT
// RUN: not nn-run %S/Inputs/lowered.mlir --cases 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MAIN
// RUN: echo 'func.func @main() { return }' > %t.mlir
// RUN: not nn-run %t.mlir --cases 2>&1 | FileCheck %s --check-prefix=NONE

// CHECK: twice float32 3 {{.*}} [2, 4, 6]
// CHECK-NEXT: parts.0 int32 2 {{.*}} [1, 2]
// CHECK-NEXT: parts.1 int32 1 {{.*}} [3]
// CHECK-NEXT: twice#1 float32 1 {{.*}} [-8]
// CHECK-NOT: float32

// COMPILE: func.func @x_nn_run_cases(%{{.*}} {nn.name = "twice:0"}
// COMPILE-SAME: {nn.name = "twice"}, {{.*}} {nn.name = "parts.0"}

// AGREE: ok twice: equal
// AGREE-NEXT: ok parts.0: equal
// AGREE-NEXT: ok parts.1: equal
// AGREE-NEXT: ok twice#1: equal

// INPUT: error: --input does not go with --cases, which brings its own inputs
// MAIN: error: expected a 'main' without arguments that calls the cases
// NONE: error: 'main' calls no function on constants

func.func private @print(tensor<?xf32>)

func.func @twice(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = nn.add %x, %x : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func @parts(%x: tensor<3xi32>) -> (tensor<2xi32>, tensor<1xi32>) {
  %a = nn.slice %x {begin = array<i64: 0>, size = array<i64: 2>, strides = array<i64: 1>} : (tensor<3xi32>) -> tensor<2xi32>
  %b = nn.slice %x {begin = array<i64: 2>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<3xi32>) -> tensor<1xi32>
  return %a, %b : tensor<2xi32>, tensor<1xi32>
}

func.func @main() {
  %a = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %x = tensor.cast %a : tensor<3xf32> to tensor<?xf32>
  %y = call @twice(%x) : (tensor<?xf32>) -> tensor<?xf32>
  call @print(%x) : (tensor<?xf32>) -> ()
  %b = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  %z:2 = call @parts(%b) : (tensor<3xi32>) -> (tensor<2xi32>, tensor<1xi32>)
  %c = arith.constant dense<-4.0> : tensor<1xf32>
  %w = tensor.cast %c : tensor<1xf32> to tensor<?xf32>
  %v = call @twice(%w) : (tensor<?xf32>) -> tensor<?xf32>
  // What is called on results is no case.
  %u = call @twice(%v) : (tensor<?xf32>) -> tensor<?xf32>
  return
}
