// RUN: nn-opt %s --nn-resolve-broadcasts --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-resolve-broadcasts --split-input-file \
// RUN:   --nn-why=nn-resolve-broadcasts -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHY

#id = affine_map<(i, j) -> (i, j)>

// What is broadcast has the size of the result: it is the result.
// CHECK-LABEL: func.func @whole(
// CHECK-SAME:    %[[A:.*]]: tensor<?x4xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         return %[[A]]
func.func @whole(%a: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %a, %c0 : tensor<?x4xf32>
  %isOne = arith.cmpi eq, %n, %c1 : index
  %e = tensor.empty(%n) : tensor<?x4xf32>
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<?x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %k = arith.select %isOne, %c0, %i : index
    %j = linalg.index 1 : index
    %x = tensor.extract %a[%k, %j] : tensor<?x4xf32>
    linalg.yield %x : f32
  } -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>

// Where it is not seen what else the tensor has, it is a part of it.
// CHECK-LABEL: func.func @part(
// CHECK-SAME:    %[[A:.*]]: tensor<?x4xf32>, %[[N:.*]]: index
// CHECK:         %[[S:.*]] = tensor.extract_slice %[[A]][0, 0] [%[[N]], 4] [1, 1] : tensor<?x4xf32> to tensor<?x4xf32>
// CHECK:         return %[[S]]
func.func @part(%a: tensor<?x4xf32>, %n: index) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %isOne = arith.cmpi eq, %n, %c1 : index
  %e = tensor.empty(%n) : tensor<?x4xf32>
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<?x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %k = arith.select %isOne, %c0, %i : index
    %j = linalg.index 1 : index
    %x = tensor.extract %a[%k, %j] : tensor<?x4xf32>
    linalg.yield %x : f32
  } -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>

// The rows may be repeated; the columns are in another order.
// CHECK-LABEL: func.func @refused(
// CHECK:         linalg.generic
// CHECK:           arith.select
// CHECK:         linalg.generic
// CHECK:           tensor.extract
// WHY-DAG:       remark: {{.*}}the loop may have another size than what is broadcast
// WHY-DAG:       remark: {{.*}}elements in another order
func.func @refused(%a: tensor<?x4xf32>, %b: tensor<4x4xf32>, %m: index)
    -> (tensor<?x4xf32>, tensor<4x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %a, %c0 : tensor<?x4xf32>
  %isOne = arith.cmpi eq, %n, %c1 : index
  %e = tensor.empty(%m) : tensor<?x4xf32>
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<?x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %k = arith.select %isOne, %c0, %i : index
    %j = linalg.index 1 : index
    %x = tensor.extract %a[%k, %j] : tensor<?x4xf32>
    linalg.yield %x : f32
  } -> tensor<?x4xf32>
  %f = tensor.empty() : tensor<4x4xf32>
  %1 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]}
      outs(%f : tensor<4x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %x = tensor.extract %b[%j, %i] : tensor<4x4xf32>
    linalg.yield %x : f32
  } -> tensor<4x4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<4x4xf32>
}
