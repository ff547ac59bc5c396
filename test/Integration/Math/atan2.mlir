// RUN: nn-opt %s --nn-expand-math --convert-vector-to-scf \
// RUN:     --convert-vector-to-llvm --convert-scf-to-cf \
// RUN:     --convert-math-to-llvm --convert-math-to-libm --convert-arith-to-llvm \
// RUN:     --convert-cf-to-llvm --convert-func-to-llvm --reconcile-unrealized-casts \
// RUN:   | mlir-runner -e main -entry-point-result=void -shared-libs=%mlir_c_runner_utils \
// RUN:   | FileCheck %s

// Infinities, zeros of both signs, and NaN in either place, as libm has them.

func.func @atan2(%y: vector<8xf32>, %x: vector<8xf32>) {
  %0 = math.atan2 %y, %x : vector<8xf32>
  vector.print %0 : vector<8xf32>
  return
}

func.func @main() {
  // y = inf, -inf, inf, -inf, 1, -1, inf, -2; x = inf, inf, -inf, -inf, inf, -inf, 1, 0
  %y0 = arith.constant dense<[0x7F800000, 0xFF800000, 0x7F800000, 0xFF800000, 1.0, -1.0, 0x7F800000, -2.0]> : vector<8xf32>
  %x0 = arith.constant dense<[0x7F800000, 0x7F800000, 0xFF800000, 0xFF800000, 0x7F800000, 0xFF800000, 1.0, 0.0]> : vector<8xf32>
  // CHECK: ( 0.785398, -0.785398, 2.35619, -2.35619, 0, -3.14159, 1.5708, -1.5708 )
  call @atan2(%y0, %x0) : (vector<8xf32>, vector<8xf32>) -> ()

  // The zeros, then an overflow and an underflow of the quotient.
  %y1 = arith.constant dense<[0.0, -0.0, 0.0, -0.0, 3.0e38, 1.0e-38, -1.0e-38, 3.0]> : vector<8xf32>
  %x1 = arith.constant dense<[0.0, 0.0, -0.0, -0.0, 1.0e-38, 3.0e38, -3.0e38, -4.0]> : vector<8xf32>
  // CHECK: ( 0, -0, 3.14159, -3.14159, 1.5708, 0, -3.14159, 2.49809 )
  call @atan2(%y1, %x1) : (vector<8xf32>, vector<8xf32>) -> ()

  %y2 = arith.constant dense<[0x7FC00000, 0x7FC00000, 0x7FC00000, 0.0, 1.0, 0x7F800000, 1.0, -1.0]> : vector<8xf32>
  %x2 = arith.constant dense<[0.0, 1.0, 0x7F800000, 0x7FC00000, 0x7FC00000, 0x7FC00000, 1.0, 2.0]> : vector<8xf32>
  // CHECK: ( {{-?}}nan, {{-?}}nan, {{-?}}nan, {{-?}}nan, {{-?}}nan, {{-?}}nan, 0.785398, -0.463648 )
  call @atan2(%y2, %x2) : (vector<8xf32>, vector<8xf32>) -> ()
  return
}
