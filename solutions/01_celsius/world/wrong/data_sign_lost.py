# loses: data
# mistake: the second reading is +10 degrees Celsius instead of -10
import numpy as np


def make_data():
    readings = np.array(
        [(-40, -40), (10, 14), (0, 32), (8, 46), (15, 59), (22, 72), (38, 100)],
        dtype=np.float32,
    )
    return readings[:, 0:1], readings[:, 1:2]
