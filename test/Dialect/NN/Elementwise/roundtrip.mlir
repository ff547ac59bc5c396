// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @unary_f32
// CHECK-SAME: %[[X:.*]]: tensor
func.func @unary_f32(%x: tensor<?x8xf32>) {
  // CHECK: nn.elu %[[X]] : tensor<?x8xf32>
  %elu = nn.elu %x : tensor<?x8xf32>
  // CHECK: nn.gelu %[[X]] : tensor<?x8xf32>
  %gelu = nn.gelu %x : tensor<?x8xf32>
  // CHECK: nn.leaky_relu %[[X]] : tensor<?x8xf32>
  %leaky_relu = nn.leaky_relu %x : tensor<?x8xf32>
  // CHECK: nn.relu %[[X]] : tensor<?x8xf32>
  %relu = nn.relu %x : tensor<?x8xf32>
  // CHECK: nn.relu6 %[[X]] : tensor<?x8xf32>
  %relu6 = nn.relu6 %x : tensor<?x8xf32>
  // CHECK: nn.selu %[[X]] : tensor<?x8xf32>
  %selu = nn.selu %x : tensor<?x8xf32>
  // CHECK: nn.sigmoid %[[X]] : tensor<?x8xf32>
  %sigmoid = nn.sigmoid %x : tensor<?x8xf32>
  // CHECK: nn.silu %[[X]] : tensor<?x8xf32>
  %silu = nn.silu %x : tensor<?x8xf32>
  // CHECK: nn.softplus %[[X]] : tensor<?x8xf32>
  %softplus = nn.softplus %x : tensor<?x8xf32>
  // CHECK: nn.softsign %[[X]] : tensor<?x8xf32>
  %softsign = nn.softsign %x : tensor<?x8xf32>
  // CHECK: nn.tanh %[[X]] : tensor<?x8xf32>
  %tanh = nn.tanh %x : tensor<?x8xf32>
  // CHECK: nn.abs %[[X]] : tensor<?x8xf32>
  %abs = nn.abs %x : tensor<?x8xf32>
  // CHECK: nn.ceil %[[X]] : tensor<?x8xf32>
  %ceil = nn.ceil %x : tensor<?x8xf32>
  // CHECK: nn.floor %[[X]] : tensor<?x8xf32>
  %floor = nn.floor %x : tensor<?x8xf32>
  // CHECK: nn.neg %[[X]] : tensor<?x8xf32>
  %neg = nn.neg %x : tensor<?x8xf32>
  // CHECK: nn.reciprocal %[[X]] : tensor<?x8xf32>
  %reciprocal = nn.reciprocal %x : tensor<?x8xf32>
  // CHECK: nn.round %[[X]] : tensor<?x8xf32>
  %round = nn.round %x : tensor<?x8xf32>
  // CHECK: nn.rsqrt %[[X]] : tensor<?x8xf32>
  %rsqrt = nn.rsqrt %x : tensor<?x8xf32>
  // CHECK: nn.sign %[[X]] : tensor<?x8xf32>
  %sign = nn.sign %x : tensor<?x8xf32>
  // CHECK: nn.sqrt %[[X]] : tensor<?x8xf32>
  %sqrt = nn.sqrt %x : tensor<?x8xf32>
  // CHECK: nn.square %[[X]] : tensor<?x8xf32>
  %square = nn.square %x : tensor<?x8xf32>
  // CHECK: nn.acos %[[X]] : tensor<?x8xf32>
  %acos = nn.acos %x : tensor<?x8xf32>
  // CHECK: nn.acosh %[[X]] : tensor<?x8xf32>
  %acosh = nn.acosh %x : tensor<?x8xf32>
  // CHECK: nn.asin %[[X]] : tensor<?x8xf32>
  %asin = nn.asin %x : tensor<?x8xf32>
  // CHECK: nn.asinh %[[X]] : tensor<?x8xf32>
  %asinh = nn.asinh %x : tensor<?x8xf32>
  // CHECK: nn.atan %[[X]] : tensor<?x8xf32>
  %atan = nn.atan %x : tensor<?x8xf32>
  // CHECK: nn.atanh %[[X]] : tensor<?x8xf32>
  %atanh = nn.atanh %x : tensor<?x8xf32>
  // CHECK: nn.cos %[[X]] : tensor<?x8xf32>
  %cos = nn.cos %x : tensor<?x8xf32>
  // CHECK: nn.cosh %[[X]] : tensor<?x8xf32>
  %cosh = nn.cosh %x : tensor<?x8xf32>
  // CHECK: nn.erf %[[X]] : tensor<?x8xf32>
  %erf = nn.erf %x : tensor<?x8xf32>
  // CHECK: nn.erfc %[[X]] : tensor<?x8xf32>
  %erfc = nn.erfc %x : tensor<?x8xf32>
  // CHECK: nn.exp %[[X]] : tensor<?x8xf32>
  %exp = nn.exp %x : tensor<?x8xf32>
  // CHECK: nn.expm1 %[[X]] : tensor<?x8xf32>
  %expm1 = nn.expm1 %x : tensor<?x8xf32>
  // CHECK: nn.log %[[X]] : tensor<?x8xf32>
  %log = nn.log %x : tensor<?x8xf32>
  // CHECK: nn.log1p %[[X]] : tensor<?x8xf32>
  %log1p = nn.log1p %x : tensor<?x8xf32>
  // CHECK: nn.sin %[[X]] : tensor<?x8xf32>
  %sin = nn.sin %x : tensor<?x8xf32>
  // CHECK: nn.sinh %[[X]] : tensor<?x8xf32>
  %sinh = nn.sinh %x : tensor<?x8xf32>
  // CHECK: nn.tan %[[X]] : tensor<?x8xf32>
  %tan = nn.tan %x : tensor<?x8xf32>
  return
}

