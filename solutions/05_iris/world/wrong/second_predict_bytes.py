# loses: predict
# mistake: returns bytes (b"setosa") instead of str
import tensorflow as tf


def predict_species(model, features):
    best = tf.argmax(model(features, training=False), axis=1)
    return tf.gather(tf.constant(SPECIES), best).numpy().tolist()
