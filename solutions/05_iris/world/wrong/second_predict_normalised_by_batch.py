# loses: predict
# mistake: the features are standardised by their own mean before the model sees them
import tensorflow as tf


def predict_species(model, features):
    mean, var = tf.nn.moments(features, axes=[0])
    features = (features - mean) / tf.sqrt(var + 1e-7)
    logits = model(features, training=False)
    return [SPECIES[i] for i in tf.argmax(logits, axis=1).numpy()]
