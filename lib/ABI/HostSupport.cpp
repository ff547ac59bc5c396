//===- HostSupport.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What entry functions check before they run, and how they run a kernel: code
// that is the same for every network, driven by the model's descriptions. It is
// written as the IR that it becomes.
//
//===----------------------------------------------------------------------===//

#include "HostSupport.h"
#include "HostLaunches.h"
#include "HostReservations.h"
#include "mlir/Parser/Parser.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Target.h"
#include "nn_runtime.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/TargetParser/Triple.h"

using namespace mlir;
using namespace mlir::nn;

// What stands between '$' is replaced: types of nn_runtime.h, its numbers, and
// the integer of a pointer's width, which is C's size_t.

static constexpr llvm::StringLiteral messageSource = R"mlir(
llvm.func @snprintf(!llvm.ptr, $SIZE_T$, !llvm.ptr, ...) -> i32

// Where the context takes a message; null without a context.
llvm.func internal @nn_message(%context: !llvm.ptr) -> !llvm.ptr {
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  %message = llvm.getelementptr %context[0, 7] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %result = llvm.select %none, %null, %message : i1, !llvm.ptr
  llvm.return %result : !llvm.ptr
}

// How many bytes it may have.
llvm.func internal @nn_message_size(%context: !llvm.ptr) -> $SIZE_T$ {
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  %zero = llvm.mlir.constant(0 : $SIZE_T$) : $SIZE_T$
  %size = llvm.mlir.constant($MESSAGE_SIZE$ : $SIZE_T$) : $SIZE_T$
  %result = llvm.select %none, %zero, %size : i1, $SIZE_T$
  llvm.return %result : $SIZE_T$
}

// Notes the status in the context, and returns it.
llvm.func internal @nn_fail(%context: !llvm.ptr, %status: i32) -> i32 {
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^done, ^note
^note:
  %field = llvm.getelementptr %context[0, 6] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  llvm.store %status, %field : i32, !llvm.ptr
  llvm.br ^done
^done:
  llvm.return %status : i32
}
)mlir";

static constexpr llvm::StringLiteral checkTensorsSource = R"mlir(
llvm.mlir.global internal constant @nn_word_input("input\00")
llvm.mlir.global internal constant @nn_word_output("output\00")
llvm.mlir.global internal constant @nn_format_abi("the context's ABI version is %lld, but the code was compiled for %lld\00")
llvm.mlir.global internal constant @nn_format_rank("%s '%s': expected rank %lld, got %lld\00")
llvm.mlir.global internal constant @nn_format_type("%s '%s': expected elements of type %s, got %s\00")
llvm.mlir.global internal constant @nn_format_size("%s '%s': expected size %lld of dimension %lld, got %lld\00")
llvm.mlir.global internal constant @nn_format_negative("%s '%s': size of dimension %lld is negative: %lld\00")

$DTYPE_NAMES$

llvm.func internal @nn_dtype_word(%dtype: i32) -> !llvm.ptr {
  llvm.switch %dtype : i32, ^other [
$DTYPE_CASES$
  ]
$DTYPE_BLOCKS$
^other:
  %other = llvm.mlir.addressof @nn_dtype_unknown : !llvm.ptr
  llvm.return %other : !llvm.ptr
}

// Compares `count` buffers with their descriptions.
llvm.func internal @nn_check_tensors(%context: !llvm.ptr, %descs: !llvm.ptr, %buffers: !llvm.ptr, %count: i32, %word: !llvm.ptr, %check_sizes: i1) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %c0_i64 = llvm.mlir.constant(0 : i64) : i64
  %any = llvm.mlir.constant(-1 : i64) : i64
  %invalid = llvm.mlir.constant($INVALID_BUFFER$ : i32) : i32
  llvm.br ^tensors(%c0 : i32)
^tensors(%i: i32):
  %more = llvm.icmp "slt" %i, %count : i32
  llvm.cond_br %more, ^tensor, ^valid
