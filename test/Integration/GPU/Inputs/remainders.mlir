// Quotients that are no f32, the least numbers, ties with the divisor, and what
// has no remainder.

func.func @rest(%x: tensor<16xf32>, %y: tensor<16xf32>) -> tensor<16xf32> {
  %0 = nn.truncate_mod %x, %y : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
  return %0 : tensor<16xf32>
}

func.func @half(%x: tensor<4xf16>, %y: tensor<4xf16>) -> tensor<4xf16> {
  %0 = nn.truncate_mod %x, %y : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  return %0 : tensor<4xf16>
}

func.func @main() {
  %x = arith.constant dense<[1.0e38, 3.4e38, -1.0e38, 1.0, 7.0, 1.0e-45, 3.0e-40, -5.5,
                             0.0, 0x7F800000, 0x7FC00000, 2.0, 2.0, 1.17549435e-38, 1.0e10, 123456.7]> : tensor<16xf32>
  %y = arith.constant dense<[3.0, 1.0e-45, 0.7, 1.0, -1.1, 1.0e-45, 7.0e-44, 2.0,
                             5.0, 2.0, 2.0, 0.0, 0xFF800000, 1.0e-38, 0.3, 1.5e-39]> : tensor<16xf32>
  %0 = call @rest(%x, %y) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
  %a = arith.constant dense<[65504.0, 6.0e-8, -7.5, 1.0]> : tensor<4xf16>
  %b = arith.constant dense<[6.0e-8, 1.0, 2.0, 0.3]> : tensor<4xf16>
  %1 = call @half(%a, %b) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  return
}
