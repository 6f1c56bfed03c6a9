import numpy as np
import tensorflow as tf


def add_noise(ausgaben, stddev=1.0, seed=None, mittel=0.0, verteilung="normal"):
    zufall = np.random.default_rng(seed)
    if verteilung == "normal":
        stoerung = zufall.normal(mittel, stddev, ausgaben.shape)
    else:
        stoerung = zufall.laplace(mittel, stddev, ausgaben.shape)
    return ausgaben + tf.constant(stoerung, dtype=ausgaben.dtype)


def gradients(gerade, xs, ys, *, with_tape=True):
    if not with_tape:
        fehler = gerade(xs) - ys
        return tf.reduce_mean(fehler**2), 2 * tf.reduce_mean(fehler * xs), 2 * tf.reduce_mean(fehler)
    with tf.GradientTape() as band:
        verlust = tf.reduce_mean((ys - gerade(xs)) ** 2)
    nach_w, nach_b = band.gradient(verlust, (gerade.w, gerade.b))
    return verlust, nach_w, nach_b


def fit(gerade, xs, ys, epochs=10, learning_rate=0.1, verbose=False, decay=1.0):
    verlauf = {"w": [], "b": [], "loss": []}
    schritt = learning_rate
    for runde in range(epochs):
        verlust, nach_w, nach_b = gradients(gerade, xs, ys)
        if verbose:
            print(runde, float(verlust))
        verlauf["w"] += [float(gerade.w)]
        verlauf["b"] += [float(gerade.b)]
        verlauf["loss"] += [float(verlust)]
        gerade.w.assign_sub(schritt * nach_w)
        gerade.b.assign_sub(schritt * nach_b)
        schritt *= decay
    return verlauf


def least_squares(xs, ys, dtype=tf.float64):
    xs, ys = tf.cast(xs, dtype), tf.cast(ys, dtype)
    x_quer, y_quer = tf.reduce_mean(xs), tf.reduce_mean(ys)
    steigung = tf.reduce_sum((xs - x_quer) * (ys - y_quer)) / tf.reduce_sum((xs - x_quer) ** 2)
    return float(steigung), float(y_quer - steigung * x_quer)


def best_possible_loss(xs, ys, line=None):
    steigung, achse = line or least_squares(xs, ys)
    rest = tf.cast(ys, tf.float64) - steigung * tf.cast(xs, tf.float64) - achse
    return float(tf.reduce_mean(rest * rest))
