# loses: load
# mistake: takes the first flower for a second header line and loses it
import tensorflow as tf


def load_csv(path, batch_size=32):
    with open(path) as f:
        next(f)  # skip the header
        lines = f.read().split("\n")
    rows = [line.split(",") for line in lines[1:] if line]
    x = [[float(v) for v in r[:-1]] for r in rows]
    y = [int(r[-1]) for r in rows]
    return tf.data.Dataset.from_tensor_slices((tf.constant(x, tf.float32), tf.constant(y))).batch(batch_size)
