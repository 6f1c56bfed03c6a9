import random
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0

def make_data(num_examples=1000, seed=None):
    r = random.Random(seed)
    xs = []
    for _ in range(num_examples):
        xs.append(r.gauss(0, 1))
    inputs = tf.constant(xs, dtype=tf.float32)
    outputs = inputs * TRUE_W + TRUE_B      # from the float32 numbers, so that they fit together
    return inputs, outputs

class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(float(w))
        self.b = tf.Variable(float(b))

    def __call__(self, x):
        y = self.w * x
        y = y + self.b
        return y

def loss(predicted_y, target_y):
    differences = predicted_y - target_y
    squares = differences * differences
    total = tf.reduce_sum(squares)
    count = len(target_y)
    return total / count

def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    gradients = tape.gradient(before, {"w": model.w, "b": model.b})
    model.w.assign_add(-learning_rate * gradients["w"])
    model.b.assign_add(-learning_rate * gradients["b"])
    return float(before)

def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    diary = []
    while len(diary) < epochs:
        w, b = float(model.w), float(model.b)
        l = train_step(model, inputs, outputs, learning_rate)
        diary.append((w, b, l))
    return {
        "w": [page[0] for page in diary],
        "b": [page[1] for page in diary],
        "loss": [page[2] for page in diary],
    }