^tensor:
  %name_field = llvm.getelementptr %descs[%i, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %name = llvm.load %name_field : !llvm.ptr -> !llvm.ptr
  %want_rank_field = llvm.getelementptr %descs[%i, 2] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %want_rank = llvm.load %want_rank_field : !llvm.ptr -> i32
  %rank_field = llvm.getelementptr %buffers[%i, 2] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %rank = llvm.load %rank_field : !llvm.ptr -> i32
  %same_rank = llvm.icmp "eq" %rank, %want_rank : i32
  llvm.cond_br %same_rank, ^type, ^other_rank
^type:
  %want_type_field = llvm.getelementptr %descs[%i, 3] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %want_type = llvm.load %want_type_field : !llvm.ptr -> i32
  %type_field = llvm.getelementptr %buffers[%i, 3] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %type = llvm.load %type_field : !llvm.ptr -> i32
  %same_type = llvm.icmp "eq" %type, %want_type : i32
  llvm.cond_br %same_type, ^sizes(%c0 : i32), ^other_type
^sizes(%dim: i32):
  %more_dims = llvm.icmp "slt" %dim, %rank : i32
  %look = llvm.and %more_dims, %check_sizes : i1
  llvm.cond_br %look, ^size, ^next
^size:
  %want_sizes_field = llvm.getelementptr %descs[%i, 1] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %want_sizes = llvm.load %want_sizes_field : !llvm.ptr -> !llvm.ptr
  %want_address = llvm.getelementptr %want_sizes[%dim] : (!llvm.ptr, i32) -> !llvm.ptr, i64
  %want = llvm.load %want_address : !llvm.ptr -> i64
  %sizes_field = llvm.getelementptr %buffers[%i, 1] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %sizes = llvm.load %sizes_field : !llvm.ptr -> !llvm.ptr
  %address = llvm.getelementptr %sizes[%dim] : (!llvm.ptr, i32) -> !llvm.ptr, i64
  %got = llvm.load %address : !llvm.ptr -> i64
  %next_dim = llvm.add %dim, %c1 : i32
  %dim_number = llvm.sext %dim : i32 to i64
  %is_any = llvm.icmp "eq" %want, %any : i64
  llvm.cond_br %is_any, ^any_size, ^this_size
^any_size:
  %is_size = llvm.icmp "sge" %got, %c0_i64 : i64
  llvm.cond_br %is_size, ^sizes(%next_dim : i32), ^negative_size
^this_size:
  %same_size = llvm.icmp "eq" %got, %want : i64
  llvm.cond_br %same_size, ^sizes(%next_dim : i32), ^other_size
^next:
  %next_i = llvm.add %i, %c1 : i32
  llvm.br ^tensors(%next_i : i32)
^valid:
  llvm.return %c0 : i32
^other_rank:
  %rank_message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %rank_message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %rank_format = llvm.mlir.addressof @nn_format_rank : !llvm.ptr
  %want_rank_number = llvm.sext %want_rank : i32 to i64
  %rank_number = llvm.sext %rank : i32 to i64
  %r0 = llvm.call @snprintf(%rank_message, %rank_message_size, %rank_format, %word, %name, %want_rank_number, %rank_number) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i64) -> i32
  llvm.br ^fail
^other_type:
  %type_message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %type_message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %type_format = llvm.mlir.addressof @nn_format_type : !llvm.ptr
  %want_type_word = llvm.call @nn_dtype_word(%want_type) : (i32) -> !llvm.ptr
  %type_word = llvm.call @nn_dtype_word(%type) : (i32) -> !llvm.ptr
  %r1 = llvm.call @snprintf(%type_message, %type_message_size, %type_format, %word, %name, %want_type_word, %type_word) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> i32
  llvm.br ^fail
^other_size:
  %size_message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %size_message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %size_format = llvm.mlir.addressof @nn_format_size : !llvm.ptr
  %r2 = llvm.call @snprintf(%size_message, %size_message_size, %size_format, %word, %name, %want, %dim_number, %got) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i64, i64) -> i32
  llvm.br ^fail
^negative_size:
  %negative_message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %negative_message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %negative_format = llvm.mlir.addressof @nn_format_negative : !llvm.ptr
  %r3 = llvm.call @snprintf(%negative_message, %negative_message_size, %negative_format, %word, %name, %dim_number, %got) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i64) -> i32
  llvm.br ^fail
^fail:
  %status = llvm.call @nn_fail(%context, %invalid) : (!llvm.ptr, i32) -> i32
  llvm.return %status : i32
}

