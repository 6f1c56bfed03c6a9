# loses: data
# mistake: makes a new generator for each example, so with a seed all inputs are the same number
import random

import tensorflow as tf


def make_data(num_examples=1000, seed=None):
    xs = []
    ys = []
    for i in range(num_examples):
        r = random.Random(seed)
        x = r.gauss(0.0, 1.0)
        xs.append(x)
        ys.append(TRUE_W * x + TRUE_B)
    return tf.constant(xs, dtype=tf.float32), tf.constant(ys, dtype=tf.float32)
