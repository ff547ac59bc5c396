// RUN: nn-opt %s --nn-outline-kernels --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-outline-kernels --split-input-file --mlir-print-debuginfo | FileCheck %s --check-prefix=LOC

#id = affine_map<(d0, d1) -> (d0, d1)>
#column = affine_map<(d0, d1) -> (d1)>

// CHECK-LABEL: module @matmul_0 attributes {nn.kernel}
// CHECK:         func.func @entry(
// CHECK-SAME:      %[[X:[^ ]*]]: memref<?x16xf32>, %[[W:[^ ]*]]: memref<16x8xf32>,
// CHECK-SAME:      %[[B:[^ ]*]]: memref<8xf32>, %[[O:[^ ]*]]: memref<?x8xf32>,
// CHECK-SAME:      %{{[^ ]*}}: index, %{{[^ ]*}}: index)
// CHECK-SAME:      attributes {kernel.num_inputs = 3 : i64}
// CHECK-DAG:       %[[TX:.*]] = bufferization.to_tensor %[[X]] restrict : memref
// CHECK-DAG:       %[[TW:.*]] = bufferization.to_tensor %[[W]] restrict : memref
// CHECK-DAG:       %[[TB:.*]] = bufferization.to_tensor %[[B]] restrict : memref
// CHECK-DAG:       %[[TO:.*]] = bufferization.to_tensor %[[O]] restrict writable : memref
// CHECK:           %[[N:.*]] = tensor.dim %[[TX]], %{{.*}}
// CHECK:           %[[E:.*]] = tensor.empty(%[[N]])
// CHECK:           %[[F:.*]] = linalg.fill ins(%{{.*}} : f32) outs(%[[E]]
// CHECK:           %[[M:.*]] = linalg.matmul ins(%[[TX]], %[[TW]] {{.*}} outs(%[[F]]
// CHECK:           %[[R:.*]] = linalg.generic {{.*}} ins(%[[M]], %[[TB]] {{.*}} outs(%[[TO]]
// CHECK:           bufferization.materialize_in_destination %[[R]] in restrict writable %[[O]]
// CHECK:           return

// CHECK-LABEL: func.func @epilogue(
// CHECK-SAME:    %[[X:.*]]: tensor<?x16xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[B:.*]]: tensor<8xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[X]]
// CHECK:         %[[O:.*]] = tensor.empty(%[[N]]) : tensor<?x8xf32>
// CHECK:         %[[R:.*]] = kernel.dispatch @matmul_0::@entry ins(%[[X]], %[[W]], %[[B]] : {{.*}} outs(%[[O]] : {{.*}} sizes(%[[N]], %[[N]] : index)
// CHECK-NOT:     linalg
// CHECK:         return %[[R]]

