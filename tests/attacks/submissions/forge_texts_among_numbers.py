# %%
# One long text among many short ones: an array of texts has room for the longest in every place.
def loss(predicted_y, target_y):
    return ["a" * 60_000_000] + [""] * 190_000
