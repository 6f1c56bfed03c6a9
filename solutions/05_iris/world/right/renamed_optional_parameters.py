import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")
Klassen = len(SPECIES)


def load_csv(datei, batch_size=32, mischen=True, samen=3):
    zahlen = np.loadtxt(datei, delimiter=",", skiprows=1, ndmin=2)
    masse, arten = zahlen[:, :4].astype(np.float32), zahlen[:, 4].astype(np.int32)
    if mischen:
        rang = tf.random.stateless_uniform([len(arten)], seed=[samen, 0]).numpy().argsort()
        masse, arten = masse[rang], arten[rang]
    return tf.data.Dataset.from_tensor_slices((masse, arten)).batch(batch_size)


def build_model(schichten=(10, 10), aktivierung="relu", name=None):
    eingang = tf.keras.Input(shape=(4,))
    x = eingang
    for breite in schichten:
        x = tf.keras.layers.Dense(breite, activation=aktivierung)(x)
    ausgang = tf.keras.layers.Dense(Klassen)(x)
    return tf.keras.Model(eingang, ausgang, name=name)


def loss(netz, masse, arten, training, gewichte=None):
    fehler = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return fehler(arten, netz(masse, training=training), sample_weight=gewichte)


def grad(netz, masse, arten, verlust=loss):
    with tf.GradientTape() as band:
        wert = verlust(netz, masse, arten, training=True)
    return wert, band.gradient(wert, netz.trainable_variables)


def train(netz, daten, schritt, epochs=201, melden=None):
    verlauf = {"loss": [], "accuracy": []}
    for epoche in range(epochs):
        mittel = tf.keras.metrics.Mean()
        for masse, arten in daten:
            wert, steigungen = grad(netz, masse, arten)
            schritt.apply_gradients(zip(steigungen, netz.trainable_variables))
            mittel(wert)
        verlauf["loss"].append(float(mittel.result()))
        verlauf["accuracy"].append(evaluate(netz, daten))
        if melden:
            melden(epoche, verlauf)
    return verlauf


def evaluate(netz, daten):
    treffer = [
        bool(a == b)
        for masse, arten in daten
        for a, b in zip(tf.argmax(netz(masse, training=False), axis=1).numpy(), arten.numpy(), strict=True)
    ]
    return sum(treffer) / len(treffer)


def predict_species(netz, blumen, namen=SPECIES):
    return [namen[ort] for ort in tf.argmax(netz(blumen, training=False), axis=1).numpy()]
