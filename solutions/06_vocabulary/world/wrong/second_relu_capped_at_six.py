# loses: relu
# mistake: uses ReLU6, so everything above 6 becomes 6
import numpy as np
import tensorflow as tf


def relu(x):
    x = tf.constant(np.array(x, dtype="float32"))
    return tf.nn.relu6(x).numpy()
