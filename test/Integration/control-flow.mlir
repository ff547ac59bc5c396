// Loops and branches on the host.
//
// RUN: nn-run %s --guard | FileCheck %s

// From 27 it takes 111 steps of n/2 and 3n+1 to 1. Meanwhile two vectors go on
// as Fibonacci's numbers, modulo 2^32, change places each step, and a third is
// doubled in alternating buffers.
//
// CHECK: steps:0 {{.*}} [111]
// CHECK: last:0 {{.*}} [1]
// CHECK: fibonacci:0 {{.*}} [-1256657054, 30841243]
// CHECK: doubled:0 {{.*}} [2.59615e+33, 5.1923e+33]
func.func @main() -> (tensor<i32> {nn.name = "steps:0"},
                      tensor<i32> {nn.name = "last:0"},
                      tensor<2xi32> {nn.name = "fibonacci:0"},
                      tensor<2xf32> {nn.name = "doubled:0"}) {
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %two = arith.constant dense<2> : tensor<i32>
  %three = arith.constant dense<3> : tensor<i32>
  %n = arith.constant dense<27> : tensor<i32>
  %f0 = arith.constant dense<[0, 1]> : tensor<2xi32>
  %f1 = arith.constant dense<[1, 1]> : tensor<2xi32>
  %d = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %r:5 = scf.while (%i = %zero, %m = %n, %a = %f0, %b = %f1, %e = %d)
      : (tensor<i32>, tensor<i32>, tensor<2xi32>, tensor<2xi32>, tensor<2xf32>)
      -> (tensor<i32>, tensor<i32>, tensor<2xi32>, tensor<2xi32>,
          tensor<2xf32>) {
    %c = nn.compare %m, %one {predicate = #nn.predicate<gt>}
        : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %p = tensor.extract %c[] : tensor<i1>
    scf.condition(%p) %i, %m, %a, %b, %e
        : tensor<i32>, tensor<i32>, tensor<2xi32>, tensor<2xi32>, tensor<2xf32>
  } do {
  ^bb0(%i: tensor<i32>, %m: tensor<i32>, %a: tensor<2xi32>, %b: tensor<2xi32>,
       %e: tensor<2xf32>):
    %j = nn.add %i, %one : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %rest = nn.floor_mod %m, %two : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %c = nn.compare %rest, %zero {predicate = #nn.predicate<eq>}
        : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %p = tensor.extract %c[] : tensor<i1>
    %k = scf.if %p -> tensor<i32> {
      %half = nn.floor_div %m, %two
          : (tensor<i32>, tensor<i32>) -> tensor<i32>
      scf.yield %half : tensor<i32>
    } else {
      %t = nn.mul %m, %three : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %u = nn.add %t, %one : (tensor<i32>, tensor<i32>) -> tensor<i32>
      scf.yield %u : tensor<i32>
    }
    %s = nn.add %a, %b : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    %g = nn.add %e, %e : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    scf.yield %j, %k, %b, %s, %g
        : tensor<i32>, tensor<i32>, tensor<2xi32>, tensor<2xi32>, tensor<2xf32>
  }
  return %r#0, %r#1, %r#2, %r#4
      : tensor<i32>, tensor<i32>, tensor<2xi32>, tensor<2xf32>
}
