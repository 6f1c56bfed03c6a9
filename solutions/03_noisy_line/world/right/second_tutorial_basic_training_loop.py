import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed is None:
        noise = tf.random.normal(shape=outputs.shape, stddev=stddev)
    else:
        noise = tf.random.stateless_normal(shape=outputs.shape, seed=[seed, 0], stddev=stddev)
    return outputs + tf.cast(noise, outputs.dtype)


# This computes a single loss value for an entire batch
def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


def gradients(model, inputs, outputs):
    with tf.GradientTape() as t:
        # Trainable variables are automatically tracked by GradientTape
        current_loss = loss(outputs, model(inputs))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    return current_loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    weights = []
    biases = []
    losses = []
    for epoch in range(epochs):
        current_loss, dw, db = gradients(model, inputs, outputs)
        # Track this before I update
        weights.append(float(model.w))
        biases.append(float(model.b))
        losses.append(float(current_loss))
        # Subtract the gradient scaled by the learning rate
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": weights, "b": biases, "loss": losses}


def least_squares(inputs, outputs):
    x_mean = tf.reduce_mean(inputs)
    y_mean = tf.reduce_mean(outputs)
    x = inputs - x_mean
    y = outputs - y_mean
    w = tf.reduce_mean(x * y) / tf.reduce_mean(x * x)
    b = y_mean - w * x_mean
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    # b is hidden in the means
    x = inputs - tf.reduce_mean(inputs)
    y = outputs - tf.reduce_mean(outputs)
    return float(loss(y, w * x))
