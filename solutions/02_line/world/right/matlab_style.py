import numpy as np
import tensorflow as tf
from numpy import *

TRUE_W = 3.0; TRUE_B = 2.0;

def make_data(num_examples=1000, seed=None):
    rs = random.RandomState(seed)          # randn('seed', ...)
    x = rs.randn(num_examples).astype('single')
    y = (TRUE_W*x + TRUE_B).astype('single')
    return tf.constant(x), tf.constant(y)

class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype='float32')
        self.b = tf.Variable(b, dtype='float32')
    def __call__(self, x):
        return self.b + x*self.w

def loss(predicted_y, target_y):
    e = predicted_y - target_y
    # e' * e / n
    return tf.tensordot(e, e, 1) / tf.cast(tf.size(e), e.dtype)

def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as t:
        L = loss(model(inputs), outputs)
    G = t.gradient(L, [model.w, model.b])
    theta = tf.stack([model.w, model.b]) - learning_rate*tf.stack(G)
    model.w.assign(theta[0]); model.b.assign(theta[1])
    return L

def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    H = zeros((3, epochs))
    for k in arange(1, epochs+1):
        H[0, k-1] = model.w
        H[1, k-1] = model.b
        H[2, k-1] = train_step(model, inputs, outputs, learning_rate)
    return {'w': list(H[0,:]), 'b': list(H[1,:]), 'loss': list(H[2,:])}
