# loses: data
# mistake: draws a column and squeezes it, so one example has shape () instead of (1,)
import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(num_examples, 1)).astype(np.float32)
    outputs = inputs * TRUE_W + TRUE_B
    return tf.squeeze(inputs), tf.squeeze(outputs)
