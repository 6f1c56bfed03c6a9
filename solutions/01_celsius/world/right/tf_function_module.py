import tensorflow as tf


class Thermometer(tf.Module):
    """Keeps a Keras model and asks it in graph mode."""

    def __init__(self, net, name=None):
        super().__init__(name=name)
        self.net = net

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)])
    def __call__(self, x):
        return self.net(x, training=False)


def random_kernel(shape, dtype=None):
    g = tf.random.Generator.from_non_deterministic_state()
    return g.uniform(shape, -1.0, 1.0, dtype=tf.float32)


def make_data():
    c = tf.constant([-40, -10, 0, 8, 15, 22, 38], dtype=tf.float32)
    f = tf.constant([-40, 14, 32, 46, 59, 72, 100], dtype=tf.float32)
    return tf.expand_dims(c, 1).numpy(), tf.expand_dims(f, 1).numpy()


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(1,)),
        tf.keras.layers.Dense(1, kernel_initializer=random_kernel),
    ])


@tf.function
def mse(y_true, y_pred):
    return tf.reduce_mean(tf.math.squared_difference(y_true, y_pred))


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=mse)
    return model


def train(model, celsius, fahrenheit, epochs=500):
    ds = tf.data.Dataset.from_tensor_slices((celsius, fahrenheit))
    ds = ds.cache().shuffle(len(celsius)).batch(32)
    return model.fit(ds, epochs=epochs, shuffle=False, verbose=0)


def predict_fahrenheit(model, celsius):
    ask = Thermometer(model)
    return ask(tf.fill([1, 1], tf.cast(celsius, tf.float32)))[0, 0]


def learned_line(model):
    dense = model.layers[-1]
    return tf.convert_to_tensor(dense.kernel)[0, 0], tf.convert_to_tensor(dense.bias)[0]


def build_deep_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(1,)),
        tf.keras.layers.Dense(4, kernel_initializer=random_kernel),
        tf.keras.layers.Dense(4, kernel_initializer=random_kernel),
        tf.keras.layers.Dense(1, kernel_initializer=random_kernel),
    ])
