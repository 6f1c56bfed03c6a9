# %%
line = "x" * 10**6
while True:
    print(line)
