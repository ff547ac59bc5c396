// RUN: nn-opt %s --nn-lower-host | FileCheck %s

// Kernels on a device: the host hands their descriptions and arguments to the
// context, and touches no element by itself.

module attributes {nn.target = {device = "vulkan"}} {

// CHECK-LABEL: llvm.func @net(
// CHECK-SAME:    %[[MODEL:[a-z0-9]*]]: !llvm.ptr, %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr
// CHECK:         %[[ARGS:.*]] = llvm.alloca
// CHECK:         llvm.call @nn_check_call(
// CHECK:         llvm.call @nn_check_device(%[[CONTEXT]])
// CHECK:         %[[SLOT:.*]] = llvm.alloca
// CHECK:         %[[KERNEL:.*]] = llvm.mlir.addressof @scale_device
// CHECK:         %[[COUNT:.*]] = llvm.call @scale_grid(%[[ARGS]])
// CHECK:         llvm.call @nn_launch_on_device(%[[CONTEXT]], %{{.*}}, %[[KERNEL]], %[[ARGS]], %[[COUNT]])
// CHECK:         llvm.call @nn_copy_on_device(%[[CONTEXT]], %[[OUT:.*]], %[[WS:[a-z0-9]*]], %{{.*}})
// CHECK:         llvm.call @nn_read_from_device(%[[CONTEXT]], %[[SLOT]], %[[OUT]], %{{.*}})
// CHECK:         %[[ELEMENT:.*]] = llvm.load %[[SLOT]] : !llvm.ptr -> i32
// CHECK:         llvm.store %{{.*}}, %[[SLOT]] : i32
// CHECK:         llvm.call @nn_write_to_device(%[[CONTEXT]], %[[OUT]], %[[SLOT]], %{{.*}})
// CHECK-DAG:   llvm.mlir.global external constant @scale_device() {{.*}} : !llvm.struct<(ptr, ptr, i64, i32, i32, i32, i32, i32, i32)>
// CHECK-DAG:   the network was compiled for a device, and the context has none

module @scale attributes {nn.kernel, kernel.num_buffers = 2 : i64, kernel.num_sizes = 1 : i64} {
  llvm.func @grid(%args: !llvm.ptr) -> i64 {
    %0 = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, i64
    %1 = llvm.load %0 : !llvm.ptr -> i64
    llvm.return %1 : i64
  }
  llvm.mlir.global external constant @device() : !llvm.struct<(ptr, ptr, i64, i32, i32, i32, i32, i32, i32)> {
    %0 = llvm.mlir.zero : !llvm.struct<(ptr, ptr, i64, i32, i32, i32, i32, i32, i32)>
    llvm.return %0 : !llvm.struct<(ptr, ptr, i64, i32, i32, i32, i32, i32, i32)>
  }
}

func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
    attributes {nn.inputs = [{name = "x:0", type = tensor<4xi32>, dtype = 32 : i32}],
                nn.outputs = [{name = "y:0", type = tensor<4xi32>, dtype = 32 : i32}]} {
  %x = llvm.load %in : !llvm.ptr -> !llvm.ptr
  %y = llvm.load %out : !llvm.ptr -> !llvm.ptr
  %c4 = arith.constant 4 : index
  kernel.launch @scale(%x, %workspace : !llvm.ptr) sizes(%c4 : index)
  %bytes = arith.constant 16 : i64
  kernel.copy %workspace to %y, %bytes : !llvm.ptr
  %e = kernel.load %y : !llvm.ptr -> i32
  %d = arith.addi %e, %e : i32
  kernel.store %d, %y : i32, !llvm.ptr
  %status = arith.constant 0 : i32
  return %status : i32
}
func.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
  %status = arith.constant 0 : i32
  return %status : i32
}
func.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %bytes = arith.constant 64 : i64
  return %bytes : i64
}
}
