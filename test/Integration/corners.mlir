// Corners of the shapes that networks have, most of them found by drawing
// networks (Random/Inputs/draw.py): the optimized pipeline against the
// reference.
//
// RUN: nn-run %s --cases --check --guard --threads=2 | FileCheck %s

// Which of several dimensions of size 1 a slice drops.
func.func @cumsum_of_ones(%x: tensor<2x1x3x1xf32>) -> tensor<2x1x3x1xf32> {
  %0 = nn.cumsum %x {axis = 3 : i64, exclusive = false, reverse = false} : (tensor<2x1x3x1xf32>) -> tensor<2x1x3x1xf32>
  return %0 : tensor<2x1x3x1xf32>
}

// Tensors without elements some of whose sizes are unknown.
func.func @empty_cumsum(%x: tensor<?x?x0xi32>) -> tensor<?x?x0xi32> {
  %0 = nn.cumsum %x {axis = 1 : i64, exclusive = true, reverse = false} : (tensor<?x?x0xi32>) -> tensor<?x?x0xi32>
  %1 = nn.add %0, %x : (tensor<?x?x0xi32>, tensor<?x?x0xi32>) -> tensor<?x?x0xi32>
  return %1 : tensor<?x?x0xi32>
}
func.func @reduce_nothing(%x: tensor<2x0x3xf32>) -> (tensor<2x3xf32>, tensor<2x0xf32>, tensor<1x1x1xf32>) {
  %0 = nn.reduce_mean %x {axes = array<i64: 1>} : (tensor<2x0x3xf32>) -> tensor<2x3xf32>
  %1 = nn.reduce_prod %x {axes = array<i64: 2>} : (tensor<2x0x3xf32>) -> tensor<2x0xf32>
  %2 = nn.reduce_max %x {axes = array<i64: 0, 1, 2>, keep_dims = true} : (tensor<2x0x3xf32>) -> tensor<1x1x1xf32>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x0xf32>, tensor<1x1x1xf32>
}
func.func @empty_concat(%x: tensor<0x?xi32>) -> tensor<0x?xi32> {
  %0 = nn.concat %x, %x, %x {axis = 1 : i64} : (tensor<0x?xi32>, tensor<0x?xi32>, tensor<0x?xi32>) -> tensor<0x?xi32>
  return %0 : tensor<0x?xi32>
}
func.func @empty_slice(%x: tensor<?x0xf32>) -> tensor<?x0xf32> {
  %0 = nn.slice %x {begin = array<i64: 1, 0>, size = array<i64: -1, -1>, strides = array<i64: 2, 1>} : (tensor<?x0xf32>) -> tensor<?x0xf32>
  return %0 : tensor<?x0xf32>
}

// A part without elements.
func.func @concat_of_empty(%x: tensor<?x3xf32>, %y: tensor<?x0xf32>) -> tensor<?x3xf32> {
  %0 = nn.concat %x, %y {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x0xf32>) -> tensor<?x3xf32>
  %1 = nn.neg %0 : tensor<?x3xf32>
  return %1 : tensor<?x3xf32>
}
func.func @pad_of_empty(%x: tensor<0x4xf32>, %y: tensor<0x?xf32>) -> (tensor<1x5xf32>, tensor<3x?xf32>) {
  %0 = nn.pad %x {low = array<i64: 1, 0>, high = array<i64: 0, 1>, value = 1.0 : f32} : (tensor<0x4xf32>) -> tensor<1x5xf32>
  %1 = nn.pad %y {low = array<i64: 1, 1>, high = array<i64: 2, 1>, value = 1.0 : f32} : (tensor<0x?xf32>) -> tensor<3x?xf32>
  return %0, %1 : tensor<1x5xf32>, tensor<3x?xf32>
}

// Two unknown sizes that one becomes.
func.func @split_unknown(%x: tensor<?x?x3x4xf32>) -> tensor<?x?x3x2xf32> {
  %w = arith.constant dense<[[1.0, -1.0], [2.0, 0.5], [-0.25, 3.0], [1.5, 1.0]]> : tensor<4x2xf32>
  %0 = nn.matmul %x, %w : (tensor<?x?x3x4xf32>, tensor<4x2xf32>) -> tensor<?x?x3x2xf32>
  return %0 : tensor<?x?x3x2xf32>
}

