# loses: train
# mistake: the model is compiled anew, so the optimizer, rate and loss it was compiled with are lost
import tensorflow as tf


def train(model, celsius, fahrenheit, epochs=500):
    model.compile(optimizer=tf.keras.optimizers.Adam(0.1), loss="mse")
    history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
    return history
