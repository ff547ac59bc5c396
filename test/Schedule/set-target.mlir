// RUN: nn-opt %s --nn-set-target="cpu=znver4 features=-avx512fp16" | FileCheck %s --check-prefix=WIDE
// RUN: nn-opt %s --nn-set-target="cpu=znver4 features=-avx512f" | FileCheck %s --check-prefix=NARROW
// RUN: not nn-opt %s --nn-set-target="cpu=vax" 2>&1 | FileCheck %s --check-prefix=CPU
// RUN: not nn-opt %s --nn-set-target="triple=vax" 2>&1 | FileCheck %s --check-prefix=TRIPLE
// RUN: not nn-opt %s --nn-set-target="features=+vax" 2>&1 | FileCheck %s --check-prefix=FEATURE
// CPU: error: unknown CPU 'vax' of target 'x86_64-unknown-linux-gnu'
// TRIPLE: error: unknown target 'vax'
// FEATURE: error: unknown feature 'vax' of target 'x86_64-unknown-linux-gnu'
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=generic" | FileCheck %s --check-prefix=ARM

// WIDE: vector_bits = 512 : i64
// NARROW: vector_bits = 256 : i64
// ARM: vector_bits = 128 : i64
module {}
