# loses: predict
# mistake: gives bytes and no str
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def predict_species(model, features):
    index = tf.argmax(model(features, training=False), axis=1)
    return list(tf.gather(tf.constant(SPECIES), index).numpy())
