//===- Passes.td ---------------------------------------- -*- tablegen -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that make device code of kernels on a GPU: the mapping to workgroups
// and invocations, and SPIR-V.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_GPU_PASSES_TD
#define NN_CODEGEN_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNFlattenAccesses : Pass<"nn-flatten-accesses", "::mlir::ModuleOp"> {
  let summary = "Access buffers of a kernel as memrefs of rank 1";
  let description = [{
    Runs on a kernel module whose views are strided metadata (upstream's
    `expand-strided-metadata`). A device has no descriptors: an access through a
    view becomes one of the argument or allocation below, whose sizes and strides
    are constants or `index` arguments of `@entry`.

    ```mlir
    %v = memref.reinterpret_cast %x to offset: [%o], sizes: [4, 2], strides: [8, 1]
        : memref<16x8xf32> to memref<4x2xf32, strided<[8, 1], offset: ?>>
    %0 = memref.load %v[%i, %j] : memref<4x2xf32, strided<[8, 1], offset: ?>>
    ```

    becomes

    ```mlir
    %f = memref.reinterpret_cast %x to offset: [0], sizes: [128], strides: [1]
        : memref<16x8xf32> to memref<128xf32>
    %0 = arith.muli %i, %c8 : index
    %1 = arith.addi %o, %0 : index
    %2 = arith.addi %1, %j : index
    %3 = memref.load %f[%2] : memref<128xf32>
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::memref::MemRefDialect"
  ];
}

def NNOutlineGPU : Pass<"nn-outline-gpu", "::mlir::ModuleOp"> {
  let summary = "Make a gpu.func of a kernel";
  let description = [{
    Runs on a kernel module after nn-apply-schedule. The scf.forall of `@entry`
    is the grid: a point of it is a workgroup. Each scf.forall inside is shared
    by the invocations of the workgroup, of which there are as many as the
    largest has iterations, but no more than the target allows; a barrier stands
    between one and the next. What is allocated in between is memory of the
    workgroup.

    Points of a grid that is mapped to `#kernel.grid` are sequential code: each is
    an invocation, and what it allocates is its part of the workgroup's memory. A
    kernel without a grid is one such point, and so is one that stores outside of
    its grid.

    The gpu.func takes the buffers as flat memrefs and one more of i32: the
    bytes before the first element of each buffer, which a binding that has to be
    aligned may leave, and then the `index` arguments of `@entry`. `@grid(args)`,
    for the host, computes the number of workgroups.

    ```mlir
    func.func @entry(%x: memref<1000xf32>, %o: memref<1000xf32>) {
      scf.forall (%i) in (8) {
        %0 = affine.apply affine_map<(d0) -> (d0 * 125)>(%i)
        scf.forall (%t) in (125) {
          ...
        }
      }
    }
    ```

    becomes

    ```mlir
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %p: memref<?xi32>)
          kernel attributes {known_block_size = array<i32: 128, 1, 1>} {
        %i = gpu.block_id x
        %t = gpu.thread_id x
        %inside = arith.cmpi slt, %t, %c125 : index
        scf.if %inside {
          ...
        }
        gpu.return
      }
    }
    func.func @grid(%args: !llvm.ptr) -> i64
    ```

    On CUDA buffers are pointers to their first elements, and the `index`
    arguments are arguments as they are:

    ```mlir
    gpu.module @device attributes {dlti.dl_spec = #dlti.dl_spec<index = 32 : i32>} {
      gpu.func @entry(%x: memref<?xf32>, %o: memref<?xf32>)
          kernel attributes {known_block_size = array<i32: 128, 1, 1>}
    ```

    An index has 32 bits there if every element of every buffer is known to have
    such a number, else 64.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::DLTIDialect"
  ];
}

