import keras
import tensorflow_datasets as tfds
from keras import layers, ops

num_classes = 10
input_shape = (28, 28, 1)

rescale = layers.Rescaling(1.0 / 255)


def load_data(name="fashion_mnist"):
    data, info = tfds.load(name, as_supervised=True, with_info=True)
    return data["train"], data["test"], list(info.features["label"].names)


def normalize(image, label):
    return rescale(image), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    # uint8 takes a quarter of the memory, so cache before the floats are made
    ds = dataset.cache()
    if shuffle_buffer:
        ds = ds.shuffle(shuffle_buffer, reshuffle_each_iteration=True)
    return ds.map(normalize).batch(batch_size)


def build_model():
    inputs = keras.Input(shape=input_shape, name="image")
    x = layers.Flatten()(inputs)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="fashion")


def compile_model(model):
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"]
    )
    return model


def train(model, batches, epochs=5):
    history = model.fit(batches, epochs=epochs, verbose=2, shuffle=False)
    return history


def evaluate(model, batches):
    score = model.evaluate(batches, verbose=0)
    return score[0], score[1]


def predict_labels(model, images):
    return ops.convert_to_numpy(ops.argmax(model(images, training=False), axis=-1))


def describe_prediction(probabilities, class_names):
    best = int(ops.argmax(probabilities))
    return class_names[best], float(probabilities[best])
