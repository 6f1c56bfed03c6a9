# loses: fit
# mistake: the stride is always 0.1, the parameter is ignored
import tensorflow as tf


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    sgd = tf.keras.optimizers.SGD(learning_rate=0.1)
    w, b, losses = [], [], []
    for epoch in range(epochs):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(inputs) - outputs))
        grads = tape.gradient(loss, [model.w, model.b])
        w.append(float(model.w))
        b.append(float(model.b))
        losses.append(float(loss))
        sgd.apply_gradients(zip(grads, [model.w, model.b]))
    return {"w": w, "b": b, "loss": losses}
