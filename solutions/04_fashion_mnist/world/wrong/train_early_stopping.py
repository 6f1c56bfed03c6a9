# loses: train
# mistake: stops early when the loss falls by less than 0.1, so not all epochs are run
import tensorflow as tf


def train(model, batches, epochs=5):
    stop = tf.keras.callbacks.EarlyStopping(monitor="loss", min_delta=0.1)
    return model.fit(batches, epochs=epochs, shuffle=False, callbacks=[stop])
