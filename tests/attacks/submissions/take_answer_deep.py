# %%
def nest(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


def make_data(num_examples=1000, seed=None):
    return nest(100_000)


def loss(predicted_y, target_y):
    shared = []
    for _ in range(60):
        shared = [shared, shared]
    return shared


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    loop = []
    loop.append(loop)
    return loop
