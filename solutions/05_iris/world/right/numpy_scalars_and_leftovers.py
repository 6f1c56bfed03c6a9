import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


# first try
def load_csv(path):
    return np.loadtxt(path, delimiter=",", skiprows=1)


# second try, with batches
def load_csv(path, batch_size=32):
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    return tf.data.Dataset.from_tensor_slices(
        (d[:, :4].astype("float32"), d[:, 4].astype("int64"))
    ).batch(batch_size)


def build_model():
    return tf.keras.Sequential(
        [
            tf.keras.layers.Input((4,)),
            tf.keras.layers.Dense(10, activation="relu"),
            tf.keras.layers.Dense(10, activation="relu"),
            tf.keras.layers.Dense(3),
        ]
    )


def loss(model, features, labels, training):
    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(
        labels, model(features, training=training)
    )


x0 = np.array([[5.1, 3.3, 1.7, 0.5], [6.9, 3.1, 5.4, 2.1]], dtype=np.float32)
y0 = np.array([0, 2])
print(loss(build_model(), x0, y0, training=False))


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)


print([g.shape for g in grad(build_model(), x0, y0)[1]])


def train(model, dataset, optimizer, epochs=201):
    losses = []
    accuracies = []
    mean = tf.keras.metrics.Mean()
    accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
    for epoch in range(epochs):
        mean.reset_state()
        accuracy.reset_state()
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            mean.update_state(value)
            accuracy.update_state(labels, model(features, training=False))
        losses.append(mean.result())
        accuracies.append(accuracy.result())
    return {"loss": np.array(losses), "accuracy": tuple(accuracies)}


# old version, only for the last batch...
# def evaluate(model, dataset):
#     for x, y in dataset: acc = ...
def evaluate(model, dataset):
    right = np.int64(0)
    n = np.int64(0)
    for features, labels in dataset:
        answer = model(features, training=False).numpy().argmax(axis=1)
        right += np.sum(answer == labels.numpy())
        n += answer.size
    return right / n


def predict_species(model, features):
    answer = np.asarray(model(features, training=False)).argmax(axis=-1)
    return [SPECIES[k] for k in answer]


toy = tf.data.Dataset.from_tensor_slices((x0, y0)).batch(2)
m = build_model()
print(train(m, toy, tf.keras.optimizers.SGD(0.01), epochs=2))
print(evaluate(m, toy), predict_species(m, x0))
