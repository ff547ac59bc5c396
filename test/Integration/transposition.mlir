// Transpositions at sizes around those of the squares that are transposed in
// registers, and attention's product with transposed keys: the optimized
// pipeline against the reference.
//
// RUN: split-file %s %t
// RUN: nn-run %t/known.mlir --random --check --guard --threads=2 | FileCheck %s
// RUN: %python %S/../Tools/Inputs/npy.py write %t/x.npy f4 '(33, 50)' 'sin*'
// RUN: %python %S/../Tools/Inputs/npy.py write %t/y.npy f4 '(7, 3)' 'sin*'
// RUN: %python %S/../Tools/Inputs/npy.py write %t/q.npy i4 '(2, 37, 20)' 'n*'
// RUN: %python %S/../Tools/Inputs/npy.py write %t/k.npy i4 '(2, 41, 20)' 'n*'
// RUN: nn-run %t/unknown.mlir --input x=%t/x.npy --input y=%t/y.npy --input q=%t/q.npy --input k=%t/k.npy \
// RUN:   --check --guard --threads=2 | FileCheck %s --check-prefix=UNKNOWN
// CHECK-COUNT-7: {{^ok .*: equal}}
// UNKNOWN-COUNT-3: {{^ok .*: equal}}

//--- known.mlir
func.func @main(%a: tensor<32x48xf32>, %b: tensor<17x33xf32>, %c: tensor<15x33xf32>,
                %d: tensor<2x19x3x21xf64>, %e: tensor<65x130xi8>,
                %f: tensor<31x64xi32>, %g: tensor<64x31xi32>,
                %q: tensor<2x37x20xi32>, %k: tensor<2x41x20xi32>)
    -> (tensor<48x32xf32>, tensor<33x17xf32>, tensor<33x15xf32>, tensor<2x3x21x19xf64>,
        tensor<130x65xi8>, tensor<64x31xi32>, tensor<2x37x41xi32>) {
  %0 = nn.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x48xf32>) -> tensor<48x32xf32>
  %1 = nn.transpose %b {permutation = array<i64: 1, 0>} : (tensor<17x33xf32>) -> tensor<33x17xf32>
  %2 = nn.transpose %c {permutation = array<i64: 1, 0>} : (tensor<15x33xf32>) -> tensor<33x15xf32>
  %3 = nn.transpose %d {permutation = array<i64: 0, 2, 3, 1>} : (tensor<2x19x3x21xf64>) -> tensor<2x3x21x19xf64>
  %4 = nn.transpose %e {permutation = array<i64: 1, 0>} : (tensor<65x130xi8>) -> tensor<130x65xi8>
  %ft = nn.transpose %f {permutation = array<i64: 1, 0>} : (tensor<31x64xi32>) -> tensor<64x31xi32>
  %5 = nn.add %ft, %g : (tensor<64x31xi32>, tensor<64x31xi32>) -> tensor<64x31xi32>
  %6 = nn.matmul %q, %k {transpose_rhs = true} : (tensor<2x37x20xi32>, tensor<2x41x20xi32>) -> tensor<2x37x41xi32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<48x32xf32>, tensor<33x17xf32>, tensor<33x15xf32>,
      tensor<2x3x21x19xf64>, tensor<130x65xi8>, tensor<64x31xi32>, tensor<2x37x41xi32>
}

//--- unknown.mlir
func.func @main(%x: tensor<?x?xf32> {nn.name = "x"}, %y: tensor<?x?xf32> {nn.name = "y"},
                %q: tensor<?x?x20xi32> {nn.name = "q"}, %k: tensor<?x?x20xi32> {nn.name = "k"})
    -> (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?x?xi32>) {
  %0 = nn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %1 = nn.transpose %y {permutation = array<i64: 1, 0>} : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %2 = nn.matmul %q, %k {transpose_rhs = true} : (tensor<?x?x20xi32>, tensor<?x?x20xi32>) -> tensor<?x?x?xi32>
  return %0, %1, %2 : tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?x?xi32>
}
