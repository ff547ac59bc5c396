//===- NNMatrixOps.td --------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Factorizations of matrices, and solving by them. Matrices are the last two
// dimensions; the others are a batch of them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNMATRIXOPS_TD
#define NN_DIALECT_NN_IR_NNMATRIXOPS_TD

include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "nn/Dialect/NN/IR/NNAttributes.td"
include "nn/Dialect/NN/IR/NNBase.td"

class NN_MatrixOp<string mnemonic> : NN_Op<mnemonic, [NN_InferType, Pure]> {
  let arguments = (ins
    // nn.matrix_c1: rank is at least 2.
    NN_FloatTensor:$input
  );
  let assemblyFormat =
      "$input attr-dict `:` functional-type(operands, results)";
}

def NN_LuOp : NN_MatrixOp<"lu"> {
  let summary = "Triangular factors of square matrices with row exchanges";
  let description = [{
    Factors the matrix whose row `i` is row `permutation[i]` of `input` into `L
    U`, with `L` lower triangular with a diagonal of ones and `U` upper
    triangular: `factors` is `U` on and above its diagonal, and `L` below it.
    Each pivot is the element of the greatest magnitude in its column. Mirrors
    TensorFlow's `Lu`.

    Example:

    ```mlir
    %factors, %permutation = nn.lu %x
        : (tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x3xi32>)
    ```
  }];
  // nn.lu_c1: the matrices are square.
  let results = (outs
    NN_FloatTensor:$factors,
    RankedTensorOf<[I32]>:$permutation
  );
}

def NN_CholeskyOp : NN_MatrixOp<"cholesky"> {
  let summary = "Lower triangular factor of positive definite matrices";
  let description = [{
    The lower triangular `L` with `L L^T = input`, zeros above its diagonal. Only
    the lower triangle of `input` is read; if it is not positive definite, the
    result has NaN. Mirrors TensorFlow's `Cholesky`.

    Example:

    ```mlir
    %0 = nn.cholesky %x : (tensor<8x3x3xf64>) -> tensor<8x3x3xf64>
    ```
  }];
  // nn.cholesky_c1: the matrices are square.
  let results = (outs NN_FloatTensor:$result);
}

def NN_QrOp : NN_MatrixOp<"qr"> {
  let summary = "Orthogonal and upper triangular factors of matrices";
  let description = [{
    Factors `input` into `Q R` by Householder reflections, `Q` with orthonormal
    columns and `R` upper triangular. Of `m x n` matrices, `q` is `m x min(m,
    n)` and `r` is `min(m, n) x n`; with `full`, `q` is `m x m` and `r` is `m x
    n`. Mirrors TensorFlow's `Qr`.

    Example:

    ```mlir
    %q, %r = nn.qr %x
        : (tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<3x3xf32>)
    ```
  }];
  let arguments = (ins
    NN_FloatTensor:$input,
    DefaultValuedAttr<BoolAttr, "false">:$full
  );
  let results = (outs NN_FloatTensor:$q, NN_FloatTensor:$r);
}

def NN_SvdOp : NN_MatrixOp<"svd"> {
  let summary = "Singular values and vectors of matrices";
  let description = [{
    Factors `input` into `U diag(values) V^T`, `U` and `V` with orthonormal
    columns, and `values` not negative, from the greatest downwards. Of `m x n`
    matrices, `u` is `m x min(m, n)` and `v` is `n x min(m, n)`; with `full`,
    `m x m` and `n x n`. The signs of vectors are those that Eigen's JacobiSVD
    gives. Mirrors TensorFlow's `Svd`.

    Example:

    ```mlir
    %values, %u, %v = nn.svd %x : (tensor<5x3xf32>)
        -> (tensor<3xf32>, tensor<5x3xf32>, tensor<3x3xf32>)
    ```
  }];
  let arguments = (ins
    NN_FloatTensor:$input,
    DefaultValuedAttr<BoolAttr, "false">:$full
  );
  let results =
      (outs NN_FloatTensor:$values, NN_FloatTensor:$u, NN_FloatTensor:$v);
}

