# loses: compile
# mistake: The metric counts an image as recognized if its class is among the five most probable ones.
import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseTopKCategoricalAccuracy(name="accuracy")],
    )
    return model
