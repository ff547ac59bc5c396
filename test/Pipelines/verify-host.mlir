// RUN: nn-opt %s --nn-verify-stage=stage=host --split-input-file --verify-diagnostics

kernel.constant @constant_0 dense<1.0> : tensor<8xf32>
module @k attributes {nn.kernel} {
  llvm.func @entry(%x: !llvm.ptr) {
    llvm.return
  }
}

// -----

module @k attributes {nn.kernel} {
  // expected-error @+1 {{'func.func' op is left after the stage 'host'}}
  func.func private @entry()
}
