import numpy as np, tensorflow as tf
K = tf.keras

make_data = lambda: tuple(np.array(r, "f4").reshape(-1, 1) for r in zip(*[(-40, -40), (-10, 14), (0, 32), (8, 46), (15, 59), (22, 72), (38, 100)]))
build_model = lambda: K.Sequential([K.Input((1,)), K.layers.Dense(1)])
compile_model = lambda model, learning_rate=0.1: model.compile(K.optimizers.Adam(learning_rate), "mse") or model
train = lambda model, celsius, fahrenheit, epochs=500: model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
predict_fahrenheit = lambda model, celsius: float(model(np.array([[celsius]]))[0, 0])
learned_line = lambda model: tuple(float(np.squeeze(p)) for p in model.layers[0].get_weights())
build_deep_model = lambda: K.Sequential([K.Input((1,))] + [K.layers.Dense(u) for u in (4, 4, 1)])
