// RUN: nn-opt %s -split-input-file -verify-diagnostics | FileCheck %s

// CHECK-LABEL: module @matmul
// CHECK-SAME: nn.schedule = #kernel.schedule<"grid [m by 112, n] mm: contract [for k by 512, for n by 32, vec m by 14, vec n by 32] rhs packed [n/32, k, 32] at init">
module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
  "grid [m by 112, n] mm: contract [for k by 512, for n by 32, vec m by 14, vec n by 32] rhs packed [n/32, k, 32] at init">} {
}

// -----

// CHECK-LABEL: module @two_stages
// CHECK-SAME: <"grid [] a: rows [for d0, vec d1 by [4]] b: map [vec d0]">
module @two_stages attributes {nn.kernel, nn.schedule = #kernel.schedule<
  "grid [] a: rows [for d0, vec d1 by [4]] b: map [vec d0]">} {
}

// -----

// CHECK-LABEL: module @scalable
// CHECK-SAME: <"grid [] a: contract [for n by [16], for k, vec n by [16]] rhs packed [n/[16], k, [16]] at load">
module @scalable attributes {nn.kernel, nn.schedule = #kernel.schedule<
  "grid [] a: contract [for n by [16], for k, vec n by [16]] rhs packed [n/[16], k, [16]] at load">} {
}

// -----

// CHECK-LABEL: module @transposed
// CHECK-SAME: <"grid [b] a: contract [for n by 32, for k, vec n by 32] in1 packed [b, k, n] at call">
module @transposed attributes {nn.schedule = #kernel.schedule<
  "grid [b] a: contract [for n by 32, for k, vec n by 32] in1 packed [b, k, n] at call">} {
}

// -----

// expected-error@below {{expected ']' at ','}}
module @bad_tile attributes {nn.schedule = #kernel.schedule<"grid [] a: map [] rhs packed [n/[16, k] at load">} {
}

// -----

// CHECK-LABEL: module @threads
// CHECK-SAME: <"grid [m by 64, n by 64] a: contract [thread m by 4, thread n by 1, for k, vec m by 4]">
module @threads attributes {nn.kernel, nn.schedule = #kernel.schedule<
  "grid [m by 64, n by 64] a: contract [thread m by 4, thread n by 1, for k, vec m by 4]">} {
}

// -----

// expected-error@below {{expected a stage at the end of the schedule}}
module @no_stage attributes {nn.schedule = #kernel.schedule<"grid [m by 4]">} {
}

// -----

// expected-error@below {{expected 'warp', 'thread', 'for', 'vec' or 'unroll' at 'every'}}
module @bad_loop attributes {nn.schedule = #kernel.schedule<"grid [] a: map [every m]">} {
}

// -----

// expected-error@below {{expected 'direct', 'contract', 'rows', 'map', 'tf32', 'f16' or 'loops' at 'magic'}}
module @bad_algorithm attributes {nn.schedule = #kernel.schedule<"grid [] a: magic []">} {
}

// -----

// expected-error@below {{the size of loop 'm' is 0, expected at least 1}}
module @zero_size attributes {nn.schedule = #kernel.schedule<"grid [] a: map [for m by 0]">} {
}

// -----

// expected-error@below {{expected a number at '('}}
module @pieces attributes {nn.schedule = #kernel.schedule<"grid [] a: map [vec m by (16+8)]">} {
}

// -----

// expected-error@below {{expected ']' at 'tail'}}
module @tail attributes {nn.schedule = #kernel.schedule<"grid [] a: map [vec m by 16 tail mask]">} {
}

// -----

// expected-error@below {{expected 'shared' at 'init'}}
module @not_packed attributes {nn.schedule = #kernel.schedule<"grid [] a: map [] x at init">} {
}

// -----

// expected-error@below {{expected 'init', 'load' or 'call' at 'producer'}}
module @bad_place attributes {nn.schedule = #kernel.schedule<"grid [] a: map [] x packed [m, n] at producer">} {
}
