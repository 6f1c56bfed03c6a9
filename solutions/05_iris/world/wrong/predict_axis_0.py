# loses: predict
# mistake: looks for the largest logit of each column and not of each row
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def predict_species(model, features):
    predictions = model(features, training=False)
    # strange: indices are too large sometimes
    return [SPECIES[int(i) % 3] for i in tf.argmax(predictions)]
