// Each point of the grid copies x[0] through scratch of n * UNIT elements, and
// writes EXTRA elements behind it.
module @copy_rows attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<4x?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %extra = arith.constant EXTRA : index
    %unit = UNIT
    %size = arith.muli %n, %unit : index
    %end = arith.addi %size, %extra : index
    scf.forall (%i) in (4) {
      %t = memref.alloc(%size) : memref<?xf32>
      scf.for %j = %c0 to %end step %c1 {
        %v = memref.load %x[%c0] : memref<?xf32>
        memref.store %v, %t[%j] : memref<?xf32>
      }
      scf.for %j = %c0 to %n step %c1 {
        %v = memref.load %t[%j] : memref<?xf32>
        memref.store %v, %o[%i, %j] : memref<4x?xf32>
      }
    }
    return
  }
}
func.func @main(%x: tensor<?xf32> {nn.name = "x:0"})
    -> (tensor<4x?xf32> {nn.name = "y:0"}) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<4x?xf32>
  %0 = kernel.dispatch @copy_rows::@entry ins(%x : tensor<?xf32>)
      outs(%e : tensor<4x?xf32>) sizes(%n, %n : index) -> tensor<4x?xf32>
  return %0 : tensor<4x?xf32>
}
