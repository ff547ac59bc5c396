// Schedules in a file: what is written is read, and what a person writes.

// RUN: rm -rf %t && split-file %s %t
// RUN: nn-opt %t/network.mlir --nn-set-target --nn-select-schedules \
// RUN:   --nn-write-schedules=file=%t/chosen.txt --mlir-print-debuginfo -o %t/chosen.mlir
// RUN: FileCheck %s --check-prefix=WRITE < %t/chosen.txt
// Equal kernels have one entry.
// WRITE: {{^}}# @double: a/add, c/add, c/again{{$}}
// WRITE-NEXT: {{^}}kernel {{[0-9a-f]+}}: grid [
// WRITE-NEXT: {{^}}# @square: b/mul{{$}}
// WRITE-NEXT: {{^}}kernel {{[0-9a-f]+}}: grid [
// WRITE-NOT: kernel

// A key stays what it is when a schedule is chosen.
// RUN: nn-opt %t/network.mlir --nn-set-target \
// RUN:   --nn-read-schedules=file=%t/chosen.txt --mlir-print-debuginfo -o %t/read.mlir
// RUN: nn-opt %t/read.mlir --nn-write-schedules=file=- -o /dev/null \
// RUN:   | diff %t/chosen.txt -

// The first entry that matches counts, also against a schedule that is there.
// RUN: nn-opt %t/chosen.mlir --nn-read-schedules=file=%t/mine.txt \
// RUN:   | FileCheck %s --check-prefix=MINE
// MINE: module @double attributes {{.*}}#kernel.schedule<"grid [d0 by 2] s0: loops [for d0]">
// MINE: module @double_again attributes {{.*}}#kernel.schedule<"grid [d0 by 2] s0: loops [for d0]">
// MINE: module @square attributes {{.*}}#kernel.schedule<"grid [] s0: map [for d0 by 4, vec d0 by 4]">

// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/none.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NONE
// NONE: none.txt:3:1: error: no kernel matches this entry
// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/key.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=KEY
// KEY: key.txt:1:1: error: expected a key of 16 hexadecimal digits
// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/glob.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=GLOB
// GLOB: glob.txt:1:1: error: {{.*}}glob
// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/subject.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SUBJECT
// SUBJECT: subject.txt:1:1: error: expected 'kernel' or 'node'
// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/schedule.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SCHEDULE
// SCHEDULE: schedule.txt:1:1: error: expected {{.*}} at 'frob'
// RUN: not nn-opt %t/network.mlir --nn-read-schedules=file=%t/nowhere.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NOWHERE
// NOWHERE: error: cannot read '{{.*}}nowhere.txt': No such file or directory
// RUN: not nn-opt %t/network.mlir --nn-write-schedules=file=%t/nowhere/x.txt 2>&1 \
// RUN:   | FileCheck %s --check-prefix=UNWRITABLE
// UNWRITABLE: error: cannot write '{{.*}}nowhere/x.txt': No such file or directory

//--- mine.txt
# What I think.
node '[ac]/*': grid [d0 by 2]   # of two,
  s0: loops [for d0]            # on two lines

node '*': grid [] s0: map [for d0 by 4, vec d0 by 4]
//--- none.txt
# no such node
node 'a/*': grid [] s0: loops [for d0]
node 'd/*': grid [] s0: loops [for d0]
//--- key.txt
kernel 12ab: grid [] s0: loops [for d0]
//--- glob.txt
node '[a': grid [] s0: loops [for d0]
//--- subject.txt
layer 'a': grid [] s0: loops [for d0]
//--- schedule.txt
node 'a*': grid [] s0: frob [for d0]
//--- network.mlir
#map = affine_map<(d0) -> (d0)>
module {
  module @double attributes {nn.kernel} {
    func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<64xf32> to tensor<64xf32>
      %e = tensor.empty() : tensor<64xf32>
      %0 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%tx : tensor<64xf32>) outs(%e : tensor<64xf32>) {
      ^bb0(%in: f32, %out: f32):
        %1 = arith.addf %in, %in : f32
        linalg.yield %1 : f32
      } -> tensor<64xf32>
      bufferization.materialize_in_destination %0 in restrict writable %o : (tensor<64xf32>, memref<64xf32>) -> ()
      return
    }
  }
  module @double_again attributes {nn.kernel} {
    func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<64xf32> to tensor<64xf32>
      %e = tensor.empty() : tensor<64xf32>
      %0 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%tx : tensor<64xf32>) outs(%e : tensor<64xf32>) {
      ^bb0(%in: f32, %out: f32):
        %1 = arith.addf %in, %in : f32
        linalg.yield %1 : f32
      } -> tensor<64xf32>
      bufferization.materialize_in_destination %0 in restrict writable %o : (tensor<64xf32>, memref<64xf32>) -> ()
      return
    }
  }
  module @square attributes {nn.kernel} {
    func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<64xf32> to tensor<64xf32>
      %e = tensor.empty() : tensor<64xf32>
      %0 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%tx : tensor<64xf32>) outs(%e : tensor<64xf32>) {
      ^bb0(%in: f32, %out: f32):
        %1 = arith.mulf %in, %in : f32
        linalg.yield %1 : f32
      } -> tensor<64xf32>
      bufferization.materialize_in_destination %0 in restrict writable %o : (tensor<64xf32>, memref<64xf32>) -> ()
      return
    }
  }
  func.func @main(%x: tensor<64xf32>) -> tensor<64xf32> {
    %e = tensor.empty() : tensor<64xf32>
    %0 = kernel.dispatch @double::@entry ins(%x : tensor<64xf32>) outs(%e : tensor<64xf32>) -> tensor<64xf32> loc("a/add"("AddV2"))
    %1 = kernel.dispatch @square::@entry ins(%0 : tensor<64xf32>) outs(%e : tensor<64xf32>) -> tensor<64xf32> loc("b/mul"("Mul"))
    %2 = kernel.dispatch @double::@entry ins(%1 : tensor<64xf32>) outs(%e : tensor<64xf32>) -> tensor<64xf32> loc("c/add"("AddV2"))
    %3 = kernel.dispatch @double_again::@entry ins(%2 : tensor<64xf32>) outs(%e : tensor<64xf32>) -> tensor<64xf32> loc("c/again"("AddV2"))
    return %3 : tensor<64xf32>
  }
}
