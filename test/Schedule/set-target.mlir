// RUN: nn-opt %s --nn-set-target="cpu=znver4 features=-avx512fp16" | FileCheck %s --check-prefix=WIDE
// RUN: nn-opt %s --nn-set-target="cpu=znver4 features=-avx512f" | FileCheck %s --check-prefix=NARROW
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=generic" | FileCheck %s --check-prefix=ARM

// WIDE: vector_bits = 512 : i64
// NARROW: vector_bits = 256 : i64
// ARM: vector_bits = 128 : i64
module {}
