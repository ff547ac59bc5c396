// Products and quotients with zeros, which Mesa takes for something else where they
// are constants.

func.func @div(%x: tensor<6xf32>) -> tensor<6xf32> {
  %z = arith.constant dense<0.0> : tensor<f32>
  %0 = nn.div %x, %z : (tensor<6xf32>, tensor<f32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @mul(%x: tensor<6xf32>) -> tensor<6xf32> {
  %z = arith.constant dense<0.0> : tensor<f32>
  %0 = nn.mul %x, %z : (tensor<6xf32>, tensor<f32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @sub(%x: tensor<6xf32>) -> tensor<6xf32> {
  %0 = nn.sub %x, %x : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @quo(%x: tensor<6xf32>) -> tensor<6xf32> {
  %0 = nn.div %x, %x : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @rdiv(%x: tensor<6xf32>) -> tensor<6xf32> {
  %z = arith.constant dense<0.0> : tensor<f32>
  %0 = nn.div %z, %x : (tensor<f32>, tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @minus(%x: tensor<6xf32>) -> tensor<6xf32> {
  %z = arith.constant dense<-0.0> : tensor<f32>
  %0 = nn.mul %x, %z : (tensor<6xf32>, tensor<f32>) -> tensor<6xf32>
  %1 = nn.div %x, %0 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

func.func @main() {
  %x = arith.constant dense<[1.0, -2.0, 0.0, 0x7F800000, 0x7FC00000, -0.0]> : tensor<6xf32>
  %0 = call @div(%x) : (tensor<6xf32>) -> tensor<6xf32>
  %1 = call @mul(%x) : (tensor<6xf32>) -> tensor<6xf32>
  %2 = call @sub(%x) : (tensor<6xf32>) -> tensor<6xf32>
  %3 = call @quo(%x) : (tensor<6xf32>) -> tensor<6xf32>
  %4 = call @rdiv(%x) : (tensor<6xf32>) -> tensor<6xf32>
  %5 = call @minus(%x) : (tensor<6xf32>) -> tensor<6xf32>
  return
}
