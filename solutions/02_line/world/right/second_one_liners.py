import numpy as np, tensorflow as tf

TRUE_W, TRUE_B = 3.0, 2.0

make_data = lambda num_examples=1000, seed=None: (lambda x: (x, TRUE_W * x + TRUE_B))(tf.constant(np.random.RandomState(np.random.MT19937(np.random.SeedSequence(seed))).randn(num_examples), tf.float32))

class Model:
    def __init__(self, w=1.0, b=4.0): self.w, self.b = (tf.Variable(v, dtype=tf.float32) for v in (w, b))
    __call__ = lambda self, x: self.w * x + self.b

loss = lambda p, t: tf.reduce_mean((p - t) ** 2)

def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape: l = loss(model(inputs), outputs)
    return [v.assign_sub(learning_rate * g) for v, g in zip((model.w, model.b), tape.gradient(l, (model.w, model.b)))] and l

# arguments of a tuple are evaluated from left to right, so w and b come before the step
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1): return dict(zip(("w", "b", "loss"), map(list, zip(*rows)) if (rows := [(float(model.w), float(model.b), float(train_step(model, inputs, outputs, learning_rate))) for _ in range(epochs)]) else ([], [], [])))
