# loses: data
# mistake: sets TensorFlow's global seed, so an unseeded call after a seeded one gives the same data each time
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is not None:
        tf.random.set_seed(seed)
    inputs = tf.random.normal(shape=[num_examples])
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
