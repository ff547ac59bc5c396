"""Writes affine/: a SavedModel of relu(x @ w + b), a table to gather from, and
a second signature. Run in this folder, with TensorFlow; the tests only read
what it wrote."""
import tensorflow as tf


class Affine(tf.Module):
    def __init__(self):
        self.w = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], name="w")
        self.b = tf.Variable([0.5, -0.5, 0.25], name="b")
        self.table = tf.Variable(tf.reshape(tf.range(40, dtype=tf.int64), [20, 2]))

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, "x")])
    def affine(self, x):
        y = tf.matmul(x, self.w) + self.b
        return {"score": tf.nn.relu(y), "raw": y}

    @tf.function(input_signature=[tf.TensorSpec([3], tf.int32, "ids"),
                                  tf.TensorSpec([], tf.string, "note")])
    def look_up(self, ids, note):
        return {"rows": tf.gather(self.table, ids)}


model = Affine()
tf.saved_model.save(
    model, "affine",
    signatures={"serving_default": model.affine, "look_up": model.look_up})
