# loses: compile
# mistake: The loss expects logits (from_logits=True), but the model gives probabilities.
import tensorflow as tf


def compile_model(model):
    model.compile(optimizer='adam',
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=['accuracy'])
    return model