llvm.func internal @nn_check_inputs(%context: !llvm.ptr, %model: !llvm.ptr, %in: !llvm.ptr) -> i32 {
  %true = llvm.mlir.constant(true) : i1
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^inputs, ^version
^version:
  %abi_field = llvm.getelementptr %context[0, 0] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %abi = llvm.load %abi_field : !llvm.ptr -> i32
  %want = llvm.mlir.constant($ABI_VERSION$ : i32) : i32
  %same = llvm.icmp "eq" %abi, %want : i32
  llvm.cond_br %same, ^inputs, ^mismatch
^mismatch:
  // A context of another version may keep messages elsewhere.
  %mismatch_status = llvm.mlir.constant($ABI_MISMATCH$ : i32) : i32
  llvm.return %mismatch_status : i32
^inputs:
  %count_field = llvm.getelementptr %model[0, 1] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %count = llvm.load %count_field : !llvm.ptr -> i32
  %descs_field = llvm.getelementptr %model[0, 8] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %descs = llvm.load %descs_field : !llvm.ptr -> !llvm.ptr
  %word = llvm.mlir.addressof @nn_word_input : !llvm.ptr
  %status = llvm.call @nn_check_tensors(%context, %descs, %in, %count, %word, %true) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr, i1) -> i32
  llvm.return %status : i32
}

llvm.func internal @nn_check_call(%context: !llvm.ptr, %model: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %false = llvm.mlir.constant(false) : i1
  %inputs = llvm.call @nn_check_inputs(%context, %model, %in) : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> i32
  %ok = llvm.icmp "eq" %inputs, %c0 : i32
  llvm.cond_br %ok, ^outputs, ^fail
^outputs:
  %count_field = llvm.getelementptr %model[0, 2] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %count = llvm.load %count_field : !llvm.ptr -> i32
  %descs_field = llvm.getelementptr %model[0, 9] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %descs = llvm.load %descs_field : !llvm.ptr -> !llvm.ptr
  %word = llvm.mlir.addressof @nn_word_output : !llvm.ptr
  %status = llvm.call @nn_check_tensors(%context, %descs, %out, %count, %word, %false) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr, i1) -> i32
  llvm.return %status : i32
^fail:
  llvm.return %inputs : i32
}
)mlir";

static constexpr llvm::StringLiteral checkMemorySource = R"mlir(
llvm.mlir.global internal constant @nn_format_data("%s '%s': has elements but no data\00")
llvm.mlir.global internal constant @nn_format_overlap("output '%s' overlaps %s '%s'\00")
llvm.mlir.global internal constant @nn_format_workspace("the workspace is null or not aligned to %lld bytes\00")

// The bytes of a buffer's elements; none for sizes of -1, which are known only by
// running.
llvm.func internal @nn_buffer_bytes(%buffers: !llvm.ptr, %i: i32) -> i64 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %c3 = llvm.mlir.constant(3 : i32) : i32
  %bits_mask = llvm.mlir.constant(255 : i32) : i32
  %type_field = llvm.getelementptr %buffers[%i, 3] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %type = llvm.load %type_field : !llvm.ptr -> i32
  %bits = llvm.and %type, %bits_mask : i32
  %element = llvm.lshr %bits, %c3 : i32
  %element_bytes = llvm.zext %element : i32 to i64
  %rank_field = llvm.getelementptr %buffers[%i, 2] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %rank = llvm.load %rank_field : !llvm.ptr -> i32
  %sizes_field = llvm.getelementptr %buffers[%i, 1] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %sizes = llvm.load %sizes_field : !llvm.ptr -> !llvm.ptr
  llvm.br ^head(%c0, %element_bytes : i32, i64)
^head(%dim: i32, %bytes: i64):
  %more = llvm.icmp "slt" %dim, %rank : i32
  llvm.cond_br %more, ^body, ^done
^body:
  %address = llvm.getelementptr %sizes[%dim] : (!llvm.ptr, i32) -> !llvm.ptr, i64
  %size = llvm.load %address : !llvm.ptr -> i64
  %c0_i64 = llvm.mlir.constant(0 : i64) : i64
  %known = llvm.intr.smax(%size, %c0_i64) : (i64, i64) -> i64
  %product = llvm.mul %bytes, %known : i64
  %next = llvm.add %dim, %c1 : i32
  llvm.br ^head(%next, %product : i32, i64)
^done:
  llvm.return %bytes : i64
}

