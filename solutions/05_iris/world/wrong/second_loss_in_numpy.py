# loses: loss
# mistake: leaves TensorFlow for NumPy, so no gradients flow back to the weights
import numpy as np
import tensorflow as tf


def loss(model, features, labels, training):
    z = model(features, training=training).numpy()
    z = z - z.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.arange(len(z))
    return tf.constant(-logp[rows, labels.numpy()].mean(), dtype=tf.float32)
