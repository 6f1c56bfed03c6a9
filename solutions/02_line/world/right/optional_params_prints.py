import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None, noise=0.0, w=None, b=None):
    w = TRUE_W if w is None else w
    b = TRUE_B if b is None else b
    print("making", num_examples, "examples, seed", seed)
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=num_examples).astype(np.float32)
    outputs = w * inputs + b
    if noise > 0:
        outputs = outputs + noise * rng.normal(size=num_examples)
    outputs = outputs.astype(np.float32)
    print("shapes", inputs.shape, outputs.shape, "types", inputs.dtype, outputs.dtype)
    return tf.constant(inputs), tf.constant(outputs)


class Model:
    def __init__(self, w=1.0, b=4.0, dtype=tf.float32, trainable=True):
        print("new model", w, b)
        self.w = tf.Variable(w, dtype=dtype, trainable=trainable)
        self.b = tf.Variable(b, dtype=dtype, trainable=trainable)

    def __call__(self, x, training=False):
        return self.w * x + self.b

    def __repr__(self):
        return f"Model(w={self.w.numpy()}, b={self.b.numpy()})"


def loss(predicted_y, target_y, reduction=tf.reduce_mean):
    return reduction(tf.square(predicted_y - target_y))


def train_step(model, inputs, outputs, learning_rate=0.1, verbose=1):
    with tf.GradientTape() as tape:
        predictions = model(inputs, training=True)
        value = loss(predictions, outputs)
    dw, db = tape.gradient(value, [model.w, model.b])
    if verbose:
        print("gradients:", dw.numpy(), db.numpy(), "loss:", value.numpy())
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return value


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1, verbose=1, callback=None):
    ws, bs, ls = [], [], []
    for epoch in range(1, epochs + 1):
        ws.append(float(model.w))
        bs.append(float(model.b))
        ls.append(float(train_step(model, inputs, outputs, learning_rate, verbose=0)))
        if verbose:
            print(f"Epoch {epoch}/{epochs}  w={ws[-1]:.3f} b={bs[-1]:.3f} loss={ls[-1]:.4f}")
        if callback is not None:
            callback(epoch)
    return {"w": ws, "b": bs, "loss": ls}
