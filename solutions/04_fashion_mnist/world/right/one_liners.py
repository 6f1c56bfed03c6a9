import tensorflow as tf, tensorflow_datasets as tfds
K = tf.keras

load_data = lambda name="fashion_mnist": (lambda d, i: (d["train"], d["test"], i.features["label"].names))(*tfds.load(name, as_supervised=True, with_info=True))
normalize = lambda image, label: (tf.cast(image, tf.float32) / 255, label)
make_batches = lambda dataset, batch_size=32, shuffle_buffer=0: (lambda d: d.shuffle(shuffle_buffer) if shuffle_buffer else d)(dataset.map(normalize).cache()).batch(batch_size)
build_model = lambda: K.Sequential([K.Input((28, 28, 1)), K.layers.Flatten(), K.layers.Dense(128, "relu"), K.layers.Dense(10, "softmax")])
compile_model = lambda model: model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"]) or model
train = lambda model, batches, epochs=5: model.fit(batches, epochs=epochs, shuffle=False, verbose=0)
evaluate = lambda model, batches: tuple(model.evaluate(batches, verbose=0))
predict_labels = lambda model, images: tf.argmax(model(images), -1)
describe_prediction = lambda probabilities, class_names: max(zip(class_names, map(float, probabilities)), key=lambda pair: pair[1])
