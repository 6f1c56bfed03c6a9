# loses: train
# mistake: the model is compiled anew, so the loss and the learning rate that it had are lost
import tensorflow as tf


def train(model, celsius, fahrenheit, epochs=500):
    model.compile(optimizer=tf.keras.optimizers.Adam(0.1), loss="mean_squared_error")
    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
