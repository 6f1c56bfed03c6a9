# loses: model
# mistake: the bias starts at random too instead of at 0
import keras


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(1,)),
            keras.layers.Dense(1, kernel_initializer="random_normal", bias_initializer="random_normal"),
        ]
    )
