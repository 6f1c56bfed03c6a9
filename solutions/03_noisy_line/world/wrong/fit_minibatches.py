# loses: fit
# mistake: makes a step for every batch of 32 examples and not one on all of them
import tensorflow as tf


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    dataset = tf.data.Dataset.from_tensor_slices((inputs, outputs)).batch(32)
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(gradients(model, inputs, outputs)[0]))
        for x, y in dataset:
            loss, dw, db = gradients(model, x, y)
            model.w.assign_sub(learning_rate * dw)
            model.b.assign_sub(learning_rate * db)
    return history
