# %%
import atexit
import time


def hang():
    while True:
        time.sleep(1)


class Hang:
    def __del__(self):
        hang()


atexit.register(hang)
kept = Hang()


def make_data(num_examples=1000, seed=None):
    return Hang()
