# loses: predict
# mistake: looks for the largest along axis 0 (the images) instead of along the classes
import tensorflow as tf


def predict_labels(model, images):
    probabilities = model(images)
    return tf.argmax(probabilities)
