# loses: train
# mistake: the lists are made once outside the function, so a second call also returns the first call's epochs
import tensorflow as tf

train_loss_results = []
train_accuracy_results = []


def train(model, dataset, optimizer, epochs=201):
    for epoch in range(epochs):
        epoch_loss_avg = tf.keras.metrics.Mean()
        epoch_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            loss_value, grads = grad(model, x, y)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            epoch_loss_avg.update_state(loss_value)
            epoch_accuracy.update_state(y, model(x, training=True))
        train_loss_results.append(float(epoch_loss_avg.result()))
        train_accuracy_results.append(float(epoch_accuracy.result()))
    return {"loss": train_loss_results, "accuracy": train_accuracy_results}