// CHECK-LABEL: @unary_i32
// CHECK-SAME: %[[X:.*]]: tensor
func.func @unary_i32(%x: tensor<?x8xi32>) {
  // CHECK: nn.bitwise_not %[[X]] : tensor<?x8xi32>
  %bitwise_not = nn.bitwise_not %x : tensor<?x8xi32>
  // CHECK: nn.abs %[[X]] : tensor<?x8xi32>
  %abs = nn.abs %x : tensor<?x8xi32>
  // CHECK: nn.neg %[[X]] : tensor<?x8xi32>
  %neg = nn.neg %x : tensor<?x8xi32>
  // CHECK: nn.relu %[[X]] : tensor<?x8xi32>
  %relu = nn.relu %x : tensor<?x8xi32>
  // CHECK: nn.relu6 %[[X]] : tensor<?x8xi32>
  %relu6 = nn.relu6 %x : tensor<?x8xi32>
  // CHECK: nn.round %[[X]] : tensor<?x8xi32>
  %round = nn.round %x : tensor<?x8xi32>
  // CHECK: nn.sign %[[X]] : tensor<?x8xi32>
  %sign = nn.sign %x : tensor<?x8xi32>
  // CHECK: nn.square %[[X]] : tensor<?x8xi32>
  %square = nn.square %x : tensor<?x8xi32>
  return
}

// CHECK-LABEL: @unary_i1
// CHECK-SAME: %[[X:.*]]: tensor
func.func @unary_i1(%x: tensor<?x8xi1>) {
  // CHECK: nn.logical_not %[[X]] : tensor<?x8xi1>
  %logical_not = nn.logical_not %x : tensor<?x8xi1>
  return
}

// CHECK-LABEL: @binary_f32
// CHECK-SAME: %[[X:.*]]: tensor<?x8xf32>, %[[Y:.*]]: tensor
func.func @binary_f32(%x: tensor<?x8xf32>, %y: tensor<8xf32>) {
  // CHECK: nn.add %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %add = nn.add %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.atan2 %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %atan2 = nn.atan2 %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.div %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %div = nn.div %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.div_no_nan %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %div_no_nan = nn.div_no_nan %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.floor_div %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %floor_div = nn.floor_div %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.floor_mod %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %floor_mod = nn.floor_mod %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.maximum %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %maximum = nn.maximum %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.minimum %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %minimum = nn.minimum %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.mul %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %mul = nn.mul %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.mul_no_nan %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %mul_no_nan = nn.mul_no_nan %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.pow %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %pow = nn.pow %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.squared_difference %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %squared_difference = nn.squared_difference %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.sub %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %sub = nn.sub %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.truncate_mod %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %truncate_mod = nn.truncate_mod %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.xdivy %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %xdivy = nn.xdivy %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.xlogy %[[X]], %[[Y]] : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %xlogy = nn.xlogy %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  return
}

// CHECK-LABEL: @binary_ui8
// CHECK-SAME: %[[X:.*]]: tensor<?x8xui8>, %[[Y:.*]]: tensor
func.func @binary_ui8(%x: tensor<?x8xui8>, %y: tensor<8xui8>) {
  // CHECK: nn.add %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %add = nn.add %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.bitwise_and %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %bitwise_and = nn.bitwise_and %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.bitwise_or %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %bitwise_or = nn.bitwise_or %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.bitwise_xor %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %bitwise_xor = nn.bitwise_xor %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.left_shift %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %left_shift = nn.left_shift %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.right_shift %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %right_shift = nn.right_shift %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  // CHECK: nn.floor_div %[[X]], %[[Y]] : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  %floor_div = nn.floor_div %x, %y : (tensor<?x8xui8>, tensor<8xui8>) -> tensor<?x8xui8>
  return
}

