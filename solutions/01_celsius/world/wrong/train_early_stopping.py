# loses: train
# mistake: an early stopping callback ends the training before all epochs are done
import tensorflow as tf


def train(model, celsius, fahrenheit, epochs=500):
    stop = tf.keras.callbacks.EarlyStopping(monitor="loss", min_delta=1, patience=5)
    return model.fit(celsius, fahrenheit, epochs=epochs, callbacks=[stop], verbose=0)
