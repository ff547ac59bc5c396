//===- Passes.td ---------------------------------------- -*- tablegen -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that say what to compile for, and choose schedules.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_PASSES_TD
#define NN_SCHEDULE_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNRecomputeMaps : Pass<"nn-recompute-maps", "::mlir::ModuleOp"> {
  let summary = "Compute elementwise ops again rather than keep their results";
  let description = [{
    Where the stages of a kernel for a device leave each other more than the
    memory of a workgroup holds, each op computes itself what elementwise ops
    hand to it: only what reductions make is kept. Kernels of one stage, and
    those that have a schedule, stay as they are.

    ```mlir
    %0 = linalg.exp ins(%x : tensor<2x9000xf32>) ... -> tensor<2x9000xf32>
    %1 = linalg.reduce { arith.addf } ins(%0 : tensor<2x9000xf32>) outs(%f : tensor<2xf32>) dimensions = [1]
    %2 = linalg.div ins(%0, %1_broadcast : ...) ... -> tensor<2x9000xf32>
    ```

    becomes a linalg.generic that sums exponentials of `%x`, and one that divides
    exponentials of `%x` by the sums.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def NNSelectSchedules : Pass<"nn-select-schedules", "::mlir::ModuleOp"> {
  let summary = "Choose how the loops of each kernel are ordered and tiled";
  let description = [{
    Sets `nn.schedule` on each kernel module that has none, by rules for the
    module's target. A kernel of ops that stages are not made of gets none; it
    becomes plain loops.

    For a device, a kernel whose target lacks a type or a function is an error.
    So is one whose stages leave each other more than a workgroup's memory
    holds, which `nn-recompute-maps` makes less of.

    ```mlir
    module @mm attributes {nn.kernel} { ... }
    ```

    becomes

    ```mlir
    module @mm attributes {nn.kernel, nn.schedule = #kernel.schedule<
        "grid [m by 8] s0: contract [for n by 32, for m by 8, for k, vec m by 8, vec n by 32]">} { ... }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::nn::KernelDialect", "::mlir::tensor::TensorDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def NNKeyKernels : Pass<"nn-key-kernels", "::mlir::ModuleOp"> {
  let summary = "Note what schedule files call each kernel";
  let description = [{
    Sets `nn.key` on each kernel module: a hash of what the kernel computes, on
    what sizes and strides. It stays what it is while the kernel's interface
    changes, so `nn-read-schedules` and `nn-write-schedules` know it again behind
    `nn-pack-operands`, and tell it from the kernels that packing made. With
    `drop` the notes are taken away.

    ```mlir
    module @mm attributes {nn.kernel} { ... }
    ```

    becomes

    ```mlir
    module @mm attributes {nn.kernel, nn.key = "9c1f2e77aa01be34"} { ... }
    ```
  }];
  let options = [
    Option<"drop", "drop", "bool", "false", "Take the keys away instead">,
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::nn::KernelDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNReadSchedules : Pass<"nn-read-schedules", "::mlir::ModuleOp"> {
  let summary = "Take the schedules of kernels from a file";
  let description = [{
    Sets `nn.schedule` on each kernel module that an entry of the file matches,
    whether it has one or not; the first entry that matches counts. An entry that
    matches nothing is an error. `nn/Schedule/ScheduleFile.h` has the format, and
    `nn-write-schedules` writes it.

    Where packing makes more kernels, the pass runs twice: before, when entries
    may be for those that are not there yet (`allow-unused`), and behind, for the
    new ones only (`new-only`), which have no `nn.key`. Entries by node are for
    what the node computes, never for them.

    ```mlir
    module @mm attributes {nn.kernel} { ... }
    ```

    becomes, by the entry `node 'head/*': grid [] s0: loops [for m, for n, for k]`

    ```mlir
    module @mm attributes {nn.kernel, nn.schedule = #kernel.schedule<
        "grid [] s0: loops [for m, for n, for k]">} { ... }
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "", "The file to read">,
    Option<"allowUnused", "allow-unused", "bool", "false",
           "Let entries match nothing">,
    Option<"newOnly", "new-only", "bool", "false",
           "Leave kernels with a key as they are">,
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::nn::KernelDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNWriteSchedules : Pass<"nn-write-schedules", "::mlir::ModuleOp"> {
  let summary = "Write the schedules of kernels to a file";
  let description = [{
    Writes an entry for each kernel that has a schedule, behind a comment with
    its name and its nodes: what `nn-read-schedules` reads. Changes nothing.

    ```mlir
    module @mm attributes {nn.kernel, nn.schedule = #kernel.schedule<
        "grid [] s0: loops [for m, for n, for k]">} { ... }
    ```

    becomes

    ```text
    # @mm: head/MatMul
    kernel 9c1f2e77aa01be34: grid [] s0: loops [for m, for n, for k]
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "\"-\"",
           "The file to write; - is standard output">,
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::nn::KernelDialect", "::mlir::tensor::TensorDialect"
  ];
}

def NNSetTarget : Pass<"nn-set-target", "::mlir::ModuleOp"> {
  let summary = "Say on a module what machine it is compiled for";
  let description = [{
    Sets the dictionary `nn.target` of a module that has none.

    ```mlir
    module {}
    ```

    becomes, with `cpu=x86-64-v4`

    ```mlir
    module attributes {nn.target = {cpu = "x86-64-v4", vector_bits = 512, ...}}
    ```

    With `device=vulkan` or `cuda` the kernels are compiled for a GPU, and the
    triple and the cpu are those of the host. A target without a device gets it;
    one that has it gets the types, the chip and the math that options name. A
    target of another device is an error.
  }];
  let options = [
    Option<"triple", "triple", "std::string", "\"x86_64-unknown-linux-gnu\"",
           "The target's triple">,
    Option<"cpu", "cpu", "std::string", "\"x86-64-v3\"", "The target's cpu">,
    Option<"features", "features", "std::string", "",
           "Features of the target, as in +avx2,-fma">,
    Option<"host", "host", "bool", "false",
           "Take the machine that this runs on, and not the options above">,
    Option<"device", "device", "::mlir::nn::DeviceKind",
           "::mlir::nn::DeviceKind::None", "What runs the kernels",
           [{::llvm::cl::values(
             clEnumValN(::mlir::nn::DeviceKind::None, "none",
                        "The machine itself"),
             clEnumValN(::mlir::nn::DeviceKind::Vulkan, "vulkan",
                        "A GPU, by Vulkan"),
             clEnumValN(::mlir::nn::DeviceKind::CUDA, "cuda",
                        "An NVIDIA GPU, by CUDA's driver"))}]>,
    Option<"keepDevice", "keep-device", "bool", "false",
           "Leave a target that has another device as it is">,
    Option<"deviceTypes", "device-types", "std::string", "",
           "What a device by Vulkan knows beside 32-bit numbers, as in f16,i8">,
    Option<"deviceChip", "device-chip", "std::string", "",
           "What code for CUDA is compiled for: sm_80 or sm_90">,
    Option<"math", "math", "std::string", "",
           "What factors of products may be rounded to, for CUDA: tf32 or f16">,
  ];
}

#endif // NN_SCHEDULE_PASSES_TD