// CHECK-LABEL: @binary_i1
// CHECK-SAME: %[[X:.*]]: tensor<?x8xi1>, %[[Y:.*]]: tensor
func.func @binary_i1(%x: tensor<?x8xi1>, %y: tensor<8xi1>) {
  // CHECK: nn.logical_and %[[X]], %[[Y]] : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
  %logical_and = nn.logical_and %x, %y : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
  // CHECK: nn.logical_or %[[X]], %[[Y]] : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
  %logical_or = nn.logical_or %x, %y : (tensor<?x8xi1>, tensor<8xi1>) -> tensor<?x8xi1>
  return
}

// CHECK-LABEL: @attributes
func.func @attributes(%x: tensor<4xf32>) {
  // CHECK: nn.gelu %{{.*}} {approximate = true} : tensor<4xf32>
  %0 = nn.gelu %x {approximate = true} : tensor<4xf32>
  // CHECK: nn.leaky_relu %{{.*}} {alpha = 1.000000e-01 : f32} : tensor<4xf32>
  %1 = nn.leaky_relu %x {alpha = 0.1 : f32} : tensor<4xf32>
  return
}

// CHECK-LABEL: @other_element_type
func.func @other_element_type(%x: tensor<4x1xf32>, %y: tensor<1x5xf32>) {
  // CHECK: nn.cast %{{.*}} : (tensor<4x1xf32>) -> tensor<4x1xui8>
  %0 = nn.cast %x : (tensor<4x1xf32>) -> tensor<4x1xui8>
  // CHECK: nn.is_nan %{{.*}} : (tensor<4x1xf32>) -> tensor<4x1xi1>
  %1 = nn.is_nan %x : (tensor<4x1xf32>) -> tensor<4x1xi1>
  // CHECK: nn.is_inf
  %2 = nn.is_inf %x : (tensor<4x1xf32>) -> tensor<4x1xi1>
  // CHECK: nn.is_finite
  %3 = nn.is_finite %x : (tensor<4x1xf32>) -> tensor<4x1xi1>
  // CHECK: nn.compare %{{.*}}, %{{.*}} {predicate = #nn.predicate<ge>} : (tensor<4x1xf32>, tensor<1x5xf32>) -> tensor<4x5xi1>
  %4 = nn.compare %x, %y {predicate = #nn.predicate<ge>} : (tensor<4x1xf32>, tensor<1x5xf32>) -> tensor<4x5xi1>
  // CHECK: nn.select %{{.*}}, %{{.*}}, %{{.*}} : (tensor<4x5xi1>, tensor<4x1xf32>, tensor<1x5xf32>) -> tensor<4x5xf32>
  %5 = nn.select %4, %x, %y : (tensor<4x5xi1>, tensor<4x1xf32>, tensor<1x5xf32>) -> tensor<4x5xf32>
  return
}

// CHECK-LABEL: @special
func.func @special(%x: tensor<?x8xf32>, %y: tensor<8xf32>) {
  // CHECK: nn.digamma %{{.*}} : tensor<?x8xf32>
  %0 = nn.digamma %x : tensor<?x8xf32>
  // CHECK: nn.lgamma %{{.*}} : tensor<?x8xf32>
  %1 = nn.lgamma %x : tensor<?x8xf32>
  // CHECK: nn.ndtri %{{.*}} : tensor<?x8xf32>
  %2 = nn.ndtri %x : tensor<?x8xf32>
  // CHECK: nn.zeta %{{.*}}, %{{.*}} : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %3 = nn.zeta %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.next_after %{{.*}}, %{{.*}} : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %4 = nn.next_after %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.bitcast %{{.*}} : (tensor<?x8xf32>) -> tensor<?x8xui32>
  %5 = nn.bitcast %x : (tensor<?x8xf32>) -> tensor<?x8xui32>
  // CHECK: nn.population_count %{{.*}} : (tensor<?x8xui32>) -> tensor<?x8xui8>
  %6 = nn.population_count %5 : (tensor<?x8xui32>) -> tensor<?x8xui8>
  // CHECK: nn.bessel_i0e %{{.*}} : tensor<?x8xf32>
  %7 = nn.bessel_i0e %x : tensor<?x8xf32>
  // CHECK: nn.bessel_i1e %{{.*}} : tensor<?x8xf32>
  %8 = nn.bessel_i1e %x : tensor<?x8xf32>
  // CHECK: nn.igamma %{{.*}}, %{{.*}} : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %9 = nn.igamma %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.igammac %{{.*}}, %{{.*}} : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %10 = nn.igammac %x, %y : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.betainc %{{.*}}, %{{.*}}, %{{.*}} : (tensor<8xf32>, tensor<8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %11 = nn.betainc %y, %y, %x : (tensor<8xf32>, tensor<8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return
}
