import tensorflow as tf
import tensorflow_datasets as tfds


class FashionConstants:
    IMAGE_SHAPE = (28, 28, 1)
    MAX_PIXEL = 255.0
    HIDDEN_UNITS = 128
    NUM_CLASSES = 10
    SEED = 4711


class DatasetLoader:
    def __init__(self, name):
        self._datasets, self._info = tfds.load(name, as_supervised=True, with_info=True)

    def getTrain(self):
        return self._datasets["train"]

    def getTest(self):
        return self._datasets["test"]

    def getClassNames(self):
        return list(self._info.features["label"].names)


class Pipeline:
    def __init__(self, dataset):
        self.dataset = dataset

    def withNormalization(self):
        return Pipeline(self.dataset.map(normalize))

    def withCache(self):
        return Pipeline(self.dataset.cache())

    def withShuffle(self, bufferSize):
        if bufferSize <= 0:
            return self
        return Pipeline(self.dataset.shuffle(bufferSize, seed=FashionConstants.SEED))

    def withBatch(self, batchSize):
        return Pipeline(self.dataset.batch(batchSize))

    def build(self):
        return self.dataset


class ModelFactory:
    @staticmethod
    def create():
        def init(seed):
            return tf.keras.initializers.GlorotUniform(seed=seed)

        return tf.keras.Sequential([
            tf.keras.layers.InputLayer(shape=FashionConstants.IMAGE_SHAPE),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(FashionConstants.HIDDEN_UNITS, activation="relu",
                                  kernel_initializer=init(FashionConstants.SEED)),
            tf.keras.layers.Dense(FashionConstants.NUM_CLASSES, activation="softmax",
                                  kernel_initializer=init(FashionConstants.SEED + 1)),
        ])


class Prediction:
    def __init__(self, name, confidence):
        self._name = name
        self._confidence = confidence

    def getName(self):
        return self._name

    def getConfidence(self):
        return self._confidence


def load_data(name="fashion_mnist"):
    loader = DatasetLoader(name)
    return loader.getTrain(), loader.getTest(), loader.getClassNames()


def normalize(image, label):
    return tf.cast(image, tf.float32) / FashionConstants.MAX_PIXEL, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    return (
        Pipeline(dataset)
        .withNormalization()
        .withCache()
        .withShuffle(shuffle_buffer)
        .withBatch(batch_size)
        .build()
    )


def build_model():
    return ModelFactory.create()


def compile_model(model):
    optimizer = tf.keras.optimizers.Adam()
    loss = tf.keras.losses.SparseCategoricalCrossentropy()
    metric = tf.keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    model.compile(optimizer=optimizer, loss=loss, metrics=[metric])
    return model


def train(model, batches, epochs=5):
    total = None
    for epoch in range(epochs):
        history = model.fit(batches, initial_epoch=epoch, epochs=epoch + 1, shuffle=False, verbose=0)
        if total is None:
            total = history
        else:
            for key in total.history:
                total.history[key].extend(history.history[key])
            total.epoch.extend(history.epoch)
    return total


def evaluate(model, batches):
    result = model.evaluate(batches, verbose=0, return_dict=True)
    loss = result["loss"]
    accuracy = next(value for key, value in result.items() if key != "loss")
    return (loss, accuracy)


def predict_labels(model, images):
    probabilities = model(images, training=False)
    return tf.argmax(probabilities, axis=1, output_type=tf.int32).numpy()


def describe_prediction(probabilities, class_names):
    index = int(tf.argmax(probabilities))
    prediction = Prediction(class_names[index], float(probabilities[index]))
    return prediction.getName(), prediction.getConfidence()
