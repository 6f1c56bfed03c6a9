# loses: predict
# mistake: Looks for the largest probability along axis 0, which gives ten image numbers instead of n labels.
import tensorflow as tf


def predict_labels(model, images):
    probabilities = model(images, training=False)
    return tf.argmax(probabilities).numpy()
