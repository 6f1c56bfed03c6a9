# loses: describe
# mistake: Applies softmax once more to the probabilities, so the confidence is far too small.
import numpy as np
import tensorflow as tf


def describe_prediction(probabilities, class_names):
    score = tf.nn.softmax(probabilities).numpy()
    return class_names[np.argmax(score)], float(np.max(score))
