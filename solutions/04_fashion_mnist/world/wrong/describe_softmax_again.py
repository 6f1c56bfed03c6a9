# loses: describe
# mistake: applies softmax to the probabilities once more, so the confidence is too small
import numpy as np
import tensorflow as tf


def describe_prediction(probabilities, class_names):
    score = tf.nn.softmax(probabilities)
    return class_names[np.argmax(score)], float(np.max(score))
