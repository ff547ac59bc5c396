// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize --cse --canonicalize \
// RUN:   | FileCheck %s

// What only running tells. The next to each is one that is known to hold.

// CHECK-LABEL: func @broadcast
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>, %[[Y:.*]]: tensor<?x8xf32>
func.func @broadcast(%x: tensor<?x8xf32>, %y: tensor<?x8xf32>, %b: tensor<8xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  // CHECK-DAG: %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
  // CHECK-DAG: %[[M:.*]] = tensor.dim %[[Y]], %{{.*}}
  // CHECK: kernel.check %{{.*}}, "incompatible shapes: [{},8] and [{},8]"(%[[N]], %[[M]] : index, index)
  // CHECK-NOT: kernel.check
  %0 = nn.add %x, %y : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %1 = nn.add %x, %b : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  return %0, %1 : tensor<?x8xf32>, tensor<?x8xf32>
}

// The same sizes are checked once.
// CHECK-LABEL: func @twice
func.func @twice(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  // CHECK: kernel.check
  // CHECK-NOT: kernel.check
  %0 = nn.add %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %1 = nn.mul %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  %2 = nn.mul %0, %1 : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %2 : tensor<?xf32>
}

// CHECK-LABEL: func @select
func.func @select(%c: tensor<?xi1>, %x: tensor<?xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: kernel.check %{{.*}}, "incompatible shapes: [{}], [{}] and [4]"
  %0 = nn.select %c, %x, %y : (tensor<?xi1>, tensor<?xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// A result type that knows more than the operands is a promise.
// CHECK-LABEL: func @result_type
func.func @result_type(%x: tensor<?x?xf32>) -> tensor<2x?xf32> {
  // CHECK: kernel.check %{{.*}}, "expected the shape [2,{}], got [{},{}]"
  %0 = nn.relu %x : tensor<?x?xf32>
  %1 = nn.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<?x?xf32>) -> tensor<2x?xf32>
  return %1 : tensor<2x?xf32>
}

// CHECK-LABEL: func @matmul
func.func @matmul(%x: tensor<?x?xf32>, %y: tensor<?x4xf32>, %p: tensor<?x3x5xf32>, %q: tensor<?x5x2xf32>) -> (tensor<?x4xf32>, tensor<?x3x2xf32>) {
  // CHECK: kernel.check %{{.*}}, "expected equal inner sizes, got {} and {}"
  %0 = nn.matmul %x, %y : (tensor<?x?xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of batch dimension 0, got {} and {}"
  // CHECK-NOT: kernel.check
  %1 = nn.matmul %p, %q : (tensor<?x3x5xf32>, tensor<?x5x2xf32>) -> tensor<?x3x2xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x3x2xf32>
}

// CHECK-LABEL: func @concat
func.func @concat(%x: tensor<?x2xf32>, %y: tensor<?x3xf32>, %z: tensor<4x?xf32>) -> tensor<4x?xf32> {
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of dimension 0, got {} and {}"
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of dimension 0, got {} and 4"
  // CHECK-NOT: kernel.check
  %0 = nn.concat %x, %y, %z {axis = 1 : i64} : (tensor<?x2xf32>, tensor<?x3xf32>, tensor<4x?xf32>) -> tensor<4x?xf32>
  return %0 : tensor<4x?xf32>
}

// CHECK-LABEL: func @slice
func.func @slice(%x: tensor<?xf32>) -> (tensor<3xf32>, tensor<1xf32>, tensor<?xf32>) {
  // CHECK: kernel.check %{{.*}}, "expected elements 2 to 6 to be in a dimension of size {}"
  %0 = nn.slice %x {begin = array<i64: 2>, size = array<i64: 3>, strides = array<i64: 2>} : (tensor<?xf32>) -> tensor<3xf32>
  // CHECK: kernel.check %{{.*}}, "expected elements {} to {} to be in a dimension of size {}"
  %1 = nn.slice %x {begin = array<i64: -3>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<?xf32>) -> tensor<1xf32>
  // CHECK-NOT: kernel.check
  %2 = nn.slice %x {begin = array<i64: 2>, size = array<i64: -1>, strides = array<i64: 1>} : (tensor<?xf32>) -> tensor<?xf32>
  return %0, %1, %2 : tensor<3xf32>, tensor<1xf32>, tensor<?xf32>
}

// What is known to be outside is no op, as it may never run: the check fails.
// CHECK-LABEL: func @outside
// CHECK-SAME:    %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<1xf32>
func.func @outside(%x: tensor<3xf32>, %y: tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>, tensor<3xf32>) {
  %before = arith.constant dense<-1> : tensor<1xi32>
  %behind = arith.constant dense<3> : tensor<1xi32>
  %one = arith.constant dense<1> : tensor<1xi32>
  // CHECK: kernel.check %false, "expected a part of dimension 0 of size 3, got begin -1, size 1"
  // CHECK-NEXT: %[[E:.*]] = tensor.empty() : tensor<1xf32>
  // CHECK: return %[[E]], %[[E]], %[[X]]
  %0 = nn.dynamic_slice %x, %before, %one : (tensor<3xf32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1xf32>
  %1 = nn.dynamic_slice %x, %behind, %one : (tensor<3xf32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1xf32>
  %2 = nn.dynamic_update_slice %x, %y, %before : (tensor<3xf32>, tensor<1xf32>, tensor<1xi32>) -> tensor<3xf32>
  return %0, %1, %2 : tensor<1xf32>, tensor<1xf32>, tensor<3xf32>
}

// CHECK-LABEL: func @dynamic_slice
func.func @dynamic_slice(%x: tensor<10xf32>, %b: tensor<1xi32>, %s: tensor<1xi32>) -> tensor<4xf32> {
  // CHECK: kernel.check %{{.*}}, "expected a part of dimension 0 of size 10, got begin {}, size {}"
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of dimension 0 and of its part, got {} and 4"
  %0 = nn.dynamic_slice %x, %b, %s : (tensor<10xf32>, tensor<1xi32>, tensor<1xi32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func @reshape
func.func @reshape(%x: tensor<?x6xf32>, %s: tensor<2xi32>) -> (tensor<?x3xf32>, tensor<?x4xf32>, tensor<2x3xf32>, tensor<?x?xf32>) {
  // CHECK-NOT: kernel.check
  // CHECK: kernel.check %{{.*}}, "expected a number of elements that 4 divides, got {}"
  %0 = nn.reshape %x : (tensor<?x6xf32>) -> tensor<?x3xf32>
  %1 = nn.reshape %x : (tensor<?x6xf32>) -> tensor<?x4xf32>
  // CHECK: kernel.check %{{.*}}, "expected equal numbers of elements, got {} and 6"
  %2 = nn.reshape %x : (tensor<?x6xf32>) -> tensor<2x3xf32>
  // CHECK: kernel.check %{{.*}}, "expected a size of 0 or more, got {}"
  // CHECK: kernel.check %{{.*}}, "expected at most one size of -1, got {}"
  // CHECK: kernel.check %{{.*}}, "cannot reshape {} elements to parts of {}"
  %3 = nn.reshape %x, %s : (tensor<?x6xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %0, %1, %2, %3 : tensor<?x3xf32>, tensor<?x4xf32>, tensor<2x3xf32>, tensor<?x?xf32>
}

// CHECK-LABEL: func @squeeze
func.func @squeeze(%x: tensor<?x6xf32>) -> tensor<6xf32> {
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of dimension 0 and of one that is removed, got {} and 1"
  %0 = nn.squeeze %x {axes = array<i64: 0>} : (tensor<?x6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: func @fill
func.func @fill(%s: tensor<1xi32>, %v: tensor<f32>) -> (tensor<?xf32>, tensor<?xf32>) {
  // CHECK: kernel.check %{{.*}}, "expected a size of 0 or more, got {}"
  %0 = nn.fill %s, %v : (tensor<1xi32>, tensor<f32>) -> tensor<?xf32>
  %1 = nn.broadcast_to %0, %s : (tensor<?xf32>, tensor<1xi32>) -> tensor<?xf32>
  return %0, %1 : tensor<?xf32>, tensor<?xf32>
}

// CHECK-LABEL: func @window
func.func @window(%x: tensor<1x?x9x4xf32>) -> tensor<1x?x7x4xf32> {
  // CHECK: kernel.check %{{.*}}, "a window of 3 does not fit in a size of {}, padded by 0"
  // CHECK-NOT: kernel.check
  %0 = nn.max_pool2d %x {window = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>} : (tensor<1x?x9x4xf32>) -> tensor<1x?x7x4xf32>
  return %0 : tensor<1x?x7x4xf32>
}

// CHECK-LABEL: func @channels
func.func @channels(%x: tensor<1x8x9x?xf32>, %f: tensor<1x1x3x2xf32>, %s: tensor<2xf32>) -> tensor<1x8x9x2xf32> {
  // CHECK: kernel.check %{{.*}}, "expected equal channels of image and filter, got {} and 3"
  // CHECK-NOT: kernel.check
  %0 = nn.conv2d %x, %f {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>} : (tensor<1x8x9x?xf32>, tensor<1x1x3x2xf32>) -> tensor<1x8x9x2xf32>
  return %0 : tensor<1x8x9x2xf32>
}

// CHECK-LABEL: func @blocks
func.func @blocks(%x: tensor<1x?x4x3xf32>) -> tensor<1x?x2x12xf32> {
  // CHECK: kernel.check %{{.*}}, "expected a size that 2 divides, got {}"
  // CHECK-NOT: kernel.check
  %0 = nn.space_to_depth %x {block_size = 2 : i64} : (tensor<1x?x4x3xf32>) -> tensor<1x?x2x12xf32>
  return %0 : tensor<1x?x2x12xf32>
}

// CHECK-LABEL: func @mirror
func.func @mirror(%x: tensor<?xf32>) -> tensor<?xf32> {
  // CHECK: kernel.check %{{.*}}, "expected a size to mirror for a border of 2, got {}"
  %0 = nn.mirror_pad %x {low = array<i64: 1>, high = array<i64: 2>, mode = #nn.mirror_pad_mode<reflect>} : (tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: func @arg_max
func.func @arg_max(%x: tensor<?x3xf32>) -> (tensor<3xi32>, tensor<?xi32>) {
  // CHECK: kernel.check %{{.*}}, "the dimension to look in has no elements"
  // CHECK-NOT: kernel.check
  %0 = nn.arg_max %x {axis = 0 : i64} : (tensor<?x3xf32>) -> tensor<3xi32>
  %1 = nn.arg_max %x {axis = 1 : i64} : (tensor<?x3xf32>) -> tensor<?xi32>
  return %0, %1 : tensor<3xi32>, tensor<?xi32>
}

// All indices at once, as unsigned numbers.
// CHECK-LABEL: func @gather
// CHECK-SAME:    %[[P:.*]]: tensor<5x4xf32>, %[[I:.*]]: tensor<7x3xi32>
func.func @gather(%p: tensor<5x4xf32>, %i: tensor<7x3xi32>) -> (tensor<7x3x4xf32>, tensor<2x4xf32>) {
  // CHECK-DAG: %[[C5:.*]] = arith.constant 5 : i64
  // CHECK: %[[R:.*]] = linalg.generic {{.*}} iterator_types = ["reduction", "reduction"]} ins(%[[I]]
  // CHECK: arith.maxui
  // CHECK: %[[E:.*]] = tensor.extract %[[R]][]
  // CHECK: %[[G:.*]] = arith.extsi %[[E]] : i32 to i64
  // CHECK: %[[C:.*]] = arith.cmpi ult, %[[G]], %[[C5]] : i64
  // CHECK: kernel.check %[[C]], "index {} is not in [0, 5)"(%[[G]] : i64)
  // CHECK-NOT: kernel.check
  %0 = nn.gather %p, %i {axis = 0 : i64} : (tensor<5x4xf32>, tensor<7x3xi32>) -> tensor<7x3x4xf32>
  %c = arith.constant dense<[0, 4]> : tensor<2xi32>
  %1 = nn.gather %p, %c {axis = 0 : i64} : (tensor<5x4xf32>, tensor<2xi32>) -> tensor<2x4xf32>
  return %0, %1 : tensor<7x3x4xf32>, tensor<2x4xf32>
}

// CHECK-LABEL: func @gather_batch
func.func @gather_batch(%p: tensor<?x4xf32>, %i: tensor<?x0xi32>, %j: tensor<?xi32>) -> tensor<?xf32> {
  // CHECK: kernel.check %{{.*}}, "expected equal sizes of batch dimension 0, got {} and {}"
  // CHECK: kernel.check %{{.*}}, "index {} is not in [0, 4)"
  %0 = nn.gather %p, %j {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<?x4xf32>, tensor<?xi32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: func @gather_nd
func.func @gather_nd(%p: tensor<8x?x4xf32>, %i: tensor<5x2xi32>) -> tensor<5x4xf32> {
  // CHECK: linalg.generic {{.*}} iterator_types = ["reduction", "parallel"]}
  // CHECK: kernel.check %{{.*}}, "index 0 of a position: {} is not in [0, 8)"
  // CHECK: kernel.check %{{.*}}, "index 1 of a position: {} is not in [0, {})"
  %0 = nn.gather_nd %p, %i : (tensor<8x?x4xf32>, tensor<5x2xi32>) -> tensor<5x4xf32>
  return %0 : tensor<5x4xf32>
}

// CHECK-LABEL: func @divide
// CHECK-SAME:    %[[X:.*]]: tensor<4xi32>, %[[Y:.*]]: tensor<4xi32>
func.func @divide(%x: tensor<4xi32>, %y: tensor<4xi32>, %n: tensor<i32>, %f: tensor<4xf32>) -> (tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf32>) {
  %three = arith.constant dense<3> : tensor<i32>
  // CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[Y]]
  // CHECK: arith.minui
  // CHECK: kernel.check %{{.*}}, "integer division by zero"
  %0 = nn.floor_div %x, %y : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  // CHECK: kernel.check %{{.*}}, "integer division by zero"
  // CHECK-NOT: kernel.check
  %1 = nn.floor_mod %x, %n : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  %2 = nn.div %x, %three : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  %3 = nn.div %f, %f : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2, %3 : tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xf32>
}

// CHECK-LABEL: func @power
func.func @power(%x: tensor<4xi32>, %y: tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>) {
  %two = arith.constant dense<2> : tensor<i32>
  // CHECK: kernel.check %{{.*}}, "negative integer exponent {}"
  // CHECK-NOT: kernel.check
  %0 = nn.pow %x, %y : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %1 = nn.pow %x, %two : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  return %0, %1 : tensor<4xi32>, tensor<4xi32>
}

// CHECK-LABEL: func @assert
func.func @assert(%c: tensor<i1>) {
  // CHECK: %[[B:.*]] = tensor.extract %{{.*}}[] : tensor<i8>
  // CHECK: %[[C:.*]] = arith.cmpi ne, %[[B]]
  // CHECK: kernel.check %[[C]], "expected { } to be sorted"
  nn.assert %c, "expected {} to be sorted" : tensor<i1>
  return
}
