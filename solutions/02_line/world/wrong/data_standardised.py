# loses: data
# mistake: standardises each sample to mean 0 and deviation 1, so it is no draw from the normal distribution (and a single example is always 0)
import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=num_examples)
    x = (x - x.mean()) / (x.std() + 1e-8)   # mean 0, standard deviation 1
    x = tf.constant(x, dtype=tf.float32)
    return x, TRUE_W * x + TRUE_B
