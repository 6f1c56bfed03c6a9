import tensorflow as tf


class Noise(tf.Module):
    def __init__(self, stddev, seed=None, name=None):
        super().__init__(name=name)
        self.stddev = stddev
        if seed is None:
            self.rng = tf.random.Generator.from_non_deterministic_state()
        else:
            self.rng = tf.random.Generator.from_seed(seed, alg="threefry" if False else "philox")

    def __call__(self, y):
        return y + tf.cast(self.rng.normal(y.shape, 0.0, self.stddev), y.dtype)


class Trainer(tf.Module):
    """Holds the model's variables and the learning rate."""

    def __init__(self, model, learning_rate):
        super().__init__()
        self.model = model
        self.w = model.w
        self.b = model.b
        self.learning_rate = learning_rate

    def measure(self, x, y):
        params = [self.w, self.b]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(params)
            loss = tf.reduce_mean((self.model(x) - y) ** 2)
        return loss, tape.gradient(loss, params)

    def step(self, x, y):
        loss, grads = self.measure(x, y)
        before = float(self.w), float(self.b), float(loss)
        for p, g in zip([self.w, self.b], grads):
            p.assign_sub(self.learning_rate * g)
        return before


class LeastSquares(tf.Module):
    def __init__(self, x, y):
        super().__init__()
        self.x = tf.cast(x, tf.double)
        self.y = tf.cast(y, tf.double)
        mean_x, var_x = tf.nn.moments(self.x, axes=[0])
        mean_y = tf.reduce_mean(self.y)
        self.w = tf.reduce_mean((self.x - mean_x) * (self.y - mean_y)) / var_x
        self.b = mean_y - self.w * mean_x

    def __call__(self, x):
        return self.w * x + self.b

    def loss(self):
        return tf.reduce_mean(tf.math.squared_difference(self(self.x), self.y))


def add_noise(outputs, stddev=1.0, seed=None):
    return Noise(stddev, seed)(outputs)


def gradients(model, inputs, outputs):
    loss, (dw, db) = Trainer(model, 0.0).measure(inputs, outputs)
    return loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    trainer = Trainer(model, learning_rate)
    log = [trainer.step(inputs, outputs) for _ in range(epochs)]
    return {
        "w": [w for w, _, _ in log],
        "b": [b for _, b, _ in log],
        "loss": [loss for _, _, loss in log],
    }


def least_squares(inputs, outputs):
    line = LeastSquares(inputs, outputs)
    return float(line.w), float(line.b)


def best_possible_loss(inputs, outputs):
    return float(LeastSquares(inputs, outputs).loss())
