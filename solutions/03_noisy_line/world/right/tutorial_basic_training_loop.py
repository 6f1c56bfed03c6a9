import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    # None -> take a fresh seed pair, else stateless with the given one
    if seed is None:
        g = tf.random.Generator.from_non_deterministic_state()
    else:
        g = tf.random.Generator.from_seed(seed)
    noise = g.normal(shape=tf.shape(outputs), stddev=stddev)
    return outputs + tf.cast(noise, outputs.dtype)


# This computes a single loss value for an entire batch
def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


def gradients(model, inputs, outputs):
    with tf.GradientTape() as t:
        # Trainable variables are automatically tracked by GradientTape
        current_loss = loss(outputs, model(inputs))
    # Use GradientTape to calculate the gradients with respect to W and b
    dw, db = t.gradient(current_loss, [model.w, model.b])
    return current_loss, dw, db


# Given a callable model, inputs, outputs, and a learning rate...
def train(model, x, y, learning_rate):
    _, dw, db = gradients(model, x, y)
    # Subtract the gradient scaled by the learning rate
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    weights = []
    biases = []
    losses = []
    for epoch in range(epochs):
        # Track this before I update
        weights.append(float(model.w.numpy()))
        biases.append(float(model.b.numpy()))
        losses.append(float(loss(outputs, model(inputs))))
        train(model, inputs, outputs, learning_rate=learning_rate)
    return {"w": weights, "b": biases, "loss": losses}


def least_squares(inputs, outputs):
    x = tf.cast(inputs, tf.float64)
    y = tf.cast(outputs, tf.float64)
    mx, my = tf.reduce_mean(x), tf.reduce_mean(y)
    w = tf.reduce_mean((x - mx) * (y - my)) / tf.reduce_mean(tf.square(x - mx))
    b = my - w * mx
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    return float(loss(tf.cast(outputs, tf.float64), w * tf.cast(inputs, tf.float64) + b))
