// RUN: nn-compile %s --target=aarch64-linux-gnu --cpu=neoverse-v2 --emit=asm -o - | FileCheck %s
// RUN: nn-opt %s --nn-sve-pipeline | FileCheck %s --check-prefix=PIPELINE

// The inner loop of a product: loads of four steps of the reduction, whole
// vectors of the packed weight, and multiply-adds by lane. That nothing is on the
// stack is what arm-inner-loops.test looks at.

// CHECK: whilelo p{{[0-9]+}}.s
// CHECK: [[LOOP:.LBB[0-9_]+]]:{{[[:space:]]+}}ld1rqw { z{{[0-9]+}}.s }
// CHECK: ldr z{{[0-9]+}}, [x{{[0-9]+}}, #1, mul vl]
// CHECK-COUNT-64: fmla z{{[0-9]+}}.s, z{{[0-9]+}}.s, z{{[0-7]}}.s[{{[0-3]}}]
// CHECK: b.{{lo|lt|ne}} [[LOOP]]

// PIPELINE: nn.target = {{{.*}}features = "+sve"{{.*}}scalable = true
// PIPELINE: llvm.intr.get.active.lane.mask {{.*}} : i{{32|64}}, i{{32|64}} to vector<[4]xi1>
// PIPELINE: llvm.aarch64.sve.fmla.lane.nxv4f32

func.func @main(%x: tensor<64x768xf32>) -> tensor<64x3072xf32> {
  %w = arith.constant dense<0.0625> : tensor<768x3072xf32>
  %m = nn.matmul %x, %w : (tensor<64x768xf32>, tensor<768x3072xf32>) -> tensor<64x3072xf32>
  return %m : tensor<64x3072xf32>
}
