import tensorflow as tf


def make_data():
    celsius = tf.constant([-40, -10, 0, 8, 15, 22, 38], dtype=tf.float32)
    fahrenheit = tf.constant([-40, 14, 32, 46, 59, 72, 100], dtype=tf.float32)
    return celsius[:, tf.newaxis], fahrenheit[:, tf.newaxis]


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(1,), dtype=tf.float32),
        tf.keras.layers.Dense(1, kernel_initializer="random_normal", bias_initializer="zeros"),
    ])


def compile_model(model, learning_rate=0.1):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate),
        loss=tf.keras.losses.MeanSquaredError(),
    )
    return model


BATCH = 32  # what Keras takes by itself


def train(model, celsius, fahrenheit, epochs=500):
    ds = tf.data.Dataset.from_tensor_slices((celsius, fahrenheit))
    ds = ds.shuffle(len(celsius)).batch(BATCH).prefetch(tf.data.AUTOTUNE)
    return model.fit(ds, epochs=epochs, verbose=0)


class Converter(tf.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def __call__(self, celsius):
        answers = self.model(tf.reshape(celsius, [1, 1]), training=False)
        return tf.reshape(answers, [])


def predict_fahrenheit(model, celsius):
    return Converter(model)(tf.cast(celsius, tf.float32))  # 0-d tensor


def learned_line(model):
    kernel, bias = (tf.constant(w) for w in model.layers[-1].get_weights())
    return kernel[0, 0], bias[0]


def build_deep_model():
    inputs = outputs = tf.keras.Input(shape=(1,))
    for units in [4, 4, 1]:
        outputs = tf.keras.layers.Dense(units)(outputs)
    return tf.keras.Model(inputs, outputs)
