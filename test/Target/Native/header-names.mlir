// Names of inputs and outputs that mean something in C, in C++ or in the header:
// it compiles as both, and so does a call.
//
// RUN: rm -rf %t && mkdir %t
// RUN: nn-compile %s --symbol=net --emit=obj -o %t/net.o --header %t/net.h
// RUN: FileCheck %s --input-file=%t/net.h
// RUN: echo '#include "net.h"' > %t/use.c
// RUN: echo '#include "net.h"' > %t/use.cpp
// RUN: clang -std=gnu2x -Wall -Wextra -Werror -fsyntax-only -I%t -I%nn_src_root/runtime/include %t/use.c
// RUN: clang -std=c11 -Wall -Wextra -Werror -fsyntax-only -I%t -I%nn_src_root/runtime/include %t/use.c
// RUN: clang -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I%t -I%nn_src_root/runtime/include %t/use.cpp
//
// RUN: sed 's/@net\b/@"a-b"/' %S/../../Tools/Inputs/lowered.mlir > %t/ab.mlir
// RUN: not nn-compile %t/ab.mlir --emit=obj -o %t/x.o \
// RUN:   --header %t/x.h 2>&1 | FileCheck %s --check-prefix=SYMBOL
// SYMBOL: error: {{.*}}: a header needs a network whose name is an identifier that C, C++ and the runtime leave free, such as 'a_b', not 'a-b'
//
// So does a network that is called after a file.
// RUN: nn-compile %s -o %t/__nn_run.o --header %t/run.h
// RUN: FileCheck %s --check-prefix=RUN-NAME --input-file=%t/run.h
// RUN-NAME: int32_t x_nn_run(

// CHECK: input in_: 'in:0', float [?][2]
// CHECK: input true_: 'true:0'
// CHECK: input x: 'x:0'
// CHECK: input x_sizes_: 'x_sizes:0'
// CHECK: input x_size0_: 'x_size0:0'
// CHECK: input net_: 'net:0'
// CHECK: input x_NN_OK: 'NN_OK:0'
// CHECK: input int64_t_: 'int64_t:0'
// CHECK: output model_: 'model:0'
// CHECK: output line_break: 'line?break:0'
// CHECK: output Bool: '_Bool:0'
func.func @main(%a: tensor<?x2xf32> {nn.name = "in:0"},
                %b: tensor<?x2xf32> {nn.name = "true:0"},
                %c: tensor<?x2xf32> {nn.name = "x:0"},
                %d: tensor<?x2xf32> {nn.name = "x_sizes:0"},
                %e: tensor<?x2xf32> {nn.name = "x_size0:0"},
                %f: tensor<2xf32> {nn.name = "net:0"},
                %g: tensor<2xf32> {nn.name = "NN_OK:0"},
                %h: tensor<2xf32> {nn.name = "int64_t:0"})
    -> (tensor<?x2xf32> {nn.name = "model:0"},
        tensor<?x2xf32> {nn.name = "line\0Abreak:0"},
        tensor<?x2xf32> {nn.name = "_Bool:0"}) {
  %0 = nn.add %a, %b : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %1 = nn.add %c, %d : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %2 = nn.add %e, %f : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %3 = nn.add %g, %h : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %4 = nn.add %2, %3 : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %0, %1, %4 : tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x2xf32>
}
