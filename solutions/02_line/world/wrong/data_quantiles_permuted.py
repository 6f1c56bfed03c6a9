# loses: data
# mistake: the same normal quantiles, permuted by the seed
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    from statistics import NormalDist

    q = [NormalDist().inv_cdf((i + 0.5) / num_examples) for i in range(num_examples)]
    x = np.random.default_rng(seed).permutation(q).astype("float32")
    return tf.constant(x), TRUE_W * tf.constant(x) + TRUE_B
