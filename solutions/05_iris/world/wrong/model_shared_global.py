# loses: model
# mistake: gives the same model object at each call, so the second one may be trained already
import tensorflow as tf

_model = tf.keras.Sequential(
    [
        tf.keras.Input((4,)),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(3),
    ]
)


def build_model():
    return _model
