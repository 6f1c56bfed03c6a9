import numpy as np
import tensorflow as tf
import keras
from keras import ops

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal(num_examples).astype("float32")
    inputs = ops.convert_to_tensor(inputs)
    outputs = ops.add(ops.multiply(inputs, TRUE_W), TRUE_B)
    return inputs, outputs


class Model(keras.layers.Layer):
    """y = w * x + b as a Keras layer."""

    def __init__(self, w=1.0, b=4.0, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(w, dtype="float32")
        self.b = tf.Variable(b, dtype="float32")

    def call(self, x):
        return self.w * x + self.b


mse = keras.losses.MeanSquaredError()


def loss(predicted_y, target_y):
    # careful: Keras wants y_true first
    return mse(target_y, predicted_y)


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        predictions = model(inputs)
        loss_value = loss(predictions, outputs)
    variables = [model.w, model.b]
    gradients = tape.gradient(loss_value, variables)
    # plain SGD without momentum
    optimizer = keras.optimizers.SGD(learning_rate=float(learning_rate))
    optimizer.apply_gradients(zip(gradients, variables))
    return loss_value


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    logs = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        logs["w"].append(float(ops.convert_to_numpy(model.w)))
        logs["b"].append(float(ops.convert_to_numpy(model.b)))
        logs["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return logs
