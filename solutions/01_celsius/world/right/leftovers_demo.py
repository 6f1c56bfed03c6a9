import numpy as np
import tensorflow as tf


# first try
# def make_data():
#     return [-40, -10, 0, 8, 15, 22, 38], [-40, 14, 32, 46, 59, 72, 100]
def make_data():
    c = np.array([-40, -10, 0, 8, 15, 22, 38])
    f = np.array([-40, 14, 32, 46, 59, 72, 100])
    return c, f


# second try, with the right shape
def make_data():
    c = np.array([-40, -10, 0, 8, 15, 22, 38], np.float32)
    f = np.array([-40, 14, 32, 46, 59, 72, 100], np.float32)
    return np.vstack(c), np.vstack(f)


celsius, fahrenheit = make_data()
print(celsius.shape, fahrenheit.shape)


def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Dense(1))
    model.build((None, 1))
    return model


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.MSE)
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)


model = compile_model(build_model())
history = train(model, celsius, fahrenheit, epochs=2)
print(history.history["loss"])


def predict_fahrenheit(model, celsius):
    test = np.array([celsius]).reshape(1, 1)
    return float(model.predict(test, verbose=0)[0][0])


print(predict_fahrenheit(model, 100.0))


def learned_line(model):
    return [float(p.flatten()[0]) for p in model.layers[0].get_weights()]


slope, intercept = learned_line(model)
print(slope, intercept)


def build_deep_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Dense(4))
    model.add(tf.keras.layers.Dense(4))
    model.add(tf.keras.layers.Dense(1))
    model.build((None, 1))
    return model


deep = build_deep_model()
deep.summary()
