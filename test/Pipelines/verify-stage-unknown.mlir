// RUN: nn-opt %s --nn-verify-stage=stage=lingal --verify-diagnostics

// expected-error @+1 {{unknown stage 'lingal', expected one of: linalg, kernels, frozen, memory, host}}
module {}
