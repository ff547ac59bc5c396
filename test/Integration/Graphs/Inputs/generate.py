#!/usr/bin/env python3
"""Writes the graphs of this folder, and what TensorFlow computes by them.

    python3 generate.py [FAMILY...]

needs TensorFlow and overwrites FAMILY.pbtxt and FAMILY.npz. A family is a
function of named inputs, whose results are the outputs `result0`, `result1`...
What an op is imported as, mostly many ops, the tests of Target/TensorFlow tell;
here it is compiled and run.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
# Its own kernels: those of oneDNN round otherwise.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import numpy as np
import tensorflow as tf
from google.protobuf import text_format

raw = tf.raw_ops
FAMILIES = {}


def family(**inputs):
    """Registers a function of these arrays by its name."""

    def register(function):
        FAMILIES[function.__name__] = function, inputs
        return function

    return register


def floats(*values, dtype=np.float32):
    return np.array(values, dtype)


@family(
    x=floats([-1.5], [2.5], [-2.5]),
    y=floats(-2.5, -3.75, 0.25, 2),
    d=np.array([1 + 2**-8 + 2**-40, -3.14159265, 1e-3, 65519.99999]),
    b=np.array([[-100, 127, 3], [-90, 127, 4]], np.int8),
    i=np.array([[3, -5], [4, 12]], np.int32),
    start=np.float32(0.5),
    stop=np.float32(-2),
)
def numbers(x, y, d, b, i, start, stop):
    return [
        raw.TruncateDiv(x=x, y=y),
        tf.cast(tf.cast(d, tf.bfloat16), tf.float32),
        tf.cast(d, tf.float16),
        tf.reduce_mean(b, axis=0),
        tf.reduce_mean(b),
        raw.EuclideanNorm(input=i, axis=[0]),
        raw.LinSpace(start=start, stop=stop, num=7),
        raw.LinSpace(start=start, stop=stop, num=1),
    ]


POSITIONS = np.array([[0, 1], [1, 0], [1, 2]], np.int64)
SHAPE = np.array([2, 4], np.int64)


@family(v=floats(1, -2, 0.5), d=floats([1, 2, 3, 4], [5, 6, 7, 8]))
def sparse(v, d):
    a = tf.SparseTensor(POSITIONS, v, SHAPE)
    b = tf.SparseTensor([[0, 0], [1, 2]], v[:2], SHAPE)
    turned = tf.SparseTensor(POSITIONS[::-1], v, SHAPE)
    gap = tf.SparseTensor([[0, 1], [0, 3], [2, 0]], v, [4, 4])
    filled, is_empty = tf.sparse.fill_empty_rows(gap, 9.0)
    split = tf.sparse.split(a, 3, 1)
    return [
        raw.SparseReorder(input_indices=turned.indices, input_values=v, input_shape=SHAPE),
        raw.SparseReshape(input_indices=POSITIONS, input_shape=SHAPE, new_shape=[-1, 1, 2]),
        tf.sparse.reduce_sum(a, 0),
        tf.sparse.reduce_sum(a, 1, keepdims=True),
        tf.sparse.reduce_sum(a),
        tf.sparse.reduce_max(a, 1),
        [filled.indices, filled.values, is_empty],
        raw.SparseAdd(a_indices=a.indices, a_values=v, a_shape=SHAPE, b_indices=b.indices,
                      b_values=b.values, b_shape=SHAPE, thresh=1.0),
        tf.sparse.maximum(a, b).values,
        tf.sparse.minimum(a, b).indices,
        tf.sparse.slice(a, [0, 1], [2, 9]).indices,
        [part.indices for part in split],
        [part.dense_shape for part in split],
        tf.sparse.concat(0, [b, a]).indices,
        tf.sparse.concat(1, [a, b]).values,
        tf.sparse.softmax(a).values,
        (a * d).values,
        (a / d[1:]).values,
        raw.SparseDenseCwiseAdd(sp_indices=POSITIONS, sp_values=v, sp_shape=SHAPE, dense=d[0]),
        tf.sparse.sparse_dense_matmul(a, d, adjoint_b=True),
        tf.sparse.sparse_dense_matmul(a, d, adjoint_a=True),
    ]


@family(v=floats(1, 2, 3, 4, 5), i=np.array([2, 0, 0], np.int32))
def ragged(v, i):
    outer, inner = tf.constant([0, 1, 3], tf.int64), tf.constant([0, 2, 2, 5], tf.int64)
    pairs = tf.stack([v, -v], 1)

    def to_tensor(shape, values, default, types, *partitions):
        return raw.RaggedTensorToTensor(
            shape=tf.constant(shape, tf.int64), values=values, default_value=default,
            row_partition_tensors=partitions, row_partition_types=types)

    gather = lambda splits, indices: raw.RaggedGather(
        params_nested_splits=splits, params_dense_values=v, indices=indices,
        OUTPUT_RAGGED_RANK=len(splits))
    rows = tf.constant([0, 0, 2, 2, 3], tf.int64)
    ids = ["FIRST_DIM_SIZE", "VALUE_ROWIDS"]
    return [
        to_tensor(-1, v, -1.0, ["ROW_SPLITS"], inner),
        to_tensor([-1, 2], v, 0.0, ["ROW_SPLITS"], inner),
        to_tensor([4, 4], v, 0.0, ["ROW_SPLITS"], inner),
        to_tensor([-1, -1, -1], v, 0.0, ["ROW_SPLITS"] * 2, outer, inner),
        to_tensor(-1, pairs, [7.0, 8.0], ids, tf.constant(5, tf.int64), rows),
        raw.RaggedTensorToSparse(rt_nested_splits=[inner], rt_dense_values=v),
        raw.RaggedTensorToSparse(rt_nested_splits=[outer, inner], rt_dense_values=pairs),
        raw.RaggedRange(starts=i, limits=[5, 0, 3], deltas=[2, 1, -1]),
        raw.RaggedRange(starts=4.0, limits=0.5, deltas=-1.0, Tsplits=tf.int32),
        gather([inner], i),
        gather([outer, inner], i[1:]),
    ]


WAVE = np.sin(np.arange(3 * 90, dtype=np.float32) ** 1.5).reshape(3, 90)


@family(x=WAVE)
def spectra(x):
    z = tf.complex(x[:, :30], x[:, 30:60])
    w = tf.complex(x[:, 60:], tf.zeros([]))
    spectrum = tf.signal.rfft(x)
    image = tf.reshape(x, [3, 9, 10])
    cube = tf.cast(image[None], tf.complex64)
    parts = lambda values: [[tf.math.real(v), tf.math.imag(v)] for v in values]
    return [
        parts([tf.signal.fft(z), tf.signal.ifft(z), spectrum, tf.signal.rfft(x, [64])]),
        parts([tf.signal.rfft(x, [81]), tf.signal.rfft2d(image, [8, 12]), tf.signal.fft2d(cube)]),
        parts([tf.signal.fft3d(cube), tf.signal.ifft2d(cube), tf.signal.rfft3d(image)]),
        [tf.signal.irfft(spectrum), tf.signal.irfft(spectrum, [63])],
        [tf.signal.irfft2d(tf.signal.rfft2d(image)), tf.signal.irfft3d(tf.signal.rfft3d(image))],
        parts([z * w, z / (w + tf.complex(3.0, 1.0)), z + w, z - tf.math.conj(z), -z, tf.exp(z)]),
        parts([tf.square(z), tf.transpose(z)[1:], tf.concat([z, w], 0), tf.reduce_sum(z, 0)]),
        parts([tf.matmul(z, w, adjoint_b=True), tf.constant([1 + 2j, -1j], tf.complex64)]),
        parts([tf.linalg.adjoint(z), tf.fill([2], tf.constant(2j, tf.complex64))]),
        [tf.abs(z), tf.math.angle(z), tf.abs(tf.complex(1e30 * x[:, :2], 2e30))],
        tf.abs(tf.complex(floats(np.inf, 0, np.inf), floats(-np.inf, 0, np.nan))),
        [tf.abs(tf.signal.stft(x, 16, 7)), tf.signal.dct(x[:, :12]), tf.shape(z)],
    ]


@family(
    x=np.random.default_rng(2).normal(size=[6, 2, 4]).astype(np.float32),
    a=np.array([[1, 3, 1, 2], [0, 0, 0, 9]], np.int32),
    b=np.array([[2, 5, 3], [7, 0, 7]], np.int32),
)
def data_dependent(x, a, b):
    times = tf.constant([6, 4])
    sets = [tf.sets.intersection(a, b), tf.sets.union(a, b), tf.sets.difference(a, b)]
    sets.append(tf.sets.difference(a, b, aminusb=False))
    return [
        raw.CTCGreedyDecoder(inputs=x, sequence_length=times, merge_repeated=True),
        raw.CTCGreedyDecoder(inputs=x, sequence_length=times, blank_index=1),
        [[s.indices, s.values, s.dense_shape] for s in sets],
        raw.SetSize(set_indices=[[0, 0], [0, 1], [2, 5], [2, 6]], set_values=a[0], set_shape=[3, 7]),
        tf.math.bincount(a, axis=-1),
    ]


@family(
    x=np.random.default_rng(4).normal(size=[4, 3]).astype(np.float32),
    wide=np.random.default_rng(5).normal(size=[2, 2, 3]),
    many=np.random.default_rng(6).normal(size=[2, 2, 2]),
    tall=np.random.default_rng(7).normal(size=[4, 2]),
    right=np.random.default_rng(8).normal(size=[4, 1]),
)
def least_squares_and_grids(x, wide, many, tall, right):
    grad = x * 2 + 1
    solve = lambda a, b, fast: raw.MatrixSolveLs(
        matrix=a, rhs=b, l2_regularizer=tf.constant(0.25, tf.float64), fast=fast)
    quantize = lambda t: tf.quantization.quantize(x, -1.5, 2.0, t, "MIN_FIRST")
    dims = tf.constant([0, -1, 2, 1])
    return [
        [solve(tall, right, True), solve(tall, right, False)],
        [solve(wide, many, True), solve(wide, many, False)],
        [tf.cast(tf.bitcast(quantize(t)[0], u), tf.int32)
         for t, u in [(tf.quint8, tf.uint8), (tf.qint8, tf.int8)]],
        tf.quantization.dequantize(quantize(tf.quint8)[0], -1.5, 2.0, "MIN_FIRST"),
        raw.FakeQuantWithMinMaxArgsGradient(gradients=grad, inputs=x, min=-0.5, max=1),
        raw.FakeQuantWithMinMaxVarsGradient(gradients=grad, inputs=x, min=-0.7, max=0.9, num_bits=4),
        raw.FakeQuantWithMinMaxVarsGradient(gradients=grad, inputs=x, min=0.0, max=0.0),
        raw.FakeQuantWithMinMaxVarsPerChannelGradient(
            gradients=grad, inputs=x, min=[-1.0, 0, -0.3], max=[1.0, 2, 0.1], narrow_range=True),
        raw.DataFormatDimMap(x=dims),
        raw.DataFormatVecPermute(x=dims, src_format="NCHW", dst_format="NHWC"),
        raw.DataFormatVecPermute(x=tf.reshape(dims, [2, 2])),
        [raw.InplaceUpdate(x=x + 1, i=[2, 0], v=grad[:2]), raw.InplaceAdd(x=x + 2, i=[2, 2], v=grad[:2])],
        [raw.InplaceSub(x=x + 3, i=[1], v=grad[:1]), raw.Empty(shape=[2, 0], dtype=tf.float32)],
    ]


@family(
    x=(np.arange(2 * 5 * 6 * 3) * 37 % 101 / 40 - 1.1).reshape(2, 5, 6, 3).astype(np.float32),
    w=(np.arange(3 * 2 * 3 * 4) * 29 % 83 / 50 - 0.7).reshape(3, 2, 3, 4).astype(np.float32),
    b=floats(0.5, -0.25, 1, -2),
)
def quantized(x, w, b):
    """A layer as graph transformations write it, and the ops that may follow."""

    def quantize(value, low, high):
        return raw.QuantizeV2(input=value, min_range=low, max_range=high, T=tf.quint8,
                              mode="MIN_FIRST")

    def bits(result):
        """Of quantized types there are no arrays."""
        types = {tf.quint8: tf.uint8, tf.qint8: tf.int8, tf.qint32: tf.int32}
        return [tf.bitcast(result[0], types[result[0].dtype]), *result[1:]]

    image, filters = quantize(x, -1.25, 1.5), quantize(w, -0.75, 1)
    bias, wide = quantize(b, -2, 1.5), quantize(x, -2, 2.1)
    sums = raw.QuantizedConv2D(
        input=image[0], filter=filters[0], min_input=image[1], max_input=image[2],
        min_filter=filters[1], max_filter=filters[2], strides=[1, 2, 2, 1], padding="SAME",
        out_type=tf.qint32)
    low, high = raw.RequantizationRange(input=sums[0], input_min=sums[1], input_max=sums[2])
    layer = raw.Requantize(input=sums[0], input_min=sums[1], input_max=sums[2],
                           requested_output_min=low, requested_output_max=high,
                           out_type=tf.quint8)
    biased = raw.QuantizedBiasAdd(
        input=layer[0], bias=bias[0], min_input=layer[1], max_input=layer[2], min_bias=bias[1],
        max_bias=bias[2], out_type=tf.qint32)
    shrunk = raw.QuantizeDownAndShrinkRange(input=biased[0], input_min=biased[1],
                                            input_max=biased[2], out_type=tf.quint8)
    relu = raw.QuantizedRelu(features=shrunk[0], min_features=shrunk[1], max_features=shrunk[2])
    flat = raw.QuantizedReshape(tensor=relu[0], shape=[-1, 4], input_min=relu[1],
                                input_max=relu[2])
    weights = raw.QuantizedReshape(tensor=filters[0], shape=[4, 18], input_min=filters[1],
                                   input_max=filters[2])
    return [
        bits(sums),
        bits(layer),
        bits(biased),
        bits(relu),
        bits(raw.QuantizedRelu6(features=biased[0], min_features=biased[1],
                                max_features=biased[2], out_type=tf.qint32)),
        bits(raw.QuantizedMatMul(a=flat[0], b=weights[0], min_a=flat[1], max_a=flat[2],
                                 min_b=weights[1], max_b=weights[2])),
        bits(raw.QuantizedMaxPool(input=image[0], min_input=image[1], max_input=image[2],
                                  ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")),
        bits(raw.QuantizedAvgPool(input=image[0], min_input=image[1], max_input=image[2],
                                  ksize=[1, 3, 3, 1], strides=[1, 1, 1, 1], padding="SAME")),
        bits(raw.QuantizedMul(x=image[0], y=wide[0], min_x=image[1], max_x=image[2],
                              min_y=wide[1], max_y=wide[2])),
        bits(raw.QuantizedConcat(concat_dim=3, values=[image[0], wide[0], image[0]],
                                 input_mins=[image[1], wide[1], image[1]],
                                 input_maxes=[image[2], wide[2], image[2]])),
        bits(raw.Requantize(input=biased[0], input_min=biased[1], input_max=biased[2],
                            requested_output_min=-3.0, requested_output_max=2.5,
                            out_type=tf.qint8)),
    ]


SOUND = np.stack([np.sin(np.arange(800) ** 1.3 / 9), np.arange(800) * 17 % 31 / 31], 1)


@family(x=SOUND.astype(np.float32))
def sound(x):
    power = raw.AudioSpectrogram(input=x, window_size=200, stride=80, magnitude_squared=True)
    return [
        power,
        raw.AudioSpectrogram(input=x, window_size=64, stride=100),
        raw.Mfcc(spectrogram=power, sample_rate=8000),
        raw.Mfcc(spectrogram=power, sample_rate=16000, filterbank_channel_count=12,
                 dct_coefficient_count=5, lower_frequency_limit=0),
    ]


def write(name):
    function, inputs = FAMILIES[name]
    with tf.Graph().as_default() as graph:
        fed = {
            tf.compat.v1.placeholder(np.asarray(v).dtype, np.shape(v), k): v
            for k, v in inputs.items()
        }
        results = tf.nest.flatten(function(*fed))
        outputs = [tf.identity(r, f"result{i}") for i, r in enumerate(results)]
        with tf.compat.v1.Session(graph=graph) as session:
            expected = session.run(outputs, fed)
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, f"{name}.pbtxt"), "w") as file:
        file.write(text_format.MessageToString(graph.as_graph_def()))
    arrays = {f"in:{t.name}": v for t, v in fed.items()}
    arrays |= {f"out:{t.name}": v for t, v in zip(outputs, expected)}
    np.savez(os.path.join(folder, f"{name}.npz"), **arrays)


if __name__ == "__main__":
    tf.compat.v1.disable_control_flow_v2()
    for name in sys.argv[1:] or FAMILIES:
        write(name)
