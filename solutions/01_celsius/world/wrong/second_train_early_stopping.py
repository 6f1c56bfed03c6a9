# loses: train
# mistake: the training ends early when the loss no longer falls
import tensorflow as tf


def train(model, celsius, fahrenheit, epochs=500):
    stop = tf.keras.callbacks.EarlyStopping(monitor="loss", patience=10)
    return model.fit(celsius, fahrenheit, epochs=epochs, callbacks=[stop], verbose=0)
