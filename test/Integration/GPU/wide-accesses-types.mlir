// RUN: %cuda_emulator nn-run %s --random --check --device=cuda | FileCheck %s
// RUN: nn-compile %s --device=cuda --emit=ptx | FileCheck %s --check-prefix=PTX

// Elements of other sizes, as many as 16 bytes hold, four at most.

// PTX-DAG: ld.global.v2.b64
// PTX-DAG: ld.global.v4.b16
// PTX-DAG: st.global.v4.b32

// CHECK-NOT: DEPARTS
// CHECK-COUNT-6: ok
// CHECK-NOT: DEPARTS

func.func @main(
    %f64_x: tensor<4096xf64> {nn.name = "f64_x:0"},
    %f16_x: tensor<4096xf16> {nn.name = "f16_x:0"},
    %f16_y: tensor<4096xf16> {nn.name = "f16_y:0"},
    %bf16_x: tensor<4096xbf16> {nn.name = "bf16_x:0"},
    %bf16_y: tensor<4096xbf16> {nn.name = "bf16_y:0"},
    %i8_x: tensor<4096xi8> {nn.name = "i8_x:0"},
    %i8_y: tensor<4096xi8> {nn.name = "i8_y:0"},
    %i64_x: tensor<4096xi64> {nn.name = "i64_x:0"},
    %i64_y: tensor<4096xi64> {nn.name = "i64_y:0"},
    %casts_x: tensor<4096xi8> {nn.name = "casts_x:0"},
    %casts_y: tensor<4096xf64> {nn.name = "casts_y:0"})
    -> (
        tensor<4096xf64> {nn.name = "f64:0"},
        tensor<4096xf16> {nn.name = "f16:0"},
        tensor<4096xbf16> {nn.name = "bf16:0"},
        tensor<4096xi8> {nn.name = "i8:0"},
        tensor<4096xi64> {nn.name = "i64:0"},
        tensor<4096xf32> {nn.name = "casts:0"}) {
  %f640 = nn.sqrt %f64_x : tensor<4096xf64>
  %f160 = nn.add %f16_x, %f16_y : (tensor<4096xf16>, tensor<4096xf16>) -> tensor<4096xf16>
  %bf160 = nn.add %bf16_x, %bf16_y : (tensor<4096xbf16>, tensor<4096xbf16>) -> tensor<4096xbf16>
  %i80 = nn.add %i8_x, %i8_y : (tensor<4096xi8>, tensor<4096xi8>) -> tensor<4096xi8>
  %i640 = nn.mul %i64_x, %i64_y : (tensor<4096xi64>, tensor<4096xi64>) -> tensor<4096xi64>
  %casts0 = nn.cast %casts_x : (tensor<4096xi8>) -> tensor<4096xf32>
  %casts1 = nn.cast %casts_y : (tensor<4096xf64>) -> tensor<4096xf32>
  %casts2 = nn.add %casts0, %casts1 : (tensor<4096xf32>, tensor<4096xf32>) -> tensor<4096xf32>
  return %f640, %f160, %bf160, %i80, %i640, %casts2
      : tensor<4096xf64>, tensor<4096xf16>, tensor<4096xbf16>, tensor<4096xi8>, tensor<4096xi64>, tensor<4096xf32>
}
