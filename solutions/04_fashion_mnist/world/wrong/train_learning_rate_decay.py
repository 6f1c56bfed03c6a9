# loses: train
# mistake: a schedule changes the learning rate after the first epoch
import tensorflow as tf


def train(model, batches, epochs=5):
    schedule = tf.keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate if epoch < 1 else rate * 0.5)
    return model.fit(batches, epochs=epochs, callbacks=[schedule], verbose=0)
