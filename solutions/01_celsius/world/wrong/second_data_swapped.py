# loses: data
# mistake: the two arrays come back in the wrong order, labels first
import numpy as np


def make_data():
    table = np.array(
        [[-40, -40], [14, -10], [32, 0], [46, 8], [59, 15], [72, 22], [100, 38]], dtype=np.float32
    )
    return table[:, 0:1], table[:, 1:2]
