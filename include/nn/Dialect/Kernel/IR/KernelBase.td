//===- KernelBase.td ---------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kernel dialect and the base classes of its ops.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELBASE_TD
#define NN_DIALECT_KERNEL_IR_KERNELBASE_TD

include "mlir/IR/OpBase.td"

def Kernel_Dialect : Dialect {
  let name = "kernel";
  let cppNamespace = "::mlir::nn";
  let useDefaultAttributePrinterParser = 1;
  let summary = "Kernels, and the host code that dispatches them";
  let description = [{
    A kernel is a nested `module @NAME attributes {nn.kernel}` with one function
    `@entry`: the unit of fusion, scheduling, compilation and launching. Its
    arguments are memrefs, the inputs first, then the in-outs and outputs, then
    one `index` for each dynamic size of the memrefs in order, then one for each
    dynamic stride. `kernel.num_inputs` on `@entry` says how many of the memrefs
    are inputs. The body is linalg on tensors between
    `bufferization.to_tensor` and `bufferization.materialize_in_destination`.

    The host function around it computes on tensors and dispatches kernels; once
    its memory is planned it computes on pointers and launches them.

    Example:

    ```mlir
    module @ew_0 attributes {nn.kernel} {
      func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
          attributes {kernel.num_inputs = 1 : i64} {
        %tx = bufferization.to_tensor %x restrict
            : memref<8xf32> to tensor<8xf32>
        %to = bufferization.to_tensor %o restrict writable
            : memref<8xf32> to tensor<8xf32>
        %r = linalg.exp ins(%tx : tensor<8xf32>) outs(%to : tensor<8xf32>)
            -> tensor<8xf32>
        bufferization.materialize_in_destination %r in restrict writable %o
            : (tensor<8xf32>, memref<8xf32>) -> ()
        return
      }
    }
    func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
      %e = tensor.empty() : tensor<8xf32>
      %0 = kernel.dispatch @ew_0::@entry ins(%x : tensor<8xf32>)
          outs(%e : tensor<8xf32>) -> tensor<8xf32>
      return %0 : tensor<8xf32>
    }
    ```
  }];
  let extraClassDeclaration = [{
    /// Each op family registers its own ops, so that the dialect's file need
    /// not instantiate the code of all of them.
    void registerDispatchOps();
    void registerPackOps();
  }];
}

class Kernel_Op<string mnemonic, list<Trait> traits = []>
    : Op<Kernel_Dialect, mnemonic, traits>;

#endif // NN_DIALECT_KERNEL_IR_KERNELBASE_TD
