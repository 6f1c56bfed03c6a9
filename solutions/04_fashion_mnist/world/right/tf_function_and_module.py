import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    parts = {}
    for split in ("train", "test"):
        parts[split], info = tfds.load(name, split=split, as_supervised=True, with_info=True)
    return parts["train"], parts["test"], info.features["label"].names


class Scale(tf.Module):
    def __init__(self, largest, name=None):
        super().__init__(name)
        self.largest = tf.constant(largest, tf.float32)

    @tf.function
    def __call__(self, image):
        return tf.cast(image, tf.float32) / self.largest


scale = Scale(255)


def normalize(image, label):
    return scale(image), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).apply(lambda d: d.cache())
    if tf.greater(shuffle_buffer, 0):
        dataset = dataset.shuffle(tf.cast(shuffle_buffer, tf.int64))
    return dataset.batch(batch_size)


class Affine(tf.keras.layers.Layer):
    """x @ w + b, and then some function."""

    def __init__(self, units, f, **kwargs):
        super().__init__(**kwargs)
        self.units, self.f = units, f

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.f(tf.matmul(x, self.w) + self.b)


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.first = Affine(128, tf.nn.relu)
        self.second = Affine(10, tf.nn.softmax)

    def call(self, images):
        return self.second(self.first(tf.reshape(images, [-1, 784])))


def build_model():
    net = Net()
    net(tf.zeros((1, 28, 28, 1)))
    return net


def compile_model(model):
    model.compile(
        optimizer=tf.optimizers.Adam(),
        loss=tf.losses.SparseCategoricalCrossentropy(),
        metrics=[tf.metrics.SparseCategoricalAccuracy()],
    )
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=0)


def evaluate(model, batches):
    @tf.function(reduce_retracing=True)
    def one(images, labels):
        p = model(images, training=False)
        n = tf.cast(tf.shape(labels)[0], tf.float32)
        right = tf.reduce_sum(tf.cast(tf.argmax(p, 1) == labels, tf.float32))
        return n, n * model.compute_loss(y=labels, y_pred=p, training=False), right

    total = loss = right = tf.constant(0.0)
    for images, labels in batches:
        n, l, r = one(images, labels)
        total, loss, right = total + n, loss + l, right + r
    return loss / total, right / total


@tf.function(reduce_retracing=True)
def pick(probabilities):
    return tf.argmax(probabilities, axis=1)


def predict_labels(model, images):
    return pick(model(images))


def describe_prediction(probabilities, class_names):
    best = tf.argmax(probabilities)
    return class_names[best.numpy()], tf.reduce_max(probabilities)
