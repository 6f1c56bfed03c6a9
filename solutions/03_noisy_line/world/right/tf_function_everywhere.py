import tensorflow as tf


@tf.function(reduce_retracing=True)
def _noisy(outputs, stddev, seed):
    return outputs + stddev * tf.random.stateless_normal(tf.shape(outputs), seed=seed)


def add_noise(outputs, stddev=1.0, seed=None):
    if seed is None:
        seed2 = tf.random.get_global_generator().make_seeds(1)[:, 0]
    else:
        seed2 = tf.stack([tf.constant(seed, tf.int64), tf.constant(1234, tf.int64)])
    return _noisy(outputs, tf.constant(stddev, tf.float32), seed2)


@tf.function
def _measure(w, b, x, y):
    with tf.GradientTape() as tape:
        tape.watch([w, b])
        loss = tf.reduce_mean(tf.square(w * x + b - y))
    dw, db = tape.gradient(loss, [w, b])
    return loss, dw, db


def gradients(model, inputs, outputs):
    return _measure(tf.convert_to_tensor(model.w), tf.convert_to_tensor(model.b), inputs, outputs)


@tf.function
def _train(w, b, x, y, epochs, lr):
    ws = tf.TensorArray(tf.float32, size=epochs)
    bs = tf.TensorArray(tf.float32, size=epochs)
    losses = tf.TensorArray(tf.float32, size=epochs)
    for i in tf.range(epochs):
        loss, dw, db = _measure(w, b, x, y)
        ws = ws.write(i, w)
        bs = bs.write(i, b)
        losses = losses.write(i, loss)
        w -= lr * dw
        b -= lr * db
    return w, b, ws.stack(), bs.stack(), losses.stack()


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w, b, ws, bs, losses = _train(
        model.w.read_value(), model.b.read_value(), inputs, outputs, tf.constant(epochs), tf.constant(learning_rate, tf.float32)
    )
    model.w.assign(w)
    model.b.assign(b)
    return {"w": ws.numpy().tolist(), "b": bs.numpy().tolist(), "loss": losses.numpy().tolist()}


@tf.function
def _line(x, y):
    x = tf.cast(x, tf.float64)
    y = tf.cast(y, tf.float64)
    mx = tf.reduce_mean(x)
    my = tf.reduce_mean(y)
    w = tf.reduce_mean((x - mx) * (y - my)) / tf.math.reduce_variance(x)
    b = my - w * mx
    return w, b, tf.reduce_mean(tf.square(w * x + b - y))


def least_squares(inputs, outputs):
    w, b, _ = _line(inputs, outputs)
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    return float(_line(inputs, outputs)[-1])
