import tensorflow as tf

# The actual line
TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    # A generator of its own, so nothing global is touched
    if seed is None:
        g = tf.random.Generator.from_non_deterministic_state()
    else:
        g = tf.random.Generator.from_seed(seed)

    # A vector of random x values
    x = g.normal(shape=[num_examples])

    # Calculate y
    y = x * TRUE_W + TRUE_B
    return x, y


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0, **kwargs):
        super().__init__(**kwargs)
        # Initialize the weights to `w` and the bias to `b`
        self.w = tf.Variable(w, dtype=tf.float32, name="w")
        self.b = tf.Variable(b, dtype=tf.float32, name="b")

    def __call__(self, x):
        return self.w * x + self.b


# This computes a single loss value for an entire batch
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


# Given a callable model, inputs, outputs, and a learning rate...
def train_step(model, x, y, learning_rate):

    with tf.GradientTape() as t:
        # Trainable variables are automatically tracked by GradientTape
        current_loss = loss(model(x), y)

    # Use GradientTape to calculate the gradients with respect to W and b
    dw, db = t.gradient(current_loss, [model.w, model.b])

    # Subtract the gradient scaled by the learning rate
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)

    return current_loss


# Define a training loop
def fit(model, x, y, epochs=15, learning_rate=0.1):
    # Collect the history of W-values and b-values to plot later
    weights = []
    biases = []
    losses = []

    for epoch in range(epochs):
        weights.append(model.w.numpy())
        biases.append(model.b.numpy())
        # Update the model with the single giant batch
        losses.append(train_step(model, x, y, learning_rate=learning_rate).numpy())

    return {"w": weights, "b": biases, "loss": losses}
