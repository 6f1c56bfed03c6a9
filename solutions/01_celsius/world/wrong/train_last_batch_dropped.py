# loses: train
# mistake: when there are more than 32 examples the last, smaller batch is dropped
import tensorflow as tf


def train(model, celsius, fahrenheit, epochs=500):
    n = len(celsius)
    data = tf.data.Dataset.from_tensor_slices((celsius, fahrenheit)).shuffle(n)
    data = data.batch(32, drop_remainder=n > 32)
    return model.fit(data, epochs=epochs, shuffle=False, verbose=0)
