// RUN: nn-opt %s --nn-form-kernels | FileCheck %s
// RUN: nn-opt %s --nn-form-kernels --nn-freeze-interfaces | FileCheck %s --check-prefix=FROZEN

// An LSTM in a loop, with an unknown batch size: the loop, its counter and the
// views stay on the host; both results of the cell come from one kernel.

// CHECK-LABEL: func.func @lstm(
// CHECK-SAME:    %[[X:.*]]: tensor<28x?x28xf32>
// CHECK:         scf.while (%[[I:.*]] = %{{.*}}, %{{.*}} = %[[INIT:.*]], %{{.*}} = %[[INIT]])
// CHECK:         do {
// CHECK-NEXT:    ^bb0(%[[I:.*]]: tensor<i32>, %[[H:.*]]: tensor<?x128xf32>, %[[C:.*]]: tensor<?x128xf32>)
// CHECK:           %[[XT:.*]] = tensor.extract_slice %[[X]][%{{.*}}, 0, 0]
// CHECK:           %[[G0:.*]] = kernel.dispatch @matmul_{{.*}}::@entry ins(%[[XT]],
// CHECK:           %[[G:.*]] = kernel.dispatch @matmul_{{.*}}::@entry ins(%[[H]], %{{.*}}, %[[G0]],
// CHECK-DAG:       %[[GI:.*]] = tensor.extract_slice %[[G]][0, 0]
// CHECK-DAG:       %[[GJ:.*]] = tensor.extract_slice %[[G]][0, 128]
// CHECK-DAG:       %[[GF:.*]] = tensor.extract_slice %[[G]][0, 256]
// CHECK-DAG:       %[[GO:.*]] = tensor.extract_slice %[[G]][0, 384]
// CHECK:           %[[CELL:.*]]:2 = kernel.dispatch @ew_{{.*}}::@entry ins(%[[GI]], %[[GJ]], %[[GF]], %[[C]], %[[GO]] :
// CHECK:           %[[NEXT:.*]] = arith.addi
// CHECK:           %[[COUNTER:.*]] = tensor.from_elements %[[NEXT]] : tensor<i32>
// CHECK:           scf.yield %[[COUNTER]], %[[CELL]]#1, %[[CELL]]#0

// The second product is added to the first one in its place; the gates are read
// in the rows that they are parts of.
// FROZEN:         func.func @entry(%{{.*}}: memref<?x128xf32>, %{{.*}}: memref<128x512xf32>, %{{.*}}: memref<512xf32>, %{{.*}}: memref<?x512xf32>, %{{.*}}: index, %{{.*}}: index) attributes {kernel.num_inputs = 3 : i64}
// FROZEN:         func.func @entry(%{{.*}}: memref<?x128xf32, strided<[512, 1]>>,
// FROZEN-LABEL: func.func @lstm(
// FROZEN:         %[[G0:.*]] = kernel.dispatch @matmul_1::@entry
// FROZEN:         %[[G:.*]] = kernel.dispatch @matmul_2::@entry ins({{.*}}) outs(%[[G0]] :

