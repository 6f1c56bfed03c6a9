import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0

fresh = tf.random.Generator.from_non_deterministic_state()


def make_data(num_examples=1000, seed=None):
    generator = fresh if seed is None else tf.random.Generator.from_seed(seed)
    inputs = generator.normal((num_examples,), dtype=tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0):
        super().__init__(name="line")
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
    # the rate as a tensor: a Python number would make a new graph for each value
    return _step(model, inputs, outputs, tf.constant(learning_rate, tf.float32))


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in tf.range(epochs):
        ws.append(tf.identity(model.w))
        bs.append(tf.identity(model.b))
        losses.append(train_step(model, inputs, outputs, learning_rate))
    return dict(w=ws, b=bs, loss=losses)
