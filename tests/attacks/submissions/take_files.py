# %%
import os

os.makedirs("many")
for number in range(10**6):
    with open(f"many/{number}", "w"):
        pass
