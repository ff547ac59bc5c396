// RUN: nn-opt %s -split-input-file --nn-plan-memory -canonicalize -cse | FileCheck %s

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// Three kernels in a row: two temporaries, and the result in its place.
//
// CHECK-LABEL: func.func @chain(
// CHECK-SAME:    %{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr, %[[IN:.*]]: !llvm.ptr, %[[OUT:.*]]: !llvm.ptr, %[[WS:.*]]: !llvm.ptr) -> i32
// CHECK-SAME:    nn.inputs = [{dtype = 544 : i32, name = "x:0", type = tensor<8xf32>}]
// CHECK-SAME:    nn.outputs = [{dtype = 544 : i32, name = "y:0", type = tensor<8xf32>}]
// CHECK:         %[[YA:.*]] = llvm.getelementptr %[[OUT]][0, 0]
// CHECK:         %[[Y:.*]] = llvm.load %[[YA]]
// CHECK:         %[[XA:.*]] = llvm.getelementptr %[[IN]][0, 0]
// CHECK:         %[[X:.*]] = llvm.load %[[XA]]
// CHECK:         kernel.launch @k(%[[X]], %[[WS]] : !llvm.ptr)
// CHECK:         %[[T:.*]] = llvm.getelementptr %[[WS]][64] {kernel.buffer} : {{.*}}, i8
// CHECK:         kernel.launch @k(%[[WS]], %[[T]] : !llvm.ptr) {kernel.tensors = array<i64: 1, 2>}
// CHECK:         kernel.launch @k(%[[T]], %[[Y]] : !llvm.ptr)
// CHECK-NOT:     kernel.copy
// CHECK:         return %{{.*}} : i32
func.func @chain(%x: tensor<8xf32> {nn.name = "x:0"})
    -> (tensor<8xf32> {nn.name = "y:0"}) {
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<8xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @k::@entry ins(%1 : tensor<8xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

// CHECK-LABEL: func.func @chain_shapes(
// CHECK-SAME:    %[[OUT:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK:         %[[C8:.*]] = arith.constant 8 : i64
// CHECK:         %[[SA:.*]] = llvm.getelementptr %[[OUT]][0, 1]
// CHECK:         %[[S:.*]] = llvm.load %[[SA]]
// CHECK:         llvm.store %[[C8]], %[[S]]

// CHECK-LABEL: func.func @chain_workspace(
// CHECK:         %[[BYTES:.*]] = arith.constant 128 : i64
// CHECK:         return %[[BYTES]]

// -----

// An input and a constant that are returned are copied; equal constants are
// one.
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %w: memref<2xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @constants(
// CHECK-SAME:    %[[MODEL:[a-z0-9]*]]: !llvm.ptr
// CHECK:         %[[TABLEA:.*]] = llvm.getelementptr %[[MODEL]][0, 7]
// CHECK:         %[[TABLE:.*]] = llvm.load %[[TABLEA]]
// CHECK:         %[[W:.*]] = llvm.load %[[TABLE]]
// CHECK:         kernel.launch @k(%{{.*}}, %[[W]], %{{.*}} : !llvm.ptr)
// CHECK:         %[[W:.*]] = llvm.load %[[TABLE]]
// CHECK:         kernel.launch @k(%{{.*}}, %[[W]], %{{.*}} : !llvm.ptr)
// CHECK:         llvm.getelementptr %[[TABLE]][1] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
// CHECK-COUNT-2: kernel.copy
// CHECK:       kernel.constant @constant_0 dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-NEXT:  kernel.constant @constant_1 dense<3> : tensor<4xi32>
// CHECK-NOT:   kernel.constant
func.func @constants(%x: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<4xi32>, tensor<8xf32>) {
  %w0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %w1 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %c = arith.constant dense<3> : tensor<4xi32>
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x, %w0 : tensor<8xf32>, tensor<2xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0, %w1 : tensor<8xf32>, tensor<2xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  return %1, %c, %x : tensor<8xf32>, tensor<4xi32>, tensor<8xf32>
}

// -----

// Views are offsets and strides; a kernel that takes no strides gets a copy.
module @dense attributes {nn.kernel} {
  func.func @entry(%x: memref<4x2xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}
module @strided attributes {nn.kernel} {
  func.func @entry(%x: memref<4x2xf32, strided<[?, 1]>>, %o: memref<8xf32>,
                   %s: index) attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @views(
// CHECK-DAG:     %[[C6:.*]] = arith.constant 6 : index
// CHECK:         %[[PART:.*]] = llvm.getelementptr %{{.*}}[2] : {{.*}}, f32
// CHECK:         kernel.launch @strided(%[[PART]], %{{.*}} : !llvm.ptr) sizes(%[[C6]] : index)
// CHECK:         scf.for
// CHECK:           kernel.copy
// CHECK:         kernel.launch @dense
// The third one lies together.
// CHECK-NOT:     kernel.copy
// CHECK:         %[[ROWS:.*]] = llvm.getelementptr %{{.*}}[8] : {{.*}}, f32
// CHECK:         kernel.launch @dense(%[[ROWS]],
func.func @views(%x: tensor<24xf32>)
    -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %m = tensor.expand_shape %x [[0, 1]] output_shape [4, 6]
      : tensor<24xf32> into tensor<4x6xf32>
  %part = tensor.extract_slice %m[0, 2] [4, 2] [1, 1]
      : tensor<4x6xf32> to tensor<4x2xf32>
  %e0 = tensor.empty() : tensor<8xf32>
  %c = arith.constant 0 : index
  %0 = kernel.dispatch @strided::@entry ins(%part : tensor<4x2xf32>)
      outs(%e0 : tensor<8xf32>) sizes(%c : index) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @dense::@entry ins(%part : tensor<4x2xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %n = tensor.expand_shape %x [[0, 1]] output_shape [12, 2]
      : tensor<24xf32> into tensor<12x2xf32>
  %rows = tensor.extract_slice %n[4, 0] [4, 2] [1, 1]
      : tensor<12x2xf32> to tensor<4x2xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @dense::@entry ins(%rows : tensor<4x2xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  return %0, %1, %2 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// -----

// An in-out buffer is written in place if it is the network's own.
module @add attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>, %io: memref<4xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @in_out(
// CHECK:         kernel.copy %[[X:.*]] to %[[Y:.*]],
// CHECK:         kernel.launch @add(%[[X]], %[[Y]] : !llvm.ptr)
// CHECK:         kernel.launch @add(%[[X]], %[[Y]] : !llvm.ptr)
// CHECK-NOT:     kernel.copy
// CHECK:         return
func.func @in_out(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = kernel.dispatch @add::@entry ins(%x : tensor<4xf32>)
      outs(%x : tensor<4xf32>) -> tensor<4xf32>
  %1 = kernel.dispatch @add::@entry ins(%x : tensor<4xf32>)
      outs(%0 : tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

// A part is written in its place.
module @part attributes {nn.kernel} {
  func.func @entry(%x: memref<2x4xf32>, %o: memref<2x4xf32, strided<[8, 1]>>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @parts(
// CHECK:         kernel.launch @part(%{{.*}}, %[[Y:.*]] : !llvm.ptr)
// CHECK:         %[[PART:.*]] = llvm.getelementptr %{{.*}}[4] : {{.*}}, f32
// CHECK:         kernel.launch @part(%{{.*}}, %[[PART]] : !llvm.ptr)
// CHECK-NOT:     kernel.copy
// CHECK:         return
func.func @parts(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<2x8xf32> {
  %e = tensor.empty() : tensor<2x8xf32>
  %d0 = tensor.extract_slice %e[0, 0] [2, 4] [1, 1]
      : tensor<2x8xf32> to tensor<2x4xf32>
  %a = kernel.dispatch @part::@entry ins(%x : tensor<2x4xf32>)
      outs(%d0 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = tensor.insert_slice %a into %e[0, 0] [2, 4] [1, 1]
      : tensor<2x4xf32> into tensor<2x8xf32>
  %d1 = tensor.extract_slice %0[0, 4] [2, 4] [1, 1]
      : tensor<2x8xf32> to tensor<2x4xf32>
  %b = kernel.dispatch @part::@entry ins(%y : tensor<2x4xf32>)
      outs(%d1 : tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = tensor.insert_slice %b into %0[0, 4] [2, 4] [1, 1]
      : tensor<2x4xf32> into tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// -----

// Sizes that follow from the batch: all offsets are multiples of it.
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x16xf32>, %o: memref<?x16xf32>, %n: index,
                   %m: index) attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @batch(
// CHECK-SAME:    %[[IN:[a-z0-9]*]]: !llvm.ptr, %{{[a-z0-9]*}}: !llvm.ptr, %[[WS:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK:         %[[SA:.*]] = llvm.getelementptr %[[IN]][0, 1]
// CHECK:         %[[S:.*]] = llvm.load %[[SA]]
// CHECK:         %[[L:.*]] = llvm.load %[[S]] : !llvm.ptr -> i64
// CHECK:         %[[N:.*]] = arith.index_cast %[[L]]
// CHECK:         kernel.launch @k(%{{.*}}, %{{.*}} : !llvm.ptr) sizes(%[[N]], %[[N]] : index)
// CHECK-LABEL: func.func @batch_shapes(
// CHECK:         %[[N:.*]] = llvm.load %{{.*}} -> i64
// CHECK:         %[[PAIR:.*]] = "llvm.intr.smul.with.overflow"
// CHECK:         %[[OVERFLOWS:.*]] = llvm.extractvalue %[[PAIR]][1]
// CHECK:         %[[FITS:.*]] = arith.xori {{.*}}%true
// CHECK:         kernel.check %[[FITS]], "tensors of these sizes have more bytes than there are addresses"
// CHECK:         llvm.store %[[N]]
// CHECK-LABEL: func.func @batch_workspace(
// CHECK-DAG:     %[[C128:.*]] = arith.constant 128 : i64
// CHECK:         %[[N:.*]] = llvm.load %{{.*}} -> i64
// CHECK:         %[[PAIR:.*]] = "llvm.intr.smul.with.overflow"(%[[C128]], %[[N]])
// CHECK:         %[[B:.*]] = llvm.extractvalue %[[PAIR]][0]
// CHECK:         kernel.check
// CHECK:         return %{{.*}} : i64
func.func @batch(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x16xf32>
  %e0 = tensor.empty(%n) : tensor<?x16xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?x16xf32>)
      outs(%e0 : tensor<?x16xf32>) sizes(%n, %n : index) -> tensor<?x16xf32>
  %e1 = tensor.empty(%n) : tensor<?x16xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?x16xf32>)
      outs(%e1 : tensor<?x16xf32>) sizes(%n, %n : index) -> tensor<?x16xf32>
  %e2 = tensor.empty(%n) : tensor<?x16xf32>
  %2 = kernel.dispatch @k::@entry ins(%1 : tensor<?x16xf32>)
      outs(%e2 : tensor<?x16xf32>) sizes(%n, %n : index) -> tensor<?x16xf32>
  return %2 : tensor<?x16xf32>
}

// -----

// Nothing computes a tensor without elements.
// CHECK-LABEL: func.func @empty(
// CHECK-NOT:     linalg
// CHECK-NOT:     kernel.copy
// CHECK:         return %{{.*}} : i32
func.func @empty(%x: tensor<2x0xf32>) -> tensor<2x0xf32> {
  %e = tensor.empty() : tensor<2x0xf32>
  %0 = linalg.exp ins(%x : tensor<2x0xf32>) outs(%e : tensor<2x0xf32>)
      -> tensor<2x0xf32>
  return %0 : tensor<2x0xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?x?xf32>, %o: memref<?x?xf32, strided<[?, 1]>>,
                   %m: index, %n: index, %om: index, %on: index, %os: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// Columns side by side, the last of them two away from the first: only running
// tells how wide each is, and they do not overlap.
// CHECK-LABEL: func.func @columns(
// CHECK-COUNT-3: kernel.launch @k(
// CHECK-NOT:     memcpy
// CHECK:         return %{{.*}} : i32
func.func @columns(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>)
    -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %nx = tensor.dim %x, %c1 : tensor<?x?xf32>
  %ny = tensor.dim %y, %c1 : tensor<?x?xf32>
  %two = affine.apply affine_map<()[s0, s1] -> (s0 + s1)>()[%nx, %ny]
  %all = affine.apply affine_map<()[s0, s1] -> (s0 * 2 + s1)>()[%nx, %ny]
  %e = tensor.empty(%m, %all) : tensor<?x?xf32>
  %a = tensor.extract_slice %e[0, 0] [%m, %nx] [1, 1]
      : tensor<?x?xf32> to tensor<?x?xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?x?xf32>)
      outs(%a : tensor<?x?xf32>) sizes(%m, %nx, %m, %nx, %all : index)
      -> tensor<?x?xf32>
  %b = tensor.extract_slice %e[0, %nx] [%m, %ny] [1, 1]
      : tensor<?x?xf32> to tensor<?x?xf32>
  %1 = kernel.dispatch @k::@entry ins(%y : tensor<?x?xf32>)
      outs(%b : tensor<?x?xf32>) sizes(%m, %ny, %m, %ny, %all : index)
      -> tensor<?x?xf32>
  %c = tensor.extract_slice %e[0, %two] [%m, %nx] [1, 1]
      : tensor<?x?xf32> to tensor<?x?xf32>
  %2 = kernel.dispatch @k::@entry ins(%x : tensor<?x?xf32>)
      outs(%c : tensor<?x?xf32>) sizes(%m, %nx, %m, %nx, %all : index)
      -> tensor<?x?xf32>
  %i = tensor.insert_slice %0 into %e[0, 0] [%m, %nx] [1, 1]
      : tensor<?x?xf32> into tensor<?x?xf32>
  %j = tensor.insert_slice %1 into %i[0, %nx] [%m, %ny] [1, 1]
      : tensor<?x?xf32> into tensor<?x?xf32>
  %k = tensor.insert_slice %2 into %j[0, %two] [%m, %nx] [1, 1]
      : tensor<?x?xf32> into tensor<?x?xf32>
  return %k : tensor<?x?xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<536870912xi8>, %o: memref<536870912xi8>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// An offset that no attribute of the op holds, which have 29 bits.
//
// CHECK-LABEL: func.func @far(
// CHECK-SAME:    %[[WS:[a-z0-9]+]]: !llvm.ptr) -> i32
// CHECK-DAG:     %[[FAR:.*]] = arith.constant 536870976 : i64
// CHECK:         llvm.getelementptr %[[WS]][%[[FAR]]] {kernel.buffer} : {{.*}}, i8
func.func @far(%x: tensor<536870912xi8> {nn.name = "x:0"})
    -> (tensor<536870912xi8> {nn.name = "y:0"}) {
  %e0 = tensor.empty() : tensor<536870912xi8>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<536870912xi8>)
      outs(%e0 : tensor<536870912xi8>) -> tensor<536870912xi8>
  %e1 = tensor.empty() : tensor<536870912xi8>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<536870912xi8>)
      outs(%e1 : tensor<536870912xi8>) -> tensor<536870912xi8>
  %e2 = tensor.empty() : tensor<536870912xi8>
  %2 = kernel.dispatch @k::@entry ins(%1 : tensor<536870912xi8>)
      outs(%e2 : tensor<536870912xi8>) -> tensor<536870912xi8>
  return %2 : tensor<536870912xi8>
}