def NN_SelfAdjointEigOp : NN_MatrixOp<"self_adjoint_eig"> {
  let summary = "Eigenvalues and eigenvectors of symmetric matrices";
  let description = [{
    The eigenvalues of `input` from the lowest upwards, and in the columns of
    `vectors` an orthonormal eigenvector of each. Only the lower triangle of
    `input` is read. Mirrors TensorFlow's `SelfAdjointEigV2`.

    Example:

    ```mlir
    %values, %vectors = nn.self_adjoint_eig %x
        : (tensor<3x3xf64>) -> (tensor<3xf64>, tensor<3x3xf64>)
    ```
  }];
  // nn.self_adjoint_eig_c1: the matrices are square.
  let results = (outs NN_FloatTensor:$values, NN_FloatTensor:$vectors);
}

def NN_TriangularSolveOp
    : NN_Op<"triangular_solve", [NN_InferType, Pure]> {
  let summary = "Solves systems of equations with triangular matrices";
  let description = [{
    The `x` with `matrix x = rhs`, of which only the lower triangle of `matrix`
    is read with `lower`, else the upper one; with `unit_diagonal`, its diagonal
    is taken to be of ones. With `adjoint`, `matrix^T x = rhs`. A zero on the
    diagonal gives infinities and NaN. Mirrors TensorFlow's
    `MatrixTriangularSolve`.

    Example:

    ```mlir
    %0 = nn.triangular_solve %a, %b {lower = true}
        : (tensor<8x3x3xf32>, tensor<8x3x2xf32>) -> tensor<8x3x2xf32>
    ```
  }];
  let arguments = (ins
    // nn.triangular_solve_c1: rank is at least 2, and the matrices are square.
    NN_FloatTensor:$matrix,
    // nn.triangular_solve_c2: as many rows as matrix has, and the same element
    // type and batch sizes.
    NN_FloatTensor:$rhs,
    DefaultValuedAttr<BoolAttr, "true">:$lower,
    DefaultValuedAttr<BoolAttr, "false">:$adjoint,
    DefaultValuedAttr<BoolAttr, "false">:$unit_diagonal
  );
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat =
      "$matrix `,` $rhs attr-dict `:` functional-type(operands, results)";
}

def NN_TridiagonalSolveOp
    : NN_Op<"tridiagonal_solve", [NN_InferType, Pure]> {
  let summary = "Solves systems of equations with tridiagonal matrices";
  let description = [{
    The `x` with `A x = rhs`, where `A` is zero but for what the three rows of
    `diagonals` hold: `A[i, i + 1] = diagonals[0, i]`, `A[i, i] = diagonals[1,
    i]`, `A[i, i - 1] = diagonals[2, i]`; the last of the first row and the first
    of the last row do not count. With `pivoting`, neighboring rows are exchanged
    so that each pivot is the greater one of its column. A matrix that is not
    regular gives infinities and NaN. Mirrors TensorFlow's `TridiagonalSolve`.

    Example:

    ```mlir
    %0 = nn.tridiagonal_solve %d, %b
        : (tensor<8x3x5xf32>, tensor<8x5x2xf32>) -> tensor<8x5x2xf32>
    ```
  }];
  let arguments = (ins
    // nn.tridiagonal_solve_c1: rank is at least 2, and there are 3 rows.
    NN_FloatTensor:$diagonals,
    // nn.tridiagonal_solve_c2: as many rows as diagonals has columns, and the
    // same element type and batch sizes.
    NN_FloatTensor:$rhs,
    DefaultValuedAttr<BoolAttr, "true">:$pivoting
  );
  let results = (outs NN_FloatTensor:$result);
  let assemblyFormat =
      "$diagonals `,` $rhs attr-dict `:` functional-type(operands, results)";
}

#endif // NN_DIALECT_NN_IR_NNMATRIXOPS_TD
