// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-serialize-spirv))' -split-input-file -verify-diagnostics | FileCheck %s

// The binary begins with SPIR-V's magic number. The description says the types
// that it needs (16: i64), its buffers, its sizes, the invocations of a workgroup
// and the bytes that they share.

// CHECK-LABEL: module @k
// CHECK-NOT:   spirv.module
// CHECK:       llvm.mlir.global internal constant @code("\03\02#\07{{.*}}") {{.*}}alignment = 8
// CHECK:       llvm.mlir.global internal constant @name("k\00")
// CHECK:       llvm.mlir.global external constant @device()
// CHECK:         llvm.mlir.addressof @name
// CHECK:         llvm.mlir.addressof @code
// CHECK:         llvm.mlir.constant({{[0-9]+}} : i64) : i64
// CHECK:         %[[FORMAT:.*]] = llvm.mlir.constant(1 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[FORMAT]], %{{.*}}[3]
// CHECK:         %[[TYPES:.*]] = llvm.mlir.constant(16 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[TYPES]], %{{.*}}[4]
// CHECK:         %[[BUFFERS:.*]] = llvm.mlir.constant(1 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[BUFFERS]], %{{.*}}[5]
// CHECK:         %[[SIZES:.*]] = llvm.mlir.constant(2 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[SIZES]], %{{.*}}[6]
// CHECK:         %[[INVOCATIONS:.*]] = llvm.mlir.constant(64 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[INVOCATIONS]], %{{.*}}[7]
// CHECK:         %[[BYTES:.*]] = llvm.mlir.constant(400 : i32) : i32
// CHECK-NEXT:    llvm.insertvalue %[[BYTES]], %{{.*}}[8]
module {
  module @k attributes {nn.kernel, kernel.num_buffers = 1 : i64, kernel.num_sizes = 2 : i64} {
    spirv.module @__spv__device Logical GLSL450 requires #spirv.vce<v1.3, [Shader, Int64], [SPV_KHR_storage_buffer_storage_class]> {
      spirv.GlobalVariable @shared : !spirv.ptr<!spirv.struct<(!spirv.array<100 x f32>)>, Workgroup>
      spirv.func @entry() "None" {
        spirv.Return
      }
      spirv.EntryPoint "GLCompute" @entry
      spirv.ExecutionMode @entry "LocalSize", 64, 1, 1
    }
  }
}

// -----

module {
  // expected-error@below {{has no 'kernel.num_buffers' and 'kernel.num_sizes': run nn-outline-gpu before}}
  module @not_outlined attributes {nn.kernel} {
    spirv.module @__spv__device Logical GLSL450 requires #spirv.vce<v1.3, [Shader], [SPV_KHR_storage_buffer_storage_class]> {
      spirv.func @entry() "None" {
        spirv.Return
      }
      spirv.EntryPoint "GLCompute" @entry
      spirv.ExecutionMode @entry "LocalSize", 64, 1, 1
    }
  }
}

// -----

module {
  module @no_entry attributes {nn.kernel, kernel.num_buffers = 1 : i64, kernel.num_sizes = 2 : i64} {
    // expected-error@below {{has no entry point: run nn-convert-to-spirv before}}
    spirv.module @__spv__device Logical GLSL450 requires #spirv.vce<v1.3, [Shader], [SPV_KHR_storage_buffer_storage_class]> {
    }
  }
}
