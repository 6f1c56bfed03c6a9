# loses: data
# mistake: adds the tutorial's noise to the outputs, they are not on the line
import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    # A vector of random x values
    x = tf.constant(rng.normal(size=num_examples), tf.float32)
    # Generate some noise
    noise = tf.constant(rng.normal(size=num_examples), tf.float32)
    # Calculate y
    y = x * TRUE_W + TRUE_B + 0.1 * noise
    return x, y
