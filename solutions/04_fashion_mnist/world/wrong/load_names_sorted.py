# loses: load
# mistake: the names sorted
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    return train, test, sorted(info.features["label"].names)
