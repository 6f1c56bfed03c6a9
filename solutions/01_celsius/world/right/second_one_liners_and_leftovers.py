import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Sequential
from tensorflow.keras.layers import Dense


# first try, shape was (7,)
def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=float)
    fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=float)
    return celsius, fahrenheit


print(make_data()[0].shape)


def make_data():
    return tuple(
        np.array(row, "float32").reshape(7, 1)
        for row in zip(*[(-40, -40), (-10, 14), (0, 32), (8, 46), (15, 59), (22, 72), (38, 100)])
    )


print(make_data()[0].shape)  # better

build_model = lambda: Sequential([Input(shape=(1,)), Dense(1)])

build_deep_model = lambda: Sequential([Input(shape=(1,)), *map(Dense, (4, 4, 1))])


# def compile_model(model, learning_rate=0.1):
#     return model.compile("adam", "mse")       # None??
compile_model = lambda model, learning_rate=0.1: (
    model.compile(loss="mse", optimizer=tf.keras.optimizers.Adam(learning_rate)),
    model,
)[1]

train = lambda model, celsius, fahrenheit, epochs=500: model.fit(
    celsius, fahrenheit, epochs=epochs, verbose=0
)


def predict_fahrenheit(model, celsius):
    return round(float(model.predict(np.array([[celsius]]), verbose=0)[0, 0]), 1)


predict_fahrenheit = lambda model, celsius: model(tf.constant([[float(celsius)]])).numpy().item()

learned_line = lambda model: tuple(float(w.flat[0]) for w in model.get_weights())


# try it
m = compile_model(build_model(), 0.5)
h = train(m, *make_data(), epochs=5)
print(h.history["loss"])
print(predict_fahrenheit(m, 100.0), learned_line(m))
build_deep_model().summary()
