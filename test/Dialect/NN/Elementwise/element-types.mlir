// RUN: nn-opt --split-input-file --verify-diagnostics %s

// The element types that elementwise ops do not take: a case for each op.

func.func @abs(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.abs %x : tensor<4xi1>
  return
}

// -----

func.func @acos(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.acos %x : tensor<4xi32>
  return
}

// -----

func.func @acosh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.acosh %x : tensor<4xi32>
  return
}

// -----

func.func @add(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.add %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @asin(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.asin %x : tensor<4xi32>
  return
}

// -----

func.func @asinh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.asinh %x : tensor<4xi32>
  return
}

// -----

func.func @atan(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.atan %x : tensor<4xi32>
  return
}

// -----

func.func @atan2(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.atan2 %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @atanh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.atanh %x : tensor<4xi32>
  return
}

// -----

func.func @bessel_i0e(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.bessel_i0e %x : tensor<4xi32>
  return
}

// -----

func.func @bessel_i1e(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.bessel_i1e %x : tensor<4xi32>
  return
}

// -----

func.func @bitwise_and(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.bitwise_and %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @bitwise_not(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.bitwise_not %x : tensor<4xf32>
  return
}

// -----

func.func @bitwise_or(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.bitwise_or %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @bitwise_xor(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.bitwise_xor %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @ceil(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.ceil %x : tensor<4xi32>
  return
}

// -----

func.func @cos(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.cos %x : tensor<4xi32>
  return
}

// -----

func.func @cosh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.cosh %x : tensor<4xi32>
  return
}

// -----

func.func @digamma(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.digamma %x : tensor<4xi32>
  return
}

// -----

func.func @div(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.div %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @div_no_nan(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.div_no_nan %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @elu(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.elu %x : tensor<4xi32>
  return
}

// -----

func.func @erf(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.erf %x : tensor<4xi32>
  return
}

// -----

func.func @erfc(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.erfc %x : tensor<4xi32>
  return
}

// -----

func.func @exp(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.exp %x : tensor<4xi32>
  return
}

// -----

func.func @expm1(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.expm1 %x : tensor<4xi32>
  return
}

// -----

func.func @floor(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.floor %x : tensor<4xi32>
  return
}

// -----

func.func @floor_div(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.floor_div %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @floor_mod(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.floor_mod %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @gelu(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.gelu %x : tensor<4xi32>
  return
}

// -----

func.func @igamma(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.igamma %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @igammac(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.igammac %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @is_finite(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.is_finite %x : (tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @is_inf(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.is_inf %x : (tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @is_nan(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.is_nan %x : (tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @leaky_relu(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.leaky_relu %x {alpha = 0.1 : f32} : tensor<4xi32>
  return
}

// -----

func.func @left_shift(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.left_shift %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @lgamma(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.lgamma %x : tensor<4xi32>
  return
}

// -----

func.func @log(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.log %x : tensor<4xi32>
  return
}

// -----

func.func @log1p(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.log1p %x : tensor<4xi32>
  return
}

// -----

func.func @logical_and(%x: tensor<4xi32>) {
  // expected-error @+1 {{1-bit signless integer values, but got 'tensor<4xi32>'}}
  %0 = nn.logical_and %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @logical_not(%x: tensor<4xi32>) {
  // expected-error @+1 {{1-bit signless integer values, but got 'tensor<4xi32>'}}
  %0 = nn.logical_not %x : tensor<4xi32>
  return
}

// -----

func.func @logical_or(%x: tensor<4xi32>) {
  // expected-error @+1 {{1-bit signless integer values, but got 'tensor<4xi32>'}}
  %0 = nn.logical_or %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @maximum(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.maximum %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @minimum(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.minimum %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @mul(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.mul %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @mul_no_nan(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.mul_no_nan %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @ndtri(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.ndtri %x : tensor<4xi32>
  return
}

// -----

func.func @neg(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.neg %x : tensor<4xi1>
  return
}

// -----

func.func @next_after(%x: tensor<4xf16>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xf16>'}}
  %0 = nn.next_after %x, %x : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  return
}

// -----

func.func @population_count(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.population_count %x : (tensor<4xf32>) -> tensor<4xui8>
  return
}

// -----

func.func @pow(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.pow %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @reciprocal(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.reciprocal %x : tensor<4xi32>
  return
}

// -----

func.func @relu(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.relu %x : tensor<4xi1>
  return
}

// -----

func.func @relu6(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.relu6 %x : tensor<4xi1>
  return
}

// -----

func.func @right_shift(%x: tensor<4xf32>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xf32>'}}
  %0 = nn.right_shift %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @round(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.round %x : tensor<4xi1>
  return
}

// -----

func.func @rsqrt(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.rsqrt %x : tensor<4xi32>
  return
}

// -----

func.func @selu(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.selu %x : tensor<4xi32>
  return
}

// -----

func.func @sigmoid(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.sigmoid %x : tensor<4xi32>
  return
}

// -----

func.func @sign(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.sign %x : tensor<4xi1>
  return
}

// -----

func.func @silu(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.silu %x : tensor<4xi32>
  return
}

// -----

func.func @sin(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.sin %x : tensor<4xi32>
  return
}

// -----

func.func @sinh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.sinh %x : tensor<4xi32>
  return
}

// -----

func.func @softplus(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.softplus %x : tensor<4xi32>
  return
}

// -----

func.func @softsign(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.softsign %x : tensor<4xi32>
  return
}

// -----

func.func @sqrt(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.sqrt %x : tensor<4xi32>
  return
}

// -----

func.func @square(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.square %x : tensor<4xi1>
  return
}

// -----

func.func @squared_difference(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.squared_difference %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @sub(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.sub %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @tan(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.tan %x : tensor<4xi32>
  return
}

// -----

func.func @tanh(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.tanh %x : tensor<4xi32>
  return
}

// -----

func.func @truncate_mod(%x: tensor<4xi1>) {
  // expected-error @+1 {{64-bit unsigned integer values, but got 'tensor<4xi1>'}}
  %0 = nn.truncate_mod %x, %x : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @xdivy(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.xdivy %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @xlogy(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.xlogy %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @zeta(%x: tensor<4xi32>) {
  // expected-error @+1 {{64-bit float values, but got 'tensor<4xi32>'}}
  %0 = nn.zeta %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}
