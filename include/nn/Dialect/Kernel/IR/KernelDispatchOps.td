//===- KernelDispatchOps.td --------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops of the host: kernels on tensors, kernels on pointers, the constants that
// kernels read, and what ends a run.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_TD
#define NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_TD

include "mlir/Dialect/LLVMIR/LLVMOpBase.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/Kernel/IR/KernelBase.td"

def Kernel_DispatchOp : Kernel_Op<"dispatch", [
    AttrSizedOperandSegments, DestinationStyleOpInterface, NoMemoryEffect,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "A kernel applied to tensors";
  let description = [{
    Runs the kernel's `@entry` on the inputs and outputs. An output is the
    initial value of its result, as in any destination-style op; a kernel that
    does not read it (all but the in-outs) overwrites all of it. The sizes are
    the trailing `index` arguments of `@entry`: one for each dynamic size, then
    one for each dynamic stride, of the memrefs in order.

    The tensors have the element types and sizes of the memrefs of `@entry`, or
    know more sizes: what the host finds out later the kernel need not know. The
    strides of the memrefs say which part of a buffer an operand may be.

    Example:

    ```mlir
    %0 = kernel.dispatch @matmul_0::@entry
        ins(%x, %w : tensor<?x16xf32>, tensor<16x8xf32>)
        outs(%e : tensor<?x8xf32>) sizes(%n, %n : index) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins SymbolRefAttr:$kernel,
                       Variadic<AnyRankedTensor>:$inputs,
                       Variadic<AnyRankedTensor>:$outputs,
                       Variadic<Index>:$sizes);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    $kernel (`ins` `(` $inputs^ `:` type($inputs) `)`)?
    `outs` `(` $outputs `:` type($outputs) `)`
    (`sizes` `(` $sizes^ `:` `index` `)`)? attr-dict `->` type($results)
  }];
  let extraClassDeclaration = [{
    /// Returns the kernel's module, or null if the symbol is none.
    ::mlir::ModuleOp getKernelModule();

    /// The destination-style outputs.
    ::mlir::MutableOperandRange getDpsInitsMutable() {
      return getOutputsMutable();
    }
  }];
}

def Kernel_LaunchOp : Kernel_Op<"launch", [
    AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "A kernel applied to memory";
  let description = [{
    Runs a kernel on the memory its pointers point to: what a `kernel.dispatch`
    becomes when memory is planned. There is one pointer for each memref
    argument of the kernel's `@entry`, and one size for each `index` argument.

    Example:

    ```mlir
    kernel.launch @matmul_0(%x, %w, %o : !llvm.ptr) sizes(%n, %n : index)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$kernel,
                       Variadic<LLVM_AnyPointer>:$buffers,
                       Variadic<Index>:$sizes);
  let assemblyFormat = [{
    $kernel `(` custom<Pointers>($buffers, type($buffers)) `)`
    (`sizes` `(` $sizes^ `:` `index` `)`)? attr-dict
  }];
  let extraClassDeclaration = [{
    /// Returns the kernel's module, or null if the symbol is none.
    ::mlir::ModuleOp getKernelModule();
  }];
}

def Kernel_LoadOp : Kernel_Op<"load", [MemoryEffects<[MemRead]>]> {
  let summary = "The host reads an element";
  let description = [{
    What reading an element of a tensor becomes when memory is planned. Where the
    tensor is on a device, it waits for what was launched.

    Example:

    ```mlir
    %0 = kernel.load %x : !llvm.ptr -> i32
    ```
  }];
  let arguments = (ins LLVM_AnyPointer:$address);
  let results = (outs AnyType:$result);
  let assemblyFormat =
      "$address attr-dict `:` type($address) `->` type($result)";
}

def Kernel_StoreOp : Kernel_Op<"store", [MemoryEffects<[MemWrite]>]> {
  let summary = "The host writes an element";
  let description = [{
    What writing an element of a tensor becomes when memory is planned.

    Example:

    ```mlir
    kernel.store %value, %x : i32, !llvm.ptr
    ```
  }];
  let arguments = (ins AnyType:$value, LLVM_AnyPointer:$address);
  let assemblyFormat = [{
    $value `,` $address attr-dict `:` type($value) `,` type($address)
  }];
}

def Kernel_CopyOp : Kernel_Op<"copy", [
    MemoryEffects<[MemRead, MemWrite]>, AllTypesMatch<["from", "to"]>]> {
  let summary = "Copies elements that follow each other";
  let description = [{
    Copies a number of bytes between places that do not overlap: what is left of
    a copy of a tensor when memory is planned.

    Example:

    ```mlir
    kernel.copy %x to %y, %bytes : !llvm.ptr
    ```
  }];
  let arguments = (ins LLVM_AnyPointer:$from, LLVM_AnyPointer:$to, I64:$bytes);
  let assemblyFormat = [{
    $from `to` $to `,` $bytes attr-dict `:` type($from)
  }];
}

def Kernel_ConstantOp : Kernel_Op<"constant", [
    Symbol, HasParent<"::mlir::ModuleOp">]> {
  let summary = "An entry of the constants table";
  let description = [{
    Names a constant that launches read through the model's table. The entries
    of the table are the ops of this kind in the module, in order. With a
    `packing`, the attributes of a `kernel.pack_constant`, the entry is what that
    op makes of the value: the network's init function writes it when the network
    is loaded, and the table of the compiled code holds null.

    Example:

    ```mlir
    kernel.constant @weights dense<[1.0, 2.0]> : tensor<2xf32>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, ElementsAttr:$value,
                       OptionalAttr<DictionaryAttr>:$packing);
  let assemblyFormat = "$sym_name $value attr-dict";
}

def Kernel_CheckOp : Kernel_Op<"check", [MemoryEffects<[MemWrite]>]> {
  let summary = "Ends the run if a condition does not hold";
  let description = [{
    Returns from the entry function with the status, NN_INVALID_VALUE if none is
    given, unless the condition is true. The context's message names the graph's
    node of this op's location, and goes on with `message`, in which the values
    take the places of `{}` in order.

    It guards what comes behind it, though nothing there has an operand of it.
    The op has a memory effect, so that it is neither erased nor moved. Passes
    leave the ops of a block in their order, but for those that may be executed
    speculatively; and an op that relies on a condition, as a `kernel.dispatch`,
    a `tensor.extract` or an integer division does, may not be. So none is
    hoisted in front of the check. `nn-plan-memory`, which computes sizes a second
    time, guards the divisions among them.

    Example:

    ```mlir
    kernel.check %c, "expected equal sizes, got {} and {}"(%n, %m : index, index)
    ```
  }];
  let arguments = (ins I1:$condition, StrAttr:$message,
                       Variadic<AnyTypeOf<[Index, I8, I16, I32, I64]>>:$values,
                       // An nn_status of nn_runtime.h.
                       OptionalAttr<ConfinedAttr<I32Attr, [IntPositive]>>
                           :$status);
  let assemblyFormat = [{
    $condition `,` $message (`(` $values^ `:` type($values) `)`)? attr-dict
  }];
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def Kernel_ReserveOp : Kernel_Op<"reserve", [
    MemoryEffects<[MemAlloc, MemFree, MemWrite]>]> {
  let summary = "Memory of a size that is not statically known";
  let description = [{
    Returns memory of the context's allocator for as many elements as the
    product of the sizes, of `element_bytes` each. Each op has a slot of its own,
    with one block: executed again, it returns the same block, or if that is too
    small a larger one in its place; what was in it is undefined then. All blocks
    are freed when the entry function returns, whatever its status. Where there
    is no memory, the entry function returns NN_OUT_OF_MEMORY.

    Example:

    ```mlir
    %p = kernel.reserve 0 of 4 bytes(%n, %m : index) : !llvm.ptr
    ```
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$slot,
                       ConfinedAttr<I64Attr, [IntPositive]>:$element_bytes,
                       Variadic<Index>:$sizes);
  let results = (outs LLVM_AnyPointer:$result);
  let assemblyFormat = [{
    $slot `of` $element_bytes `bytes` (`(` $sizes^ `:` `index` `)`)? attr-dict
    `:` type($result)
  }];
}

def Kernel_KeepOp : Kernel_Op<"keep", [MemoryEffects<[MemWrite]>]> {
  let summary = "Memory that outlives the run";
  let description = [{
    The block of a `kernel.reserve` slot is not freed when the entry function
    returns: it is the caller's, as memory of an output.

    Example:

    ```mlir
    kernel.keep 0
    ```
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$slot);
  let assemblyFormat = "$slot attr-dict";
}

#endif // NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_TD
