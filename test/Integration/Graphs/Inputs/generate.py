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
