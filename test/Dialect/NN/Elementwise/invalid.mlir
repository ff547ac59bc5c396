// RUN: nn-opt --split-input-file --verify-diagnostics %s

func.func @do_not_broadcast(%x: tensor<4xf32>, %y: tensor<5xf32>) {
  // expected-error @+2 {{operand shapes do not broadcast: 'tensor<4xf32>', 'tensor<5xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.add %x, %y : (tensor<4xf32>, tensor<5xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @wrong_result(%x: tensor<4xf32>, %y: tensor<1xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<4xf32>' are incompatible with return type(s)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.add %x, %y : (tensor<4xf32>, tensor<1xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @element_types(%x: tensor<4xf32>, %y: tensor<4xf16>) {
  // expected-error @+1 {{requires the same element type for all operands and results}}
  %0 = nn.add %x, %y : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return
}

// -----

func.func @not_a_float(%x: tensor<4xi32>) {
  // expected-error @+1 {{must be ranked tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values}}
  %0 = nn.exp %x : tensor<4xi32>
  return
}

// -----

func.func @unary_shape(%x: tensor<4xf32>) {
  // expected-error @+1 {{all of {input, result} have same type}}
  %0 = "nn.relu"(%x) : (tensor<4xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @unary_less_static(%x: tensor<4xf32>) {
  // expected-error @+1 {{all of {input, result} have same type}}
  %0 = "nn.relu"(%x) : (tensor<4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @cast_shape(%x: tensor<4xf32>) {
  // expected-error @+1 {{all non-scalar operands/results must have the same shape and base type}}
  %0 = nn.cast %x : (tensor<4xf32>) -> tensor<5xi32>
  return
}

// -----

func.func @compare_c1(%x: tensor<4xi1>) {
  // expected-error @+1 {{expects predicate 'eq' or 'ne' for elements of type 'i1', got 'lt'}}
  %0 = nn.compare %x, %x {predicate = #nn.predicate<lt>} : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @select_c1(%c: tensor<4xi1>, %x: tensor<4xf32>, %y: tensor<4xi32>) {
  // expected-error @+2 {{expects branches of one element type, got 'f32' and 'i32'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.select %c, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @bitcast_c1(%x: tensor<4xf32>) {
  // expected-error @+1 {{expects element types of as many bits, got 'f32' and 'i64'}}
  %0 = nn.bitcast %x : (tensor<4xf32>) -> tensor<4xi64>
  return
}

// -----

func.func @betainc_type(%x: tensor<4xf32>, %y: tensor<4xf64>) {
  // expected-error @+1 {{requires the same element type for all operands and results}}
  %0 = nn.betainc %x, %x, %y : (tensor<4xf32>, tensor<4xf32>, tensor<4xf64>) -> tensor<4xf32>
  return
}

// -----

func.func @igamma_shape(%x: tensor<4xf32>, %y: tensor<3xf32>) {
  // expected-error @+2 {{operand shapes do not broadcast}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.igamma %x, %y : (tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}
