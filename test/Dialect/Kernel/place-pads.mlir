// RUN: nn-opt %s --nn-place-pads | FileCheck %s

// Two borders and a reader without one: the larger border serves all.
// CHECK-LABEL: func.func @borders(
// CHECK:         %[[Y:.*]] = linalg.exp
// CHECK:         %[[P:.*]] = tensor.pad %[[Y]] low[0, 2, 1, 0] high[0, 2, 3, 0]
// CHECK:         : tensor<1x8x8x4xf32> to tensor<1x12x12x4xf32>
// CHECK-DAG:     %[[A:.*]] = tensor.extract_slice %[[P]][0, 1, 0, 0] [1, 10, 10, 4] [1, 1, 1, 1]
// CHECK-DAG:     %[[B:.*]] = tensor.extract_slice %[[P]][0, 0, 1, 0] [1, 12, 11, 4] [1, 1, 1, 1]
// CHECK-DAG:     %[[I:.*]] = tensor.extract_slice %[[P]][0, 2, 1, 0] [1, 8, 8, 4] [1, 1, 1, 1]
// CHECK:         %[[Z:.*]] = linalg.abs ins(%[[I]]
// CHECK:         return %[[A]], %[[B]], %[[Z]]
func.func @borders(%x: tensor<1x8x8x4xf32>, %e: tensor<1x8x8x4xf32>)
    -> (tensor<1x10x10x4xf32>, tensor<1x12x11x4xf32>, tensor<1x8x8x4xf32>) {
  %zero = arith.constant 0.0 : f32
  %y = linalg.exp ins(%x : tensor<1x8x8x4xf32>) outs(%e : tensor<1x8x8x4xf32>)
      -> tensor<1x8x8x4xf32>
  %a = tensor.pad %y low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x4xf32> to tensor<1x10x10x4xf32>
  %b = tensor.pad %y low[0, 2, 0, 0] high[0, 2, 3, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x4xf32> to tensor<1x12x11x4xf32>
  %z = linalg.abs ins(%y : tensor<1x8x8x4xf32>) outs(%e : tensor<1x8x8x4xf32>)
      -> tensor<1x8x8x4xf32>
  return %a, %b, %z : tensor<1x10x10x4xf32>, tensor<1x12x11x4xf32>,
                      tensor<1x8x8x4xf32>
}

// A border of another value is a copy: it reads the interior too.
// CHECK-LABEL: func.func @values(
// CHECK:         %[[Y:.*]] = linalg.exp
// CHECK:         %[[P:.*]] = tensor.pad %[[Y]] low[1] high[1]
// CHECK:           tensor.yield %[[ZERO:.*]] : f32
// CHECK:         %[[I:.*]] = tensor.extract_slice %[[P]][1] [%{{.*}}] [1]
// CHECK:         %[[Q:.*]] = tensor.pad %[[I]] low[1] high[1]
// CHECK:         return %[[P]], %[[Q]]
func.func @values(%x: tensor<?xf32>, %e: tensor<?xf32>)
    -> (tensor<?xf32>, tensor<?xf32>) {
  %zero = arith.constant 0.0 : f32
  %inf = arith.constant 0xFF800000 : f32
  %y = linalg.exp ins(%x : tensor<?xf32>) outs(%e : tensor<?xf32>)
      -> tensor<?xf32>
  %a = tensor.pad %y low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<?xf32> to tensor<?xf32>
  %b = tensor.pad %y low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %inf : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %a, %b : tensor<?xf32>, tensor<?xf32>
}

// A result of the function has no border.
// CHECK-LABEL: func.func @result(
// CHECK:         %[[Y:.*]] = linalg.exp
// CHECK:         %[[P:.*]] = tensor.pad %[[Y]] low[1] high[1]
// CHECK:         return %[[Y]], %[[P]]
func.func @result(%x: tensor<8xf32>, %e: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<10xf32>) {
  %zero = arith.constant 0.0 : f32
  %y = linalg.exp ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>)
      -> tensor<8xf32>
  %a = tensor.pad %y low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<10xf32>
  return %y, %a : tensor<8xf32>, tensor<10xf32>
}

// No kernel computes an argument.
// CHECK-LABEL: func.func @argument(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf32>, %
// CHECK:         tensor.pad %[[X]]
// CHECK:         linalg.exp ins(%[[X]]
func.func @argument(%x: tensor<8xf32>, %e: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<10xf32>) {
  %zero = arith.constant 0.0 : f32
  %a = tensor.pad %x low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<10xf32>
  %y = linalg.exp ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>)
      -> tensor<8xf32>
  return %y, %a : tensor<8xf32>, tensor<10xf32>
}
