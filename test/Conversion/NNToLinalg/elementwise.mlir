// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-DAG: #[[$ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$COLUMN:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1) -> (d0)>

// CHECK-LABEL: func @broadcast
// CHECK-SAME:    %[[X:.*]]: tensor<4x1xf32>, %[[Y:.*]]: tensor<8xf32>
func.func @broadcast(%x: tensor<4x1xf32>, %y: tensor<8xf32>) -> tensor<4x8xf32> {
  // A size of 1 is dropped, so that no map has a constant result.
  // CHECK: %[[C:.*]] = tensor.collapse_shape %[[X]] {{\[}}[0, 1]] : tensor<4x1xf32> into tensor<4xf32>
  // CHECK: %[[E:.*]] = tensor.empty() : tensor<4x8xf32>
  // CHECK: linalg.generic {indexing_maps = [#[[$ROW]], #[[$COLUMN]], #[[$ID]]], iterator_types = ["parallel", "parallel"]}
  // CHECK-SAME: ins(%[[C]], %[[Y]] : tensor<4xf32>, tensor<8xf32>) outs(%[[E]] : tensor<4x8xf32>)
  // CHECK: arith.mulf %{{.*}}, %{{.*}} fastmath<contract> : f32
  %0 = nn.mul %x, %y : (tensor<4x1xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// Sizes that come from one place are known to be equal.
// CHECK-LABEL: func @dynamic
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>
func.func @dynamic(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // CHECK-NOT: arith.select
  // CHECK: %[[EXP:.*]] = linalg.generic
  // CHECK: math.exp %{{.*}} fastmath<contract> : f32
  // CHECK: linalg.generic {indexing_maps = [#[[$ID]], #[[$ID]], #[[$ID]]]
  // CHECK-SAME: ins(%[[EXP]], %[[X]] : tensor<?x8xf32>, tensor<?x8xf32>)
  %0 = nn.exp %x : tensor<?x8xf32>
  %1 = nn.add %0, %x : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// Of others, one may turn out to be 1.
// CHECK-LABEL: func @unclear
// CHECK-SAME:    %[[X:.*]]: tensor<?xf32>, %[[Y:.*]]: tensor<4xf32>
func.func @unclear(%x: tensor<?xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: %[[REPEATED:.*]] = linalg.generic
  // CHECK:   %[[I:.*]] = linalg.index 0
  // CHECK:   %[[J:.*]] = arith.select %{{.*}}, %{{.*}}, %[[I]] : index
  // CHECK:   tensor.extract %[[X]][%[[J]]] : tensor<?xf32>
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[REPEATED]], %[[Y]] : tensor<4xf32>, tensor<4xf32>)
  %0 = nn.sub %x, %y : (tensor<?xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// A constant of one scalar is no operand.
// CHECK-LABEL: func @splat
func.func @splat(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%{{.*}} : tensor<4x8xf32>)
  // CHECK: ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
  // CHECK: %[[HALF:.*]] = arith.constant 5.000000e-01 : f32
  // CHECK: arith.mulf %[[A]], %[[HALF]]
  %cst = arith.constant dense<0.5> : tensor<1x8xf32>
  %0 = nn.mul %x, %cst : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// NaN stays, in one instruction.
// CHECK-LABEL: func @relu
func.func @relu(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
  // CHECK: %[[IS:.*]] = arith.cmpf olt, %[[A:.*]], %[[ZERO]] : f32
  // CHECK: arith.select %[[IS]], %[[ZERO]], %[[A]] : f32
  %0 = nn.relu %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func @sigmoid
func.func @sigmoid(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
  // CHECK: %[[NEG:.*]] = arith.negf
  // CHECK: %[[EXP:.*]] = math.exp %[[NEG]]
  // CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %[[EXP]]
  // CHECK: arith.divf %[[ONE]], %[[SUM]]
  %0 = nn.sigmoid %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// Floats below f32 are rounded where the op ends.
// CHECK-LABEL: func @half
func.func @half(%x: tensor<8xf16>) -> tensor<8xf16> {
  // CHECK: arith.extf %{{.*}} : f16 to f32
  // CHECK: math.tanh %{{.*}} : f32
  // CHECK: arith.truncf %{{.*}} : f32 to f16
  %0 = nn.tanh %x : tensor<8xf16>
  return %0 : tensor<8xf16>
}

// Neither 0 nor -1 reaches the division.
// CHECK-LABEL: func @div
func.func @div(%x: tensor<8xi32>, %y: tensor<8xi32>) -> tensor<8xi32> {
  // CHECK: kernel.check
  // CHECK: %[[ISZERO:.*]] = arith.cmpi eq
  // CHECK: %[[ISMINUSONE:.*]] = arith.cmpi eq
  // CHECK: arith.ori %[[ISZERO]], %[[ISMINUSONE]]
  // CHECK: %[[DIVISOR:.*]] = arith.select
  // CHECK: %[[DIVIDEND:.*]] = arith.select %[[ISMINUSONE]]
  // CHECK: arith.divsi %[[DIVIDEND]], %[[DIVISOR]] : i32
  %0 = nn.div %x, %y : (tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
  return %0 : tensor<8xi32>
}

// CHECK-LABEL: func @unsigned
func.func @unsigned(%x: tensor<8xui8>, %y: tensor<8xui8>) -> (tensor<8xui8>, tensor<8xui8>, tensor<8xi1>, tensor<8xf32>) {
  // CHECK: arith.divui %{{.*}}, %{{.*}} : i8
  %0 = nn.div %x, %y : (tensor<8xui8>, tensor<8xui8>) -> tensor<8xui8>
  // CHECK: arith.maxui %{{.*}}, %{{.*}} : i8
  %1 = nn.maximum %x, %y : (tensor<8xui8>, tensor<8xui8>) -> tensor<8xui8>
  // CHECK: %[[LESS:.*]] = arith.cmpi ult, %{{.*}}, %{{.*}} : i8
  // CHECK: arith.extui %[[LESS]] : i1 to i8
  %2 = nn.compare %x, %y {predicate = #nn.predicate<lt>} : (tensor<8xui8>, tensor<8xui8>) -> tensor<8xi1>
  // CHECK: arith.uitofp %{{.*}} : i8 to f32
  %3 = nn.cast %x : (tensor<8xui8>) -> tensor<8xf32>
  return %0, %1, %2, %3 : tensor<8xui8>, tensor<8xui8>, tensor<8xi1>, tensor<8xf32>
}

// CHECK-LABEL: func @shift
func.func @shift(%x: tensor<8xi32>, %y: tensor<8xi32>) -> tensor<8xi32> {
  // CHECK: %[[LAST:.*]] = arith.constant 31 : i32
  // CHECK: %[[FROM:.*]] = arith.maxsi
  // CHECK: %[[TO:.*]] = arith.minsi %[[FROM]], %[[LAST]]
  // CHECK: arith.shli %{{.*}}, %[[TO]] : i32
  %0 = nn.left_shift %x, %y : (tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
  return %0 : tensor<8xi32>
}

// What does not fit is the lowest number.
// CHECK-LABEL: func @cast
func.func @cast(%x: tensor<8xf32>) -> tensor<8xui8> {
  // CHECK: %[[FITS:.*]] = arith.andi
  // CHECK: %[[SAFE:.*]] = arith.select %[[FITS]]
  // CHECK: %[[MIN:.*]] = arith.constant -2147483648 : i32
  // CHECK: %[[INT:.*]] = arith.fptosi %[[SAFE]] : f32 to i32
  // CHECK: %[[WIDE:.*]] = arith.select %[[FITS]], %[[INT]], %[[MIN]]
  // CHECK: arith.trunci %[[WIDE]] : i32 to i8
  %0 = nn.cast %x : (tensor<8xf32>) -> tensor<8xui8>
  return %0 : tensor<8xui8>
}

// A result of nothing is not computed.
// CHECK-LABEL: func @empty
func.func @empty(%x: tensor<0x8xf32>) -> tensor<0x8xf32> {
  // CHECK: %[[E:.*]] = tensor.empty() : tensor<0x8xf32>
  // CHECK-NEXT: return %[[E]]
  %0 = nn.exp %x : tensor<0x8xf32>
  return %0 : tensor<0x8xf32>
}

// A result type may know less than can be inferred.
// CHECK-LABEL: func @less_static
func.func @less_static(%x: tensor<4x8xf32>) -> tensor<?x8xf32> {
  // CHECK: %[[R:.*]] = linalg.generic
  // CHECK: tensor.cast %[[R]] : tensor<4x8xf32> to tensor<?x8xf32>
  %0 = nn.add %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// Series are summed in f64 until they change no more.
// CHECK-LABEL: func @igamma
func.func @igamma(%a: tensor<8xf32>, %x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: linalg.generic
  // CHECK: arith.extf %{{.*}} : f32 to f64
  // CHECK: scf.while
  // CHECK: arith.truncf %{{.*}} : f64 to f32
  %0 = nn.igamma %a, %x : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
