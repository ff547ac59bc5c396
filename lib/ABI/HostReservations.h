//===- HostReservations.h - Memory that only running asks for --*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions by which entry functions ask the context's allocator for
// memory, and give it back, as the IR that they become.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_HOSTRESERVATIONS_H
#define NN_LIB_ABI_HOSTRESERVATIONS_H

#include "llvm/ADT/StringRef.h"

namespace mlir::nn {

/// Parsed by HostSupport.cpp, which says what stands between the dollars.
constexpr llvm::StringLiteral reserveSource = R"mlir(
// Frees a slot's block.
llvm.func internal @nn_release_slot(%context: !llvm.ptr, %slot: !llvm.ptr) {
  %null = llvm.mlir.zero : !llvm.ptr
  %block = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %none = llvm.icmp "eq" %block, %null : !llvm.ptr
  llvm.cond_br %none, ^done, ^free
^free:
  %empty = llvm.mlir.zero : $SLOT$
  llvm.store %empty, %slot : $SLOT$, !llvm.ptr
  %field = llvm.getelementptr %context[0, 3] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %deallocate = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %can = llvm.icmp "ne" %deallocate, %null : !llvm.ptr
  llvm.cond_br %can, ^call, ^done
^call:
  llvm.call %deallocate(%context, %block) : !llvm.ptr, (!llvm.ptr, !llvm.ptr) -> ()
  llvm.br ^done
^done:
  llvm.return
}

llvm.func internal @nn_reserve(%context: !llvm.ptr, %slot: !llvm.ptr, %bytes: i64) -> !llvm.ptr {
  %c0 = llvm.mlir.constant(0 : i64) : i64
  %c1 = llvm.mlir.constant(1 : i64) : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  %too_many = llvm.icmp "slt" %bytes, %c0 : i64
  %cannot = llvm.or %none, %too_many : i1
  llvm.cond_br %cannot, ^fail, ^look
^look:
  %block = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %bytes_field = llvm.getelementptr %slot[0, 1] : (!llvm.ptr) -> !llvm.ptr, $SLOT$
  %has_bytes = llvm.load %bytes_field : !llvm.ptr -> i64
  %is_enough = llvm.icmp "sle" %bytes, %has_bytes : i64
  %is_block = llvm.icmp "ne" %block, %null : !llvm.ptr
  %fits = llvm.and %is_block, %is_enough : i1
  llvm.cond_br %fits, ^done(%block : !llvm.ptr), ^grow
^grow:
  llvm.call @nn_release_slot(%context, %slot) : (!llvm.ptr, !llvm.ptr) -> ()
  %field = llvm.getelementptr %context[0, 2] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %allocate = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %can = llvm.icmp "ne" %allocate, %null : !llvm.ptr
  llvm.cond_br %can, ^allocate, ^fail
^allocate:
  %some = llvm.intr.smax(%bytes, %c1) : (i64, i64) -> i64
  %alignment = llvm.mlir.constant($ALIGNMENT$ : i64) : i64
  %new = llvm.call %allocate(%context, %some, %alignment) : !llvm.ptr, (!llvm.ptr, i64, i64) -> !llvm.ptr
  %is_new = llvm.icmp "ne" %new, %null : !llvm.ptr
  llvm.cond_br %is_new, ^note, ^fail
^note:
  llvm.store %new, %slot : !llvm.ptr, !llvm.ptr
  llvm.store %some, %bytes_field : i64, !llvm.ptr
  llvm.br ^done(%new : !llvm.ptr)
^fail:
  llvm.br ^done(%null : !llvm.ptr)
^done(%result: !llvm.ptr):
  llvm.return %result : !llvm.ptr
}

llvm.func internal @nn_release(%context: !llvm.ptr, %slots: !llvm.ptr, %count: i64) {
  %c0 = llvm.mlir.constant(0 : i64) : i64
  %c1 = llvm.mlir.constant(1 : i64) : i64
  llvm.br ^head(%c0 : i64)
^head(%i: i64):
  %more = llvm.icmp "slt" %i, %count : i64
  llvm.cond_br %more, ^body, ^done
^body:
  %slot = llvm.getelementptr %slots[%i] : (!llvm.ptr, i64) -> !llvm.ptr, $SLOT$
  llvm.call @nn_release_slot(%context, %slot) : (!llvm.ptr, !llvm.ptr) -> ()
  %next = llvm.add %i, %c1 : i64
  llvm.br ^head(%next : i64)
^done:
  llvm.return
}
)mlir";

} // namespace mlir::nn

#endif // NN_LIB_ABI_HOSTRESERVATIONS_H
