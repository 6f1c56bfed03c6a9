# %%
while True:
    pass
