# loses: train_step
# mistake: makes batches of 32 and uses the first only
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    dataset = tf.data.Dataset.from_tensor_slices((inputs, outputs)).batch(32)
    x, y = next(iter(dataset))
    with tf.GradientTape() as tape:
        value = loss(model(x), y)
    dw, db = tape.gradient(value, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return value