def NNEmulateBF16 : Pass<"nn-emulate-bf16", "::mlir::ModuleOp"> {
  let summary = "Keep bf16 as i16 in a gpu.module";
  let description = [{
    Runs on a kernel module. Kernels compute in f32, so that a bf16 is only moved
    and converted: in i16 as its bits, by shifts and rounding to the nearest.

    ```mlir
    %0 = memref.load %x[%i] : memref<?xbf16>
    %1 = arith.extf %0 : bf16 to f32
    ```

    becomes

    ```mlir
    %0 = memref.load %x[%i] : memref<?xi16>
    %1 = arith.extui %0 : i16 to i32
    %2 = arith.shli %1, %c16 : i32
    %3 = arith.bitcast %2 : i32 to f32
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NNExpandRemainder : Pass<"nn-expand-remainder", "::mlir::ModuleOp"> {
  let summary = "Compute remainders of floats by integers in a gpu.module";
  let description = [{
    Runs on a kernel module. What devices, or LLVM for them, make of a remainder
    is the difference to a rounded quotient, which is wrong where the quotient is
    large. This one is exact, as C's fmod.

    ```mlir
    %0 = arith.remf %x, %y : f32
    ```

    becomes

    ```mlir
    %0 = arith.bitcast %x : f32 to i32
    ...
    %4:2 = scf.while (%rest = %2, %left = %3) : (i32, i32) -> (i32, i32) {
      ...
      %5 = arith.remui %shifted, %fraction : i32
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"
  ];
}

def NNExpandZeros : Pass<"nn-expand-zeros", "::mlir::ModuleOp"> {
  let summary = "Compute products and quotients with a constant zero by comparisons";
  let description = [{
    Runs on a kernel module for Vulkan. Of a constant zero Mesa's llvmpipe (22.3,
    lp_bld_arit.c) takes the product to be zero, whatever the other factor is, and
    a quotient to be undefined. Here they are zeros, infinities and NaN with the
    signs of IEEE 754.

    ```mlir
    %0 = arith.divf %x, %zero : f32
    ```

    becomes

    ```mlir
    %0 = arith.cmpf olt, %x, %zero : f32
    %1 = arith.select %0, %minus_infinity, %infinity : f32
    %2 = arith.cmpf one, %x, %zero : f32
    %3 = arith.select %2, %1, %nan : f32
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect"
  ];
}

def NNConvertToSPIRV : Pass<"nn-convert-to-spirv", "::mlir::ModuleOp"> {
  let summary = "Convert the gpu.module of a kernel to a spirv.module";
  let description = [{
    Runs on a kernel module for Vulkan. Buffers are storage buffers in the order of the
    arguments, in descriptor set 0; an index is 32 bits. The module may use what
    `nn.target` says that the device has; a type beyond that is an error, as
    there are conversions that store it in another form than the host does.

    A sum and a product that may be contracted become one operation; beside that,
    drivers are told to compute as it is written.

    ```mlir
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>, ...) kernel
    }
    ```

    becomes

    ```mlir
    spirv.module @__spv__device Logical GLSL450 {
      spirv.func @entry(%x: !spirv.ptr<!spirv.struct<(!spirv.rtarray<f32,
          stride=4> [0])>, StorageBuffer>, ...) "None"
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::gpu::GPUDialect", "::mlir::math::MathDialect",
    "::mlir::spirv::SPIRVDialect"
  ];
}

def NNDeclareAliases : Pass<"nn-declare-aliases", "::mlir::spirv::ModuleOp"> {
  let summary = "Declare variables of one binding to be aliases";
  let description = [{
    A buffer of which elements and vectors are accessed is two variables with the
    same binding. Drivers may assume that variables do not alias, unless both are
    decorated (SPIR-V specification, 2.18.2).

    ```mlir
    spirv.GlobalVariable @x bind(0, 1) : !spirv.ptr<... f32 ..., StorageBuffer>
    spirv.GlobalVariable @y bind(0, 1) : !spirv.ptr<... vector<4xf32> ..., StorageBuffer>
    ```

    becomes

    ```mlir
    spirv.GlobalVariable @x bind(0, 1) {aliased} : !spirv.ptr<... f32 ..., StorageBuffer>
    spirv.GlobalVariable @y bind(0, 1) {aliased} : !spirv.ptr<... vector<4xf32> ..., StorageBuffer>
    ```
  }];
}

def NNSerializeSPIRV : Pass<"nn-serialize-spirv", "::mlir::ModuleOp"> {
  let summary = "Put the binary of a spirv.module into the kernel";
  let description = [{
    Runs on a kernel module. The spirv.module becomes constant data, and
    `@device`, an nn_device_kernel as nn_runtime.h declares it, describes it for
    the device of the context.

    ```mlir
    spirv.module @__spv__device Logical GLSL450 { ... }
    ```

    becomes

    ```mlir
    llvm.mlir.global internal constant @code("\03\02#\07...")
    llvm.mlir.global external constant @device() : !llvm.struct<...> { ... }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def NNConvertToNVVM : Pass<"nn-convert-to-nvvm", "::mlir::ModuleOp"> {
  let summary = "Convert the gpu.module of a kernel to the NVVM dialect";
  let description = [{
    Runs on a kernel module for CUDA. Buffers become pointers to global memory,
    what a workgroup shares becomes globals, and its threads may take 128
    registers each; math is what NVIDIA's GPUs compute without a library, or an
    error.

    ```mlir
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>, %o: memref<?xf32>) kernel
          attributes {known_block_size = array<i32: 128, 1, 1>} {
        %t = gpu.thread_id x
        %0 = memref.load %x[%t] : memref<?xf32>
    ```

    becomes

    ```mlir
    gpu.module @device {
      llvm.func @entry(%x: !llvm.ptr<1>, %o: !llvm.ptr<1>) attributes
          {gpu.kernel, nvvm.kernel, nvvm.maxntid = array<i32: 128, 1, 1>} {
        %t = nvvm.read.ptx.sreg.tid.x range <i32, 0, 128> : i32
        %a = llvm.getelementptr inbounds %x[%t]
            : (!llvm.ptr<1>, i32) -> !llvm.ptr<1>, f32
        %0 = llvm.load %a : !llvm.ptr<1> -> f32
    ```
  }];
  let dependentDialects = [
    "::mlir::cf::ControlFlowDialect", "::mlir::gpu::GPUDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::NVVM::NVVMDialect",
    "::mlir::nvgpu::NVGPUDialect"
  ];
}

def NNSerializePTX : Pass<"nn-serialize-ptx", "::mlir::ModuleOp"> {
  let summary = "Put the PTX of a gpu.module into the kernel";
  let description = [{
    Runs on a kernel module after nn-convert-to-nvvm. LLVM optimizes the
    gpu.module and writes PTX for the chip of `nn.target`, whose entry has the
    name of the kernel. The text becomes constant data, and `@device`, an
    nn_device_kernel as nn_runtime.h declares it, describes it for the device of
    the context.

    ```mlir
    gpu.module @device { ... }
    ```

    becomes

    ```mlir
    llvm.mlir.global internal constant @code("...\n.version 7.0\n...\00")
    llvm.mlir.global external constant @device() : !llvm.struct<...> { ... }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // NN_CODEGEN_GPU_PASSES_TD
