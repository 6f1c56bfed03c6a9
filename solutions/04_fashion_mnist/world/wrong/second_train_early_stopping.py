# loses: train
# mistake: Stops early where the loss no longer falls, instead of making every epoch.
import tensorflow as tf


def train(model, batches, epochs=5):
    stop = tf.keras.callbacks.EarlyStopping(monitor="loss", patience=1)
    return model.fit(batches, epochs=epochs, shuffle=False, callbacks=[stop], verbose=0)
