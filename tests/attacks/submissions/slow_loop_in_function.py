# %%
def make_data(num_examples=1000, seed=None):
    while True:
        pass


make_data.__defaults__ = (1, 2)


def loss(predicted_y, target_y):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
