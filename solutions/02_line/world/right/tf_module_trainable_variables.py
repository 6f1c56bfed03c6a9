import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    g = tf.random.get_global_generator() if seed is None else tf.random.Generator.from_seed(seed, alg="philox")
    inputs = g.normal((num_examples,), dtype=tf.float32)
    outputs = tf.math.add(tf.math.scalar_mul(TRUE_W, inputs), TRUE_B)
    return inputs, outputs


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0, name="line"):
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(w, dtype=tf.float32, name="weight")
            self.b = tf.Variable(b, dtype=tf.float32, name="bias")

    @tf.Module.with_name_scope
    def __call__(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    grads = tape.gradient(value, model.trainable_variables)
    for grad, var in zip(grads, model.trainable_variables):
        var.assign_sub(learning_rate * grad)
    return value


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(model.w.numpy().tolist())
        history["b"].append(model.b.numpy().tolist())
        history["loss"].append(train_step(model, inputs, outputs, learning_rate).numpy().tolist())
    return history
