// RUN: nn-opt %s --split-input-file --nn-set-target="device=cuda math=tf32 device-chip=sm_90" | FileCheck %s
// RUN: not nn-opt %s --split-input-file --nn-set-target="device=vulkan" 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: not nn-opt %s --split-input-file --nn-set-target="device=cuda math=f99" 2>&1 | FileCheck %s --check-prefix=MATH
// RUN: not nn-opt %s --split-input-file --nn-set-target="device=cuda device-chip=sm_12" 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not nn-opt %s --split-input-file --nn-set-target="device=cuda device-types=f16" 2>&1 | FileCheck %s --check-prefix=TYPES

// A target that has the device gets what the options say more, and keeps the rest.

// CHECK: device = "cuda", device_chip = "sm_90"
// CHECK-SAME: math = "tf32"
// CHECK-SAME: workgroup_bytes = 99999 : i64
// OTHER: error: is compiled for 'cuda', not for 'vulkan'
// MATH: error: expected 'math' of tf32 or f16, for 'cuda', not 'f99'
// CHIP: error: expected 'device_chip' of sm_80 or sm_90, for 'cuda', not 'sm_12'
// TYPES: error: expected 'device_types' of f16 or f64 or i8 or i16 or i64, for 'vulkan', not 'f16'
module attributes {nn.target = {device = "cuda", workgroup_bytes = 99999 : i64}} {}

// -----

// One without a device gets it.

// CHECK: device = "cuda", device_chip = "sm_90"
// CHECK-SAME: math = "tf32"
// MATH: error: expected 'math'
// CHIP: error: expected 'device_chip'
module attributes {nn.target = {cpu = "x86-64-v3"}} {}
