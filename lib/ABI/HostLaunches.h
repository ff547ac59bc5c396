//===- HostLaunches.h - How the host runs kernels ---------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions by which entry functions run the grid of a kernel on the
// context's threads, as the IR that they become.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_HOSTLAUNCHES_H
#define NN_LIB_ABI_HOSTLAUNCHES_H

#include "llvm/ADT/StringRef.h"

namespace mlir::nn {

/// Parsed by HostSupport.cpp, which says what stands between the dollars.
constexpr llvm::StringLiteral launchSource = R"mlir(
llvm.func internal @nn_threads(%context: !llvm.ptr) -> i64 {
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^done(%c1 : i32), ^ask
^ask:
  %field = llvm.getelementptr %context[0, 1] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %given = llvm.load %field : !llvm.ptr -> i32
  %threads = llvm.intr.umax(%given, %c1) : (i32, i32) -> i32
  llvm.br ^done(%threads : i32)
^done(%count: i32):
  %result = llvm.zext %count : i32 to i64
  llvm.return %result : i64
}

// Threads whose scratch lies 4 KiB apart would compete for cache sets.
llvm.func internal @nn_scratch_stride(%bytes: i64) -> i64 {
  %c0 = llvm.mlir.constant(0 : i64) : i64
  %mask = llvm.mlir.constant($ALIGNMENT_MASK$ : i64) : i64
  %alignment = llvm.mlir.constant($ALIGNMENT$ : i64) : i64
  %clear = llvm.mlir.constant(-$ALIGNMENT$ : i64) : i64
  %page_mask = llvm.mlir.constant(4095 : i64) : i64
  %up = llvm.add %bytes, %mask : i64
  %aligned = llvm.and %up, %clear : i64
  %staggered = llvm.add %aligned, %alignment : i64
  %rest = llvm.and %aligned, %page_mask : i64
  %competes = llvm.icmp "eq" %rest, %c0 : i64
  %some = llvm.icmp "ne" %aligned, %c0 : i64
  %staggers = llvm.and %competes, %some : i1
  %stride = llvm.select %staggers, %staggered, %aligned : i1, i64
  %most = llvm.mlir.constant(0x7fffffffffffff00 : i64) : i64
  %minus_one = llvm.mlir.constant(-1 : i64) : i64
  %fits = llvm.icmp "ule" %bytes, %most : i64
  %result = llvm.select %fits, %stride, %minus_one : i1, i64
  llvm.return %result : i64
}

llvm.func internal @nn_run(%context: !llvm.ptr, %kernel: !llvm.ptr, %args: !llvm.ptr, %count: i64, %scratch: !llvm.ptr, %stride: i64) {
  %c0 = llvm.mlir.constant(0 : i64) : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %some = llvm.icmp "sgt" %count, %c0 : i64
  %field = llvm.getelementptr %context[0, 4] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^here, ^ask
^ask:
  %parallel_for = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %has_it = llvm.icmp "ne" %parallel_for, %null : !llvm.ptr
  %can = llvm.and %has_it, %some : i1
  llvm.cond_br %can, ^there, ^here
^there:
  llvm.call %parallel_for(%context, %kernel, %args, %count, %scratch, %stride) : !llvm.ptr, (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64, !llvm.ptr, i64) -> ()
  llvm.return
^here:
  llvm.call %kernel(%args, %c0, %count, %scratch) : !llvm.ptr, (!llvm.ptr, i64, i64, !llvm.ptr) -> ()
  llvm.return
}

llvm.func internal @nn_launch(%context: !llvm.ptr, %launch: i32, %kernel: !llvm.ptr, %args: !llvm.ptr, %count: i64, %scratch: !llvm.ptr, %bytes: i64, %stride: i64) {
  %begin = llvm.mlir.constant(1 : i32) : i32
  %end = llvm.mlir.constant(0 : i32) : i32
  %null = llvm.mlir.zero : !llvm.ptr
  %bytes_slot = llvm.getelementptr %args[$SCRATCH_SLOT$] : (!llvm.ptr) -> !llvm.ptr, i64
  llvm.store %bytes, %bytes_slot : i64, !llvm.ptr
  %field = llvm.getelementptr %context[0, 5] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^plain, ^ask
^ask:
  %profile = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %wanted = llvm.icmp "ne" %profile, %null : !llvm.ptr
  llvm.cond_br %wanted, ^profiled, ^plain
^plain:
  llvm.call @nn_run(%context, %kernel, %args, %count, %scratch, %stride) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64, !llvm.ptr, i64) -> ()
  llvm.return
^profiled:
  llvm.call %profile(%context, %launch, %begin) : !llvm.ptr, (!llvm.ptr, i32, i32) -> ()
  llvm.call @nn_run(%context, %kernel, %args, %count, %scratch, %stride) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64, !llvm.ptr, i64) -> ()
  llvm.call %profile(%context, %launch, %end) : !llvm.ptr, (!llvm.ptr, i32, i32) -> ()
  llvm.return
}
)mlir";

} // namespace mlir::nn

#endif // NN_LIB_ABI_HOSTLAUNCHES_H
