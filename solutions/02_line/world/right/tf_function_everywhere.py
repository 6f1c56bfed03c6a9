import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is None:
        rng = tf.random.Generator.from_non_deterministic_state()
        key = rng.uniform_full_int([2], dtype=tf.int64)
    else:
        key = tf.constant([seed, 17], dtype=tf.int64)
    inputs = tf.random.stateless_normal([num_examples], seed=key)
    return inputs, line(inputs)


@tf.function
def line(x):
    return TRUE_W * x + TRUE_B


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0):
        super().__init__()
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    @tf.function
    def __call__(self, x):
        return self.w * x + self.b


@tf.function
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))


@tf.function
def _step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    dw, db = tape.gradient(value, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return value


def train_step(model, inputs, outputs, learning_rate):
    # as a tensor, so that another rate is no new trace
    return _step(model, inputs, outputs, tf.constant(learning_rate, tf.float32))


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in tf.range(epochs):
        ws.append(float(model.w))
        bs.append(float(model.b))
        losses.append(float(train_step(model, inputs, outputs, learning_rate)))
    return {"w": ws, "b": bs, "loss": losses}
