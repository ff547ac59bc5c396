// y = x * w + x[0] on two elements, as a CPU pipeline leaves it: a kernel module
// on pointers, host functions, the model, and one constant.
module {
  module @scale_0 attributes {nn.kernel} {
    llvm.func @helper(%a: f32, %b: f32) -> f32 {
      %0 = llvm.fmul %a, %b : f32
      llvm.return %0 : f32
    }
    llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %scratch: !llvm.ptr) {
      %one = llvm.mlir.constant(1 : i64) : i64
      %x = llvm.load %args : !llvm.ptr -> !llvm.ptr
      %w_slot = llvm.getelementptr %args[1] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %w = llvm.load %w_slot : !llvm.ptr -> !llvm.ptr
      %y_slot = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %y = llvm.load %y_slot : !llvm.ptr -> !llvm.ptr
      %first = llvm.load %x : !llvm.ptr -> f32
      llvm.br ^test(%begin : i64)
    ^test(%i: i64):
      %more = llvm.icmp "slt" %i, %end : i64
      llvm.cond_br %more, ^body, ^done
    ^body:
      %xp = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %wp = llvm.getelementptr %w[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %yp = llvm.getelementptr %y[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %xv = llvm.load %xp : !llvm.ptr -> f32
      %wv = llvm.load %wp : !llvm.ptr -> f32
      %m = llvm.call @helper(%xv, %wv) : (f32, f32) -> f32
      %s = llvm.fadd %m, %first : f32
      llvm.store %s, %yp : f32, !llvm.ptr
      %next = llvm.add %i, %one : i64
      llvm.br ^test(%next : i64)
    ^done:
      llvm.return
    }
    llvm.func @grid(%args: !llvm.ptr) -> i64 {
      %0 = llvm.mlir.constant(2 : i64) : i64
      llvm.return %0 : i64
    }
  }
  kernel.constant @w dense<[2.0, 3.0]> : tensor<2xf32>
  llvm.func @scale_0_entry(!llvm.ptr, i64, i64, !llvm.ptr)
  llvm.func @scale_0_grid(!llvm.ptr) -> i64
  llvm.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
      attributes {nn.inputs = [{name = "x:0", type = tensor<2xf32>, dtype = 544 : i32}],
                  nn.outputs = [{name = "y:0", type = tensor<2xf32>, dtype = 544 : i32}]} {
    %c0 = llvm.mlir.constant(0 : i64) : i64
    %c3 = llvm.mlir.constant(3 : i32) : i32
    %ok = llvm.mlir.constant(0 : i32) : i32
    %args = llvm.alloca %c3 x !llvm.ptr : (i32) -> !llvm.ptr
    %x = llvm.load %in : !llvm.ptr -> !llvm.ptr
    %y = llvm.load %out : !llvm.ptr -> !llvm.ptr
    %table_slot = llvm.getelementptr %model[0, 7] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr)>
    %table = llvm.load %table_slot : !llvm.ptr -> !llvm.ptr
    %w = llvm.load %table : !llvm.ptr -> !llvm.ptr
    llvm.store %x, %args : !llvm.ptr, !llvm.ptr
    %slot1 = llvm.getelementptr %args[1] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
    llvm.store %w, %slot1 : !llvm.ptr, !llvm.ptr
    %slot2 = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
    llvm.store %y, %slot2 : !llvm.ptr, !llvm.ptr
    %grid = llvm.call @scale_0_grid(%args) : (!llvm.ptr) -> i64
    llvm.call @scale_0_entry(%args, %c0, %grid, %workspace) : (!llvm.ptr, i64, i64, !llvm.ptr) -> ()
    llvm.return %ok : i32
  }
  llvm.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
    %ok = llvm.mlir.constant(0 : i32) : i32
    llvm.return %ok : i32
  }
  llvm.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr) -> i64 {
    %0 = llvm.mlir.constant(0 : i64) : i64
    llvm.return %0 : i64
  }
  llvm.mlir.global external constant @net_constants() : !llvm.array<1 x ptr>
  llvm.mlir.global private constant @net_name("net\00")
  llvm.mlir.global private constant @net_target("none\00")
  llvm.mlir.global private constant @x_name("x:0\00")
  llvm.mlir.global private constant @y_name("y:0\00")
  llvm.mlir.global private constant @sizes(dense<2> : tensor<1xi64>) : !llvm.array<1 x i64>
  llvm.mlir.global private constant @inputs() : !llvm.struct<(ptr, ptr, i32, i32)> {
    %0 = llvm.mlir.undef : !llvm.struct<(ptr, ptr, i32, i32)>
    %name = llvm.mlir.addressof @x_name : !llvm.ptr
    %sizes = llvm.mlir.addressof @sizes : !llvm.ptr
    %rank = llvm.mlir.constant(1 : i32) : i32
    %dtype = llvm.mlir.constant(544 : i32) : i32
    %1 = llvm.insertvalue %name, %0[0] : !llvm.struct<(ptr, ptr, i32, i32)>
    %2 = llvm.insertvalue %sizes, %1[1] : !llvm.struct<(ptr, ptr, i32, i32)>
    %3 = llvm.insertvalue %rank, %2[2] : !llvm.struct<(ptr, ptr, i32, i32)>
    %4 = llvm.insertvalue %dtype, %3[3] : !llvm.struct<(ptr, ptr, i32, i32)>
    llvm.return %4 : !llvm.struct<(ptr, ptr, i32, i32)>
  }
  llvm.mlir.global private constant @outputs() : !llvm.struct<(ptr, ptr, i32, i32)> {
    %0 = llvm.mlir.undef : !llvm.struct<(ptr, ptr, i32, i32)>
    %name = llvm.mlir.addressof @y_name : !llvm.ptr
    %sizes = llvm.mlir.addressof @sizes : !llvm.ptr
    %rank = llvm.mlir.constant(1 : i32) : i32
    %dtype = llvm.mlir.constant(544 : i32) : i32
    %1 = llvm.insertvalue %name, %0[0] : !llvm.struct<(ptr, ptr, i32, i32)>
    %2 = llvm.insertvalue %sizes, %1[1] : !llvm.struct<(ptr, ptr, i32, i32)>
    %3 = llvm.insertvalue %rank, %2[2] : !llvm.struct<(ptr, ptr, i32, i32)>
    %4 = llvm.insertvalue %dtype, %3[3] : !llvm.struct<(ptr, ptr, i32, i32)>
    llvm.return %4 : !llvm.struct<(ptr, ptr, i32, i32)>
  }
  llvm.mlir.global external constant @net_model() : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)> {
    %0 = llvm.mlir.zero : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %one = llvm.mlir.constant(1 : i32) : i32
    %abi = llvm.mlir.constant(3 : i32) : i32
    %name = llvm.mlir.addressof @net_name : !llvm.ptr
    %target = llvm.mlir.addressof @net_target : !llvm.ptr
    %table = llvm.mlir.addressof @net_constants : !llvm.ptr
    %in = llvm.mlir.addressof @inputs : !llvm.ptr
    %out = llvm.mlir.addressof @outputs : !llvm.ptr
    %run = llvm.mlir.addressof @net : !llvm.ptr
    %shapes = llvm.mlir.addressof @net_shapes : !llvm.ptr
    %workspace = llvm.mlir.addressof @net_workspace : !llvm.ptr
    %1 = llvm.insertvalue %abi, %0[0] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %2 = llvm.insertvalue %one, %1[1] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %3 = llvm.insertvalue %one, %2[2] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %4 = llvm.insertvalue %one, %3[3] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %5 = llvm.insertvalue %name, %4[5] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %6 = llvm.insertvalue %target, %5[6] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %7 = llvm.insertvalue %table, %6[7] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %8 = llvm.insertvalue %in, %7[8] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %9 = llvm.insertvalue %out, %8[9] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %10 = llvm.insertvalue %run, %9[11] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %11 = llvm.insertvalue %shapes, %10[12] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %12 = llvm.insertvalue %workspace, %11[13] : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    llvm.return %12 : !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
  }
}
