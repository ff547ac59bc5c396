//===- CUDAEmulatorTest.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tests of CUDA rely on an interpreter of PTX: it finds what is wrong.
//
//===----------------------------------------------------------------------===//

#include "Machine.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <cstring>

using namespace ptx;

namespace {

/// Runs a workgroup of four threads on 64 bytes of memory, and returns what is
/// wrong.
std::string run(const std::string &body, Memory &memory, void *pointer) {
  try {
    Program program = parse(R"(
.version 7.0
.target sm_80
.address_size 64
.visible .entry test(
	.param .u64 .ptr .global .align 1 test_param_0
)
.maxntid 4, 1, 1
{
	.reg .pred 	%p<4>;
	.shared .align 16 .b8 box[16];
	ld.param.b64 	%rd1, [test_param_0];
	mov.u32 	%r1, %tid.x;
	mul.wide.u32 	%rd2, %r1, 4;
	mov.b64 	%rd3, box;
	add.s64 	%rd4, %rd3, %rd2;
	add.s64 	%rd5, %rd1, %rd2;
)" + body + "\tret;\n}\n");
    std::vector<uint64_t> arguments = {reinterpret_cast<uint64_t>(pointer)};
    Block(program, memory, arguments, {}, 4).run({0, 0, 0});
    return "";
  } catch (const Error &error) {
    return error.what();
  }
}

std::string run(const std::string &body) {
  Memory memory;
  return run(body, memory, memory.allocate(64));
}

using testing::HasSubstr;

TEST(CUDAEmulatorTest, Computes) {
  Memory memory;
  auto *data = static_cast<int32_t *>(memory.allocate(64));
  // Each thread counts up to its number, reads its neighbor's and adds.
  EXPECT_EQ(run(R"(
	mov.b32 	%r2, 0;
$L_1:
	setp.ge.u32 	%p1, %r2, %r1;
	@%p1 bra 	$L_2;
	add.s32 	%r2, %r2, 1;
	bra 	$L_1;
$L_2:
	st.shared.b32 	[%rd4], %r2;
	bar.sync 	0;
	xor.b32 	%r3, %r1, 1;
	mul.wide.u32 	%rd6, %r3, 4;
	add.s64 	%rd6, %rd3, %rd6;
	ld.shared.b32 	%r4, [%rd6];
	mad.lo.s32 	%r5, %r4, 10, %r2;
	st.global.b32 	[%rd5+4], %r5;
)",
                memory, data),
            "");
  EXPECT_EQ(data[0], -1);
  EXPECT_EQ(data[1], 10);
  EXPECT_EQ(data[2], 1);
  EXPECT_EQ(data[3], 32);
  EXPECT_EQ(data[4], 23);
}

TEST(CUDAEmulatorTest, Rounds) {
  Memory memory;
  auto *data = static_cast<float *>(memory.allocate(64));
  // (1 + e) (1 - e) is 1 - e e only if the product is not rounded.
  EXPECT_EQ(run(R"(
	mul.rn.f32 	%r2, 0f3F800001, 0f3F7FFFFE;
	add.rn.f32 	%r2, %r2, 0fBF800000;
	fma.rn.f32 	%r3, 0f3F800001, 0f3F7FFFFE, 0fBF800000;
	cvt.rzi.s32.f32 	%r4, 0fCF800000;
	min.f32 	%r5, 0f7FC00000, 0f3F800000;
	st.global.v4.b32 	[%rd1], {%r2, %r3, %r4, %r5};
)",
                memory, data),
            "");
  EXPECT_EQ(data[0], 0);
  EXPECT_EQ(data[1], -0x1p-46f);
  int32_t clamped;
  std::memcpy(&clamped, &data[2], 4);
  EXPECT_EQ(clamped, INT32_MIN);
  EXPECT_EQ(data[3], 1);
}

TEST(CUDAEmulatorTest, FindsRaces) {
  const char *write = "\tst.shared.b32 	[%rd4], %r1;\n";
  const char *read = "\tld.shared.b32 	%r2, [%rd3];\n";
  const char *barrier = "\tbar.sync 	0;\n";
  EXPECT_THAT(run(std::string(write) + read), HasSubstr("threads race"));
  EXPECT_THAT(run(std::string(read) + write), HasSubstr("threads race"));
  EXPECT_EQ(run(std::string(write) + barrier + read), "");
}

TEST(CUDAEmulatorTest, FindsBarriersThatThreadsMiss) {
  EXPECT_THAT(run(R"(
	setp.eq.u32 	%p1, %r1, 0;
	@%p1 bra 	$L_1;
	bar.sync 	0;
$L_1:
)"),
              HasSubstr("threads have ended that others wait for"));
  EXPECT_THAT(run(R"(
	setp.eq.u32 	%p1, %r1, 0;
	@%p1 bra 	$L_1;
	bar.sync 	0;
	bra 	$L_2;
$L_1:
	bar.sync 	0;
$L_2:
)"),
              HasSubstr("different barriers"));
}

TEST(CUDAEmulatorTest, FindsWrongAddresses) {
  EXPECT_EQ(run("\tst.global.b32 	[%rd5+48], %r1;\n"), "");
  EXPECT_THAT(run("\tst.global.b32 	[%rd5+52], %r1;\n"),
              HasSubstr("an address is in no memory"));
  EXPECT_THAT(run("\tld.global.b32 	%r2, [%rd5+-4];\n"),
              HasSubstr("an address is in no memory"));
  EXPECT_THAT(run("\tld.shared.b32 	%r2, [%rd4+4];\n"),
              HasSubstr("an address is in no shared memory"));
  EXPECT_THAT(run("\tld.global.v2.b32 	{%r2, %r3}, [%rd5];\n"),
              HasSubstr("an address is not aligned"));
}

TEST(CUDAEmulatorTest, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(run("\tfly.b32 	%r2, %r1;\n"),
            "unknown instruction in 'fly.b32 	%r2, %r1'");
  EXPECT_EQ(run("\tbra 	$L_9;\n"), "unknown label '$L_9'");
}

} // namespace