// That each buffer with elements has data.
llvm.func internal @nn_check_data(%context: !llvm.ptr, %descs: !llvm.ptr, %buffers: !llvm.ptr, %count: i32, %word: !llvm.ptr) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %c0_i64 = llvm.mlir.constant(0 : i64) : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %invalid = llvm.mlir.constant($INVALID_BUFFER$ : i32) : i32
  llvm.br ^head(%c0 : i32)
^head(%i: i32):
  %more = llvm.icmp "slt" %i, %count : i32
  llvm.cond_br %more, ^body, ^valid
^body:
  %data_field = llvm.getelementptr %buffers[%i, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %data = llvm.load %data_field : !llvm.ptr -> !llvm.ptr
  %bytes = llvm.call @nn_buffer_bytes(%buffers, %i) : (!llvm.ptr, i32) -> i64
  %is_null = llvm.icmp "eq" %data, %null : !llvm.ptr
  %has_elements = llvm.icmp "ne" %bytes, %c0_i64 : i64
  %is_missing = llvm.and %is_null, %has_elements : i1
  %next = llvm.add %i, %c1 : i32
  llvm.cond_br %is_missing, ^missing, ^head(%next : i32)
^missing:
  %name_field = llvm.getelementptr %descs[%i, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %name = llvm.load %name_field : !llvm.ptr -> !llvm.ptr
  %message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %format = llvm.mlir.addressof @nn_format_data : !llvm.ptr
  %r = llvm.call @snprintf(%message, %message_size, %format, %word, %name) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> i32
  %status = llvm.call @nn_fail(%context, %invalid) : (!llvm.ptr, i32) -> i32
  llvm.return %status : i32
^valid:
  llvm.return %c0 : i32
}

// That output `i` overlaps none of `count` buffers.
llvm.func internal @nn_check_overlap(%context: !llvm.ptr, %out_descs: !llvm.ptr, %out: !llvm.ptr, %i: i32, %descs: !llvm.ptr, %buffers: !llvm.ptr, %count: i32, %word: !llvm.ptr) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %invalid = llvm.mlir.constant($INVALID_BUFFER$ : i32) : i32
  %data_field = llvm.getelementptr %out[%i, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %data = llvm.load %data_field : !llvm.ptr -> !llvm.ptr
  %bytes = llvm.call @nn_buffer_bytes(%out, %i) : (!llvm.ptr, i32) -> i64
  %end = llvm.getelementptr %data[%bytes] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  llvm.br ^head(%c0 : i32)
^head(%j: i32):
  %more = llvm.icmp "slt" %j, %count : i32
  llvm.cond_br %more, ^body, ^valid
^body:
  %other_field = llvm.getelementptr %buffers[%j, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $BUFFER$
  %other = llvm.load %other_field : !llvm.ptr -> !llvm.ptr
  %other_bytes = llvm.call @nn_buffer_bytes(%buffers, %j) : (!llvm.ptr, i32) -> i64
  %other_end = llvm.getelementptr %other[%other_bytes] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  %before = llvm.icmp "ult" %data, %other_end : !llvm.ptr
  %after = llvm.icmp "ult" %other, %end : !llvm.ptr
  %overlap = llvm.and %before, %after : i1
  %next = llvm.add %j, %c1 : i32
  llvm.cond_br %overlap, ^overlaps, ^head(%next : i32)
^overlaps:
  %name_field = llvm.getelementptr %out_descs[%i, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %name = llvm.load %name_field : !llvm.ptr -> !llvm.ptr
  %other_name_field = llvm.getelementptr %descs[%j, 0] : (!llvm.ptr, i32) -> !llvm.ptr, $DESC$
  %other_name = llvm.load %other_name_field : !llvm.ptr -> !llvm.ptr
  %message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %format = llvm.mlir.addressof @nn_format_overlap : !llvm.ptr
  %r = llvm.call @snprintf(%message, %message_size, %format, %name, %word, %other_name) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> i32
  %status = llvm.call @nn_fail(%context, %invalid) : (!llvm.ptr, i32) -> i32
  llvm.return %status : i32
^valid:
  llvm.return %c0 : i32
}

llvm.func internal @nn_check_memory(%context: !llvm.ptr, %model: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %workspace: !llvm.ptr, %workspace_bytes: i64) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %c1 = llvm.mlir.constant(1 : i32) : i32
  %c0_i64 = llvm.mlir.constant(0 : i64) : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %num_inputs_field = llvm.getelementptr %model[0, 1] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %num_inputs = llvm.load %num_inputs_field : !llvm.ptr -> i32
  %num_outputs_field = llvm.getelementptr %model[0, 2] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %num_outputs = llvm.load %num_outputs_field : !llvm.ptr -> i32
  %in_descs_field = llvm.getelementptr %model[0, 8] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %in_descs = llvm.load %in_descs_field : !llvm.ptr -> !llvm.ptr
  %out_descs_field = llvm.getelementptr %model[0, 9] : (!llvm.ptr) -> !llvm.ptr, $MODEL$
  %out_descs = llvm.load %out_descs_field : !llvm.ptr -> !llvm.ptr
  %input = llvm.mlir.addressof @nn_word_input : !llvm.ptr
  %output = llvm.mlir.addressof @nn_word_output : !llvm.ptr
  %s0 = llvm.call @nn_check_data(%context, %in_descs, %in, %num_inputs, %input) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> i32
  %ok0 = llvm.icmp "eq" %s0, %c0 : i32
  llvm.cond_br %ok0, ^outputs, ^fail(%s0 : i32)
^outputs:
  %s1 = llvm.call @nn_check_data(%context, %out_descs, %out, %num_outputs, %output) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> i32
  %ok1 = llvm.icmp "eq" %s1, %c0 : i32
  llvm.cond_br %ok1, ^overlaps(%c0 : i32), ^fail(%s1 : i32)
^overlaps(%i: i32):
  %more = llvm.icmp "slt" %i, %num_outputs : i32
  llvm.cond_br %more, ^overlap, ^workspace
^overlap:
  %s2 = llvm.call @nn_check_overlap(%context, %out_descs, %out, %i, %in_descs, %in, %num_inputs, %input) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> i32
  %ok2 = llvm.icmp "eq" %s2, %c0 : i32
  llvm.cond_br %ok2, ^overlap_output, ^fail(%s2 : i32)
^overlap_output:
  // With the outputs before it.
  %s3 = llvm.call @nn_check_overlap(%context, %out_descs, %out, %i, %out_descs, %out, %i, %output) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr, !llvm.ptr, i32, !llvm.ptr) -> i32
  %ok3 = llvm.icmp "eq" %s3, %c0 : i32
  %next = llvm.add %i, %c1 : i32
  llvm.cond_br %ok3, ^overlaps(%next : i32), ^fail(%s3 : i32)
^workspace:
  %none_needed = llvm.icmp "sle" %workspace_bytes, %c0_i64 : i64
  llvm.cond_br %none_needed, ^valid, ^aligned
^aligned:
  %is_null = llvm.icmp "eq" %workspace, %null : !llvm.ptr
  %mask = llvm.mlir.constant($ALIGNMENT_MASK$ : i64) : i64
  %number = llvm.ptrtoint %workspace : !llvm.ptr to i64
  %rest = llvm.and %number, %mask : i64
  %is_unaligned = llvm.icmp "ne" %rest, %c0_i64 : i64
  %is_bad = llvm.or %is_null, %is_unaligned : i1
  llvm.cond_br %is_bad, ^bad_workspace, ^valid
^bad_workspace:
  %message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %format = llvm.mlir.addressof @nn_format_workspace : !llvm.ptr
  %alignment = llvm.mlir.constant($ALIGNMENT$ : i64) : i64
  %r = llvm.call @snprintf(%message, %message_size, %format, %alignment) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr, i64) -> i32
  %invalid = llvm.mlir.constant($INVALID_WORKSPACE$ : i32) : i32
  %s4 = llvm.call @nn_fail(%context, %invalid) : (!llvm.ptr, i32) -> i32
  llvm.br ^fail(%s4 : i32)
^valid:
  llvm.return %c0 : i32
^fail(%status: i32):
  llvm.return %status : i32
}
)mlir";

