// RUN: nn-opt %s -split-input-file -verify-diagnostics --nn-plan-memory

module @add attributes {nn.kernel} {
  func.func @entry(%io: memref<4xf32>) attributes {kernel.num_inputs = 0 : i64} {
    return
  }
}

func.func @overwrites(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // expected-note @below {{as this value}}
  %0 = kernel.dispatch @add::@entry outs(%x : tensor<4xf32>) -> tensor<4xf32>
  // expected-error @below {{'kernel.dispatch' op overwrites output 0, which is needed afterwards}}
  %1 = kernel.dispatch @add::@entry outs(%0 : tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// -----

module @add attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>, %io: memref<4xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

func.func @reads_what_it_writes(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @below {{as this value}}
  %0 = kernel.dispatch @add::@entry ins(%x : tensor<4xf32>)
      outs(%x : tensor<4xf32>) -> tensor<4xf32>
  // expected-error @below {{'kernel.dispatch' op overwrites output 0, which is needed afterwards}}
  %1 = kernel.dispatch @add::@entry ins(%0 : tensor<4xf32>)
      outs(%0 : tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// -----

func.func @not_a_host_op(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'math.exp' op on tensors cannot run on the host: it belongs in a kernel}}
  %0 = math.exp %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @size_of_contents(%n: tensor<index>) -> tensor<?xf32> {
  // expected-error @above {{'func.func' op input "input0" has elements of type 'index', which the calling convention does not know}}
  %0 = tensor.extract %n[] : tensor<index>
  %e = tensor.empty(%0) : tensor<?xf32>
  return %e : tensor<?xf32>
}

// -----

func.func @growing(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %t = %c0 to %c3 step %c1 iter_args(%a = %x) -> tensor<?xf32> {
    %d = tensor.dim %a, %c0 : tensor<?xf32>
    %n = arith.addi %d, %c1 : index
    %e = tensor.empty(%n) : tensor<?xf32>
    // expected-error @below {{'scf.yield' op carries a tensor whose size of dimension 0 changes, which has no place in memory}}
    scf.yield %e : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}

// -----

// expected-error @below {{'func.func' op input 0 is 'f32', not a tensor of known rank}}
func.func @scalar(%x: f32, %y: tensor<4xf32>) -> tensor<4xf32> {
  return %y : tensor<4xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %on: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// A part that begins before the other ends, if `n` is greater than 1.
func.func @overlapping(%x: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %all = affine.apply affine_map<()[s0] -> (s0 + 1)>()[%n]
  %e = tensor.empty(%all) : tensor<?xf32>
  %a = tensor.extract_slice %e[0] [%n] [1] : tensor<?xf32> to tensor<?xf32>
  // expected-note @+1 {{as this value}}
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<?xf32>)
      outs(%a : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %b = tensor.extract_slice %e[1] [%n] [1] : tensor<?xf32> to tensor<?xf32>
  // expected-error @+1 {{overwrites output 0, which is needed afterwards}}
  %1 = kernel.dispatch @k::@entry ins(%x : tensor<?xf32>)
      outs(%b : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %i = tensor.insert_slice %0 into %e[0] [%n] [1]
      : tensor<?xf32> into tensor<?xf32>
  %j = tensor.insert_slice %1 into %i[1] [%n] [1]
      : tensor<?xf32> into tensor<?xf32>
  return %j : tensor<?xf32>
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %on: index)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// The distance between the parts is the size of a tensor, but of one that a
// branch has: nothing says that it is not negative.
func.func @size_of_branch(%x: tensor<?xf32>, %c: tensor<i1>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %c40 = arith.constant 40 : index
  %between = arith.subi %n, %c40 : index
  %begin = affine.apply affine_map<()[s0, s1] -> (s0 + s1)>()[%n, %between]
  %all = affine.apply affine_map<()[s0, s1] -> (s0 * 2 + s1)>()[%n, %between]
  %taken = tensor.extract %c[] : tensor<i1>
  %y = scf.if %taken -> tensor<?xf32> {
    %f = tensor.empty(%between) : tensor<?xf32>
    %g = tensor.empty(%n) : tensor<?xf32>
    %0 = kernel.dispatch @k::@entry ins(%x : tensor<?xf32>)
        outs(%f : tensor<?xf32>) sizes(%n, %between : index) -> tensor<?xf32>
    %1 = kernel.dispatch @k::@entry ins(%0 : tensor<?xf32>)
        outs(%g : tensor<?xf32>) sizes(%between, %n : index) -> tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  } else {
    scf.yield %x : tensor<?xf32>
  }
  %e = tensor.empty(%all) : tensor<?xf32>
  %a = tensor.extract_slice %e[0] [%n] [1] : tensor<?xf32> to tensor<?xf32>
  // expected-note @+1 {{as this value}}
  %0 = kernel.dispatch @k::@entry ins(%y : tensor<?xf32>)
      outs(%a : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %b = tensor.extract_slice %e[%begin] [%n] [1]
      : tensor<?xf32> to tensor<?xf32>
  // expected-error @+1 {{overwrites output 0, which is needed afterwards}}
  %1 = kernel.dispatch @k::@entry ins(%y : tensor<?xf32>)
      outs(%b : tensor<?xf32>) sizes(%n, %n : index) -> tensor<?xf32>
  %i = tensor.insert_slice %0 into %e[0] [%n] [1]
      : tensor<?xf32> into tensor<?xf32>
  %j = tensor.insert_slice %1 into %i[%begin] [%n] [1]
      : tensor<?xf32> into tensor<?xf32>
  return %j : tensor<?xf32>
}
