# my solution, exercise 2 (version 3, this one works!!)
import numpy as np
import tensorflow as tf

print("using tensorflow", tf.__version__)

TRUE_W = 3.0
TRUE_B = 2.0


# first try, did not repeat with a seed
def make_data(num_examples=1000, seed=None):
    x = tf.random.normal([num_examples])
    return x, TRUE_W * x + TRUE_B


# second try
def make_data(num_examples=1000, seed=None, mean=0.0, std=1.0, verbose=False):
    if seed is None:
        rng = np.random.default_rng()
    else:
        rng = np.random.default_rng([7, seed])
    xs = rng.normal(mean, std, (num_examples,)).astype("float32")
    ys = np.float32(TRUE_W) * xs + np.float32(TRUE_B)
    if verbose:
        print("made", num_examples, "examples, first:", xs[0], ys[0])
    return xs, ys


class Model:
    def __init__(self, w=1.0, b=4.0, name="line"):
        self.name = name
        self.w = tf.Variable(tf.cast(w, tf.float32))
        self.b = tf.Variable(tf.cast(b, tf.float32))
        print("new model:", name, self.w.numpy(), self.b.numpy())

    def __call__(self, x, training=False):
        y = self.w * x
        y = y + self.b
        return y


def loss(predicted_y, target_y, power=2):
    return tf.reduce_mean((predicted_y - target_y) ** power)


print("loss test, should be 2.5:", loss(tf.constant([1.0, 2.0]), tf.constant([2.0, 4.0])).numpy())


def train_step(model, inputs, outputs, learning_rate, verbose=True):
    with tf.GradientTape(persistent=True) as tape:
        predictions = model(inputs)
        mse = loss(predictions, outputs)
    dw, db = tape.gradient(mse, [model.w, model.b])
    del tape
    if verbose:
        print("  gradients:", dw.numpy(), db.numpy())
    model.w.assign(model.w - learning_rate * dw)
    model.b.assign(model.b - learning_rate * db)
    return mse.numpy()


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1, verbose=True):
    all_w, all_b, all_loss = (), (), ()
    epoch = 0
    while epoch < epochs:
        all_w += (model.w.numpy().item(),)
        all_b += (model.b.numpy().item(),)
        all_loss += (train_step(model, inputs, outputs, learning_rate, verbose=False).item(),)
        if verbose:
            print(f"epoch {epoch}: w={all_w[-1]:.3f} b={all_b[-1]:.3f} loss={all_loss[-1]:.4f}")
        epoch += 1
    print("finished,", epoch, "epochs")
    return {"w": all_w, "b": all_b, "loss": all_loss}


# demonstration
demo_x, demo_y = make_data(50, seed=3, verbose=True)
demo = Model(name="demo")
demo_history = fit(demo, demo_x, demo_y, epochs=3)
print(demo_history)
