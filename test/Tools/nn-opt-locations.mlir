// nn-opt prints locations, as our other tools do, unless told otherwise.
//
// RUN: %nn_tools_dir/nn-opt %s | FileCheck %s
// RUN: %nn_tools_dir/nn-opt %s | %nn_tools_dir/nn-opt | FileCheck %s
// RUN: %nn_tools_dir/nn-opt %s --mlir-print-debuginfo=false | FileCheck %s --check-prefix=NONE

// CHECK: nn.relu {{.*}} loc(#[[NODE:.*]])
// CHECK: #[[NODE]] = loc("relu1"(#{{.*}}))
// NONE-NOT: loc(
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = nn.relu %x : tensor<4xf32> loc("relu1"("Relu"))
  return %0 : tensor<4xf32>
}
