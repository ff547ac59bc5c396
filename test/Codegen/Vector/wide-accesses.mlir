// RUN: nn-opt %s -split-input-file \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

// An invocation loads four neighbors at once, computes with one after the other,
// and stores them at once.

module attributes {nn.target = {device = "cuda"}} {
  // CHECK-LABEL: module @map
  // CHECK: scf.forall {{.*}} in (32)
  // CHECK: %[[V:.*]] = vector.load %{{.*}} {alignment = 16 : i64} : memref<256xf32>, vector<4xf32>
  // CHECK-COUNT-4: math.exp %{{.*}} : f32
  // CHECK: %[[R:.*]] = vector.from_elements
  // CHECK: vector.store %[[R]], %{{.*}} {alignment = 16 : i64}
  // CHECK-NOT: memref.load
  module @map attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 128] s: map [thread d0 by 4, vec d0 by 4]">} {
    func.func @entry(%x: memref<256xf32> {kernel.alignment = 64 : i64},
                     %o: memref<256xf32> {kernel.alignment = 16 : i64}) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<256xf32> to tensor<256xf32>
      %e = tensor.empty() : tensor<256xf32>
      %r = linalg.exp ins(%tx : tensor<256xf32>) outs(%e : tensor<256xf32>) -> tensor<256xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<256xf32>, memref<256xf32>) -> ()
      return
    }
  }
}

// -----

// A buffer that is less aligned has narrower accesses, and one of which nothing
// is known, or whose rows begin anywhere, has those of single elements.

module attributes {nn.target = {device = "vulkan"}} {
  // CHECK-LABEL: module @less
  // CHECK: vector.load {{.*}} {alignment = 8 : i64} : memref<{{.*}}xf32>, vector<2xf32>
  // CHECK-COUNT-2: memref.store
  // CHECK: vector.load {{.*}} {alignment = 8 : i64} : memref<{{.*}}xf32>, vector<2xf32>
  // CHECK-COUNT-2: memref.store
  module @less attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 128] s: map [thread d0 by 4, vec d0 by 4]">} {
    func.func @entry(%x: memref<256xf32> {kernel.alignment = 8 : i64}, %o: memref<256xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<256xf32> to tensor<256xf32>
      %e = tensor.empty() : tensor<256xf32>
      %r = linalg.exp ins(%tx : tensor<256xf32>) outs(%e : tensor<256xf32>) -> tensor<256xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<256xf32>, memref<256xf32>) -> ()
      return
    }
  }

  // CHECK-LABEL: module @rows
  // CHECK-NOT: vector.load
  // CHECK: vector.store {{.*}} {alignment = 16 : i64}
  module @rows attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0] s: map [thread d1 by 4, vec d1 by 4]">} {
    func.func @entry(%x: memref<8x128xf32, strided<[129, 1]>> {kernel.alignment = 64 : i64},
                     %o: memref<8x128xf32> {kernel.alignment = 64 : i64}) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<8x128xf32, strided<[129, 1]>> to tensor<8x128xf32>
      %e = tensor.empty() : tensor<8x128xf32>
      %r = linalg.exp ins(%tx : tensor<8x128xf32>) outs(%e : tensor<8x128xf32>) -> tensor<8x128xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<8x128xf32>, memref<8x128xf32>) -> ()
      return
    }
  }
}

// -----

// Steps that are no multiple of an access leave single elements; 16 bytes are two
// elements of f64.

module attributes {nn.target = {device = "cuda"}} {
  // CHECK-LABEL: module @steps
  // CHECK-NOT: vector.load
  module @steps attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 125] s: map [thread d0 by 5, vec d0 by 5]">} {
    func.func @entry(%x: memref<1000xf32> {kernel.alignment = 64 : i64}, %o: memref<1000xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<1000xf32> to tensor<1000xf32>
      %e = tensor.empty() : tensor<1000xf32>
      %r = linalg.exp ins(%tx : tensor<1000xf32>) outs(%e : tensor<1000xf32>) -> tensor<1000xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<1000xf32>, memref<1000xf32>) -> ()
      return
    }
  }

  // CHECK-LABEL: module @double
  // CHECK-COUNT-2: vector.load {{.*}} {alignment = 16 : i64} : memref<{{.*}}xf64>, vector<2xf64>
  module @double attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 128] s: map [thread d0 by 4, vec d0 by 4]">} {
    func.func @entry(%x: memref<256xf64> {kernel.alignment = 64 : i64}, %o: memref<256xf64>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<256xf64> to tensor<256xf64>
      %e = tensor.empty() : tensor<256xf64>
      %r = linalg.sqrt ins(%tx : tensor<256xf64>) outs(%e : tensor<256xf64>) -> tensor<256xf64>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<256xf64>, memref<256xf64>) -> ()
      return
    }
  }
}
