# loses: fit
# mistake: adds fresh noise to the outputs in every epoch
import tensorflow as tf


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        measured = outputs + tf.random.normal(outputs.shape)
        loss, dw, db = gradients(model, inputs, measured)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return history
