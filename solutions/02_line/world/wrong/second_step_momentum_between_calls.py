# loses: train_step
# mistake: keeps a velocity between calls (momentum), so only the very first step is gradient descent
import tensorflow as tf

velocity = {"w": 0.0, "b": 0.0}


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    gradient = dict(zip(["w", "b"], tape.gradient(value, [model.w, model.b])))
    for name, variable in (("w", model.w), ("b", model.b)):
        velocity[name] = 0.5 * velocity[name] - learning_rate * gradient[name]
        variable.assign_add(velocity[name])
    return value
