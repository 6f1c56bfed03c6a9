# loses: inspect
# mistake: looks for a layer called "dense", which only the first Dense layer of a session is, and crashes for other models


def learned_line(model):
    weight, bias = model.get_layer("dense").get_weights()
    return float(weight[0, 0]), float(bias[0])
