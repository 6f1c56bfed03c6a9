# loses: compile
# mistake: the loss once more instead of the accuracy
def compile_model(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_crossentropy"])
    return model
