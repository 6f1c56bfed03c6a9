# loses: data
# mistake: remembers its results, so calls without a seed give the same data again
from functools import lru_cache

import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


@lru_cache(maxsize=None)
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = tf.convert_to_tensor(rng.normal(size=num_examples).astype("float32"))
    return inputs, TRUE_W * inputs + TRUE_B
