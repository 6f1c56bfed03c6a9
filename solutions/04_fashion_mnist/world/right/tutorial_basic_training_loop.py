import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (ds_train, ds_test), ds_info = tfds.load(
        name,
        split=["train", "test"],
        as_supervised=True,
        with_info=True,
    )
    return ds_train, ds_test, ds_info.features["label"].names


def normalize(image, label):
    """Normalizes images: `uint8` -> `float32`."""
    return tf.cast(image, tf.float32) / 255., label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE)
    ds = ds.cache()
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    ds = ds.batch(batch_size)
    ds = ds.prefetch(tf.data.AUTOTUNE)
    return ds


class MyModel(tf.keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.flatten = tf.keras.layers.Flatten()
        self.d1 = tf.keras.layers.Dense(128, activation="relu")
        self.d2 = tf.keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        x = self.flatten(x)
        x = self.d1(x)
        return self.d2(x)


def build_model():
    model = MyModel()
    model(tf.zeros([1, 28, 28, 1]))  # creates the variables
    return model


def compile_model(model):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.001),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=["accuracy"],
    )
    return model


# Given a callable model, inputs, outputs, do one step
def train_step(model, x, y):
    with tf.GradientTape() as t:
        y_pred = model(x, training=True)
        current_loss = model.compute_loss(x=x, y=y, y_pred=y_pred)
    grads = t.gradient(current_loss, model.trainable_variables)
    model.optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return current_loss, y_pred


def train(model, batches, epochs=5):
    history = tf.keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    for epoch in range(epochs):
        epoch_loss = tf.keras.metrics.Mean()
        epoch_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in batches:
            loss, y_pred = train_step(model, x, y)
            epoch_loss.update_state(loss, sample_weight=len(y))
            epoch_accuracy.update_state(y, y_pred)
        logs = {"loss": float(epoch_loss.result()), "accuracy": float(epoch_accuracy.result())}
        history.on_epoch_end(epoch, logs)
        print(f"Epoch {epoch:2d}: {logs}")
    return history


def evaluate(model, batches):
    results = model.evaluate(batches, verbose=0, return_dict=True)
    loss = results.pop("loss")
    (accuracy,) = results.values()
    return loss, accuracy


def predict_labels(model, images):
    predictions = model(images, training=False)
    return tf.argmax(predictions, axis=1)


def describe_prediction(probabilities, class_names):
    class_idx = tf.math.argmax(probabilities).numpy()
    p = float(probabilities[class_idx])
    name = class_names[class_idx]
    return name, p
