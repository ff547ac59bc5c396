// RUN: %cuda_emulator nn-run %s --random --check --device=cuda | FileCheck %s
// RUN: nn-compile %s --device=cuda --emit=ptx | FileCheck %s --check-prefix=PTX

// Invocations that load and store four neighbors at once, and what keeps them from
// it: sizes that are no multiple, and parts of tensors that begin anywhere.

// PTX-COUNT-6: st.global.v{{[24]}}.b32

// CHECK-NOT: DEPARTS
// CHECK-COUNT-11: ok
// CHECK-NOT: DEPARTS

func.func @main(
    %multiple_x: tensor<3x1024xf32> {nn.name = "multiple_x:0"},
    %multiple_y: tensor<3x1024xf32> {nn.name = "multiple_y:0"},
    %odd_x: tensor<4099xf32> {nn.name = "odd_x:0"},
    %even_x: tensor<33x130xf32> {nn.name = "even_x:0"},
    %columns_x: tensor<64x128xf32> {nn.name = "columns_x:0"},
    %columns_b: tensor<128xf32> {nn.name = "columns_b:0"},
    %columns_c: tensor<64x1xf32> {nn.name = "columns_c:0"},
    %parts_x: tensor<4096xf32> {nn.name = "parts_x:0"},
    %parts_y: tensor<4098xf32> {nn.name = "parts_y:0"},
    %parts_z: tensor<4096xf32> {nn.name = "parts_z:0"},
    %slices_x: tensor<64x129xf32> {nn.name = "slices_x:0"},
    %transposed_x: tensor<64x128xf32> {nn.name = "transposed_x:0"},
    %convolution_x: tensor<1x32x32x8xf32> {nn.name = "convolution_x:0"},
    %convolution_w: tensor<3x3x8x16xf32> {nn.name = "convolution_w:0"},
    %convolution_b: tensor<16xf32> {nn.name = "convolution_b:0"},
    %pool_x: tensor<1x32x32x16xf32> {nn.name = "pool_x:0"},
    %compare_x: tensor<4096xf32> {nn.name = "compare_x:0"},
    %compare_y: tensor<4096xf32> {nn.name = "compare_y:0"},
    %rows_x: tensor<4x2048xf32> {nn.name = "rows_x:0"})
    -> (
        tensor<3x1024xf32> {nn.name = "multiple:0"},
        tensor<4099xf32> {nn.name = "odd:0"},
        tensor<33x130xf32> {nn.name = "even:0"},
        tensor<64x128xf32> {nn.name = "columns:0"},
        tensor<12290xf32> {nn.name = "parts:0"},
        tensor<64x128xf32> {nn.name = "slices:0"},
        tensor<128x64xf32> {nn.name = "transposed:0"},
        tensor<1x30x30x16xf32> {nn.name = "convolution:0"},
        tensor<1x16x16x16xf32> {nn.name = "pool:0"},
        tensor<4096xi1> {nn.name = "compare:0"},
        tensor<4x2048xf32> {nn.name = "rows:0"}) {
  %multiple0 = nn.add %multiple_x, %multiple_y : (tensor<3x1024xf32>, tensor<3x1024xf32>) -> tensor<3x1024xf32>
  %multiple1 = nn.tanh %multiple0 : tensor<3x1024xf32>
  %odd0 = nn.exp %odd_x : tensor<4099xf32>
  %even0 = nn.exp %even_x : tensor<33x130xf32>
  %columns0 = nn.add %columns_x, %columns_b : (tensor<64x128xf32>, tensor<128xf32>) -> tensor<64x128xf32>
  %columns1 = nn.mul %columns0, %columns_c : (tensor<64x128xf32>, tensor<64x1xf32>) -> tensor<64x128xf32>

  // The second part begins at a multiple of 16 bytes, the third one does not.
  %parts0 = nn.exp %parts_x : tensor<4096xf32>
  %parts1 = nn.sqrt %parts_y : tensor<4098xf32>
  %parts2 = nn.tanh %parts_z : tensor<4096xf32>
  %parts3 = nn.concat %parts0, %parts1, %parts2 {axis = 0 : i64} : (tensor<4096xf32>, tensor<4098xf32>, tensor<4096xf32>) -> tensor<12290xf32>
  %slices0 = nn.slice %slices_x {begin = array<i64: 0, 1>, size = array<i64: 64, 128>, strides = array<i64: 1, 1>}
      : (tensor<64x129xf32>) -> tensor<64x128xf32>
  %slices1 = nn.exp %slices0 : tensor<64x128xf32>
  %transposed0 = nn.transpose %transposed_x {permutation = array<i64: 1, 0>} : (tensor<64x128xf32>) -> tensor<128x64xf32>
  %convolution0 = nn.conv2d %convolution_x, %convolution_w : (tensor<1x32x32x8xf32>, tensor<3x3x8x16xf32>) -> tensor<1x30x30x16xf32>
  %convolution1 = nn.add %convolution0, %convolution_b : (tensor<1x30x30x16xf32>, tensor<16xf32>) -> tensor<1x30x30x16xf32>
  %pool0 = nn.max_pool2d %pool_x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x32x32x16xf32>) -> tensor<1x16x16x16xf32>
  %compare0 = nn.compare %compare_x, %compare_y {predicate = #nn.predicate<gt>} : (tensor<4096xf32>, tensor<4096xf32>) -> tensor<4096xi1>
  %rows0 = nn.softmax %rows_x : (tensor<4x2048xf32>) -> tensor<4x2048xf32>
  return %multiple1, %odd0, %even0, %columns1, %parts3, %slices1, %transposed0, %convolution1, %pool0, %compare0, %rows0
      : tensor<3x1024xf32>, tensor<4099xf32>, tensor<33x130xf32>, tensor<64x128xf32>, tensor<12290xf32>, tensor<64x128xf32>, tensor<128x64xf32>, tensor<1x30x30x16xf32>, tensor<1x16x16x16xf32>, tensor<4096xi1>, tensor<4x2048xf32>
}
