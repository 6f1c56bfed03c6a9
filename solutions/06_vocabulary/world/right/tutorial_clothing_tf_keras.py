# TensorFlow and tf.keras
import tensorflow as tf
from tensorflow import keras

# Helper libraries
import numpy as np

print(tf.__version__)


def match_terms():
    return {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


def kind_of_learning():
    return {
        "temperature": "supervised regression",
        "rent": "supervised regression",
        "rain amount": "supervised regression",
        "rain or not": "supervised classification",
        "garment": "supervised classification",
        "digit": "supervised classification",
        "customer groups": "unsupervised",
        "odd payments": "unsupervised",
    }


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError('num_examples must be at least 0')
    if batch_size < 1:
        raise ValueError('batch_size must be at least 1')
    return int(np.ceil(num_examples / float(batch_size)))


def updates_in_training(num_examples, batch_size, epochs):
    STEPS_PER_EPOCH = steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError('epochs must be at least 0')
    return STEPS_PER_EPOCH*epochs


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError('num_examples must be at least 0')
    if epochs < 0:
        raise ValueError('epochs must be at least 0')
    return num_examples*epochs


def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError('all layer sizes must be at least 1')
    params = 0
    for i in range(len(layer_sizes) - 1):
        params += keras.Sequential([
            keras.Input(shape=(layer_sizes[i],)),
            keras.layers.Dense(layer_sizes[i + 1]),
        ]).count_params()
    return int(params)


def relu(x):
    return tf.nn.relu(np.asarray(x, dtype=np.float64)).numpy()


def softmax(logits):
    # tf.nn.softmax subtracts the max itself
    probability_model = tf.keras.layers.Softmax(dtype='float64')
    return probability_model(np.array(logits, dtype=np.float64)).numpy()


def best_epoch(history):
    if isinstance(history, tf.keras.callbacks.History):
        val_loss = history.history['val_loss']
    else:
        val_loss = history['val_loss']
    return int(np.argmin(val_loss))
