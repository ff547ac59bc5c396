// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-emulate-bf16))' -split-input-file | FileCheck %s

// CHECK-LABEL: gpu.func @entry(
// CHECK-SAME:    %[[X:.*]]: memref<?xi16>, %[[O:.*]]: memref<?xi16>
// CHECK:         %[[BITS:.*]] = memref.load %[[X]]{{.*}} : memref<?xi16>
// CHECK:         %[[WIDE:.*]] = arith.extui %[[BITS]] : i16 to i32
// CHECK:         %[[SHIFTED:.*]] = arith.shli %[[WIDE]], %c16
// CHECK:         %[[F:.*]] = arith.bitcast %[[SHIFTED]] : i32 to f32
// CHECK:         arith.cmpf ogt, %[[F]], %{{.*}} : f32
// CHECK:         arith.select %{{.*}}, %[[BITS]], %{{.*}} : i16
// CHECK:         math.absf %{{.*}} : f32
// CHECK-NOT:     bf16
// CHECK:         memref.store %{{.*}}, %[[O]]{{.*}} : memref<?xi16>
module {
module @k attributes {nn.kernel} {
  gpu.module @device {
    gpu.func @entry(%x: memref<?xbf16>, %o: memref<?xbf16>) kernel {
      %i = gpu.thread_id x
      %zero = arith.constant 0.0 : bf16
      %0 = memref.load %x[%i] : memref<?xbf16>
      %1 = arith.cmpf ogt, %0, %zero : bf16
      %2 = arith.select %1, %0, %zero : bf16
      %3 = arith.extf %2 : bf16 to f32
      %4 = arith.addf %3, %3 : f32
      %5 = arith.truncf %4 : f32 to bf16
      %6 = math.absf %5 : bf16
      memref.store %6, %o[%i] : memref<?xbf16>
      gpu.return
    }
  }
}
}

// -----

// Vectors are bits as well, broadcast and constant ones too.

// CHECK-LABEL: module @vectors
// CHECK:         gpu.func @entry(
// CHECK-SAME:      %[[X:.*]]: memref<?xi16>
// CHECK-DAG:     %[[ONES:.*]] = arith.constant dense<16256> : vector<4xi16>
// CHECK:         vector.store %[[ONES]], %[[X]]
// CHECK:         %[[BITS:.*]] = memref.load %[[X]]
// CHECK:         %[[SAME:.*]] = vector.broadcast %[[BITS]] : i16 to vector<4xi16>
// CHECK:         vector.store %[[SAME]], %[[X]]{{.*}} : memref<?xi16>, vector<4xi16>
module {
module @vectors attributes {nn.kernel} {
  gpu.module @device {
    gpu.func @entry(%x: memref<?xbf16>) kernel {
      %i = gpu.thread_id x
      %ones = arith.constant dense<1.0> : vector<4xbf16>
      vector.store %ones, %x[%i] : memref<?xbf16>, vector<4xbf16>
      %0 = memref.load %x[%i] : memref<?xbf16>
      %same = vector.broadcast %0 : bf16 to vector<4xbf16>
      vector.store %same, %x[%i] : memref<?xbf16>, vector<4xbf16>
      gpu.return
    }
  }
}
}
