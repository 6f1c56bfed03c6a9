# loses: fit
# mistake: trains a deep copy; the history is right but the caller's model does not learn
import copy


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    model = copy.deepcopy(model)
    history = {"w": [], "b": [], "loss": []}
    for i in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return history
