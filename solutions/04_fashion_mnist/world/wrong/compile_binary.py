# loses: compile
# mistake: binary accuracy
def compile_model(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["binary_accuracy"])
    return model
