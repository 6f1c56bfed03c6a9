# %%
# What the course hands out is there to read and not to change.
import os

for name in ("data/new.txt", "/data/new.txt"):
    try:
        with open(name, "w") as file:
            file.write("mine")
        raise RuntimeError("leak: wrote to the data folder")
    except OSError:
        pass