#id2 = affine_map<(d0, d1) -> (d0, d1)>
#b2 = affine_map<(d0, d1) -> (d1)>
#id0 = affine_map<() -> ()>
func.func @lstm(%x: tensor<28x?x28xf32>, %wx: tensor<28x512xf32>, %wh: tensor<128x512xf32>, %b: tensor<512xf32>) -> tensor<?x128xf32> {
  %z = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %c1 = arith.constant 1 : index
  %c28 = arith.constant 28 : i32
  %c1i = arith.constant 1 : i32
  %n = tensor.dim %x, %c1 : tensor<28x?x28xf32>
  %e = tensor.empty(%n) : tensor<?x128xf32>
  %h0 = linalg.fill ins(%z : f32) outs(%e : tensor<?x128xf32>) -> tensor<?x128xf32>
  %i0 = arith.constant dense<0> : tensor<i32>
  %r:3 = scf.while (%i = %i0, %h = %h0, %c = %h0) : (tensor<i32>, tensor<?x128xf32>, tensor<?x128xf32>) -> (tensor<i32>, tensor<?x128xf32>, tensor<?x128xf32>) {
    %iv = tensor.extract %i[] : tensor<i32>
    %cond = arith.cmpi slt, %iv, %c28 : i32
    scf.condition(%cond) %i, %h, %c : tensor<i32>, tensor<?x128xf32>, tensor<?x128xf32>
  } do {
  ^bb0(%i: tensor<i32>, %h: tensor<?x128xf32>, %c: tensor<?x128xf32>):
    %iv = tensor.extract %i[] : tensor<i32>
    %ix = arith.index_cast %iv : i32 to index
    %xt = tensor.extract_slice %x[%ix, 0, 0] [1, %n, 28] [1, 1, 1] : tensor<28x?x28xf32> to tensor<?x28xf32>
    %eg = tensor.empty(%n) : tensor<?x512xf32>
    %fg = linalg.fill ins(%z : f32) outs(%eg : tensor<?x512xf32>) -> tensor<?x512xf32>
    %g0 = linalg.matmul ins(%xt, %wx : tensor<?x28xf32>, tensor<28x512xf32>) outs(%fg : tensor<?x512xf32>) -> tensor<?x512xf32>
    %g1 = linalg.matmul ins(%h, %wh : tensor<?x128xf32>, tensor<128x512xf32>) outs(%fg : tensor<?x512xf32>) -> tensor<?x512xf32>
    %g = linalg.generic {indexing_maps = [#id2, #id2, #b2, #id2], iterator_types = ["parallel", "parallel"]} ins(%g0, %g1, %b : tensor<?x512xf32>, tensor<?x512xf32>, tensor<512xf32>) outs(%eg : tensor<?x512xf32>) {
    ^bb0(%a: f32, %a1: f32, %a2: f32, %o: f32):
      %s = arith.addf %a, %a1 : f32
      %t = arith.addf %s, %a2 : f32
      linalg.yield %t : f32
    } -> tensor<?x512xf32>
    %gi = tensor.extract_slice %g[0, 0] [%n, 128] [1, 1] : tensor<?x512xf32> to tensor<?x128xf32>
    %gj = tensor.extract_slice %g[0, 128] [%n, 128] [1, 1] : tensor<?x512xf32> to tensor<?x128xf32>
    %gf = tensor.extract_slice %g[0, 256] [%n, 128] [1, 1] : tensor<?x512xf32> to tensor<?x128xf32>
    %go = tensor.extract_slice %g[0, 384] [%n, 128] [1, 1] : tensor<?x512xf32> to tensor<?x128xf32>
    %c2 = linalg.generic {indexing_maps = [#id2, #id2, #id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%gi, %gj, %gf, %c : tensor<?x128xf32>, tensor<?x128xf32>, tensor<?x128xf32>, tensor<?x128xf32>) outs(%e : tensor<?x128xf32>) {
    ^bb0(%a: f32, %a1: f32, %a2: f32, %a3: f32, %o: f32):
      %t1 = math.tanh %a1 : f32
      %t2 = arith.mulf %a, %t1 : f32
      %t3 = arith.mulf %a2, %a3 : f32
      %t4 = arith.addf %t2, %t3 : f32
      linalg.yield %t4 : f32
    } -> tensor<?x128xf32>
    %h2 = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%c2, %go : tensor<?x128xf32>, tensor<?x128xf32>) outs(%e : tensor<?x128xf32>) {
    ^bb0(%a: f32, %a1: f32, %o: f32):
      %t1 = math.tanh %a : f32
      %t2 = arith.mulf %a1, %t1 : f32
      linalg.yield %t2 : f32
    } -> tensor<?x128xf32>
    %ei = tensor.empty() : tensor<i32>
    %i2 = linalg.generic {indexing_maps = [#id0, #id0], iterator_types = []} ins(%i : tensor<i32>) outs(%ei : tensor<i32>) {
    ^bb0(%a: i32, %o: i32):
      %s = arith.addi %a, %c1i : i32
      linalg.yield %s : i32
    } -> tensor<i32>
    scf.yield %i2, %h2, %c2 : tensor<i32>, tensor<?x128xf32>, tensor<?x128xf32>
  }
  return %r#1 : tensor<?x128xf32>
}
