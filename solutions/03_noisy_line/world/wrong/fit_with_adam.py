# loses: fit
# mistake: moves the variables with Adam, whose steps are not -learning rate times gradient
from tensorflow import keras


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        optimizer.apply_gradients([(dw, model.w), (db, model.b)])
    return history
