# %%
import threading
import time


def forever():
    while True:
        time.sleep(0.01)


for _ in range(5):
    threading.Thread(target=forever).start()
