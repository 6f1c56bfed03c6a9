# loses: data
# mistake: draws from the truncated normal distribution (nothing beyond two standard deviations)
import tensorflow as tf


def make_data(num_examples=1000, seed=None):
    if seed is None:
        generator = tf.random.Generator.from_non_deterministic_state()
    else:
        generator = tf.random.Generator.from_seed(seed)
    inputs = generator.truncated_normal([num_examples])
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
