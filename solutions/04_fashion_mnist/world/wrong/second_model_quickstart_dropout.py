# loses: model
# mistake: A dropout layer as in the quickstart, though no other layers are allowed.
import tensorflow as tf


def build_model():
    model = tf.keras.models.Sequential([
        tf.keras.layers.Input((28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation='relu'),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(10, activation='softmax')
    ])
    return model
