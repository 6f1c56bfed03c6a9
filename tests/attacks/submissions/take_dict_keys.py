# %%
# A short list under a very long name: whoever writes out the place of each item repeats the name.
def loss(predicted_y, target_y):
    return {"K" * 30_000_000: [object() for _ in range(100_000)]}
