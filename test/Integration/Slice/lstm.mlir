// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=nn -o - \
// RUN:   | FileCheck %s --check-prefix=NN
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=linalg -o - \
// RUN:   | FileCheck %s --check-prefix=LINALG
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=kernels -o - \
// RUN:   | FileCheck %s --check-prefix=KERNELS
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=vector -o - \
// RUN:   | FileCheck %s --check-prefix=VECTOR --implicit-check-not=linalg.
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=llvm -o - \
// RUN:   | FileCheck %s --check-prefix=LLVM --implicit-check-not=unrealized
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=asm -o - \
// RUN:   | FileCheck %s --check-prefix=ASM
// RUN: %python %S/../../Tools/Inputs/npy.py write %t1.npy f4 '(12,1,20)' 'sin*'
// RUN: %python %S/../../Tools/Inputs/npy.py write %t7.npy f4 '(12,7,20)' 'sin*'
// RUN: nn-run %s --input x=%t1.npy --dynamic --check --guard --threads=2 | FileCheck %s --check-prefix=RESULT
// RUN: nn-run %s --input x=%t7.npy --dynamic --check --guard --threads=2 | FileCheck %s --check-prefix=RESULT
//
// An LSTM cell in a loop over an unknown batch, through every stage: one library
// serves one sequence and seven.

// NN-LABEL: func.func
// NN:       scf.while
// NN:       do {
// NN:       nn.gather
// NN:       nn.concat
// NN:       nn.matmul
// NN:       nn.add
// NN-COUNT-4: nn.slice
// NN:       nn.sigmoid
// NN:       nn.tanh
// NN:       scf.yield

// LINALG-LABEL: func.func
// LINALG-NOT: = nn.
// LINALG:   scf.while
// LINALG:   linalg.matmul
// LINALG:   math.tanh

// The loop, its counter and the parts of the gates are the host's; the cell is one
// kernel. Nothing is read by index but the step of the input.
// KERNELS-LABEL: func.func @{{.*}}tensor<12x?x20xf32>
// KERNELS:         %[[N:.*]] = tensor.dim
// KERNELS:         scf.while
// KERNELS:         do {
// KERNELS:           kernel.dispatch @gather_1::@entry
// KERNELS:           kernel.dispatch @copy::@entry
// KERNELS:           %[[G:.*]] = kernel.dispatch @matmul_2::@entry
// KERNELS-COUNT-4:   tensor.extract_slice %[[G]]
// KERNELS:           %[[CELL:.*]]:2 = kernel.dispatch @ew_3::@entry
// KERNELS-NOT:       kernel.dispatch
// KERNELS:           scf.yield %{{.*}}, %[[CELL]]#{{[01]}}, %[[CELL]]#{{[01]}} :

// VECTOR:       vector.create_mask
// VECTOR:       vector.load

// LLVM:         llvm.call @nn_launch

// ASM:          vfmadd231ps %zmm

// RESULT:       ok{{ +}}h: 
// RESULT:       ok{{ +}}{{[0-9]+}} nodes

func.func @main(%x: tensor<12x?x20xf32> {nn.name = "x"}) -> (tensor<?x16xf32> {nn.name = "h"}) {
  %c0 = arith.constant dense<0> : tensor<i32>
  %c1 = arith.constant dense<1> : tensor<i32>
  %steps = arith.constant dense<12> : tensor<i32>
  // Weights that are drawn by a function.
  %n = arith.constant dense<2304> : tensor<i32>
  %i = nn.range %c0, %n, %c1 : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2304xi32>
  %f = nn.cast %i : (tensor<2304xi32>) -> tensor<2304xf32>
  %s = nn.sin %f : tensor<2304xf32>
  %w = nn.reshape %s : (tensor<2304xf32>) -> tensor<36x64xf32>
  %bias = nn.slice %s {begin = array<i64: 5>, size = array<i64: 64>, strides = array<i64: 1>} : (tensor<2304xf32>) -> tensor<64xf32>

  // As many rows as the input has sequences.
  %shape = nn.shape %x : (tensor<12x?x20xf32>) -> tensor<3xi32>
  %batch = nn.slice %shape {begin = array<i64: 1>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<3xi32>) -> tensor<1xi32>
  %units = arith.constant dense<16> : tensor<1xi32>
  %rows = nn.concat %batch, %units {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %h0 = nn.fill %rows, %zero : (tensor<2xi32>, tensor<f32>) -> tensor<?x16xf32>
  %r:3 = scf.while (%t = %c0, %h = %h0, %c = %h0) : (tensor<i32>, tensor<?x16xf32>, tensor<?x16xf32>)
      -> (tensor<i32>, tensor<?x16xf32>, tensor<?x16xf32>) {
    %less = nn.compare %t, %steps {predicate = #nn.predicate<lt>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %go = tensor.extract %less[] : tensor<i1>
    scf.condition(%go) %t, %h, %c : tensor<i32>, tensor<?x16xf32>, tensor<?x16xf32>
  } do {
  ^bb0(%t: tensor<i32>, %h: tensor<?x16xf32>, %c: tensor<?x16xf32>):
    %xt = nn.gather %x, %t {axis = 0 : i64} : (tensor<12x?x20xf32>, tensor<i32>) -> tensor<?x20xf32>
    %xh = nn.concat %xt, %h {axis = 1 : i64} : (tensor<?x20xf32>, tensor<?x16xf32>) -> tensor<?x36xf32>
    %p = nn.matmul %xh, %w : (tensor<?x36xf32>, tensor<36x64xf32>) -> tensor<?x64xf32>
    %g = nn.add %p, %bias : (tensor<?x64xf32>, tensor<64xf32>) -> tensor<?x64xf32>
    %gi = nn.slice %g {begin = array<i64: 0, 0>, size = array<i64: -1, 16>, strides = array<i64: 1, 1>} : (tensor<?x64xf32>) -> tensor<?x16xf32>
    %gj = nn.slice %g {begin = array<i64: 0, 16>, size = array<i64: -1, 16>, strides = array<i64: 1, 1>} : (tensor<?x64xf32>) -> tensor<?x16xf32>
    %gf = nn.slice %g {begin = array<i64: 0, 32>, size = array<i64: -1, 16>, strides = array<i64: 1, 1>} : (tensor<?x64xf32>) -> tensor<?x16xf32>
    %gp = nn.slice %g {begin = array<i64: 0, 48>, size = array<i64: -1, 16>, strides = array<i64: 1, 1>} : (tensor<?x64xf32>) -> tensor<?x16xf32>
    %si = nn.sigmoid %gi : tensor<?x16xf32>
    %tj = nn.tanh %gj : tensor<?x16xf32>
    %sf = nn.sigmoid %gf : tensor<?x16xf32>
    %so = nn.sigmoid %gp : tensor<?x16xf32>
    %new = nn.mul %si, %tj : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x16xf32>
    %kept = nn.mul %sf, %c : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x16xf32>
    %c2 = nn.add %new, %kept : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x16xf32>
    %tc = nn.tanh %c2 : tensor<?x16xf32>
    %h2 = nn.mul %so, %tc : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x16xf32>
    %next = nn.add %t, %c1 : (tensor<i32>, tensor<i32>) -> tensor<i32>
    scf.yield %next, %h2, %c2 : tensor<i32>, tensor<?x16xf32>, tensor<?x16xf32>
  }
  return %r#1 : tensor<?x16xf32>
}
