"""Matrices: factorizations, and diagonals."""

import numpy as np
import tensorflow as tf
from check_ops import Case, Const, op


def matrices(draw, rows=None, columns=None, dtype=None):
    rows = rows or draw.int(1, 6)
    shape = draw.shape(draw.int(0, 2), 1, 3) + [rows, columns or rows]
    return draw.floats(shape, dtype=dtype or draw.choice(np.float32, np.float64))


def regular(draw, dtype=np.float64):
    x = matrices(draw, dtype=dtype)
    return x + 3 * np.eye(x.shape[-1], dtype=dtype)


def symmetric(draw):
    x = matrices(draw, dtype=np.float64)
    return x + np.swapaxes(x, -1, -2)


@op("MatrixInverse", "MatrixDeterminant", "LogMatrixDeterminant", "Lu", rtol=1e-4, atol=1e-5)
def _(draw):
    return dict(input=regular(draw, draw.choice(np.float32, np.float64)))


@op("MatrixSolve", rtol=1e-7)
def _(draw):
    x = regular(draw)
    return dict(matrix=x, rhs=draw.floats([*x.shape[:-1], draw.int(1, 3)], dtype=x.dtype), adjoint=draw.flag())


@op("MatrixTriangularSolve", rtol=1e-7)
def _(draw):
    x = regular(draw)
    batch = list(x.shape[:-2]) if draw.flag() else draw.broadcast(x.shape[:-2])
    return dict(matrix=x, rhs=draw.floats([*batch, x.shape[-1], draw.int(1, 3)], dtype=x.dtype),
                lower=draw.flag(), adjoint=draw.flag())


@op("Cholesky", rtol=1e-7)
def _(draw):
    x = matrices(draw, dtype=np.float64)
    return dict(input=x @ np.swapaxes(x, -1, -2) + np.eye(x.shape[-1]))


@op("Qr", "Svd", rtol=1e-7, atol=1e-9)
def _(draw):
    return dict(input=matrices(draw, draw.int(1, 6), draw.int(1, 6), np.float64), full_matrices=draw.flag())


@op("SelfAdjointEigV2", rtol=1e-7, atol=1e-9)
def _(draw):
    return dict(input=symmetric(draw))


@op("TridiagonalSolve", rtol=1e-6)
def _(draw):
    rows = draw.int(1, 6)
    batch = draw.shape(draw.int(0, 2), 1, 3)
    diagonals = draw.floats([*batch, 3, rows], dtype=np.float64) + np.array([[0], [4], [0]])
    return dict(diagonals=diagonals, rhs=draw.floats([*batch, rows, draw.int(1, 3)], dtype=np.float64),
                partial_pivoting=draw.flag())


@op("Cross")
def _(draw):
    shape = draw.shape(draw.int(0, 2)) + [3]
    return dict(a=draw.floats(shape), b=draw.floats(shape))


ALIGNMENTS = ("LEFT_LEFT", "LEFT_RIGHT", "RIGHT_LEFT", "RIGHT_RIGHT")


def band(draw, rows, columns):
    """A range of diagonals, and the shape of what they hold."""
    low, high = sorted(draw.int(1 - rows, columns - 1) for _ in range(2))
    longest = min(rows + min(high, 0), columns - max(low, 0))
    if low == high:
        return Const(low, np.int32), [longest]
    return Const([low, high], np.int32), [high - low + 1, longest]


@op("MatrixDiagPartV3")
def _(draw):
    x = matrices(draw, draw.int(1, 5), draw.int(1, 5), np.float32)
    k, _ = band(draw, *x.shape[-2:])
    return dict(input=x, k=k, padding_value=draw.floats([]), align=draw.choice(*ALIGNMENTS))


@op("MatrixSetDiagV3")
def _(draw):
    x = matrices(draw, draw.int(1, 5), draw.int(1, 5), np.float32)
    k, shape = band(draw, *x.shape[-2:])
    return dict(input=x, diagonal=draw.floats([*x.shape[:-2], *shape]), k=k, align=draw.choice(*ALIGNMENTS))


@op("MatrixDiagV3")
def _(draw):
    rows, columns = draw.shape(2)
    k, shape = band(draw, rows, columns)
    return dict(diagonal=draw.floats(draw.shape(draw.int(0, 2), 1, 3) + shape), k=k,
                num_rows=Const(rows, np.int32), num_cols=Const(columns, np.int32),
                padding_value=draw.floats([]), align=draw.choice(*ALIGNMENTS))


@op("TridiagonalMatMul", atol=1e-5)
def _(draw):
    rows, batch = draw.int(1, 6), draw.shape(draw.int(0, 2), 1, 3)
    return dict(superdiag=draw.floats([*batch, 1, rows]), maindiag=draw.floats([*batch, 1, rows]),
                subdiag=draw.floats([*batch, 1, rows]), rhs=draw.floats([*batch, rows, draw.int(1, 3)]))


EQUATIONS = ("ij,jk->ik", "bij,bkj->bik", "i,j->ij", "ij->", "ijk->kij", "ii->i", "ii->", "bii,ij->bj", "iij->ji",
             "...ij,...jk->...ik", "...i->...", "...ij,jk->...ik", "i...,i->...", "...ii->...i")


@op("Einsum", atol=1e-5, cases=28)
def _(draw):
    equation = draw.choice(*EQUATIONS)
    sizes = {label: draw.int(1, 4) for label in "bijk"}
    # Dimensions without a label broadcast.
    rest = draw.shape(draw.int(0, 2), 1, 3)

    def operand(labels):
        before, dots, behind = labels.partition("...")
        shape = lambda part: [sizes[label] for label in part]
        return draw.floats([*shape(before), *(draw.broadcast(rest) if dots else []), *shape(behind)])

    operands = {f"x{i}": operand(labels) for i, labels in enumerate(equation.split("->")[0].split(","))}
    return Case(operands, lambda **x: tf.raw_ops.Einsum(inputs=list(x.values()), equation=equation))
