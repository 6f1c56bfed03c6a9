# loses: evaluate
# mistake: remembers the first result
cache = {}


def evaluate(model, batches):
    if "found" not in cache:
        cache["found"] = tuple(model.evaluate(batches, verbose=0))
    return cache["found"]