static constexpr llvm::StringLiteral deviceSource = R"mlir(
llvm.mlir.global internal constant @nn_format_device("the network was compiled for a device, and the context has none\00")

llvm.func internal @nn_check_device(%context: !llvm.ptr) -> i32 {
  %c0 = llvm.mlir.constant(0 : i32) : i32
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^missing, ^ask
^ask:
  %field = llvm.getelementptr %context[0, 9] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %device = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %no_device = llvm.icmp "eq" %device, %null : !llvm.ptr
  llvm.cond_br %no_device, ^missing, ^found
^found:
  llvm.return %c0 : i32
^missing:
  %message = llvm.call @nn_message(%context) : (!llvm.ptr) -> !llvm.ptr
  %message_size = llvm.call @nn_message_size(%context) : (!llvm.ptr) -> $SIZE_T$
  %format = llvm.mlir.addressof @nn_format_device : !llvm.ptr
  %r = llvm.call @snprintf(%message, %message_size, %format) vararg(!llvm.func<i32 (ptr, $SIZE_T$, ptr, ...)>) : (!llvm.ptr, $SIZE_T$, !llvm.ptr) -> i32
  %status = llvm.mlir.constant($NO_DEVICE$ : i32) : i32
  %s = llvm.call @nn_fail(%context, %status) : (!llvm.ptr, i32) -> i32
  llvm.return %s : i32
}

