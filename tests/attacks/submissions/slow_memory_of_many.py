# %%
# Slowly, and from many processes, each with less than the limit.
import os
import time

for _ in range(20):
    if os.fork() == 0:
        hoard = []
        while True:
            hoard.append(bytearray(os.urandom(1)) * (4 * 2**20))
            time.sleep(0.02)
time.sleep(3600)
