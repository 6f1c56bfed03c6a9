import tensorflow as tf
import tensorflow_datasets as tfds
import numpy as np

def load_data(name="fashion_mnist"):
    [D, info] = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    [Tr, Te] = D
    nms = info.features["label"].names
    return Tr, Te, nms

def normalize(image, label):
    X = tf.cast(image, tf.float32) / 255
    return X, label

def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    D = dataset.map(lambda X, y: normalize(X, y))
    D = D.cache()
    if shuffle_buffer > 0: D = D.shuffle(shuffle_buffer)
    D = D.batch(batch_size)
    return D

def build_model():
    X = tf.keras.Input(shape=(28, 28, 1))
    A0 = tf.keras.layers.Flatten()(X)
    A1 = tf.keras.layers.Dense(128, activation="relu")(A0)
    A2 = tf.keras.layers.Dense(10, activation="softmax")(A1)
    M = tf.keras.Model(inputs=X, outputs=A2)
    return M

def xent(y, P):
    # -log p(right), the mean is taken by keras
    y = tf.reshape(tf.cast(y, tf.int32), [-1])
    p = tf.gather(P, y, axis=1, batch_dims=1)
    return -tf.math.log(tf.clip_by_value(p, 1e-7, 1.0))

def compile_model(model):
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.001), loss=xent, metrics=["accuracy"])
    return model

def train(model, batches, epochs=5):
    H = model.fit(batches, epochs=epochs, shuffle=False, verbose=0)
    return H

def evaluate(model, batches):
    V = model.evaluate(batches, verbose=0)
    L = V[0]; A = V[1]
    return L, A

def predict_labels(model, images):
    P = np.array(model(images))
    # columns are classes
    idx = P.argmax(1)
    return idx

def describe_prediction(probabilities, class_names):
    p = np.array(probabilities)
    i = np.flatnonzero(p == p.max())[0]
    return class_names[i], float(p[i])