// A size that only shape refinement finds, through another tensor.
func.func @concat_of_refined(%x: tensor<?x2xf32>, %y: tensor<3x2xf32>) -> (tensor<3x2xf32>, tensor<?x2xf32>, tensor<?x6xf32>) {
  %0 = nn.relu %x : tensor<?x2xf32>
  %1 = nn.neg %0 : tensor<?x2xf32>
  %2 = nn.add %x, %y : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  %3 = nn.concat %0, %1, %1 {axis = 0 : i64} : (tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %4 = nn.concat %x, %0, %x {axis = 1 : i64} : (tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x6xf32>
  return %2, %3, %4 : tensor<3x2xf32>, tensor<?x2xf32>, tensor<?x6xf32>
}

// Parts of which only a run knows where they begin: rows and columns, and a
// concatenation in another.
func.func @concat_unknown(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %0 = nn.neg %x : tensor<?x?xf32>
  %1 = nn.concat %0, %y, %x {axis = 1 : i64} : (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  %2 = nn.relu %1 : tensor<?x?xf32>
  %3 = nn.concat %2, %1, %2 {axis = 0 : i64} : (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1, %3 : tensor<?x?xf32>, tensor<?x?xf32>
}

// The same, of sizes that are computed of others.
func.func @concat_pooled(%x: tensor<1x?x2x1xf32>) -> tensor<1x?x2x1xf32> {
  %0 = nn.max_pool2d %x {window = array<i64: 2, 1>, strides = array<i64: 2, 1>} : (tensor<1x?x2x1xf32>) -> tensor<1x?x2x1xf32>
  %1 = nn.concat %0, %0, %x {axis = 1 : i64} : (tensor<1x?x2x1xf32>, tensor<1x?x2x1xf32>, tensor<1x?x2x1xf32>) -> tensor<1x?x2x1xf32>
  return %1 : tensor<1x?x2x1xf32>
}
func.func @concat_multiple(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.tile %x {multiples = array<i64: 2, 1>} : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %1 = nn.concat %0, %0, %x {axis = 0 : i64} : (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}

// Rows of which there are none, as long as only running tells.
func.func @no_rows(%x: tensor<0x?xf32>) -> tensor<0x?xf32> {
  %0 = nn.softmax %x : (tensor<0x?xf32>) -> tensor<0x?xf32>
  return %0 : tensor<0x?xf32>
}

// A branch that does not run, for whose window there are too few rows: its sizes
// would be negative.
func.func @pool_untaken(%x: tensor<1x?x8x4xf32>, %c: tensor<i1>) -> tensor<1x8x4xf32> {
  %0 = nn.mul %x, %x : (tensor<1x?x8x4xf32>, tensor<1x?x8x4xf32>) -> tensor<1x?x8x4xf32>
  %b = tensor.extract %c[] : tensor<i1>
  %r = scf.if %b -> tensor<1x8x4xf32> {
    %p = nn.max_pool2d %0 {window = array<i64: 40, 1>, strides = array<i64: 1, 1>} : (tensor<1x?x8x4xf32>) -> tensor<1x?x8x4xf32>
    %s = nn.cumsum %p {axis = 1 : i64} : (tensor<1x?x8x4xf32>) -> tensor<1x?x8x4xf32>
    %m = nn.reduce_max %s {axes = array<i64: 1>} : (tensor<1x?x8x4xf32>) -> tensor<1x8x4xf32>
    scf.yield %m : tensor<1x8x4xf32>
  } else {
    %s = nn.cumsum %0 {axis = 1 : i64} : (tensor<1x?x8x4xf32>) -> tensor<1x?x8x4xf32>
    %m = nn.reduce_max %s {axes = array<i64: 1>} : (tensor<1x?x8x4xf32>) -> tensor<1x8x4xf32>
    scf.yield %m : tensor<1x8x4xf32>
  }
  return %r : tensor<1x8x4xf32>
}

func.func @main() {
  %a = arith.constant dense<[[[[1.0], [2.0], [3.0]]], [[[4.0], [5.0], [6.0]]]]> : tensor<2x1x3x1xf32>
  call @cumsum_of_ones(%a) : (tensor<2x1x3x1xf32>) -> tensor<2x1x3x1xf32>
  // CHECK: ok cumsum_of_ones: equal

  %b = arith.constant dense<> : tensor<2x3x0xi32>
  %b_ = tensor.cast %b : tensor<2x3x0xi32> to tensor<?x?x0xi32>
  call @empty_cumsum(%b_) : (tensor<?x?x0xi32>) -> tensor<?x?x0xi32>
  // CHECK: ok empty_cumsum: equal
  %c = arith.constant dense<> : tensor<0x3xi32>
  %c_ = tensor.cast %c : tensor<0x3xi32> to tensor<0x?xi32>
  %b0 = arith.constant dense<> : tensor<2x0x3xf32>
  call @reduce_nothing(%b0) : (tensor<2x0x3xf32>) -> (tensor<2x3xf32>, tensor<2x0xf32>, tensor<1x1x1xf32>)
  // CHECK: ok reduce_nothing.0: equal
  // CHECK: ok reduce_nothing.1: equal
  // CHECK: ok reduce_nothing.2: equal
  call @empty_concat(%c_) : (tensor<0x?xi32>) -> tensor<0x?xi32>
  // CHECK: ok empty_concat: equal
  %d = arith.constant dense<> : tensor<3x0xf32>
  %d_ = tensor.cast %d : tensor<3x0xf32> to tensor<?x0xf32>
  call @empty_slice(%d_) : (tensor<?x0xf32>) -> tensor<?x0xf32>
  // CHECK: ok empty_slice: equal
  %e = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]> : tensor<3x3xf32>
  %e_ = tensor.cast %e : tensor<3x3xf32> to tensor<?x3xf32>
  call @concat_of_empty(%e_, %d_) : (tensor<?x3xf32>, tensor<?x0xf32>) -> tensor<?x3xf32>
  // CHECK: ok concat_of_empty: equal
  %f = arith.constant dense<> : tensor<0x4xf32>
  %f_ = tensor.cast %f : tensor<0x4xf32> to tensor<0x?xf32>
  call @pad_of_empty(%f, %f_) : (tensor<0x4xf32>, tensor<0x?xf32>) -> (tensor<1x5xf32>, tensor<3x?xf32>)
  // CHECK: ok pad_of_empty.0: equal
  // CHECK: ok pad_of_empty.1: equal

  %g = arith.constant dense<[[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 8.0, 7.0, 6.0]]], [[[4.0, 3.0, 2.0, 1.0], [0.0, 1.0, 0.0, 2.0], [0.5, 1.5, 2.5, 3.5]]]]> : tensor<2x1x3x4xf32>
  %g_ = tensor.cast %g : tensor<2x1x3x4xf32> to tensor<?x?x3x4xf32>
  call @split_unknown(%g_) : (tensor<?x?x3x4xf32>) -> tensor<?x?x3x2xf32>
  // CHECK: ok split_unknown: equal

  %h = arith.constant dense<[[1.0, -2.0], [-3.0, 4.0], [5.0, -6.0]]> : tensor<3x2xf32>
  %h_ = tensor.cast %h : tensor<3x2xf32> to tensor<?x2xf32>
  call @concat_of_refined(%h_, %h) : (tensor<?x2xf32>, tensor<3x2xf32>) -> (tensor<3x2xf32>, tensor<?x2xf32>, tensor<?x6xf32>)
  // CHECK: ok concat_of_refined.0: equal
  // CHECK: ok concat_of_refined.1: equal
  // CHECK: ok concat_of_refined.2: equal

  %i = arith.constant dense<[[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]> : tensor<2x3xf32>
  %i_ = tensor.cast %i : tensor<2x3xf32> to tensor<?x?xf32>
  %j = arith.constant dense<[[7.0], [-8.0]]> : tensor<2x1xf32>
  %j_ = tensor.cast %j : tensor<2x1xf32> to tensor<?x?xf32>
  call @concat_unknown(%i_, %j_) : (tensor<?x?xf32>, tensor<?x?xf32>) -> (tensor<?x?xf32>, tensor<?x?xf32>)
  // CHECK: ok concat_unknown.0: equal
  // CHECK: ok concat_unknown.1: equal
  %k = arith.constant dense<[[[[1.0], [2.0]], [[4.0], [3.0]], [[5.0], [6.0]]]]> : tensor<1x3x2x1xf32>
  %k_ = tensor.cast %k : tensor<1x3x2x1xf32> to tensor<1x?x2x1xf32>
  call @concat_pooled(%k_) : (tensor<1x?x2x1xf32>) -> tensor<1x?x2x1xf32>
  // CHECK: ok concat_pooled: equal
  call @concat_multiple(%i_) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  // CHECK: ok concat_multiple: equal

  %l = arith.constant dense<> : tensor<0x3xf32>
  %l_ = tensor.cast %l : tensor<0x3xf32> to tensor<0x?xf32>
  call @no_rows(%l_) : (tensor<0x?xf32>) -> tensor<0x?xf32>
  // CHECK: ok no_rows: equal

  %m = arith.constant dense<0.125> : tensor<1x38x8x4xf32>
  %m_ = tensor.cast %m : tensor<1x38x8x4xf32> to tensor<1x?x8x4xf32>
  %no = arith.constant dense<false> : tensor<i1>
  call @pool_untaken(%m_, %no) : (tensor<1x?x8x4xf32>, tensor<i1>) -> tensor<1x8x4xf32>
  // CHECK: ok pool_untaken: equal
  // CHECK: ok {{[0-9]+}} nodes
  return
}