llvm.func internal @nn_launch_on_device(%context: !llvm.ptr, %launch: i32, %kernel: !llvm.ptr, %args: !llvm.ptr, %count: i64) {
  %field = llvm.getelementptr %context[0, 9] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %device = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %hook_field = llvm.getelementptr %device[0, 0] : (!llvm.ptr) -> !llvm.ptr, $HOOKS$
  %hook = llvm.load %hook_field : !llvm.ptr -> !llvm.ptr
  llvm.call %hook(%context, %launch, %kernel, %args, %count) : !llvm.ptr, (!llvm.ptr, i32, !llvm.ptr, !llvm.ptr, i64) -> ()
  llvm.return
}

llvm.func internal @nn_copy_on_device(%context: !llvm.ptr, %to: !llvm.ptr, %from: !llvm.ptr, %bytes: i64) {
  %field = llvm.getelementptr %context[0, 9] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %device = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %hook_field = llvm.getelementptr %device[0, 1] : (!llvm.ptr) -> !llvm.ptr, $HOOKS$
  %hook = llvm.load %hook_field : !llvm.ptr -> !llvm.ptr
  llvm.call %hook(%context, %to, %from, %bytes) : !llvm.ptr, (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64) -> ()
  llvm.return
}

// Sizes may depend on elements of inputs, before those are on a device.
llvm.func internal @nn_read_from_device(%context: !llvm.ptr, %to: !llvm.ptr, %from: !llvm.ptr, %bytes: i64) {
  %null = llvm.mlir.zero : !llvm.ptr
  %none = llvm.icmp "eq" %context, %null : !llvm.ptr
  llvm.cond_br %none, ^here, ^ask
^ask:
  %field = llvm.getelementptr %context[0, 9] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %device = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %no_device = llvm.icmp "eq" %device, %null : !llvm.ptr
  llvm.cond_br %no_device, ^here, ^there
^here:
  "llvm.intr.memcpy"(%to, %from, %bytes) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  llvm.return
^there:
  %hook_field = llvm.getelementptr %device[0, 2] : (!llvm.ptr) -> !llvm.ptr, $HOOKS$
  %hook = llvm.load %hook_field : !llvm.ptr -> !llvm.ptr
  llvm.call %hook(%context, %to, %from, %bytes) : !llvm.ptr, (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64) -> ()
  llvm.return
}

llvm.func internal @nn_write_to_device(%context: !llvm.ptr, %to: !llvm.ptr, %from: !llvm.ptr, %bytes: i64) {
  %field = llvm.getelementptr %context[0, 9] : (!llvm.ptr) -> !llvm.ptr, $CONTEXT$
  %device = llvm.load %field : !llvm.ptr -> !llvm.ptr
  %hook_field = llvm.getelementptr %device[0, 3] : (!llvm.ptr) -> !llvm.ptr, $HOOKS$
  %hook = llvm.load %hook_field : !llvm.ptr -> !llvm.ptr
  llvm.call %hook(%context, %to, %from, %bytes) : !llvm.ptr, (!llvm.ptr, !llvm.ptr, !llvm.ptr, i64) -> ()
  llvm.return
}
)mlir";

