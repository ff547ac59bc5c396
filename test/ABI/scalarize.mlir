// RUN: nn-opt %s -split-input-file --nn-scalarize-abi -canonicalize | FileCheck %s
// RUN: nn-opt %s -split-input-file --nn-scalarize-abi --nn-why=nn-scalarize-abi -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: func.func @chain(
// CHECK-SAME:    %[[X:.*]]: i32) -> i32
// CHECK:         %[[C:.*]] = arith.constant 103 : i32
// CHECK:         %[[Y:.*]] = arith.addi %[[X]], %[[C]] : i32
// CHECK:         return %[[Y]]
#map = affine_map<(d0) -> (d0)>
#scalar = affine_map<(d0) -> ()>
func.func @chain(%x: tensor<1xi32>) -> tensor<1xi32> {
  %c2 = arith.constant dense<2> : tensor<i32>
  %e = tensor.empty() : tensor<1xi32>
  %0 = linalg.generic {indexing_maps = [#map, #scalar, #map],
                       iterator_types = ["parallel"]}
      ins(%x, %c2 : tensor<1xi32>, tensor<i32>) outs(%e : tensor<1xi32>) {
  ^bb0(%a: i32, %b: i32, %o: i32):
    %1 = arith.subi %a, %b : i32
    linalg.yield %1 : i32
  } -> tensor<1xi32>
  %2 = linalg.generic {indexing_maps = [#map, #map],
                       iterator_types = ["parallel"]}
      ins(%0 : tensor<1xi32>) outs(%e : tensor<1xi32>) {
  ^bb0(%a: i32, %o: i32):
    %c5 = arith.constant 5 : i32
    %c100 = arith.constant 100 : i32
    %3 = arith.addi %a, %c5 : i32
    %4 = arith.addi %3, %c100 : i32
    linalg.yield %4 : i32
  } -> tensor<1xi32>
  return %2 : tensor<1xi32>
}

// A sum over one element, in another shape.
// CHECK-LABEL: func.func @sum(
// CHECK-SAME:    %[[X:.*]]: f32, %[[Y:.*]]: f32) -> f32
// CHECK:         %[[P:.*]] = arith.mulf %[[X]], %[[Y]] : f32
// CHECK:         arith.addf
func.func @sum(%x: tensor<1x1xf32>, %y: tensor<1x1xf32>) -> tensor<f32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1xf32>) -> tensor<1x1xf32>
  %0 = linalg.matmul ins(%x, %y : tensor<1x1xf32>, tensor<1x1xf32>)
      outs(%f : tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = tensor.collapse_shape %0 [] : tensor<1x1xf32> into tensor<f32>
  return %1 : tensor<f32>
}

// Two elements, two results, f16: networks like others.
// CHECK-LABEL: func.func @two_elements(%{{.*}}: tensor<2xi32>)
func.func @two_elements(%x: tensor<2xi32>) -> tensor<2xi32> {
  return %x : tensor<2xi32>
}
// CHECK-LABEL: func.func @two_results(%{{.*}}: tensor<i32>)
func.func @two_results(%x: tensor<i32>) -> (tensor<i32>, tensor<i32>) {
  return %x, %x : tensor<i32>, tensor<i32>
}
// CHECK-LABEL: func.func @half(%{{.*}}: tensor<f16>)
func.func @half(%x: tensor<f16>) -> tensor<f16> {
  return %x : tensor<f16>
}
// An intermediate tensor of two elements.
// CHECK-LABEL: func.func @larger_inside(%{{.*}}: tensor<1xi32>)
func.func @larger_inside(%x: tensor<1xi32>) -> tensor<1xi32> {
  %0 = tensor.concat dim(0) %x, %x
      : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %1 = tensor.extract_slice %0[1] [1] [1] : tensor<2xi32> to tensor<1xi32>
  return %1 : tensor<1xi32>
}

// -----

// CHECK-LABEL: module attributes {nn.target = {triple = "x86_64-linux-gnu"}}
// CHECK:         func.func @small(%{{.*}}: i8 {llvm.signext}, %{{.*}}: i8 {llvm.zeroext}, %{{.*}}: i32, %{{.*}}: i64) -> (i8 {llvm.zeroext})
module attributes {nn.target = {triple = "x86_64-linux-gnu"}} {
  func.func @small(%a: tensor<i8>, %b: tensor<i8> {nn.dtype = ui8},
                   %c: tensor<i32>, %d: tensor<i64>)
      -> (tensor<i8> {nn.dtype = i1}) {
    return %b : tensor<i8>
  }
}

// -----

// CHECK-LABEL: module attributes {nn.target = {triple = "aarch64-linux-gnu"}}
// CHECK:         func.func @small(%{{.*}}: i8, %{{.*}}: i32) -> i8
module attributes {nn.target = {triple = "aarch64-linux-gnu"}} {
  func.func @small(%a: tensor<i8>, %c: tensor<i32>) -> tensor<i8> {
    return %a : tensor<i8>
  }
}

// -----

// CHECK-LABEL: module attributes {nn.target = {triple = "riscv64-linux-gnu"}}
// CHECK:         func.func @words(%{{.*}}: i32 {llvm.signext}, %{{.*}}: i32 {llvm.signext}) -> (i32 {llvm.signext})
module attributes {nn.target = {triple = "riscv64-linux-gnu"}} {
  func.func @words(%a: tensor<i32>, %b: tensor<i32> {nn.dtype = ui32})
      -> tensor<i32> {
    return %a : tensor<i32>
  }
}

// -----

// CHECK-LABEL: module attributes {nn.target = {triple = "powerpc64le-linux-gnu"}}
// CHECK:         func.func @words(%{{.*}}: i32 {llvm.signext}, %{{.*}}: i32 {llvm.zeroext}) -> (i32 {llvm.signext})
module attributes {nn.target = {triple = "powerpc64le-linux-gnu"}} {
  func.func @words(%a: tensor<i32>, %b: tensor<i32> {nn.dtype = ui32})
      -> tensor<i32> {
    return %a : tensor<i32>
  }
}

// WHY: remark: nn-scalarize-abi: function 'two_elements' has an argument that is no scalar of C
// WHY: remark: nn-scalarize-abi: function 'two_results' has 2 results, and in C there is one
// WHY: remark: nn-scalarize-abi: function 'half' has an argument that is no scalar of C
// WHY: remark: nn-scalarize-abi: 'tensor.concat' is nothing on scalars
