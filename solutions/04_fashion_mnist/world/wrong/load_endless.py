# loses: load
# mistake: shuffled and repeated without end
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    return train.repeat(), test, info.features["label"].names
