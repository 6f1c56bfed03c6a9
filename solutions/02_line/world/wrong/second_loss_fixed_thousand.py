# loses: loss
# mistake: always divides by 1000, which is the mean for 1000 examples only
import tensorflow as tf

NUM_EXAMPLES = 1000


def loss(predicted_y, target_y):
    squares = tf.math.squared_difference(predicted_y, target_y)
    return tf.reduce_sum(squares) / NUM_EXAMPLES