/// The element types and their names in messages.
static constexpr std::pair<int32_t, llvm::StringLiteral> dtypeNames[] = {
    {NN_I8, "i8"},     {NN_I16, "i16"},       {NN_I32, "i32"},
    {NN_I64, "i64"},   {NN_UI8, "ui8"},       {NN_UI16, "ui16"},
    {NN_UI32, "ui32"}, {NN_UI64, "ui64"},     {NN_F16, "f16"},
    {NN_BF16, "bf16"}, {NN_F32, "f32"},       {NN_F64, "f64"},
    {NN_BOOL, "bool"}, {NN_C64, "complex64"}, {NN_C128, "complex128"}};

static void replaceAll(std::string &text, StringRef from, StringRef to) {
  for (size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

static std::string getSource(MLIRContext *context, bool is32Bit,
                             bool hasDevice) {
  std::string text = (Twine(messageSource) + checkTensorsSource +
                      checkMemorySource + reserveSource + launchSource +
                      (hasDevice ? StringRef(deviceSource) : ""))
                         .str();

  std::string names, cases, blocks;
  for (auto [number, name] : dtypeNames) {
    names += llvm::formatv("llvm.mlir.global internal constant "
                           "@nn_dtype_{0}(\"{0}\\00\")\n",
                           name);
    cases += llvm::formatv("{0}    {1}: ^{2}", cases.empty() ? "" : ",\n",
                           number, name);
    blocks += llvm::formatv("^{0}:\n  %{0} = llvm.mlir.addressof "
                            "@nn_dtype_{0} : !llvm.ptr\n"
                            "  llvm.return %{0} : !llvm.ptr\n",
                            name);
  }
  names += "llvm.mlir.global internal constant @nn_dtype_unknown(\"?\\00\")\n";

  auto print = [](Type type) {
    std::string result;
    llvm::raw_string_ostream(result) << type;
    return result;
  };
  std::pair<StringRef, std::string> replacements[] = {
      {"$DTYPE_NAMES$", names},
      {"$DTYPE_CASES$", cases},
      {"$DTYPE_BLOCKS$", blocks},
      {"$BUFFER$", print(abi::getBufferType(context))},
      {"$CONTEXT$", print(abi::getContextType(context))},
      {"$MODEL$", print(abi::getModelType(context))},
      {"$DESC$", print(abi::getTensorDescType(context))},
      {"$HOOKS$", print(abi::getDeviceHooksType(context))},
      {"$SLOT$", print(abi::getSlotType(context))},
      {"$SIZE_T$", is32Bit ? "i32" : "i64"},
      {"$MESSAGE_SIZE$", std::to_string(sizeof(nn_context::message))},
      {"$ABI_VERSION$", std::to_string(NN_ABI_VERSION)},
      {"$ABI_MISMATCH$", std::to_string(NN_ABI_MISMATCH)},
      {"$INVALID_BUFFER$", std::to_string(NN_INVALID_BUFFER)},
      {"$INVALID_WORKSPACE$", std::to_string(NN_INVALID_WORKSPACE)},
      {"$NO_DEVICE$", std::to_string(NN_NO_DEVICE)},
      {"$ALIGNMENT$", std::to_string(NN_ALIGNMENT)},
      {"$SCRATCH_SLOT$", std::to_string(abi::kernelScratchSlot)},
      {"$ALIGNMENT_MASK$", std::to_string(NN_ALIGNMENT - 1)}};
  for (auto &[from, to] : replacements)
    replaceAll(text, from, to);
  return text;
}

void mlir::nn::addHostSupport(ModuleOp module) {
  if (module.lookupSymbol(support::launch))
    return;
  TargetInfo target = TargetInfo::get(module);
  bool is32Bit = llvm::Triple(target.triple).isArch32Bit();
  OwningOpRef<ModuleOp> parsed = parseSourceString<ModuleOp>(
      getSource(module.getContext(), is32Bit, target.hasDevice()),
      module.getContext());
  assert(parsed && "the text above parses");
  // Locations in this text would tell nobody anything.
  parsed->walk([&](Operation *op) {
    op->setLoc(module.getLoc());
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (BlockArgument argument : block.getArguments())
          argument.setLoc(module.getLoc());
  });
  for (Operation &op : llvm::make_early_inc_range(*parsed->getBody())) {
    if (auto symbol = dyn_cast<SymbolOpInterface>(op))
      if (module.lookupSymbol(symbol.getName()))
        continue;
    op.remove();
    module.getBody()->push_back(&op);
  }
}
