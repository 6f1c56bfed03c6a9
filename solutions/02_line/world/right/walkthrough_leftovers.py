# after "Custom training: walkthrough"
import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0

# first try, seeds did not work
def make_data(num_examples=1000, seed=None):
    inputs = tf.random.normal([num_examples], seed=seed)
    return inputs, 3 * inputs + 2

# second try
def make_data(num_examples=1000, seed=None):
    np.random.seed(seed)   # None -> new numbers
    inputs = tf.cast(np.random.randn(num_examples), tf.float32)
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs

features, labels = make_data(5, seed=1)
print(features[:5])
plt_wanted = False


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, name="w", dtype=tf.float32)
        self.b = tf.Variable(b, name="b", dtype=tf.float32)

    def __call__(self, x):
        return tf.add(tf.multiply(self.w, x), self.b)


predictions = Model()(features)
print("Prediction:", predictions)


def loss(predicted_y, target_y):
    d = predicted_y - target_y
    return tf.reduce_mean(d * d)


print("Loss test: {}".format(loss(predictions, labels)))


def grad(model, inputs, targets):
    with tf.GradientTape() as tape:
        loss_value = loss(model(inputs), targets)
    return loss_value, tape.gradient(loss_value, [model.w, model.b])


def train_step(model, inputs, outputs, learning_rate):
    loss_value, grads = grad(model, inputs, outputs)
    for v, g in zip([model.w, model.b], grads):
        v.assign_sub(learning_rate * g)
    return loss_value


m = Model()
loss_value, grads = grad(m, features, labels)
print("Step: 0, Initial Loss: {}".format(loss_value.numpy()))


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    train_loss_results = []
    w_results, b_results = [], []
    for epoch in range(epochs):
        w_results.append(float(model.w))
        b_results.append(float(model.b))
        train_loss_results.append(float(train_step(model, inputs, outputs, learning_rate)))
    return {"w": w_results, "b": b_results, "loss": train_loss_results}


history = fit(m, features, labels, 3)
print(history)
