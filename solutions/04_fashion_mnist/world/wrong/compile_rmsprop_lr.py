# loses: compile
# mistake: RMSprop
def compile_model(model):
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
