//===- NNAssertOps.td -------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that compute nothing, and can end a run.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNASSERTOPS_TD
#define NN_DIALECT_NN_IR_NNASSERTOPS_TD

include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNBase.td"

def NN_AssertOp : NN_Op<"assert", [MemoryEffects<[MemWrite]>]> {
  let summary = "Ends the run if a condition does not hold";
  let description = [{
    The run fails with `message`, which says what was expected, unless the
    condition is true. The effect is there so that the op stays, though nothing
    uses it. Mirrors TensorFlow's `Assert`.

    Example:

    ```mlir
    nn.assert %c, "expected a positive number" : tensor<i1>
    ```
  }];
  let arguments = (ins 0DTensorOf<[I1]>:$condition, StrAttr:$message);
  let assemblyFormat = "$condition `,` $message attr-dict `:` type($condition)";
  let hasCanonicalizeMethod = 1;
}

#endif // NN_DIALECT_NN_IR_NNASSERTOPS_TD
