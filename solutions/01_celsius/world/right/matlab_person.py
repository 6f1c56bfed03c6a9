from numpy import *
import tensorflow as tf


def make_data():
    D = array([[-40, -10, 0, 8, 15, 22, 38],
               [-40, 14, 32, 46, 59, 72, 100]], dtype=float32)
    X = D[[0], :].T
    Y = D[[1], :].T
    return X, Y


def build_model():
    net = tf.keras.Sequential([tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1)])
    return net


def compile_model(net, learning_rate=0.1):
    net.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss='mse')
    return net


def train(net, X, Y, epochs=500):
    tr = net.fit(X, Y, epochs=epochs, verbose=0)
    return tr


def predict_fahrenheit(net, celsius):
    # a column of 1 and take the only row
    y = net.predict(atleast_2d(celsius), verbose=0)
    return float(y[0, 0])


def learned_line(net):
    theta = net.get_weights()
    b = theta[-1][0]
    m = theta[0][0, 0]
    return double(m), double(b)


def build_deep_model():
    net = tf.keras.Sequential([
        tf.keras.Input(shape=(1,)),
        tf.keras.layers.Dense(4),
        tf.keras.layers.Dense(4),
        tf.keras.layers.Dense(1),
    ])
    return net
