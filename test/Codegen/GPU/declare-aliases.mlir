// RUN: nn-opt %s -pass-pipeline='builtin.module(spirv.module(nn-declare-aliases))' | FileCheck %s

// Two variables are one buffer; others have bindings of their own, or none.

// CHECK-LABEL: spirv.module
// CHECK:         @elements bind(0, 1) {aliased} : !spirv.ptr<
// CHECK:         @vectors bind(0, 1) {aliased} : !spirv.ptr<
// CHECK:         @other bind(0, 2) : !spirv.ptr<
// CHECK:         @set bind(1, 1) : !spirv.ptr<
// CHECK:         @shared : !spirv.ptr<
// CHECK:         @shared2 : !spirv.ptr<
spirv.module Logical GLSL450 {
  spirv.GlobalVariable @elements bind(0, 1) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<f32, stride=4> [0])>, StorageBuffer>
  spirv.GlobalVariable @vectors bind(0, 1) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<vector<4xf32>, stride=16> [0])>, StorageBuffer>
  spirv.GlobalVariable @other bind(0, 2) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<f32, stride=4> [0])>, StorageBuffer>
  spirv.GlobalVariable @set bind(1, 1) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<f32, stride=4> [0])>, StorageBuffer>
  spirv.GlobalVariable @shared : !spirv.ptr<!spirv.array<4 x f32>, Workgroup>
  spirv.GlobalVariable @shared2 : !spirv.ptr<!spirv.array<4 x f32>, Workgroup>
}
