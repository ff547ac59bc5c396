// RUN: nn-opt %s --split-input-file --verify-diagnostics

// expected-error @below {{'nn.target': expected a dictionary}}
module attributes {nn.target = "cuda"} {}

// -----

// expected-error @below {{'nn.target': expected 'device' of vulkan or cuda, not 'rocm'}}
module attributes {nn.target = {device = "rocm"}} {}

// -----

// expected-error @below {{'nn.target': expected 'device_chip' of sm_80 or sm_90, for 'cuda', not 'sm_61'}}
module attributes {nn.target = {device = "cuda", device_chip = "sm_61"}} {}

// -----

// expected-error @below {{'nn.target': expected 'device_chip' of sm_80 or sm_90, for 'cuda', not 'sm_80'}}
module attributes {nn.target = {device = "vulkan", device_chip = "sm_80"}} {}

// -----

// expected-error @below {{'nn.target': expected 'math' of tf32 or f16, for 'cuda', not 'bf8'}}
module attributes {nn.target = {device = "cuda", math = "bf8"}} {}

// -----

// expected-error @below {{'nn.target': expected 'math' of tf32 or f16, for 'cuda', not 'tf32'}}
module attributes {nn.target = {device = "vulkan", math = "tf32"}} {}

// -----

// expected-error @below {{'nn.target': expected 'device_types' of f16 or f64 or i8 or i16 or i64, for 'vulkan', not 'f8'}}
module attributes {nn.target = {device = "vulkan", device_types = "i64,f8"}} {}

// -----

// Without a device too.
// expected-error @below {{'nn.target': expected 'device_types' of f16 or f64 or i8 or i16 or i64, for 'vulkan', not 'f16'}}
module attributes {nn.target = {device_types = "f16"}} {}
