// RUN: nn-opt %s --nn-expand-math --split-input-file --verify-diagnostics | FileCheck %s

// A power of two is two factors, so that denormal results come out.
// CHECK-LABEL: @exp
// CHECK-SAME: (%[[X:.*]]: vector<8xf32>)
func.func @exp(%x: vector<8xf32>) -> vector<8xf32> {
  // CHECK: arith.cmpf uge, %[[X]]
  // CHECK-COUNT-2: arith.shli {{.*}} : vector<8xi32>
  // CHECK-NOT: math.exp
  // CHECK: return
  %0 = math.exp %x : vector<8xf32>
  return %0 : vector<8xf32>
}

// -----

// CHECK-LABEL: @scalar
func.func @scalar(%x: f32) -> f32 {
  // CHECK-NOT: math.tanh
  // CHECK: math.copysign {{.*}} : f32
  %0 = math.tanh %x : f32
  return %0 : f32
}

// -----

// CHECK-LABEL: @scalable
func.func @scalable(%x: vector<[4]xf32>) -> vector<[4]xf32> {
  // CHECK-NOT: math.{{exp|log|pow|sin|atan|erf}}
  // CHECK: return {{.*}} : vector<[4]xf32>
  %0 = math.exp %x : vector<[4]xf32>
  %1 = math.log %0 : vector<[4]xf32>
  %2 = math.powf %1, %x : vector<[4]xf32>
  %3 = math.sin %2 : vector<[4]xf32>
  %4 = math.atan2 %3, %x : vector<[4]xf32>
  %5 = math.erfc %4 : vector<[4]xf32>
  return %5 : vector<[4]xf32>
}

// -----

// Narrow floats are computed as f32 and rounded once.
// CHECK-LABEL: @narrow
func.func @narrow(%x: vector<8xf16>) -> vector<8xf16> {
  // CHECK: arith.extf {{.*}} : vector<8xf16> to vector<8xf32>
  // CHECK-NOT: xf16
  // CHECK: arith.truncf {{.*}} : vector<8xf32> to vector<8xf16>
  %0 = math.sinh %x : vector<8xf16>
  return %0 : vector<8xf16>
}

// -----

// f64 is for libm, but for two functions that would lose all digits,
// and a root.
// CHECK-LABEL: @wide
func.func @wide(%x: vector<2xf64>) -> (vector<2xf64>, vector<2xf64>, vector<2xf64>) {
  // CHECK: math.exp {{.*}} : vector<2xf64>
  // CHECK-NOT: math.expm1
  %0 = math.exp %x : vector<2xf64>
  %1 = math.expm1 %x : vector<2xf64>
  // CHECK: %[[ROOT:.*]] = math.sqrt %{{.*}} : vector<2xf64>
  // CHECK: arith.divf %{{.*}}, %[[ROOT]] : vector<2xf64>
  %2 = math.rsqrt %x : vector<2xf64>
  // CHECK: return
  return %0, %1, %2 : vector<2xf64>, vector<2xf64>, vector<2xf64>
}

// -----

func.func @wide_scalable(%x: vector<[2]xf64>) -> vector<[2]xf64> {
  // expected-error @below {{has no expansion for scalable vectors, got 'vector<[2]xf64>'}}
  %0 = math.exp %x : vector<[2]xf64>
  return %0 : vector<[2]xf64>
}

// -----

func.func @tensor(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @below {{expects scalars or vectors, got 'tensor<8xf32>'}}
  %0 = math.exp %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// The generic way of the scale, and that of AVX-512.
module attributes {nn.target = {triple = "x86_64-linux-gnu", cpu = "x86-64-v4", has_masks = true}} {
  // CHECK-LABEL: @avx512
  func.func @avx512(%x: vector<16xf32>) -> (vector<16xf32>, vector<16xf32>) {
    // CHECK: llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
    // CHECK: llvm.call_intrinsic "llvm.x86.avx512.rsqrt14.ps.512"
    %0 = math.exp %x : vector<16xf32>
    %1 = math.rsqrt %x : vector<16xf32>
    return %0, %1 : vector<16xf32>, vector<16xf32>
  }
}

// -----

// x86 has no instruction for this, and LLVM calls a function of the compiler's
// library, which a network does not link. AArch64 has one.

module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v3"}} {
  // CHECK-LABEL: @round_on_x86
  func.func @round_on_x86(%x: vector<8xf32>, %y: f32) -> (vector<8xbf16>, bf16) {
    // CHECK-NOT: arith.truncf
    // CHECK: arith.bitcast {{.*}} : vector<8xi16> to vector<8xbf16>
    // CHECK-NOT: arith.truncf
    %0 = arith.truncf %x : vector<8xf32> to vector<8xbf16>
    %1 = arith.truncf %y : f32 to bf16
    return %0, %1 : vector<8xbf16>, bf16
  }
}

// -----

module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}} {
  // CHECK-LABEL: @round_on_arm
  func.func @round_on_arm(%x: vector<8xf32>) -> vector<8xbf16> {
    // CHECK: arith.truncf
    %0 = arith.truncf %x : vector<8xf32> to vector<8xbf16>
    return %0 : vector<8xbf16>
  }
}
