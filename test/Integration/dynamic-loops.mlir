// Loops that carry tensors of unknown size, against the reference pipeline.
//
// RUN: nn-run %s --cases --check --guard | FileCheck %s
// CHECK: ok while: equal
// CHECK: ok for.0: equal
// CHECK: ok for.1: equal
// CHECK: ok while_forwards: equal

func.func @while(%x: tensor<?x5xf32>, %n: tensor<i32>) -> tensor<?x5xf32> {
  %c0 = arith.constant dense<0> : tensor<i32>
  %c1 = arith.constant dense<1> : tensor<i32>
  %w = arith.constant dense<0.25> : tensor<5x5xf32>
  %r:2 = scf.while (%i = %c0, %a = %x) : (tensor<i32>, tensor<?x5xf32>) -> (tensor<i32>, tensor<?x5xf32>) {
    %t = nn.matmul %a, %w : (tensor<?x5xf32>, tensor<5x5xf32>) -> tensor<?x5xf32>
    %c = nn.compare %i, %n {predicate = #nn.predicate<lt>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %b = tensor.extract %c[] : tensor<i1>
    scf.condition(%b) %i, %t : tensor<i32>, tensor<?x5xf32>
  } do {
  ^bb0(%i: tensor<i32>, %t: tensor<?x5xf32>):
    %j = nn.add %i, %c1 : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %s = nn.relu %t : tensor<?x5xf32>
    scf.yield %j, %s : tensor<i32>, tensor<?x5xf32>
  }
  return %r#1 : tensor<?x5xf32>
}

func.func @for(%x: tensor<?x5xf32>, %n: tensor<i32>) -> (tensor<?x5xf32>, tensor<?x10xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %w = arith.constant dense<0.25> : tensor<5x5xf32>
  %e = tensor.extract %n[] : tensor<i32>
  %m = arith.index_cast %e : i32 to index
  %r = scf.for %i = %c0 to %m step %c1 iter_args(%a = %x) -> (tensor<?x5xf32>) {
    %t = nn.matmul %a, %w : (tensor<?x5xf32>, tensor<5x5xf32>) -> tensor<?x5xf32>
    %s = nn.neg %t : tensor<?x5xf32>
    %u = nn.add %s, %a : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
    scf.yield %u : tensor<?x5xf32>
  }
  %y = nn.relu %r : tensor<?x5xf32>
  %c = nn.concat %r, %y {axis = 1 : i64} : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x10xf32>
  return %r, %c : tensor<?x5xf32>, tensor<?x10xf32>
}

// What the condition passes on it computes itself.
func.func @while_forwards(%x: tensor<?xf32>, %n: tensor<i32>) -> tensor<?xf32> {
  %c0 = arith.constant dense<0> : tensor<i32>
  %c1 = arith.constant dense<1> : tensor<i32>
  %r:2 = scf.while (%i = %c0, %a = %x) : (tensor<i32>, tensor<?xf32>) -> (tensor<i32>, tensor<?xf32>) {
    %t = nn.cumsum %a {axis = 0 : i64} : (tensor<?xf32>) -> tensor<?xf32>
    %c = nn.compare %i, %n {predicate = #nn.predicate<lt>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %b = tensor.extract %c[] : tensor<i1>
    scf.condition(%b) %i, %t : tensor<i32>, tensor<?xf32>
  } do {
  ^bb0(%i: tensor<i32>, %t: tensor<?xf32>):
    %j = nn.add %i, %c1 : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %s = nn.cumsum %t {axis = 0 : i64, reverse = true} : (tensor<?xf32>) -> tensor<?xf32>
    scf.yield %j, %s : tensor<i32>, tensor<?xf32>
  }
  return %r#1 : tensor<?xf32>
}

func.func @main() {
  %n = arith.constant dense<3> : tensor<i32>
  %a = arith.constant dense<[[1.0, -2.0, 3.0, -4.0, 5.0], [-0.5, 1.5, 2.5, -3.5, 4.5]]> : tensor<2x5xf32>
  %x = tensor.cast %a : tensor<2x5xf32> to tensor<?x5xf32>
  %y = call @while(%x, %n) : (tensor<?x5xf32>, tensor<i32>) -> tensor<?x5xf32>
  %z:2 = call @for(%x, %n) : (tensor<?x5xf32>, tensor<i32>) -> (tensor<?x5xf32>, tensor<?x10xf32>)
  %v = arith.constant dense<[1.0, 2.0, -1.0]> : tensor<3xf32>
  %v_ = tensor.cast %v : tensor<3xf32> to tensor<?xf32>
  %f = call @while_forwards(%v_, %n) : (tensor<?xf32>, tensor<i32>) -> tensor<?xf32>
  return
}
