# loses: compile
# mistake: all models share one optimizer object, so a second model changes the first one's rate and cannot be trained
import tensorflow as tf

adam = tf.keras.optimizers.Adam()


def compile_model(model, learning_rate=0.1):
    adam.learning_rate = learning_rate
    model.compile(optimizer=adam, loss="mse")
    return model
