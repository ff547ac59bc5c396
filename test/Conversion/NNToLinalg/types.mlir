// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// Unsigned integers and bools take their storage types; functions note theirs.
// CHECK-LABEL: func @signature
// CHECK-SAME:    %[[U:.*]]: tensor<4xi8> {nn.dtype = ui8, nn.name = "u"}
// CHECK-SAME:    %[[P:.*]]: tensor<i8> {nn.dtype = i1}
// CHECK-SAME:    -> (tensor<4xi8> {nn.dtype = ui8}, tensor<i8> {nn.dtype = i1}, tensor<4xi8>)
func.func @signature(%u: tensor<4xui8> {nn.name = "u"}, %p: tensor<i1>, %s: tensor<4xi8>)
    -> (tensor<4xui8>, tensor<i1>, tensor<4xi8>) {
  // CHECK: return %[[U]], %[[P]]
  return %u, %p, %s : tensor<4xui8>, tensor<i1>, tensor<4xi8>
}

// CHECK-LABEL: func @constants
func.func @constants() -> (tensor<3xui8>, tensor<3xi1>, tensor<4xui16>, tensor<2xi1>) {
  // CHECK-DAG: arith.constant dense<[1, 2, -56]> : tensor<3xi8>
  // CHECK-DAG: arith.constant dense<[1, 0, 1]> : tensor<3xi8>
  // CHECK-DAG: arith.constant dense_resource<blob> : tensor<4xi16>
  // CHECK-DAG: arith.constant dense_resource<bools> : tensor<2xi8>
  %0 = arith.constant dense<[1, 2, 200]> : tensor<3xui8>
  %1 = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %2 = arith.constant dense_resource<blob> : tensor<4xui16>
  %3 = arith.constant dense_resource<bools> : tensor<2xi1>
  return %0, %1, %2, %3 : tensor<3xui8>, tensor<3xi1>, tensor<4xui16>, tensor<2xi1>
}

// A condition that control flow extracts is an i1 again.
// CHECK-LABEL: func @condition
// CHECK-SAME:    %[[P:.*]]: tensor<i8> {nn.dtype = i1}, %[[X:.*]]: tensor<2xi8> {nn.dtype = ui8}
func.func @condition(%p: tensor<i1>, %x: tensor<2xui8>) -> tensor<2xui8> {
  // CHECK: %[[E:.*]] = tensor.extract %[[P]][] : tensor<i8>
  // CHECK: %[[C:.*]] = arith.cmpi ne, %[[E]], %{{.*}} : i8
  // CHECK: %[[R:.*]] = scf.if %[[C]] -> (tensor<2xi8>)
  // CHECK: return %[[R]]
  %0 = tensor.extract %p[] : tensor<i1>
  %1 = scf.if %0 -> tensor<2xui8> {
    %2 = nn.add %x, %x : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xui8>
    scf.yield %2 : tensor<2xui8>
  } else {
    scf.yield %x : tensor<2xui8>
  }
  return %1 : tensor<2xui8>
}

// CHECK-LABEL: func @while
func.func @while(%i: tensor<i1>, %x: tensor<ui32>) -> tensor<ui32> {
  // CHECK: scf.while (%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}) : (tensor<i8>, tensor<i32>) -> (tensor<i8>, tensor<i32>)
  %0:2 = scf.while (%p = %i, %y = %x) : (tensor<i1>, tensor<ui32>) -> (tensor<i1>, tensor<ui32>) {
    %c = tensor.extract %p[] : tensor<i1>
    scf.condition(%c) %p, %y : tensor<i1>, tensor<ui32>
  } do {
  ^bb0(%p: tensor<i1>, %y: tensor<ui32>):
    %n = nn.logical_not %p : tensor<i1>
    scf.yield %n, %y : tensor<i1>, tensor<ui32>
  }
  return %0#1 : tensor<ui32>
}

// CHECK-LABEL: func private @callee(tensor<i8> {nn.dtype = i1}) -> (tensor<i8> {nn.dtype = i1})
func.func private @callee(tensor<i1>) -> tensor<i1>

// CHECK-LABEL: func @call
func.func @call(%p: tensor<i1>, %c: i1) -> tensor<2xi1> {
  // CHECK: call @callee(%{{.*}}) : (tensor<i8>) -> tensor<i8>
  %0 = call @callee(%p) : (tensor<i1>) -> tensor<i1>
  // CHECK: %[[B:.*]] = arith.extui %{{.*}} : i1 to i8
  // CHECK: tensor.from_elements %{{.*}}, %{{.*}} : tensor<2xi8>
  %1 = tensor.from_elements %c, %c : tensor<2xi1>
  return %1 : tensor<2xi1>
}

{-#
  dialect_resources: {
    builtin: {
      blob: "0x020000000100020003000400",
      bools: "0x010000000100"
    }
  }
#-}