// The dispatch comes from where its ops came from; the kernel from nowhere.
// LOC:       #[[UNKNOWN:.*]] = loc(unknown)
// LOC:       linalg.matmul {{.*}} loc(#[[UNKNOWN]])
// LOC:       kernel.dispatch {{.*}} loc(#[[FUSED:.*]])
// LOC-DAG:   #[[A:.*]] = loc("a")
// LOC-DAG:   #[[B:.*]] = loc("b")
// LOC:       #[[FUSED]] = loc(fused[#[[A]], #[[B]]])
func.func @epilogue(%x: tensor<?x16xf32>, %w: tensor<16x8xf32>,
                    %b: tensor<8xf32>) -> tensor<?x8xf32> {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x16xf32>
  %e = tensor.empty(%n) : tensor<?x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<?x8xf32>)
      -> tensor<?x8xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<?x16xf32>, tensor<16x8xf32>)
      outs(%0 : tensor<?x8xf32>) -> tensor<?x8xf32> loc("a")
  %2 = linalg.generic {indexing_maps = [#id, #column, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%1, %b : tensor<?x8xf32>, tensor<8xf32>)
      outs(%e : tensor<?x8xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %s = arith.addf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<?x8xf32> loc("b")
  return %2 : tensor<?x8xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>

// What else is read of a contraction is its own result.
// CHECK-LABEL: module @matmul_0
// CHECK-NOT:     linalg.generic
// CHECK-LABEL: module @ew_1
// CHECK-LABEL: func.func @two_readers(
// CHECK:         %[[M:.*]] = kernel.dispatch @matmul_0::@entry
// CHECK:         %[[R:.*]] = kernel.dispatch @ew_1::@entry ins(%[[M]]
// CHECK:         return %[[M]], %[[R]]
func.func @two_readers(%x: tensor<4x16xf32>, %w: tensor<16x8xf32>)
    -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8xf32>)
      -> tensor<4x8xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<4x16xf32>, tensor<16x8xf32>)
      outs(%0 : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = linalg.exp ins(%1 : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>)
      -> tensor<4x8xf32>
  return %1, %2 : tensor<4x8xf32>, tensor<4x8xf32>
}

// -----

// An accumulator that is not empty is copied first.
// CHECK-LABEL: module @matmul_0
// CHECK:         func.func @entry(%{{.*}}: memref<4x16xf32>, %{{.*}}: memref<16x8xf32>, %[[C:.*]]: memref<4x8xf32>, %[[O:.*]]: memref<4x8xf32>)
// CHECK-DAG:       %[[TC:.*]] = bufferization.to_tensor %[[C]] restrict :
// CHECK-DAG:       %[[TO:.*]] = bufferization.to_tensor %[[O]] restrict writable :
// CHECK:           %[[COPY:.*]] = linalg.copy ins(%[[TC]] {{.*}} outs(%[[TO]]
// CHECK:           linalg.matmul {{.*}} outs(%[[COPY]]
func.func @accumulate(%x: tensor<4x16xf32>, %w: tensor<16x8xf32>,
                      %c: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.matmul ins(%x, %w : tensor<4x16xf32>, tensor<16x8xf32>)
      outs(%c : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

// Scalars are inputs of rank 0.
// CHECK-LABEL: module @fill_0
// CHECK:         func.func @entry(%[[V:.*]]: memref<f32>, %{{.*}}: memref<4xf32>)
// CHECK:           %[[TV:.*]] = bufferization.to_tensor %[[V]]
// CHECK:           %[[S:.*]] = tensor.extract %[[TV]][]
// CHECK:           linalg.fill ins(%[[S]] : f32)
// CHECK-LABEL: func.func @scalar(
// CHECK-SAME:    %[[V:.*]]: f32
// CHECK:         %[[T:.*]] = tensor.from_elements %[[V]] : tensor<f32>
// CHECK:         kernel.dispatch @fill_0::@entry ins(%[[T]] : tensor<f32>)
func.func @scalar(%v: f32) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.fill ins(%v : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#id1 = affine_map<(d0) -> (d0)>

// The stages of a normalization share their rows.
// CHECK-LABEL: module @norm_0
// CHECK-COUNT-5: linalg.generic
// CHECK-NOT:   kernel.dispatch
// CHECK-LABEL: func.func @rows(
// CHECK:         kernel.dispatch @norm_0
// CHECK-NOT:     kernel.dispatch
func.func @rows(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %c = arith.constant 0.125 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %f = tensor.empty() : tensor<4xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%f : tensor<4xf32>) -> tensor<4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row],
      iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf32>) outs(%0 : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  %2 = linalg.generic {indexing_maps = [#id1, #id1],
      iterator_types = ["parallel"]}
      ins(%1 : tensor<4xf32>) outs(%f : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.mulf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  %3 = linalg.generic {indexing_maps = [#id, #row, #row],
      iterator_types = ["parallel", "reduction"]}
      ins(%x, %2 : tensor<4x8xf32>, tensor<4xf32>) outs(%0 : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.subf %a, %b : f32
    %t = arith.mulf %s, %s : f32
    %u = arith.addf %t, %o : f32
    linalg.yield %u : f32
  } -> tensor<4xf32>
  %4 = linalg.generic {indexing_maps = [#id1, #id1],
      iterator_types = ["parallel"]}
      ins(%3 : tensor<4xf32>) outs(%f : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.rsqrt %a : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  %5 = linalg.generic {indexing_maps = [#id, #row, #row, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %2, %4 : tensor<4x8xf32>, tensor<4xf32>, tensor<4xf32>)
      outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %d: f32, %o: f32):
    %s = arith.subf %a, %b : f32
    %t = arith.mulf %s, %d : f32
    linalg.yield %t : f32
  } -> tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// -----

#id = affine_map<(d0, d1) -> (d0, d1)>
#column = affine_map<(d0, d1) -> (d1)>

// Sums of columns and what reads them do not share rows.
// CHECK-LABEL: module @reduce_0
// CHECK-LABEL: module @ew_1
func.func @columns(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %f = tensor.empty() : tensor<8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%f : tensor<8xf32>) -> tensor<8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #column],
      iterator_types = ["reduction", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%0 : tensor<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %2 = linalg.generic {indexing_maps = [#id, #column, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %1 : tensor<4x8xf32>, tensor<8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.subf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// -----

// A pad of an argument, and a slice that no vector can load, are copies.
// CHECK-LABEL: module @pad_0
// CHECK:         tensor.pad
// CHECK-LABEL: module @slice_1
// CHECK:         %[[S:.*]] = tensor.extract_slice
// CHECK:         linalg.copy ins(%[[S]]
// CHECK-LABEL: func.func @copies(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf32>
// CHECK:         %[[P:.*]] = kernel.dispatch @pad_0::@entry ins(%[[X]]
// CHECK:         %[[S:.*]] = kernel.dispatch @slice_1::@entry ins(%[[X]]
// CHECK:         %[[V:.*]] = tensor.extract_slice %[[X]][2] [4] [1]
// CHECK:         return %[[P]], %[[S]], %[[V]]
func.func @copies(%x: tensor<8xf32>)
    -> (tensor<10xf32>, tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant 0.0 : f32
  %a = tensor.pad %x low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<8xf32> to tensor<10xf32>
  %b = tensor.extract_slice %x[0] [4] [2] : tensor<8xf32> to tensor<4xf32>
  %c = tensor.extract_slice %x[2] [4] [1] : tensor<8xf32> to tensor<4xf32>
  return %a, %b, %c : tensor<10xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// A loop mapped to a grid is a kernel of that name. Its number of points is
// asked from the kernel's buffers, even where the host computes it.
// CHECK-LABEL: module @sort_0
// CHECK:         func.func @entry(%{{.*}}: memref<?x4xf32>, %[[O:.*]]: memref<?x4xf32>
// CHECK:           %[[OUT:.*]] = bufferization.to_tensor %[[O]]
// CHECK:           %[[N:.*]] = tensor.dim %[[OUT]]
// CHECK:           scf.forall (%{{.*}}) in (%[[N]]) shared_outs(%{{.*}} = %[[OUT]])
// CHECK:             linalg.copy
// CHECK-LABEL: func.func @grid(
// CHECK-NOT:     scf.forall
// CHECK:         kernel.dispatch @sort_0::@entry
func.func @grid(%x: tensor<?x2x4xf32>) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %d = tensor.dim %x, %c0 : tensor<?x2x4xf32>
  %n = arith.muli %d, %c2 : index
  %rows = tensor.collapse_shape %x [[0, 1], [2]] : tensor<?x2x4xf32> into tensor<?x4xf32>
  %e = tensor.empty(%n) : tensor<?x4xf32>
  %0 = scf.forall (%i) in (%n) shared_outs(%o = %e) -> (tensor<?x4xf32>) {
    %from = tensor.extract_slice %rows[%i, 0] [1, 4] [1, 1] : tensor<?x4xf32> to tensor<4xf32>
    %to = tensor.extract_slice %o[%i, 0] [1, 4] [1, 1] : tensor<?x4xf32> to tensor<4xf32>
    %r = linalg.copy ins(%from : tensor<4xf32>) outs(%to : tensor<4xf32>) -> tensor<4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %r into %o[%i, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<?x4xf32>
    }
  } {mapping = [#kernel.grid<"sort">]}
  return %0 : tensor<?x4xf32>
}

// -----

// What each point of a grid writes to is its own, even if it was merged with
// what another op writes to.
// CHECK-LABEL: module @sort_0
// CHECK:         func.func @entry(%{{.*}}: memref<4x4xf32>, %{{.*}}: memref<4x4xf32>)
// CHECK:           scf.forall
// CHECK:             %[[OWN:.*]] = tensor.empty() : tensor<4x4xf32>
// CHECK:             linalg.copy ins(%{{.*}}) outs(%[[OWN]]
func.func @grid_scratch(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %e = tensor.empty() : tensor<4x4xf32>
  %0 = scf.forall (%i) in (4) shared_outs(%o = %e) -> (tensor<4x4xf32>) {
    %all = linalg.copy ins(%x : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
    %r = tensor.extract_slice %all[%i, 0] [1, 4] [1, 1] : tensor<4x4xf32> to tensor<4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %r into %o[%i, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<4x4xf32>
    }
  } {mapping = [#kernel.grid<"sort">]}
  return %0 : tensor<4x4xf32>
}

// -----

// Scratch of as many elements as an input has: its size is asked from the kernel's
// buffer, where the host has it from what the input is collapsed from.
// CHECK-LABEL: module @sort_0
// CHECK:         func.func @entry(%[[X:.*]]: memref<?xf32>, %{{.*}}: memref<1xf32>, %{{.*}}: index)
// CHECK:           %[[IN:.*]] = bufferization.to_tensor %[[X]]
// CHECK:           %[[N:.*]] = tensor.dim %[[IN]]
// CHECK:             tensor.empty(%[[N]]) : tensor<?xf32>
// CHECK-LABEL: func.func @scratch_of_input(
func.func @scratch_of_input(%x: tensor<1x?xf32>) -> tensor<1xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %x, %c1 : tensor<1x?xf32>
  %row = tensor.collapse_shape %x [[0, 1]] : tensor<1x?xf32> into tensor<?xf32>
  %e = tensor.empty() : tensor<1xf32>
  %0 = scf.forall (%i) in (1) shared_outs(%o = %e) -> (tensor<1xf32>) {
    %s = tensor.empty(%n) : tensor<?xf32>
    %copy = linalg.copy ins(%row : tensor<?xf32>) outs(%s : tensor<?xf32>) -> tensor<?xf32>
    %r = tensor.extract_slice %copy[%i] [1] [1] : tensor<?xf32> to tensor<1xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %r into %o[%i] [1] [1] : tensor<1xf32> into tensor<1xf32>
    }
  } {mapping = [#kernel.grid<"sort">]}
  return %0 : tensor<1xf32>
}

// -----

// Any other parallel loop is the host's: what it computes are kernels.
// CHECK-LABEL: module @copy_0
// CHECK-LABEL: func.func @loop(
// CHECK:         scf.forall
// CHECK:           kernel.dispatch @copy_0::@entry
func.func @loop(%x: tensor<8x4xf32>) -> tensor<8x4xf32> {
  %e = tensor.empty() : tensor<8x4xf32>
  %0 = scf.forall (%i) in (8) shared_outs(%o = %e) -> (tensor<8x4xf32>) {
    %from = tensor.extract_slice %x[%i, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
    %f = tensor.empty() : tensor<4xf32>
    %r = linalg.copy ins(%from : tensor<4xf32>) outs(%f : tensor<4xf32>) -> tensor<4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %r into %o[%i, 0] [1, 4] [1, 1] : tensor<4xf32> into tensor<8x4xf32>
    }
  }
  return %0 : tensor<8x4xf32>
}

// -----

// A filled tensor that a product is added to and that others read as well: the
// product's kernel fills its own result.

// CHECK-LABEL: module @matmul_
// CHECK:         %[[O:.*]] = bufferization.to_tensor %{{.*}} restrict writable
// CHECK:         %[[F:.*]] = linalg.fill {{.*}} outs(%[[O]]
// CHECK:         linalg.matmul {{.*}} outs(%[[F]]
// CHECK-NOT:     linalg.copy
// CHECK-LABEL: func.func @shared_fill(
func.func @shared_fill(%x: tensor<?x16xf32>, %w: tensor<16x8xf32>)
    -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x16xf32>
  %e = tensor.empty(%n) : tensor<?x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<?x8xf32>)
      -> tensor<?x8xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<?x16xf32>, tensor<16x8xf32>)
      outs(%0 : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0, %1 : tensor<?x8xf32>, tensor<?x8xf32>
}

// -----

// A convolution whose result no buffer of the kernel has the size of, for there
// is a border around it: the size is that of the output, less the border.
// CHECK-LABEL: module @conv_0
// CHECK:         func.func @entry(%{{.*}}: memref<?xf32>, %{{.*}}: memref<3xf32>, %[[OUT:.*]]: memref<?xf32>, %{{.*}}: index, %{{.*}}: index)
// CHECK:         %[[O:.*]] = bufferization.to_tensor %[[OUT]]
// CHECK:         %[[ALL:.*]] = tensor.dim %[[O]], %{{.*}}
// CHECK:         %[[SIZE:.*]] = affine.apply #{{.*}}()[%[[ALL]]]
// CHECK:         tensor.empty(%[[SIZE]])
// CHECK:         tensor.pad
// CHECK-LABEL: func.func @border(
func.func @border(%x: tensor<?xf32>, %w: tensor<3xf32>, %n: index)
    -> tensor<?xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty(%n) : tensor<?xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %0 = linalg.conv_1d ins(%x, %w : tensor<?xf32>, tensor<3xf32>)
      outs(%f : tensor<?xf32>) -> tensor<?xf32>
  %1 = tensor.pad %0 low[1] high[2] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %1 : tensor<?xf32>
}

// -----

// Rows of a size that only a value says are not kept in a kernel, which is told
// how much scratch it needs before it runs.
// CHECK-LABEL: module @gather_0
// CHECK-LABEL: module @reduce_1
// CHECK-LABEL: func.func @rows_of_any_size(
func.func @rows_of_any_size(%x: tensor<?x?xf32>, %rows: index, %n: index)
    -> tensor<?xf32> {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %e = tensor.empty(%rows, %n) : tensor<?x?xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<?x?xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %v = tensor.extract %x[%i, %c0] : tensor<?x?xf32>
    linalg.yield %v : f32
  } -> tensor<?x?xf32>
  %s = tensor.empty(%rows) : tensor<?xf32>
  %f = linalg.fill ins(%zero : f32) outs(%s : tensor<?xf32>) -> tensor<?xf32>
  %1 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<?x?xf32>) outs(%f : tensor<?xf32>) {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<?xf32>
  return %1 : tensor<?xf32>
}

// -----

// Rows that are as long as there are of them are: the result says how many.
// CHECK-LABEL: module @rows_0
// CHECK-NOT:   module
// CHECK-LABEL: func.func @square(
func.func @square(%x: tensor<?x?xf32>, %n: index) -> tensor<?xf32> {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %e = tensor.empty(%n, %n) : tensor<?x?xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<?x?xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %v = tensor.extract %x[%i, %c0] : tensor<?x?xf32>
    linalg.yield %v : f32
  } -> tensor<?x?xf32>
  %s = tensor.empty(%n) : tensor<?xf32>
  %f = linalg.fill ins(%zero : f32) outs(%s : tensor<?xf32>) -> tensor<?xf32>
  %1 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<?x?xf32>) outs(%f : tensor<?xf32>) {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<?xf32>
  return %1 : tensor<?xf32>
}
