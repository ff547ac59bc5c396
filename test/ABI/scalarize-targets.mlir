// ((x - 2) + 5) + 100 is one addition on every target, and what its C ABI asks
// for besides.
//
// RUN: sed s/TRIPLE/x86_64-linux-gnu/ %s | nn-opt --nn-scalarize-abi -canonicalize --nn-lower-host | nn-translate --mlir-to-llvmir | llc -mtriple=x86_64-linux-gnu | FileCheck %s --check-prefix=X86
// RUN: sed s/TRIPLE/armv7-linux-gnueabihf/ %s | nn-opt --nn-scalarize-abi -canonicalize --nn-lower-host | nn-translate --mlir-to-llvmir | llc -mtriple=armv7-linux-gnueabihf | FileCheck %s --check-prefix=ARM
// RUN: sed s/TRIPLE/aarch64-linux-gnu/ %s | nn-opt --nn-scalarize-abi -canonicalize --nn-lower-host | nn-translate --mlir-to-llvmir | llc -mtriple=aarch64-linux-gnu | FileCheck %s --check-prefix=AARCH64
// RUN: sed s/TRIPLE/riscv64-linux-gnu/ %s | nn-opt --nn-scalarize-abi -canonicalize --nn-lower-host | nn-translate --mlir-to-llvmir | llc -mtriple=riscv64-linux-gnu -mattr=+m,+d,+c -target-abi=lp64d | FileCheck %s --check-prefix=RISCV
// RUN: sed s/TRIPLE/powerpc64le-linux-gnu/ %s | nn-opt --nn-scalarize-abi -canonicalize --nn-lower-host | nn-translate --mlir-to-llvmir | llc -mtriple=powerpc64le-linux-gnu | FileCheck %s --check-prefix=PPC

// X86-LABEL:     main:
// X86:             leal 103(%rdi), %eax
// X86-NEXT:        retq
// ARM-LABEL:     main:
// ARM:             add r0, r0, #103
// ARM-NEXT:        bx lr
// AARCH64-LABEL: main:
// AARCH64:         add w0, w0, #103
// AARCH64-NEXT:    ret
// RISCV-LABEL:   main:
// RISCV:           addiw a0, a0, 103
// RISCV-NEXT:      ret
// PPC-LABEL:     main:
// PPC:             addi 3, 3, 103
// PPC-NEXT:        extsw 3, 3
// PPC-NEXT:        blr
module attributes {nn.target = {triple = "TRIPLE"}} {
  func.func @main(%x: tensor<1xi32> {nn.name = "x:0"})
      -> (tensor<1xi32> {nn.name = "Add_1:0"}) {
    %e = tensor.empty() : tensor<1xi32>
    %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>,
                                          affine_map<(d0) -> (d0)>],
                         iterator_types = ["parallel"]}
        ins(%x : tensor<1xi32>) outs(%e : tensor<1xi32>) {
    ^bb0(%a: i32, %o: i32):
      %c2 = arith.constant 2 : i32
      %c5 = arith.constant 5 : i32
      %c100 = arith.constant 100 : i32
      %1 = arith.subi %a, %c2 : i32
      %2 = arith.addi %1, %c5 : i32
      %3 = arith.addi %2, %c100 : i32
      linalg.yield %3 : i32
    } -> tensor<1xi32>
    return %0 : tensor<1xi32>
  }
}
