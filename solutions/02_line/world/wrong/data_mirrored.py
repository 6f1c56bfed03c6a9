# loses: data
# mistake: draws a half and mirrors it
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    half = rng.standard_normal((num_examples + 1) // 2)
    x = rng.permutation(np.concatenate([half, -half])[:num_examples]).astype("float32")
    return tf.constant(x), TRUE_W * tf.constant(x) + TRUE_B
