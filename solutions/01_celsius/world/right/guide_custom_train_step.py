# after "Customizing what happens in fit()" and "Basic training loops"
import numpy as np
import tensorflow as tf


class TapeModel(tf.keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss, sample_weight=tf.shape(x)[0])
            else:
                metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}


def make_data():
    x = tf.constant([-40, -10, 0, 8, 15, 22, 38], tf.float32)
    y = tf.constant([-40, 14, 32, 46, 59, 72, 100], tf.float32)
    return x[:, tf.newaxis].numpy(), y[:, tf.newaxis].numpy()


def build_model():
    inputs = tf.keras.Input(shape=(1,))
    outputs = tf.keras.layers.Dense(1)(inputs)
    return TapeModel(inputs, outputs)


def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss=loss)
    return model


def train(model, x, y, epochs=500):
    return model.fit(x, y, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    x = tf.constant([[celsius]], dtype=tf.float32)
    return float(model(x, training=False)[0, 0])


def learned_line(model):
    w, b = model.trainable_variables
    return w.numpy().item(), b.numpy().item()


def build_deep_model():
    inputs = tf.keras.Input(shape=(1,))
    x = tf.keras.layers.Dense(4)(inputs)
    x = tf.keras.layers.Dense(4)(x)
    outputs = tf.keras.layers.Dense(1)(x)
    return TapeModel(inputs, outputs)
