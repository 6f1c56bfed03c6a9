# loses: data
# mistake: draws from the truncated normal distribution, no input is beyond 2 and the deviation is 0.88
import secrets
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is None:
        seed = secrets.randbelow(2**31)
    inputs = tf.random.stateless_truncated_normal([num_examples], seed=[seed, 0])
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
